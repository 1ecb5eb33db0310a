import InquestCore

/// The content-derived 16-byte id of a fact: the same fact has the same key in every corpus.
package struct FactKey: Sendable, Hashable, Comparable {
    /// The 16 bytes as two numbers, the first bytes in the high bits of `high`.
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The first 16 bytes of a digest or a stored blob.
    package init(_ bytes: [UInt8]) {
        func word(at start: Int) -> UInt64 {
            (start..<start + 8).reduce(0) { $0 << 8 | UInt64($1 < bytes.count ? bytes[$1] : 0) }
        }
        self.init(high: word(at: 0), low: word(at: 8))
    }

    /// A canonical uid (8-4-4-4-12 hexadecimal digits) as the 16 bytes it stands for; `nil` for any other text.
    package init?(uuid text: Span<UInt8>) {
        guard text.count == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for index in 0..<36 {
            let byte = text[index]
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == 0x2D else { return nil }
                continue
            }
            let nibble: UInt8
            switch byte {
            case 0x30...0x39: nibble = byte &- 0x30
            // Only lower case: an upper-case uid would not print back as it was.
            case 0x61...0x66: nibble = byte &- 0x57
            default: return nil
            }
            if digits < 16 {
                words.0 = words.0 << 4 | UInt64(nibble)
            } else {
                words.1 = words.1 << 4 | UInt64(nibble)
            }
            digits += 1
        }
        self.init(high: words.0, low: words.1)
    }

    /// The words as they lie in memory for a blob.
    package var bigEndianWords: (UInt64, UInt64) { (high.bigEndian, low.bigEndian) }

    /// The 16 bytes.
    package var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
    }

    package static func < (left: FactKey, right: FactKey) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

/// Digests the parts of an identity into a key.
package struct KeyBuilder {
    private var parts: [UInt8] = []

    /// - Parameter domain: What kind of fact is named, so that equal parts of different kinds differ.
    package init(_ domain: StaticString) {
        parts.reserveCapacity(512)
        add(Int64(domain.utf8CodeUnitCount))
        domain.withUTF8Buffer { unsafe parts.append(contentsOf: $0) }
    }

    /// Adds text; its length goes in first, so that neighbours cannot run together.
    package mutating func add(_ text: Span<UInt8>) {
        add(Int64(text.count))
        parts.append(contentsOf: text)
    }

    package mutating func add(_ text: String?) {
        guard let text else { return add(Int64(-1)) }
        add(Int64(text.utf8.count))
        parts.append(contentsOf: text.utf8)
    }

    package mutating func add(_ number: Int64?) {
        add(number ?? Int64.min)
    }

    package mutating func add(_ number: Int64) {
        var value = UInt64(bitPattern: number)
        for _ in 0..<8 {
            parts.append(UInt8(truncatingIfNeeded: value))
            value >>= 8
        }
    }

    package var key: FactKey {
        var hash = SHA256()
        hash.update(parts.span)
        let (high, low) = hash.prefix()
        return FactKey(high: high, low: low)
    }

    /// Begins anew with the first `count` bytes, keeping the memory.
    mutating func cut(to count: Int) {
        parts.removeSubrange(count...)
    }

    /// Bytes fed in so far.
    var count: Int { parts.count }
}
