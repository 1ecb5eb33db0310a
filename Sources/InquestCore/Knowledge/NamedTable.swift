/// An entry that is looked up by a name Kubernetes or inquest writes.
public protocol NamedEntry: Sendable, Hashable, Codable {
    /// The name exactly as it is written.
    var name: String { get }
}

/// Entries by name, found in any case.
public struct NamedTable<Entry: NamedEntry>: Sendable {
    /// All entries, sorted by name.
    public let rows: [Entry]
    private let byName: [String: Int]

    /// Makes a table of entries with distinct names.
    public init(_ rows: [Entry]) {
        self.rows = rows
        byName = Dictionary(
            rows.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The entry of a name, in any case.
    public func entry(named name: String) -> Entry? {
        byName[name.lowercased()].map { rows[$0] }
    }

    /// Names that are close to one that is not in the table, the closest first.
    public func suggestions(for name: String) -> [String] {
        Suggestions.names(near: name, among: rows.map(\.name))
    }
}
