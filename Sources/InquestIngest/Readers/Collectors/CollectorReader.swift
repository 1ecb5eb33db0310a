package import InquestCore

/// A system that collects logs, or the form in which it gives them out as JSON.
package protocol LogCollector: Sendable {
    static var format: InputFormat { get }
    /// Which arrays of its documents hold records.
    static var lists: JSONLists { get }
    /// Whether a record is one of this collector's.
    static func fits(_ record: CollectedShape) -> Bool
}

/// One record as far as collectors are told apart.
package struct CollectedShape: Sendable {
    let record: JSONRecord
    let fields: CollectedFields
    let head: CollectedHead

    func has(_ name: StaticString) -> Bool { record.member(name, of: JSONRecord.root) != 0 }

    func kind(_ name: StaticString) -> JSONToken.Kind {
        record.kind(record.member(name, of: JSONRecord.root))
    }

    /// Whether a member is a string.
    func isText(_ name: StaticString) -> Bool {
        let kind = kind(name)
        return kind == .string || kind == .escapedString
    }

    /// Whether it names a pod the way agents in a cluster do.
    var namesOwner: Bool {
        fields.namesOwner || record.string(fields[.runtimeName]).flatMap(RuntimeName.init) != nil
    }

    var hasText: Bool {
        let kind = record.kind(fields[.text])
        return kind == .string || kind == .escapedString
    }
}

/// Reads what a collector gives out as JSON, one fact per line of a container.
package enum CollectorReader<Collector: LogCollector>: FactReader {
    package static var format: InputFormat { Collector.format }

    package static func guess(_ sample: SniffSample) -> Guess {
        let bytes = sample.bytes.span
        let first = JSONTokenizer.skipBlanks(bytes, from: bytes.hasPrefix("\u{FEFF}") ? 3 : 0)
        guard first < bytes.count, bytes[first] == 0x7B || bytes[first] == 0x5B else {
            return Guess(.no, "it does not begin with JSON")
        }
        var window = ByteWindow(MemoryStream(sample.bytes))
        var records = JSONRecords(lists: Collector.lists)
        var reading = CollectedRecords()
        var (fitting, others) = (0, 0)
        while true {
            // The end of a sample that was cut is an error here, and is meant to be.
            guard let step = try? records.next(&window, into: &reading.reader.record), step != .end else {
                break
            }
            if step == .log { _ = try? window.nextLine() }
            if case .record = step, fits(&reading, records) { fitting += 1 } else { others += 1 }
        }
        if fitting + others == 0, !sample.isWhole, records.takeCut(window, into: &reading.reader.record),
            fits(&reading, records)
        {
            fitting = 1
        }
        let reason = "\(fitting) of the first \(fitting + others) records are of this kind"
        if fitting == 0 { return Guess(.no, reason) }
        if fitting >= others * 9 { return Guess(.certain, reason) }
        return Guess(fitting >= others ? .likely : .no, reason)
    }

    private static func fits(_ reading: inout CollectedRecords, _ records: borrowing JSONRecords) -> Bool {
        reading.enter(records.head, number: records.heads)
        reading.loadFields()
        return Collector.fits(
            CollectedShape(record: reading.reader.record, fields: reading.fields, head: reading.context))
    }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var records = JSONRecords(lists: Collector.lists)
        var reading = CollectedRecords()
        var failure: ReadError?
        do throws(ReadError) {
            try readAll(&records, &window, &reading, into: &sink)
        } catch {
            failure = ReadError(error.description, line: error.line ?? window.line)
        }
        reading.finish(into: &sink)
        sink.boundary()
        if let newest = reading.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func readAll(
        _ records: inout JSONRecords, _ window: inout ByteWindow, _ reading: inout CollectedRecords,
        into sink: inout some FactSink
    ) throws(ReadError) {
        while true {
            switch try records.next(&window, into: &reading.reader.record) {
            case .record:
                reading.enter(records.head, number: records.heads)
                reading.read(into: &sink.batch)
            case .skip(let skip):
                sink.skip(skip.reason, excerpt: skip.excerpt.span, line: skip.line)
            case .log: try sink.skipLogHeading(&window, inside: "records of a collector")
            case .end: return
            }
            sink.boundary()
        }
    }
}
