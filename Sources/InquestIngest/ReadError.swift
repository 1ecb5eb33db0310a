/// Why a source, or the rest of one, could not be read.
package struct ReadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do about it, without the path: the caller knows where.
    package let description: String
    /// 1-based line where reading stopped; `nil` when the whole source is meant.
    package let line: UInt32?

    package init(_ description: String, line: UInt32? = nil) {
        self.description = description
        self.line = line
    }
}
