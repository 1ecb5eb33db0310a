import InquestCore

/// Lines between JSON documents.
extension JSONRecords {
    /// Whether a bracket at the start of a document opens an array of records. Log lines begin with brackets too.
    mutating func beginsArray(_ byte: UInt8, _ window: inout ByteWindow) throws(ReadError) -> Bool {
        guard byte == 0x5B else { return false }
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
    ///
    /// - Returns: That a container's log begins there instead, or what is to be reported before it.
    mutating func takeTextLine(_ window: inout ByteWindow) throws(ReadError) -> RecordStep? {
        // Only the beginning of a line is looked at, however long it is.
        guard let range = try window.peekLine() else { return nil }
        if indentation == 0, window.beginsLog(range) {
            return takeText().map { .skip($0) } ?? .log
        }
        if window.endsDump(range) {
            try dropLine(&window)
            return nil
        }
        let line = window.line
        if text == nil {
            let excerpt = Array(window.buffer[range].prefix(400).prefix { $0 != 0x0D })
            text = (excerpt, line, 0)
        }
        text?.count += 1
        try dropLine(&window)
        return nil
    }

    /// The text since the last document, as one skip.
    mutating func takeText() -> RecordSkip? {
        guard let text else { return nil }
        self.text = nil
        let lines = text.count == 1 ? "1 line" : "\(text.count) lines"
        return RecordSkip(
            reason: "\(lines) between JSON documents, not JSON", excerpt: text.excerpt, line: text.line)
    }
}
