import InquestCore

/// Steps through the text of one JSON value without building anything.
struct JSONCursor {
    var position: Int

    /// The next byte that is not a blank, or `nil` at the end.
    mutating func next(in text: Span<UInt8>) -> UInt8? {
        while position < text.count {
            let byte = text[position]
            if byte != 0x20 && byte != 0x09 && byte != 0x0D && byte != 0x0A { return byte }
            position += 1
        }
        return nil
    }

    /// Steps over a byte, blanks before it included.
    mutating func take(_ byte: UInt8, in text: Span<UInt8>) -> Bool {
        guard next(in: text) == byte else { return false }
        position += 1
        return true
    }

    /// Steps over a string.
    ///
    /// - Returns: The range between its quotes, escapes as they stand; `nil` when no whole string is here.
    mutating func string(in text: Span<UInt8>) -> Range<Int>? {
        guard take(0x22, in: text) else { return nil }
        let start = position
        while position < text.count {
            switch text[position] {
            case 0x22:
                position += 1
                return start..<position - 1
            case 0x5C: position += 2
            default: position += 1
            }
        }
        return nil
    }

    /// Steps over any value.
    ///
    /// - Returns: Its range, or `nil` when no whole value is here.
    mutating func value(in text: Span<UInt8>) -> Range<Int>? {
        guard let first = next(in: text) else { return nil }
        let start = position
        if first == 0x22 {
            return string(in: text) == nil ? nil : start..<position
        }
        guard first == 0x7B || first == 0x5B else {
            while position < text.count, !JSONCursor.endsScalar(text[position]) { position += 1 }
            return position > start ? start..<position : nil
        }
        var depth = 0
        repeat {
            guard let byte = next(in: text) else { return nil }
            switch byte {
            case 0x22:
                guard string(in: text) != nil else { return nil }
                continue
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D: depth -= 1
            default: break
            }
            position += 1
        } while depth > 0
        return start..<position
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x20 || byte == 0x09 || byte == 0x0D
            || byte == 0x0A
    }
}
