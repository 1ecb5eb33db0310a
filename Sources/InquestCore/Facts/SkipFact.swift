/// Something in a source that could not be used, so that nothing is dropped in silence.
public struct SkipFact: Sendable, Hashable {
    /// What is wrong, in words a user can act on.
    public var reason: TextRef
    /// The start of the text in question, at most 200 bytes.
    public var excerpt: TextRef
    /// 1-based; 0 when the whole source is meant.
    public var line: UInt32

    public init(reason: TextRef, excerpt: TextRef, line: UInt32) {
        self.reason = reason
        self.excerpt = excerpt
        self.line = line
    }
}
