package import InquestCore

/// Reads the journal in the form in which journals are sent: a field on each line, an empty line between entries.
///
/// A field that is no text has its name on a line, then its length in eight bytes, the lowest first, then its bytes.
package enum JournalExportReader: FactReader {
    package static let format = InputFormat(
        id: "journal-export", title: "Journal of a node as it is sent", origin: "journalctl -o export",
        samples: [
            """
            __CURSOR=s=1
            __REALTIME_TIMESTAMP=1772442848123456
            _TRANSPORT=kernel
            _HOSTNAME=node-a
            PRIORITY=3
            SYSLOG_IDENTIFIER=kernel
            MESSAGE=Out of memory: Killed process 977 (ruby) total-vm:310112kB, anon-rss:61204kB, file-rss:2212kB

            """
        ], dependsOnPath: true)

    package static func guess(_ sample: SniffSample) -> Guess {
        guard sample.bytes.span.hasPrefix("__CURSOR="), sample.bytes.span.contains("\n__REALTIME_TIMESTAMP=")
        else {
            return Guess(.no, "the first line is no '__CURSOR='")
        }
        return Guess(.certain, "the first line begins with '__CURSOR='")
    }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var facts = NodeLogFacts(context)
        var reading = Reading()
        var failure: ReadError?
        while true {
            let number = window.line
            var isMore = false
            do throws(ReadError) {
                isMore = try reading.step(&window)
            } catch {
                failure = ReadError(error.description, line: error.line ?? number)
                continue
            }
            if let start = reading.finished {
                finish(&reading, start, &facts, into: &sink)
            }
            if !isMore { break }
        }
        facts.finish(into: &sink.batch)
        sink.boundary()
        if let newest = facts.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func finish(
        _ reading: inout Reading, _ start: UInt32, _ facts: inout NodeLogFacts, into sink: inout some FactSink
    ) {
        let problem = reading.problem ?? reading.entry.compose()
        if let problem {
            sink.skip(problem, excerpt: reading.excerpt.span, line: start)
        } else {
            facts.take(
                reading.entry.line, of: reading.entry.bytes.span, number: start, into: &sink.batch)
        }
        sink.boundary()
        reading.begin()
    }
}

/// The entry that is being read.
private struct Reading {
    var entry = JournalEntry()
    /// Why the entry cannot be used.
    private(set) var problem: String?
    private(set) var excerpt: [UInt8] = []
    /// The line on which the entry begins, once it has ended.
    private(set) var finished: UInt32?
    private var start: UInt32?

    mutating func begin() {
        entry.begin()
        problem = nil
        excerpt = []
        finished = nil
        start = nil
    }

    /// Reads one field, or the empty line that ends an entry.
    ///
    /// - Returns: `false` at the end of the source.
    mutating func step(_ window: inout ByteWindow) throws(ReadError) -> Bool {
        let number = window.line
        guard let range = try window.nextLine() else {
            finished = start
            return false
        }
        guard !range.isEmpty else {
            finished = start
            return true
        }
        if start == nil {
            start = number
            excerpt = Array(window.buffer[range].prefix(200))
        }
        switch takeText(window.buffer.span.extracting(range)) {
        case .whole: break
        case .name(let field): try takeBytes(field, &window)
        case .damaged: problem = problem ?? "a line of the entry is no field: the file is damaged here"
        }
        return true
    }

    private enum Line {
        /// A field with its value.
        case whole
        /// The name of a field whose bytes follow; `nil` for one that is not used.
        case name(JournalEntry.Field?)
        case damaged
    }

    private mutating func takeText(_ line: Span<UInt8>) -> Line {
        guard let equals = line.firstIndex(of: 0x3D) else {
            return Reading.isName(line) ? .name(JournalEntry.Field(named: line)) : .damaged
        }
        if let field = JournalEntry.Field(named: line.extracting(0..<equals)) {
            entry.set(field, line.extracting(equals + 1..<line.count).copied())
        }
        return .whole
    }

    private mutating func takeBytes(_ field: JournalEntry.Field?, _ window: inout ByteWindow)
        throws(ReadError)
    {
        guard try Reading.hold(8, &window) else {
            return cut(&window)
        }
        var length: UInt64 = 0
        let first = window.start
        for index in (first..<first + 8).reversed() { length = length << 8 | UInt64(window.buffer[index]) }
        guard length < UInt64(ByteWindow.longestRecord) else {
            problem = "a field of \(length) bytes is too long, or the file is damaged here"
            return
        }
        window.consume(8, isText: false)
        guard try Reading.hold(Int(length), &window) else {
            return cut(&window)
        }
        if let field {
            let start = window.start
            entry.set(field, Array(window.buffer[start..<start + Int(length)]))
        }
        window.consume(Int(length), isText: false)
        guard try Reading.hold(1, &window) else { return }
        let end = window.start
        if window.buffer[end] == 0x0A { window.consume(1) }
    }

    private mutating func cut(_ window: inout ByteWindow) {
        problem = "the entry ends inside a field: save it again"
        let rest = window.available
        window.consume(rest, isText: false)
    }

    /// Reads until so many bytes are there.
    private static func hold(_ count: Int, _ window: inout ByteWindow) throws(ReadError) -> Bool {
        while window.available < count {
            guard try window.fill() else { return false }
        }
        return true
    }

    /// Names of fields are capital letters, digits and underscores.
    private static func isName(_ line: Span<UInt8>) -> Bool {
        guard line.count <= 64 else { return false }
        for index in 0..<line.count {
            let byte = line[index]
            guard byte.isDigit || byte == 0x5F || byte &- 0x41 < 26 else { return false }
        }
        return true
    }
}
