/// One verdict of the taxonomy: who decided that something had to end, and for what stated reason.
public struct VerdictEntry: NamedEntry {
    /// Whether an end with this verdict belongs to normal operation.
    public enum Expected: String, Sendable, Hashable, Codable, CaseIterable {
        /// Normal operation.
        case yes
        /// A failure.
        case no
        /// Decided by the circumstances.
        case context
    }

    /// The verdict's id, such as `probe.liveness`.
    public let id: String
    /// The part of the id before the point.
    public let family: String
    /// Who decided.
    public let endedBy: Decider
    /// Whether it belongs to normal operation, unless a rule knows better.
    public let expected: Expected
    /// What it means, in one sentence.
    public let meaning: String
    /// Whether users' own names may stand below it, as in `custom.<name>`.
    public let takesNames: Bool

    /// The id: verdicts are looked up by it.
    public var name: String { id }
}

extension VerdictEntry {
    /// The fields of a row; others are refused.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case id, family
        case endedBy = "ended_by"
        case expected, meaning
        case takesNames = "takes_names"
    }

    /// Reads a row; a field outside ``CodingKeys`` is an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.closedFields(CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        family = try fields.decode(String.self, forKey: .family)
        endedBy = try fields.decode(Decider.self, forKey: .endedBy)
        expected = try fields.decode(Expected.self, forKey: .expected)
        meaning = try fields.decode(String.self, forKey: .meaning)
        takesNames = try fields.decodeIfPresent(Bool.self, forKey: .takesNames) ?? false
    }
}

extension NamedTable<VerdictEntry> {
    /// The entry of a verdict; a name below one that stands alone (`custom.<name>`) has the entry of that.
    public func entry(for id: String) -> VerdictEntry? {
        if let entry = entry(named: id) { return entry }
        guard let point = id.firstIndex(of: "."), id.index(after: point) < id.endIndex else { return nil }
        return entry(named: String(id[..<point])).flatMap { $0.takesNames ? $0 : nil }
    }

    /// The verdicts of a family, in any case, sorted by id.
    public func family(_ name: String) -> [VerdictEntry] {
        let wanted = name.lowercased()
        return rows.filter { $0.family == wanted }
    }
}
