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
        var entry = JournalEntry()
        var facts = NodeLogFacts(context)
        var failure: ReadError?
        do throws(ReadError) {
            try readAll(&records, &window, &entry, &facts, into: &sink)
        } catch {
            failure = ReadError(error.description, line: error.line ?? window.line)
        }
        facts.finish(into: &sink.batch)
        sink.boundary()
        if let newest = facts.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func readAll(
        _ records: inout JSONRecords, _ window: inout ByteWindow, _ entry: inout JournalEntry,
        _ facts: inout NodeLogFacts, into sink: inout some FactSink
    ) throws(ReadError) {
        while true {
            switch try records.next(&window, into: &entry.record) {
            case .record:
                if let problem = entry.read() {
                    let excerpt = entry.record.excerpt(of: JSONRecord.root)
                    sink.skip(problem, excerpt: excerpt.span, line: entry.record.line)
                } else {
                    facts.take(entry.line, of: entry.bytes.span, number: entry.record.line, into: &sink.batch)
                }
                sink.boundary()
            case .skip(let skip):
                sink.skip(skip.reason, excerpt: skip.excerpt.span, line: skip.line)
                sink.boundary()
            case .end: return
            }
        }
    }
}

/// One entry of the journal, written out as `journalctl` prints it: program, process id, message.
private struct JournalEntry {
    var record = JSONRecord()
    /// The host, then the text.
    var bytes: [UInt8] = []
    var line = NodeLine(text: 0..<0)
    private var fields = Fields()

    /// The tokens of the fields that are used; 0 for those that are not there.
    private struct Fields {
        private var tokens: InlineArray<11, Int> = InlineArray(repeating: 0)

        subscript(_ field: Field) -> Int {
            get { tokens[field.rawValue] }
            set { tokens[field.rawValue] = newValue }
        }
    }

    private enum Field: Int, CaseIterable {
        case message, priority, identifier, command, pid, syslogPID, host, transport, time, sourceTime
        case sourceUptime

        var name: StaticString {
            switch self {
            case .message: "MESSAGE"
            case .priority: "PRIORITY"
            case .identifier: "SYSLOG_IDENTIFIER"
            case .command: "_COMM"
            case .pid: "_PID"
            case .syslogPID: "SYSLOG_PID"
            case .host: "_HOSTNAME"
            case .transport: "_TRANSPORT"
            case .time: "__REALTIME_TIMESTAMP"
            case .sourceTime: "_SOURCE_REALTIME_TIMESTAMP"
            case .sourceUptime: "_SOURCE_MONOTONIC_TIMESTAMP"
            }
        }
    }

    /// Reads the record.
    ///
    /// - Returns: Why it cannot be used; `nil` when `line` and `bytes` hold it.
    mutating func read() -> String? {
        guard record.kind(JSONRecord.root) == .object else {
            return "a value that is no entry of the journal"
        }
        fields = Fields()
        var members = record.members(of: JSONRecord.root)
        while members.advance(record) { take(members.name, members.value) }
        guard fields[.message] != 0 else {
            return "the entry has no MESSAGE: journalctl leaves long ones out unless it is called with --all"
        }
        bytes.removeAll(keepingCapacity: bytes.count < 64 << 10)
        line = NodeLine(text: 0..<0)
        line.host = append(fields[.host])
        let isKernel =
            record.equals(fields[.transport], "kernel") || record.equals(fields[.identifier], "kernel")
        line.origin = isKernel ? .kernel : .daemon
        let start = bytes.count
        if !isKernel { appendProgram() }
        let message = append(fields[.message])
        guard !message.isEmpty || record.kind(fields[.message]) != .array else {
            return "the entry's MESSAGE is a list, but not of bytes"
        }
        line.message = message
        line.text = (isKernel ? message.lowerBound : start)..<message.upperBound
        line.isZoned = true
        line.at = (number(fields[.sourceTime]) ?? number(fields[.time])).flatMap(JournalEntry.time)
        line.uptime = isKernel ? number(fields[.sourceUptime]) : nil
        line.severity = number(fields[.priority]).flatMap { (0...7).contains($0) ? Int($0) : nil }
        return nil
    }

    private mutating func take(_ name: Int, _ value: Int) {
        for field in Field.allCases where record.equals(name, field.name) {
            fields[field] = value
            return
        }
    }

    /// `kubelet[812]: `
    private mutating func appendProgram() {
        line.tag = append(fields[.identifier])
        if line.tag.isEmpty { line.tag = append(fields[.command]) }
        guard !line.tag.isEmpty else { return }
        if let pid = number(fields[.pid]) ?? number(fields[.syslogPID]) {
            bytes.append(contentsOf: "[\(pid)]".utf8)
        }
        bytes.append(contentsOf: ": ".utf8)
    }

    /// Appends what a field holds: a string, a list of bytes, or the first of several values.
    private mutating func append(_ value: Int) -> Range<Int> {
        let start = bytes.count
        switch record.kind(value) {
        case .string, .escapedString:
            // The buffer is lent out of `self`, so that the record can be read meanwhile.
            var text: [UInt8] = []
            swap(&text, &bytes)
            JSONString.decode(record.bytes.span.extracting(record.range(value)), into: &text)
            swap(&text, &bytes)
        case .array:
            var elements = record.elements(of: value)
            while elements.advance(record) {
                guard record.kind(elements.value) == .number else { return appendFirst(of: value, start) }
                guard let number = record.integer(elements.value), (0...255).contains(number) else {
                    bytes.removeSubrange(start...)
                    return start..<start
                }
                bytes.append(UInt8(number))
            }
        default: break
        }
        return start..<bytes.count
    }

    private mutating func appendFirst(of array: Int, _ start: Int) -> Range<Int> {
        bytes.removeSubrange(start...)
        var elements = record.elements(of: array)
        guard elements.advance(record), record.kind(elements.value) != .array else { return start..<start }
        return append(elements.value)
    }

    /// A number, which the journal writes as a string.
    private func number(_ value: Int) -> Int64? {
        guard record.kind(value) == .string else { return record.integer(value) }
        let text = record.bytes.span.extracting(record.range(value))
        var cursor = TextCursor()
        guard let number = cursor.number(in: text), cursor.position == text.count else { return nil }
        return number
    }

    /// Microseconds since 1970.
    private static func time(_ micros: Int64) -> Timestamp? {
        let (nanoseconds, overflow) = micros.multipliedReportingOverflow(by: 1000)
        return overflow || micros == 0 ? nil : Timestamp(nanoseconds: nanoseconds)
    }
}
