import InquestCore

/// The types of scalars without quotes, by the core schema of YAML 1.2.
enum YAMLScalar {
    /// The type of a plain scalar.
    ///
    /// - Parameter number: Takes the digits of a number as `JSONNumber` reads them.
    static func kind(of text: Span<UInt8>, number: inout [UInt8]) -> JSONToken.Kind {
        guard text.count > 0 else { return .null }
        switch text[0] {
        case 0x7E, 0x6E, 0x4E:
            return text.equals("~") || isWord(text, "null", "Null", "NULL") ? .null : .string
        case 0x74, 0x54: return isWord(text, "true", "True", "TRUE") ? .yes : .string
        case 0x66, 0x46: return isWord(text, "false", "False", "FALSE") ? .no : .string
        case 0x2B, 0x2D, 0x2E, 0x30...0x39: return isNumber(text, &number) ? .number : .string
        default: return .string
        }
    }

    private static func isWord(
        _ text: Span<UInt8>, _ lower: StaticString, _ capital: StaticString, _ upper: StaticString
    ) -> Bool {
        text.equals(lower) || text.equals(capital) || text.equals(upper)
    }

    private static func isNumber(_ text: Span<UInt8>, _ number: inout [UInt8]) -> Bool {
        number.removeAll(keepingCapacity: true)
        if text.count > 2, text[0] == 0x30, text[1] == 0x78 || text[1] == 0x6F {
            return isInteger(text.extracting(droppingFirst: 2), shift: text[1] == 0x78 ? 4 : 3, &number)
        }
        let isPositive = text[0] == 0x2B
        let digits = text.extracting(droppingFirst: isPositive ? 1 : 0)
        guard isDecimal(digits) else { return false }
        number.append(contentsOf: digits)
        return true
    }

    /// Whether the text is `-?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
    private static func isDecimal(_ text: Span<UInt8>) -> Bool {
        var position = 0
        func digits() -> Int {
            let start = position
            while position < text.count, text[position] &- 0x30 < 10 { position += 1 }
            return position - start
        }
        if position < text.count, text[position] == 0x2D { position += 1 }
        let whole = digits()
        if position < text.count, text[position] == 0x2E {
            position += 1
            guard digits() > 0 || whole > 0 else { return false }
        } else if whole == 0 {
            return false
        }
        if position < text.count, text[position] | 0x20 == 0x65 {
            position += 1
            if position < text.count, text[position] == 0x2B || text[position] == 0x2D { position += 1 }
            guard digits() > 0 else { return false }
        }
        return position == text.count
    }

    /// Reads hexadecimal or octal digits; what 64 bits do not hold is left a string.
    private static func isInteger(_ text: Span<UInt8>, shift: Int, _ number: inout [UInt8]) -> Bool {
        var value: Int64 = 0
        for index in 0..<text.count {
            guard let digit = JSONString.hexadecimal(text[index]), digit < 1 << shift,
                value <= Int64.max >> shift
            else { return false }
            value = value << shift | Int64(digit)
        }
        number.append(contentsOf: String(value).utf8)
        return text.count > 0
    }
}
