public import InquestCore

/// The list of reports.
public enum Reports {
    /// Every report, in the order help shows them.
    public static let all: [Report] = [.exitCodes, .oom, .offenders]

    /// The report of an id.
    public static func report(_ id: Report.ID) -> Report? {
        all.first { $0.id == id }
    }
}

extension Reports {
    /// The ids that somebody who typed this may have meant, the closest first.
    public static func suggestions(for text: String) -> [Report.ID] {
        Suggestions.names(near: text, among: all.map(\.id))
    }

    /// The reports and their questions, as a table.
    public static var list: Table {
        Table(
            columns: [Column("report"), Column("question")],
            rows: all.map { [.text($0.id), .text($0.question)] })
    }
}
