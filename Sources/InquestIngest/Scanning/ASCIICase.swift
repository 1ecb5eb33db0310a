// A `StaticString` gives its bytes as a pointer. The index stays below the length that is compared first, and the
// pointer is not kept.

extension Span where Element == UInt8 {
    /// Whether the bytes equal lower-case ASCII text when the case of letters is ignored.
    package func equalsIgnoringCase(_ literal: StaticString) -> Bool {
        guard count == literal.utf8CodeUnitCount else { return false }
        return literal.withUTF8Buffer { expected in
            for index in 0..<count where self[index].lowercased != (unsafe expected[index]) { return false }
            return true
        }
    }
}

extension UInt8 {
    /// The lower-case letter of an ASCII capital; any other byte itself.
    @inline(__always)
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
