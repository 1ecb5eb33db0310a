import InquestCore

/// Lines between JSON documents.
extension JSONRecords {
    enum TextReason: Hashable {
        case text
        case log

        func words(_ count: Int) -> String {
            let lines = count == 1 ? "1 line" : "\(count) lines"
            return switch self {
            case .text: "\(lines) between JSON documents, not JSON"
            case .log:
                "\(lines) of container logs inside a dump; write the dump with "
                    + "'kubectl cluster-info dump --output-directory' to have them read"
            }
        }
    }

    /// Whether a bracket at the start of a document opens an array of records. Log lines begin with brackets too.
    mutating func beginsArray(_ byte: UInt8, _ window: inout ByteWindow) throws(ReadError) -> Bool {
        guard byte == 0x5B, !isInsideLog else { return false }
        var ahead = 1
        while true {
            let position = JSONTokenizer.skipBlanks(window.buffer.span, from: window.start + ahead)
            if position < window.buffer.count {
                let next = window.buffer[position]
                return next == 0x7B || next == 0x5B || next == 0x5D
            }
            ahead = window.available
            if ahead > ByteWindow.chunk { return false }
            if try !window.fill() { return false }
        }
    }

    /// Adds the line at the position to the text that will be reported.
    mutating func takeTextLine(_ window: inout ByteWindow) throws(ReadError) {
        let line = window.line
        guard !isInsideLog else { return try takeLogLine(&window, line) }
        // Only the beginning of a line is looked at, however long it is.
        while window.available < 400, !window.buffer[window.start...].contains(0x0A) {
            if try !window.fill() { break }
        }
        let head = Array(window.buffer[window.start...].prefix(400).prefix { $0 != 0x0A && $0 != 0x0D })
        try dropLine(&window)
        if head.span.hasPrefix("==== START logs for container ") {
            logEnd = Array("==== END".utf8) + head.dropFirst("==== START".utf8.count)
        }
        count(isInsideLog ? .log : .text, line, head)
    }

    /// Adds a line of a log, and notices the heading that ends the log.
    private mutating func takeLogLine(_ window: inout ByteWindow, _ line: UInt32) throws(ReadError) {
        guard let range = try window.nextLine() else { return }
        indentation = 0
        count(.log, line, [])
        // A log without a last newline has the heading glued to its last line.
        let end = range.suffix(logEnd.count)
        if window.buffer[end].elementsEqual(logEnd) { logEnd = [] }
    }

    private mutating func count(_ reason: TextReason, _ line: UInt32, _ excerpt: [UInt8]) {
        guard let known = text, known.reason == reason else {
            // Text of another kind may come before: what is reported is the larger matter, the log.
            let before = text?.count ?? 0
            text = (reason, text?.excerpt ?? excerpt, text?.line ?? line, before + 1)
            return
        }
        text?.count += 1
    }

    /// The text since the last document, as one skip.
    mutating func takeText() -> JSONSkip? {
        guard let text else { return nil }
        self.text = nil
        return JSONSkip(reason: text.reason.words(text.count), excerpt: text.excerpt, line: text.line)
    }
}
