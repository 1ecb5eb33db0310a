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

/// The inside of JSON strings.
enum JSONText {
    /// Appends what a string means. Escapes that JSON does not know stay as they are; half a surrogate pair
    /// is U+FFFD.
    static func unescape(_ text: Span<UInt8>, into result: inout [UInt8]) {
        var position = 0
        while let slash = text.firstIndex(of: 0x5C, from: position) {
            result.append(contentsOf: text.extracting(position..<slash))
            guard slash + 1 < text.count else {
                result.append(0x5C)
                return
            }
            position = slash + 2
            switch text[slash + 1] {
            case 0x22, 0x2F, 0x5C: result.append(text[slash + 1])
            case 0x6E: result.append(0x0A)
            case 0x74: result.append(0x09)
            case 0x72: result.append(0x0D)
            case 0x62: result.append(0x08)
            case 0x66: result.append(0x0C)
            case 0x75: position = appendScalar(of: text, at: slash, into: &result)
            default: result.append(contentsOf: text.extracting(slash..<slash + 2))
            }
        }
        result.append(contentsOf: text.extracting(position..<text.count))
    }

    /// Appends the character of the `\uXXXX`, or of the pair of them, that begins at `slash`.
    ///
    /// - Returns: The position behind what was used.
    private static func appendScalar(of text: Span<UInt8>, at slash: Int, into result: inout [UInt8]) -> Int {
        guard let high = unit(of: text, at: slash) else {
            result.append(contentsOf: text.extracting(slash..<slash + 2))
            return slash + 2
        }
        var value = high
        var end = slash + 6
        if 0xD800..<0xDC00 ~= high, let low = unit(of: text, at: end), 0xDC00..<0xE000 ~= low {
            value = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
            end += 6
        }
        result.append(
            contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
        return end
    }

    private static func unit(of text: Span<UInt8>, at slash: Int) -> UInt32? {
        guard slash + 6 <= text.count, text[slash] == 0x5C, text[slash + 1] == 0x75 else { return nil }
        var value: UInt32 = 0
        for index in slash + 2..<slash + 6 {
            let byte = text[index]
            let lower = byte | 0x20
            if byte &- 0x30 < 10 {
                value = value << 4 | UInt32(byte - 0x30)
            } else if lower &- 0x61 < 6 {
                value = value << 4 | UInt32(lower - 0x61 + 10)
            } else {
                return nil
            }
        }
        return value
    }
}
