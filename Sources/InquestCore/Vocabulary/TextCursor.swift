/// Walks over text from left to right, taking what it expects.
package struct TextCursor {
    package var position: Int

    package init(position: Int = 0) { self.position = position }

    /// Steps over a string that must stand at the position.
    package mutating func take(_ literal: StaticString, in text: Span<UInt8>) -> Bool {
        guard position <= text.count, text.extracting(position..<text.count).hasPrefix(literal) else {
            return false
        }
        position += literal.utf8CodeUnitCount
        return true
    }

    /// Steps to just behind the next place where a string stands; stays when there is none.
    package mutating func skip(past literal: StaticString, in text: Span<UInt8>) -> Bool {
        guard let index = text.firstIndex(of: literal, from: position) else { return false }
        position = index + literal.utf8CodeUnitCount
        return true
    }

    /// Steps over digits.
    ///
    /// - Returns: `nil` when there are none, or 64 bits do not hold the number; the digits are passed all the same.
    package mutating func number(in text: Span<UInt8>) -> Int64? {
        var value: Int64 = 0
        var digits = 0
        var fits = true
        while position < text.count, text[position] &- 0x30 < 10 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(text[position] &- 0x30))
            fits = fits && !overflow && !carry
            value = fits ? sum : 0
            digits += 1
            position += 1
        }
        return digits > 0 && fits ? value : nil
    }

    /// Steps over an amount such as `1024kB`.
    ///
    /// - Returns: Bytes; `nil` when there is none, or 64 bits do not hold it.
    package mutating func kilobytes(in text: Span<UInt8>) -> Int64? {
        guard let number = number(in: text), take("kB", in: text) else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1024)
        return overflow ? nil : bytes
    }
}
