// Eight bytes at a time. `unsafeLoadUnaligned(fromByteOffset:as:)` checks its bounds, and every bit pattern is a
// valid `UInt64`, so the only unsafe thing about these loads is their name.

/// Tricks on eight bytes held in one integer, first byte lowest.
package enum Words {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
    private static let blanks: UInt64 = 0x2020_2020_2020_2020

    /// The eight bytes that begin at `offset`.
    @inline(__always)
    package static func load(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// How many bytes come before the first `"`, `\` or control character; 8 when there is none.
    @inline(__always)
    static func plainTextLength(_ word: UInt64) -> Int {
        let quote = word ^ 0x2222_2222_2222_2222
        let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        // Each term flags its bytes with the high bit. A borrow can flag wrongly, but only above a right flag,
        // and only the lowest flag is used.
        let found =
            ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- blanks) & ~word) & highs
        return found.trailingZeroBitCount >> 3
    }

    /// How many of the eight bytes are newlines.
    @inline(__always)
    static func newlineCount(_ word: UInt64) -> Int {
        let sevens: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let other = word ^ 0x0A0A_0A0A_0A0A_0A0A
        // Without borrows, so that every flag is right and they can be counted.
        return (~(((other & sevens) &+ sevens) | other | sevens)).nonzeroBitCount
    }

    /// Whether all eight bytes are ASCII.
    @inline(__always)
    static func isASCII(_ word: UInt64) -> Bool { word & highs == 0 }

    /// How many of the first bytes are blanks (0x20).
    @inline(__always)
    static func blankLength(_ word: UInt64) -> Int {
        (word ^ blanks).trailingZeroBitCount >> 3
    }
}
