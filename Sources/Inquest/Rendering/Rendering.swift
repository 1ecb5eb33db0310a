public import InquestCore

/// The forms an answer can be given in.
public enum OutputForm: String, Sendable, Hashable, CaseIterable {
    /// Aligned columns for a terminal, cut to its width.
    case table
    /// Aligned columns, all of them, as long as they are.
    case wide
    /// One JSON document.
    case json
    /// RFC 4180, one table after another.
    case csv
    /// GitHub's Markdown.
    case markdown
}

/// What a terminal can show.
public struct TextStyle: Sendable, Hashable {
    /// Columns; `nil` for as many as it takes.
    public var width: Int?
    public var isColored: Bool

    public init(width: Int? = nil, isColored: Bool = false) {
        self.width = width
        self.isColored = isColored
    }
}

extension ReportResult {
    /// The report as text, ending with a line end.
    public func rendered(_ form: OutputForm, style: TextStyle = TextStyle()) -> String {
        switch form {
        case .table: TextRenderer(style: style).render(self)
        case .wide: TextRenderer(style: style, isWide: true).render(self)
        case .json: JSONRenderer.render(self)
        case .csv: CSVRenderer.render(self)
        case .markdown: MarkdownRenderer.render(self)
        }
    }
}

extension Table {
    /// The table alone as text, ending with a line end.
    public func rendered(_ form: OutputForm, style: TextStyle = TextStyle()) -> String {
        switch form {
        case .table: TextRenderer(style: style).render(self)
        case .wide: TextRenderer(style: style, isWide: true).render(self)
        case .json: JSONRenderer.render(self)
        case .csv: CSVRenderer.render(self)
        case .markdown: MarkdownRenderer.render(self)
        }
    }
}

extension Explanation {
    /// Explanations as text, ending with a line end. CSV has no place for prose and gives the JSON form.
    public static func rendered(
        _ explanations: [Explanation], as form: OutputForm, style: TextStyle = TextStyle()
    ) -> String {
        switch form {
        case .table, .wide: TextRenderer(style: style).render(explanations)
        case .json, .csv: JSONRenderer.render(explanations)
        case .markdown: MarkdownRenderer.render(explanations)
        }
    }
}
