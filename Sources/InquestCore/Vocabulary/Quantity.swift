/// Amounts as Kubernetes writes them, such as `512Mi`, `1.5G`, `2e9` and `128974848`.
public enum Quantity {
    /// The amount in whole bytes, rounded up as the API does.
    ///
    /// - Returns: `nil` for text that is no quantity, for negative amounts and for what 64 bits do not hold.
    public static func bytes(_ text: Span<UInt8>) -> Int64? {
        var position = 0
        if position < text.count, text[position] == 0x2B { position += 1 }
        var mantissa: UInt128 = 0
        var digits = 0
        // The power of ten by which the digits are to be multiplied.
        var exponent = 0
        var isFraction = false
        while position < text.count {
            let byte = text[position]
            if byte == 0x2E, !isFraction {
                isFraction = true
            } else if byte &- 0x30 < 10 {
                digits += 1
                guard digits <= 30 else { return nil }
                mantissa = mantissa * 10 + UInt128(byte &- 0x30)
                if isFraction { exponent -= 1 }
            } else {
                break
            }
            position += 1
        }
        guard digits > 0, let suffix = suffix(text.extracting(droppingFirst: position)) else { return nil }
        exponent += suffix.ten
        return scaled(mantissa, two: suffix.two, ten: exponent)
    }

    /// The amount in whole bytes, of text held in a string.
    public static func bytes(_ text: String) -> Int64? { bytes(Array(text.utf8).span) }

    private static func scaled(_ mantissa: UInt128, two: Int, ten: Int) -> Int64? {
        if mantissa == 0 { return 0 }
        // 30 digits and more than 38 places move beyond 128 bits one way, and below one byte the other.
        guard ten <= 38 else { return nil }
        guard ten >= -60 else { return 1 }
        let (product, overflows) = mantissa.multipliedReportingOverflow(by: UInt128(1) << two)
        guard !overflows else { return nil }
        var value = product
        for _ in 0..<max(0, ten) {
            let (next, overflows) = value.multipliedReportingOverflow(by: 10)
            guard !overflows else { return nil }
            value = next
        }
        var hasRest = false
        for _ in 0..<max(0, -ten) {
            hasRest = hasRest || value % 10 != 0
            value /= 10
        }
        return Int64(exactly: value + (hasRest ? 1 : 0))
    }

    /// The powers of two and ten a suffix stands for.
    private static func suffix(_ text: Span<UInt8>) -> (two: Int, ten: Int)? {
        guard text.count > 0 else { return (0, 0) }
        if text.count == 2, text[1] == 0x69 {
            switch text[0] {
            case 0x4B: return (10, 0)
            case 0x4D: return (20, 0)
            case 0x47: return (30, 0)
            case 0x54: return (40, 0)
            case 0x50: return (50, 0)
            case 0x45: return (60, 0)
            default: return nil
            }
        }
        if text.count == 1 {
            switch text[0] {
            case 0x6E: return (0, -9)
            case 0x75: return (0, -6)
            case 0x6D: return (0, -3)
            case 0x6B: return (0, 3)
            case 0x4D: return (0, 6)
            case 0x47: return (0, 9)
            case 0x54: return (0, 12)
            case 0x50: return (0, 15)
            case 0x45: return (0, 18)
            default: return nil
            }
        }
        return decimalExponent(text)
    }

    /// `e3`, `E+3`, `e-3`.
    private static func decimalExponent(_ text: Span<UInt8>) -> (two: Int, ten: Int)? {
        guard text[0] | 0x20 == 0x65 else { return nil }
        var position = 1
        let isNegative = text[1] == 0x2D
        if isNegative || text[1] == 0x2B { position = 2 }
        guard position < text.count, text.count - position <= 3 else { return nil }
        var value = 0
        for index in position..<text.count {
            guard text[index] &- 0x30 < 10 else { return nil }
            value = value * 10 + Int(text[index] &- 0x30)
        }
        return (0, isNegative ? -value : value)
    }
}
