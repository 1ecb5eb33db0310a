import InquestCore

/// Reads JSON that came out of the Kubernetes API: events, pods and other objects, mixed as they come.
enum KubernetesJSON {
    /// Reads a whole source.
    static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var records = JSONRecords()
        var reader = RecordReader()
        reader.fileKind = RecordKind.kind(ofFile: context.path)
        var failure: ReadError?
        do throws(ReadError) {
            try readAll(&records, &window, &reader, into: &sink)
        } catch {
            failure = ReadError(error.description, line: error.line ?? window.line)
        }
        reader.unused.report(to: &sink)
        sink.boundary()
        if let newest = reader.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func readAll(
        _ records: inout JSONRecords, _ window: inout ByteWindow, _ reader: inout RecordReader,
        into sink: inout some FactSink
    ) throws(ReadError) {
        while true {
            switch try records.next(&window, into: &reader.record) {
            case .record:
                reader.read(into: &sink.batch)
                sink.boundary()
            case .skip(let skip):
                sink.skip(skip.reason, excerpt: skip.excerpt.span, line: skip.line)
                sink.boundary()
            case .end: return
            }
        }
    }
}

extension RecordReader {
    /// Frames are looked into this many times: a watch frame inside an exporter's.
    private static let mostFrames = 3

    /// Reads the record, whatever it is.
    mutating func read(into batch: inout FactBatch) {
        known = (0, record.line)
        guard let kind = unwrap() else { return }
        switch kind {
        case .event: readEvent(into: &batch)
        case .pod: readPod(into: &batch)
        case .object(let kind): readObject(kind: kind, into: &batch)
        case .list, .silent: break
        case .failure: addUnused("the API's answer '\(record.string(top[.message]) ?? "")'")
        case .frame, .unknown: addUnused(unknownObject)
        }
    }

    /// Turns to the object inside all frames.
    ///
    /// - Returns: What it is; `nil` for a frame without one.
    mutating func unwrap() -> RecordKind? {
        turn(to: JSONRecord.root)
        var kind = kind()
        for _ in 0..<RecordReader.mostFrames {
            guard case .frame(let type, let object) = kind else { break }
            // A bookmark carries a version and nothing else.
            if record.equals(type, "BOOKMARK") { return nil }
            turn(to: object)
            kind = self.kind()
        }
        return kind
    }

    private mutating func addUnused(_ what: String) {
        unused.add(what, at: line(of: object), record.excerpt(of: object))
    }

    private var unknownObject: String {
        switch record.kind(object) {
        case .object: break
        case .array: return "an array inside a list"
        default: return "a value that is no object"
        }
        guard let kind = record.string(top[.kind]) else { return "an object that is no Kubernetes object" }
        return "an object of kind '\(kind.prefix(80))'"
    }
}
