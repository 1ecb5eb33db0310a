public import InquestCore

/// A question a corpus can answer.
public struct Report: Sendable, Identifiable {
    /// The name on the command line, such as `exit-codes`.
    public let id: String
    /// A headline.
    public let title: String
    /// The question it answers, as somebody on call would ask it.
    public let question: String
    /// The rows shown when nobody says how many; `nil` shows all.
    public let defaultTop: Int?
    /// Its tables, in the order they are shown.
    let sections: [Section]
    /// The query that counts what is in the tables but in no week, where totals do not tell: its file and what it counts.
    let uncertain: (query: String, noun: String)?
    /// What its readers must know to take the numbers for what they are.
    let remarks: [String]

    /// One table of a report.
    struct Section: Sendable {
        /// The name in JSON, `snake_case`.
        let name: String
        /// The heading for people.
        let title: String
        /// The file in `Schema/reports/`.
        let query: String
        /// The columns of the query, in its order, with what they mean.
        let columns: [Column]
        /// Whether `--top` limits its rows.
        let isLimited: Bool

        init(_ name: String, title: String, query: String, isLimited: Bool = true, columns: [Column]) {
            self.name = name
            self.title = title
            self.query = query
            self.isLimited = isLimited
            self.columns = columns
        }
    }

    init(
        id: String, title: String, question: String, defaultTop: Int? = nil, sections: [Section],
        uncertain: (query: String, noun: String)? = nil, remarks: [String] = []
    ) {
        self.id = id
        self.title = title
        self.question = question
        self.defaultTop = defaultTop
        self.sections = sections
        self.uncertain = uncertain
        self.remarks = remarks
    }
}

/// What a report came to: tables, and what they do not show.
public struct ReportResult: Sendable, Hashable {
    /// A table of a report.
    public struct NamedTable: Sendable, Hashable {
        /// `snake_case`, as in JSON.
        public let name: String
        /// The heading for people.
        public let title: String
        public let table: Table
    }

    /// The report's ``Report/id``.
    public let id: String
    public let title: String
    public let question: String
    /// The instant from which ages and weeks count back.
    public let now: Timestamp
    /// What narrowed the report, in words of the command line.
    public let filters: [Filter.Setting]
    public let tables: [NamedTable]
    /// What was counted and what was not seen.
    public let notes: [String]
}
