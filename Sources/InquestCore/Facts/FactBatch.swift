/// What a reader found in a stretch of one source, ready to be stored.
///
/// A batch is self-contained: every `TextRef` points into `text`, and every index (a container's
/// `pod`, a termination's `container`) points into the arrays of the same batch. A new batch begins
/// only between objects.
public struct FactBatch: Sendable {
    /// The bytes all `TextRef`s of this batch point into. UTF-8: readers repair what is not.
    public private(set) var text: [UInt8] = []
    public var pods: [PodFact] = []
    public var containers: [ContainerFact] = []
    public var terminations: [TerminationFact] = []
    public var objects: [ObjectFact] = []
    public var conditions: [ConditionFact] = []
    public var events: [EventFact] = []
    public var kernelKills: [KernelKillFact] = []
    public var logLines: [LogLineFact] = []
    public var skips: [SkipFact] = []

    public init() {}

    /// Facts in the batch, skips left out.
    public var factCount: Int {
        pods.count + containers.count + terminations.count + objects.count + conditions.count + events.count
            + kernelKills.count + logLines.count
    }

    /// Bytes of memory the batch holds, roughly; sinks hand a batch on when it grows past a limit.
    package var weight: Int {
        text.count + 160 * (events.count + containers.count) + 112
            * (pods.count + terminations.count + objects.count)
            + 96 * (conditions.count + logLines.count + skips.count) + 192 * kernelKills.count
    }

    /// Copies bytes into the batch.
    ///
    /// - Parameter bytes: Text as the source has it. Bytes that are not UTF-8 are replaced by U+FFFD, and so
    ///   are NULs, at which SQLite would end the text.
    package mutating func add(_ bytes: Span<UInt8>) -> TextRef {
        let offset = text.count
        if bytes.isStorableText {
            text.append(contentsOf: bytes)
        } else {
            append(repairing: bytes.string)
        }
        return TextRef(offset: Int32(offset), length: Int32(text.count - offset))
    }

    /// Copies a string into the batch.
    package mutating func add(_ string: some StringProtocol) -> TextRef {
        let offset = text.count
        append(repairing: string)
        return TextRef(offset: Int32(offset), length: Int32(text.count - offset))
    }

    private mutating func append(repairing string: some StringProtocol) {
        guard string.utf8.contains(0) else { return text.append(contentsOf: string.utf8) }
        for byte in string.utf8 {
            if byte == 0 { text.append(contentsOf: "\u{FFFD}".utf8) } else { text.append(byte) }
        }
    }

    /// Copies a string into the batch; `nil` stays absent.
    package mutating func add(_ string: String?) -> TextRef {
        guard let string else { return .none }
        return add(string[...])
    }

    /// The text a reference points at, or `nil` when the source does not have it.
    public func string(_ ref: TextRef) -> String? {
        guard !ref.isNone else { return nil }
        return String(decoding: text[Int(ref.offset)..<Int(ref.offset + ref.length)], as: UTF8.self)
    }
}
