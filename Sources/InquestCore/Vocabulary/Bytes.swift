extension Span where Element == UInt8 {
    /// A copy as an array.
    package func copied() -> [UInt8] {
        var result: [UInt8] = []
        result.append(contentsOf: self)
        return result
    }

    /// The text, with bytes that are not UTF-8 replaced by U+FFFD.
    package var string: String {
        String(decoding: copied(), as: UTF8.self)
    }

    /// Whether the bytes are well-formed UTF-8.
    package var isValidUTF8: Bool {
        var index = 0
        while index < count {
            // Eight ASCII bytes at a time; what is not ASCII is checked by the standard library.
            var merged: UInt8 = 0
            let end = min(index + 64, count)
            for position in index..<end { merged |= self[position] }
            if merged >= 0x80 { return (try? UTF8Span(validating: extracting(droppingFirst: index))) != nil }
            index = end
        }
        return true
    }

    /// Whether the bytes are well-formed UTF-8 without a NUL, as SQLite needs text to be.
    package var isStorableText: Bool {
        var index = 0
        while index < count {
            var merged: UInt8 = 0
            var smallest: UInt8 = .max
            let end = Swift.min(index + 64, count)
            for position in index..<end {
                merged |= self[position]
                smallest = Swift.min(smallest, self[position])
            }
            if smallest == 0 { return false }
            if merged >= 0x80 {
                return extracting(droppingFirst: index).isValidUTF8 && firstIndex(of: 0, from: index) == nil
            }
            index = end
        }
        return true
    }

    /// Whether the bytes equal the UTF-8 of a string.
    package func equals(_ literal: StaticString) -> Bool {
        count == literal.utf8CodeUnitCount && hasPrefix(literal)
    }

    /// Whether the bytes begin with the UTF-8 of a string.
    package func hasPrefix(_ literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard count >= length else { return false }
        if length > 0, unsafe literal.utf8Start[0] != self[0] { return false }
        return literal.withUTF8Buffer { expected in
            for index in 0..<length where unsafe expected[index] != self[index] { return false }
            return true
        }
    }

    /// Whether the UTF-8 of a string stands somewhere in the bytes.
    package func contains(_ literal: StaticString) -> Bool {
        literal.utf8CodeUnitCount == 0 || firstIndex(of: literal) != nil
    }

    /// Where the UTF-8 of a string first stands at or after `start`, or `nil`.
    package func firstIndex(of literal: StaticString, from start: Int = 0) -> Int? {
        let length = literal.utf8CodeUnitCount
        guard length > 0, count >= length else { return nil }
        let first = unsafe literal.utf8Start[0]
        var index = start
        while let found = firstIndex(of: first, from: index), found + length <= count {
            if extracting(found..<count).hasPrefix(literal) { return found }
            index = found + 1
        }
        return nil
    }

    /// The position of the first `byte` at or after `start`, or `nil`.
    package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        var index = start
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }
}

extension Array where Element == UInt8 {
    /// Appends the bytes of a span.
    package mutating func append(contentsOf bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe self.append(contentsOf: $0) }
    }
}
