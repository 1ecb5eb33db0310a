/// One value or member name of a JSON record: what it is and where its text stands.
///
/// Tokens stand in the order of the text. An object's members follow it as name, value, name, value…; an array's
/// elements follow it one by one.
package struct JSONToken: Sendable, Hashable, BitwiseCopyable {
    package enum Kind: UInt8, Sendable {
        case object = 0
        case array = 1
        /// A string without escapes: its bytes are its text.
        case string = 2
        case escapedString = 3
        case number = 4
        case yes = 5
        case no = 6
        case null = 7
    }

    /// Kind in the upper three bits, then the offset in the record. Records are shorter than 512 MiB.
    private let packed: UInt32
    /// Of an object or array: the index of the first token behind it. Else the length of the text in bytes.
    package var extent: UInt32

    @inline(__always)
    package init(_ kind: Kind, start: Int, extent: Int) {
        packed = UInt32(kind.rawValue) << 29 | UInt32(truncatingIfNeeded: start) & 0x1FFF_FFFF
        self.extent = UInt32(truncatingIfNeeded: extent)
    }

    @inline(__always)
    package var kind: Kind {
        switch packed >> 29 {
        case 0: .object
        case 1: .array
        case 2: .string
        case 3: .escapedString
        case 4: .number
        case 5: .yes
        case 6: .no
        default: .null
        }
    }

    /// Offset in the record of the first byte; of a string, the byte behind the quote.
    @inline(__always)
    package var start: Int { Int(packed & 0x1FFF_FFFF) }
}

/// Why bytes are not the JSON they began as.
package struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Problem: String, Sendable {
        case value = "expected a value"
        case name = "expected a member name in quotes"
        case colon = "expected ':' behind a member name"
        case separator = "expected ',' or the closing bracket"
        case control = "a string is not closed on its line, or holds a raw control character"
        case escape = "a string holds an escape that JSON does not have"
        case number = "a number is not written as JSON writes it"
        case depth = "values are nested deeper than 128 levels"
        case size = "one record holds more than two million values"
    }

    package let problem: Problem
    /// Bytes from the start of the record.
    package let offset: Int

    package init(problem: Problem, offset: Int) {
        self.problem = problem
        self.offset = offset
    }

    package var description: String { problem.rawValue }
}
