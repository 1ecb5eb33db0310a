package import InquestCore

/// Reads the journal as JSON: an object for each entry, on a line of its own, spread over several, or in an array.
package enum JournalJSONReader: FactReader {
    package static let format = InputFormat(
        id: "journal-json", title: "Journal of a node as JSON",
        origin: "journalctl -o json, also -o json-pretty",
        samples: [
            #"{"MESSAGE":"Out of memory: Killed process 977 (ruby) total-vm:310112kB, anon-rss:61204kB, "#
                + #"file-rss:2212kB, shmem-rss:0kB","PRIORITY":"3","SYSLOG_IDENTIFIER":"kernel","#
                + #""_HOSTNAME":"node-a","_TRANSPORT":"kernel","__REALTIME_TIMESTAMP":"1772442848123456"}"#
                + "\n",
            """
            {
            \t"__REALTIME_TIMESTAMP" : "1772442848123456",
            \t"_HOSTNAME" : "node-a",
            \t"SYSLOG_IDENTIFIER" : "kubelet",
            \t"_PID" : "812",
            \t"PRIORITY" : "6",
            \t"MESSAGE" : [ 115, 116, 97, 114, 116, 101, 100 ]
            }

            """,
        ], dependsOnPath: true)

    package static func guess(_ sample: SniffSample) -> Guess {
        let bytes = sample.bytes.span
        guard let brace = bytes.firstIndex(of: 0x7B), brace < 4, bytes.contains("\"MESSAGE\""),
            bytes.contains("\"__REALTIME_TIMESTAMP\"")
        else { return Guess(.no, "no objects with MESSAGE and __REALTIME_TIMESTAMP") }
        return Guess(.certain, "objects with MESSAGE and __REALTIME_TIMESTAMP")
    }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var records = JSONRecords()
        var object = JournalObject()
        var facts = NodeLogFacts(context)
        var failure: ReadError?
        do throws(ReadError) {
            try readAll(&records, &window, &object, &facts, into: &sink)
        } catch {
            failure = ReadError(error.description, line: error.line ?? window.line)
        }
        facts.finish(into: &sink.batch)
        sink.boundary()
        if let newest = facts.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func readAll(
        _ records: inout JSONRecords, _ window: inout ByteWindow, _ object: inout JournalObject,
        _ facts: inout NodeLogFacts, into sink: inout some FactSink
    ) throws(ReadError) {
        while true {
            switch try records.next(&window, into: &object.record) {
            case .record:
                if let problem = object.read() {
                    let excerpt = object.record.excerpt(of: JSONRecord.root)
                    sink.skip(problem, excerpt: excerpt.span, line: object.record.line)
                } else {
                    facts.take(
                        object.entry.line, of: object.entry.bytes.span, number: object.record.line,
                        into: &sink.batch)
                }
                sink.boundary()
            case .skip(let skip):
                sink.skip(skip.reason, excerpt: skip.excerpt.span, line: skip.line)
                sink.boundary()
            case .log:
                // No journal holds one; its heading is passed over, and its lines are text like any other.
                let line = window.line
                if let heading = try window.nextLine() {
                    sink.skip(
                        "a container log inside a journal", excerpt: window.buffer.span.extracting(heading),
                        line: line)
                }
            case .end: return
            }
        }
    }
}

/// One entry of the journal as an object.
private struct JournalObject {
    var record = JSONRecord()
    var entry = JournalEntry()

    /// Reads the record.
    ///
    /// - Returns: Why it cannot be used; `nil` when `entry` holds it.
    mutating func read() -> String? {
        guard record.kind(JSONRecord.root) == .object else {
            return "a value that is no entry of the journal"
        }
        entry.begin()
        var members = record.members(of: JSONRecord.root)
        while members.advance(record) {
            guard record.kind(members.name) == .string,
                let field = JournalEntry.Field(
                    named: record.bytes.span.extracting(record.range(members.name)))
            else { continue }
            if let value = bytes(members.value) {
                entry.set(field, value)
            } else if field == .message {
                return "the entry's MESSAGE is a list, but not of bytes"
            }
        }
        return entry.compose()
    }

    /// What a field holds: a string, a number, a list of bytes, or the first of several values.
    private func bytes(_ value: Int) -> [UInt8]? {
        switch record.kind(value) {
        case .string, .number: return record.bytes.span.extracting(record.range(value)).copied()
        case .escapedString:
            var text: [UInt8] = []
            JSONString.decode(record.bytes.span.extracting(record.range(value)), into: &text)
            return text
        case .array: return list(value)
        default: return nil
        }
    }

    private func list(_ value: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var elements = record.elements(of: value)
        while elements.advance(record) {
            let element = elements.value
            if bytes.isEmpty, record.kind(element) == .string || record.kind(element) == .escapedString {
                return self.bytes(element)
            }
            guard let number = record.integer(element), (0...255).contains(number) else { return nil }
            bytes.append(UInt8(number))
        }
        return bytes
    }
}
