import InquestCore

/// Where to go on behind what is not JSON.
extension JSONRecords {
    /// Passes over a record that is not valid.
    ///
    /// - Parameter isRest: Whether the fault is behind a list, inside the object around it.
    mutating func recover(
        from fault: JSONFault, isRest: Bool, _ window: inout ByteWindow
    ) throws(ReadError) -> RecordSkip {
        let line = window.line
        let excerpt = Array(window.buffer[window.start..<min(window.start + 200, window.buffer.count)])
        var faultLine = line
        for byte in window.buffer[window.start..<window.start + fault.offset] where byte == 0x0A {
            faultLine += 1
        }
        let byte = window.consumed + fault.offset
        if isRest || frames.isEmpty {
            frames.removeAll()
            try skipToDocument(&window)
        } else if let indentation, try lineEnds(before: window.start + fault.offset, window) {
            try skipToElement(indentation, &window)
        } else {
            try skipElement(&window)
        }
        return RecordSkip(
            reason: "not valid JSON at byte \(byte), line \(faultLine): \(fault)", excerpt: excerpt,
            line: line)
    }

    /// Passes over a record that is longer than what is held.
    mutating func skipLongRecord(_ window: inout ByteWindow, _ isRest: Bool) throws(ReadError) -> RecordSkip {
        let line = window.line
        let excerpt = Array(window.buffer[window.start..<window.start + 200])
        if isRest {
            frames.removeAll()
            try skipToDocument(&window)
        } else {
            try skipElement(&window)
        }
        let limit = ByteWindow.longestRecord >> 20
        return RecordSkip(
            reason: "a record of more than \(limit) MiB is not read", excerpt: excerpt, line: line)
    }

    /// Whether the record spans several lines, so that its neighbours stand on lines of their own.
    private func lineEnds(before end: Int, _ window: borrowing ByteWindow) throws(ReadError) -> Bool {
        guard let newline = window.buffer.span.firstIndex(of: 0x0A, from: window.start) else { return false }
        return newline <= end
    }

    /// Goes to the next line that begins with a bracket that opens.
    private mutating func skipToDocument(_ window: inout ByteWindow) throws(ReadError) {
        repeat {
            try dropLine(&window)
            if window.available == 0, try !window.fill() { return }
        } while window.buffer[window.start] != 0x7B && window.buffer[window.start] != 0x5B
    }

    /// Goes to the next line that begins like an element of the array, or that ends the array.
    private mutating func skipToElement(_ indentation: Int, _ window: inout ByteWindow) throws(ReadError) {
        while true {
            try dropLine(&window)
            while window.available <= indentation {
                if try !window.fill() { break }
            }
            guard window.available > 0 else { return }
            let blanks = window.buffer[window.start...].prefix(indentation + 1).prefix {
                $0 == 0x20 || $0 == 0x09
            }
            let position = window.start + blanks.count
            guard position < window.buffer.count else { continue }
            let byte = window.buffer[position]
            if byte == 0x7B, blanks.count == indentation { return }
            if byte == 0x5D, blanks.count < max(1, indentation) { return }
            if byte == 0x7B, blanks.isEmpty {
                // A document begins: the end of the list around the wrong record was lost with it.
                frames.removeAll()
                return
            }
        }
    }

    /// Goes behind the element by its brackets; where they do not tell, to the next document.
    private mutating func skipElement(_ window: inout ByteWindow) throws(ReadError) {
        var skipper = JSONSkipper()
        while true {
            let unread = window.available
            switch skipper.run(window.buffer.span.extracting(droppingFirst: window.start)) {
            case .ended(let length): return consume(length, &window)
            case .lost(let length):
                consume(length, &window)
                frames.removeAll()
                return try skipToDocument(&window)
            case .incomplete:
                let line = window.line
                consume(unread, &window)
                if try !window.fill() { throw cut(&window, line: line) }
            }
        }
    }

    mutating func dropLine(_ window: inout ByteWindow) throws(ReadError) {
        try window.dropLine()
        indentation = 0
    }
}
