/// What went wrong with a corpus: where, what, and what to do next.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    package init(_ description: String) { self.description = description }
}
