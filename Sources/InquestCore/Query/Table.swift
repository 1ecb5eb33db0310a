/// One cell of a table.
public enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// A column of a table: its name and what its numbers mean.
public struct Column: Sendable, Hashable {
    /// What the values are, so that renderers can align and format them.
    public enum Kind: Sendable, Hashable {
        case text
        /// Text whose end says most; where there is no room its beginning is cut.
        case path
        /// A count of things; shown with the full number.
        case count
        /// Bytes; shown as Mi and Gi for people, as the number for programs.
        case bytes
        /// Seconds.
        case duration
        /// A share between 0 and 1; shown in percent.
        case share
        /// ISO 8601 UTC text.
        case time
        /// A short series as comma-separated integers, oldest first; shown as a sparkline on a terminal.
        case series
        /// A number between 0 and the column's maximum, shown as a bar on a terminal.
        case bar
    }

    /// `snake_case`, as in SQL and JSON.
    public let name: String
    /// The heading for people.
    public let title: String
    public let kind: Kind
    /// Whether only the wide form shows it.
    public let isWide: Bool

    public init(_ name: String, title: String? = nil, kind: Kind = .text, isWide: Bool = false) {
        self.name = name
        self.title = title ?? name.replacing("_", with: " ")
        self.kind = kind
        self.isWide = isWide
    }
}

/// Rows under named columns: the one currency of reports, the console and renderers.
public struct Table: Sendable, Hashable {
    public var columns: [Column]
    /// Each row has as many values as there are columns.
    public var rows: [[Value]]
    /// Whether rows were left out because a limit was reached.
    public var isTruncated: Bool

    public init(columns: [Column], rows: [[Value]], isTruncated: Bool = false) {
        self.columns = columns
        self.rows = rows
        self.isTruncated = isTruncated
    }
}
