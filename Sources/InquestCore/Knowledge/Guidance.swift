/// What to think, look at and do about an exit code, a signal, a reason or a verdict.
///
/// The texts are templates: names in braces stand for the pod and container at hand. See ``filled(with:)``.
public struct Guidance: Sendable, Hashable, Codable {
    /// What a row of guidance is about.
    public enum Subject: String, Sendable, Hashable, Codable, CaseIterable {
        /// One exit code.
        case exitCode = "exit_code"
        /// All exit codes of one kind that have no row of their own.
        case exitKind = "exit_kind"
        /// One signal or a span of signals.
        case signal
        /// A reason in a status.
        case reason
        /// The reason of an event.
        case eventReason = "event_reason"
        /// A verdict.
        case verdict
    }

    /// What the row is about.
    public let subject: Subject
    /// Which one: a code, a kind, a signal number (or `34..64`), a reason or a verdict's id.
    public let key: String
    /// What most likely happened.
    public let diagnosis: String
    /// What to look at, with commands, the most telling first.
    public let check: [String]
    /// What to change, one remedy per item.
    public let fix: [String]
    /// Why the remedy works.
    public let why: String
}

extension Guidance {
    /// The fields of a row; others are refused.
    package enum CodingKeys: String, CodingKey, CaseIterable { case subject, key, diagnosis, check, fix, why }

    /// Reads a row; a field outside ``CodingKeys`` is an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.closedFields(CodingKeys.self)
        subject = try fields.decode(Subject.self, forKey: .subject)
        key = try fields.decode(String.self, forKey: .key)
        diagnosis = try fields.decode(String.self, forKey: .diagnosis)
        check = try fields.decode([String].self, forKey: .check)
        fix = try fields.decode([String].self, forKey: .fix)
        why = try fields.decode(String.self, forKey: .why)
    }
}
