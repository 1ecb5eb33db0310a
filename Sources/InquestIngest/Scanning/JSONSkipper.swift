import InquestCore

/// Finds the end of a JSON value by brackets and quotes alone, holding none of it.
///
/// For values that are too long to be held, or that are wrong somewhere inside.
struct JSONSkipper {
    enum Outcome {
        /// The value ends behind this many bytes.
        case ended(Int)
        case incomplete
        /// A string runs over the end of its line, at this many bytes.
        case lost(Int)
    }

    private var depth = 0
    private var isInString = false
    private var isBehindBackslash = false

    /// - Parameter bytes: The bytes that follow those of the call before.
    mutating func run(_ bytes: Span<UInt8>) -> Outcome {
        for index in bytes.indices {
            let byte = bytes[index]
            if isInString {
                if byte == 0x0A { return .lost(index) }
                if isBehindBackslash {
                    isBehindBackslash = false
                } else if byte == 0x5C {
                    isBehindBackslash = true
                } else if byte == 0x22 {
                    isInString = false
                }
                continue
            }
            switch byte {
            case 0x22: isInString = true
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                depth -= 1
                if depth <= 0 { return .ended(index + 1) }
            default: break
            }
        }
        return .incomplete
    }
}
