import InquestCore

/// The text of JSON strings.
package enum JSONString {
    /// Appends the text that a string with escapes stands for.
    ///
    /// Halves of surrogate pairs that stand alone become U+FFFD, as Go and browsers do. Escapes that JSON does not
    /// know stay as they are.
    /// - Parameter raw: What stands between the quotes.
    package static func decode(_ raw: Span<UInt8>, into text: inout [UInt8]) {
        var position = 0
        while let slash = raw.firstIndex(of: 0x5C, from: position) {
            text.append(contentsOf: raw.extracting(position..<slash))
            guard slash + 1 < raw.count else {
                text.append(0x5C)
                return
            }
            position = slash + 2
            switch raw[slash + 1] {
            case 0x22, 0x2F, 0x5C: text.append(raw[slash + 1])
            case 0x62: text.append(0x08)
            case 0x66: text.append(0x0C)
            case 0x6E: text.append(0x0A)
            case 0x72: text.append(0x0D)
            case 0x74: text.append(0x09)
            case 0x75: position = appendScalar(of: raw, at: slash, to: &text)
            default: text.append(contentsOf: raw.extracting(slash..<slash + 2))
            }
        }
        text.append(contentsOf: raw.extracting(position..<raw.count))
    }

    /// Appends the character of the `\uXXXX`, or of the pair of them, that begins at `slash`.
    ///
    /// - Returns: The position behind what was used.
    private static func appendScalar(of raw: Span<UInt8>, at slash: Int, to text: inout [UInt8]) -> Int {
        guard let first = unit(of: raw, at: slash) else {
            text.append(contentsOf: raw.extracting(slash..<slash + 2))
            return slash + 2
        }
        var value = first
        var end = slash + 6
        if 0xD800..<0xDC00 ~= first, let second = unit(of: raw, at: end), 0xDC00..<0xE000 ~= second {
            value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            end += 6
        }
        text.append(
            contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
        return end
    }

    /// The number of the `\uXXXX` at a position; `nil` when there is none.
    private static func unit(of raw: Span<UInt8>, at slash: Int) -> UInt32? {
        guard slash + 6 <= raw.count, raw[slash] == 0x5C, raw[slash + 1] == 0x75 else { return nil }
        var value: UInt32 = 0
        for index in slash + 2..<slash + 6 {
            guard let digit = hexadecimal(raw[index]) else { return nil }
            value = value << 4 | digit
        }
        return value
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
