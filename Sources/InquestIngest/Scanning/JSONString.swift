import InquestCore

/// The text of JSON strings.
package enum JSONString {
    /// Appends the text that a string with escapes stands for.
    ///
    /// Halves of surrogate pairs that stand alone become U+FFFD, as Go and browsers do.
    /// - Parameter raw: What stands between the quotes; its escapes are known to be well-formed.
    package static func decode(_ raw: Span<UInt8>, into text: inout [UInt8]) {
        var position = 0
        while position < raw.count {
            let byte = raw[position]
            guard byte == 0x5C, position + 1 < raw.count else {
                text.append(byte)
                position += 1
                continue
            }
            let code = raw[position + 1]
            position += 2
            switch code {
            case 0x62: text.append(0x08)
            case 0x66: text.append(0x0C)
            case 0x6E: text.append(0x0A)
            case 0x72: text.append(0x0D)
            case 0x74: text.append(0x09)
            case 0x75: append(scalar(raw, at: &position), to: &text)
            default: text.append(code)
            }
        }
    }

    /// Reads the four digits of a `\u` escape, and the second half of a pair where there is one.
    private static func scalar(_ raw: Span<UInt8>, at position: inout Int) -> UInt32 {
        let first = unit(raw, at: position)
        position += 4
        guard first & 0xF800 == 0xD800 else { return first }
        guard first < 0xDC00, position + 6 <= raw.count, raw[position] == 0x5C, raw[position + 1] == 0x75
        else {
            return 0xFFFD
        }
        let second = unit(raw, at: position + 2)
        guard second & 0xFC00 == 0xDC00 else { return 0xFFFD }
        position += 6
        return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    }

    private static func unit(_ raw: Span<UInt8>, at start: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in start..<min(start + 4, raw.count) { value = value << 4 | (hexadecimal(raw[index]) ?? 0) }
        return value
    }

    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        text.append(contentsOf: (Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    }

    @inline(__always)
    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46, 0x61...0x66: UInt32(byte | 0x20) - 0x57
        default: nil
        }
    }
}
