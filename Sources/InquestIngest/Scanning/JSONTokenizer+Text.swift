import InquestCore

extension JSONTokenizer {
    enum StringEnd {
        /// The offset of the closing quote.
        case closed(Int)
        case cut
        case wrong(JSONFault.Problem, Int)
    }

    /// The first position at or after `start` that is not JSON white space.
    @inline(__always)
    static func skipBlanks(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            if byte > 0x20 { return position }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return position }
            position += 1
            guard byte == 0x0A else { continue }
            // Behind a newline stands the indentation, blanks in a row.
            while position + 8 <= bytes.count {
                let length = Words.blankLength(Words.load(bytes, at: position))
                position += length
                if length < 8 { break }
            }
        }
        return position
    }

    /// Finds the end of a string and whether it holds escapes.
    ///
    /// - Parameter start: The offset behind the opening quote.
    @inline(__always)
    mutating func scanString(_ bytes: Span<UInt8>, from start: Int) -> StringEnd {
        var position = start
        if resumption > 0 {
            position = resumption
            resumption = 0
        } else {
            isEscaped = false
        }
        while position + 8 <= bytes.count {
            let length = Words.plainTextLength(Words.load(bytes, at: position))
            position += length
            if length == 8 { continue }
            if bytes[position] == 0x22 { return .closed(position) }
            let next = escape(bytes, at: position)
            guard next > 0 else { return stop(next, at: position) }
            position = next
        }
        return scanTail(bytes, from: position)
    }

    /// The same for the last bytes, one by one.
    private mutating func scanTail(_ bytes: Span<UInt8>, from start: Int) -> StringEnd {
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x22 { return .closed(position) }
            if byte != 0x5C, byte >= 0x20 {
                position += 1
                continue
            }
            let next = escape(bytes, at: position)
            guard next > 0 else { return stop(next, at: position) }
            position = next
        }
        return stop(0, at: position)
    }

    private mutating func stop(_ code: Int, at position: Int) -> StringEnd {
        switch code {
        case 0:
            resumption = position
            return .cut
        case -1: return .wrong(.control, position)
        default: return .wrong(.escape, position)
        }
    }

    /// Steps over the escape at a position.
    ///
    /// - Returns: The position behind it; 0 when it is cut, −1 when it is a control character, −2 when there is no
    ///   such escape.
    private mutating func escape(_ bytes: Span<UInt8>, at position: Int) -> Int {
        guard bytes[position] == 0x5C else { return -1 }
        isEscaped = true
        guard position + 1 < bytes.count else { return 0 }
        switch bytes[position + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return position + 2
        case 0x75:
            for index in position + 2..<position + 6 {
                guard index < bytes.count else { return 0 }
                guard JSONString.hexadecimal(bytes[index]) != nil else { return -2 }
            }
            return position + 6
        default: return -2
        }
    }
}

/// JSON numbers.
package enum JSONNumber {
    /// The position behind the characters numbers are made of; `nil` when the bytes end with them.
    static func end(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        for position in start..<bytes.count {
            switch bytes[position] {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: continue
            default: return position
            }
        }
        return nil
    }

    /// Whether the text follows the grammar of JSON numbers.
    package static func isValid(_ text: Span<UInt8>) -> Bool {
        var position = 0
        func digits() -> Int {
            let start = position
            while position < text.count, text[position] &- 0x30 < 10 { position += 1 }
            return position - start
        }
        if position < text.count, text[position] == 0x2D { position += 1 }
        let first = position
        let whole = digits()
        guard whole == 1 || whole > 1 && text[first] != 0x30 else { return false }
        if position < text.count, text[position] == 0x2E {
            position += 1
            guard digits() > 0 else { return false }
        }
        if position < text.count, text[position] | 0x20 == 0x65 {
            position += 1
            if position < text.count, text[position] == 0x2B || text[position] == 0x2D { position += 1 }
            guard digits() > 0 else { return false }
        }
        return position == text.count
    }

    /// The value of a whole number; `nil` for fractions, exponents and what 64 bits do not hold.
    package static func integer(_ text: Span<UInt8>) -> Int64? {
        guard text.count > 0 else { return nil }
        let isNegative = text[0] == 0x2D
        var value: Int64 = 0
        guard text.count > (isNegative ? 1 : 0) else { return nil }
        for index in (isNegative ? 1 : 0)..<text.count {
            let digit = Int64(text[index]) - 0x30
            guard (0...9).contains(digit) else { return nil }
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, exceeds) = product.subtractingReportingOverflow(digit)
            // Counted downwards, because the smallest number has no positive counterpart.
            guard !overflows, !exceeds else { return nil }
            value = sum
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }
}
