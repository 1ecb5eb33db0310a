/// The reason of a Kubernetes Event.
public struct EventReasonEntry: NamedEntry {
    /// The reason exactly as its source writes it.
    public let name: String
    /// Who writes events with this reason.
    public let sources: [String]
    /// How much it matters in a report; the type of the event is no measure of that.
    public let severity: ReasonSeverity
    /// What it means, in one sentence.
    public let meaning: String
    /// Traps for the reader.
    public let notes: [String]
    /// Ids of the verdicts it often leads to, the most frequent first.
    public let verdicts: [String]
}

extension EventReasonEntry {
    /// The fields of a row; others are refused.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case name, sources, severity, meaning, notes, verdicts
    }

    /// Reads a row; a field outside ``CodingKeys`` is an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.closedFields(CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        sources = try fields.decode([String].self, forKey: .sources)
        severity = try fields.decode(ReasonSeverity.self, forKey: .severity)
        meaning = try fields.decode(String.self, forKey: .meaning)
        notes = try fields.list(String.self, .notes)
        verdicts = try fields.list(String.self, .verdicts)
    }
}
