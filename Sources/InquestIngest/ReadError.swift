/// Why a source, or the rest of one, could not be read.
package struct ReadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do about it, without the path: the caller knows where.
    package let description: String
    /// 1-based line where reading stopped; `nil` when the whole source is meant.
    package let line: UInt32?
    /// Whether it is the trouble of the archive around the source, which is told once for the archive.
    package let isOfArchive: Bool

    package init(_ description: String, line: UInt32? = nil, isOfArchive: Bool = false) {
        self.description = description
        self.line = line
        self.isOfArchive = isOfArchive
    }
}
