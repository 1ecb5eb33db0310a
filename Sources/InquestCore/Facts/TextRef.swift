/// A piece of text inside a `FactBatch`: where it starts and how long it is.
///
/// Facts carry these instead of strings, so that a million events cost no million allocations.
public struct TextRef: Sendable, Hashable {
    /// Bytes from the start of the batch's text.
    package let offset: Int32
    /// Bytes; −1 when the source does not have this text at all.
    package let length: Int32

    package init(offset: Int32, length: Int32) {
        self.offset = offset
        self.length = length
    }

    /// What the source does not say. Empty text is something else: the source says "".
    public static let none = TextRef(offset: 0, length: -1)

    /// Whether the source does not have this text.
    public var isNone: Bool { length < 0 }
    /// Whether there is no text to show: absent or empty.
    public var isEmpty: Bool { length <= 0 }
}
