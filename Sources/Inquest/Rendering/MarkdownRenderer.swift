import InquestCore

/// Writes answers as GitHub's Markdown, to paste into an issue. Text from the data stays text.
enum MarkdownRenderer {
    static func render(_ report: ReportResult) -> String {
        var parts = ["## \(escaped(report.title))"]
        var context = "As of \(report.now.iso8601)."
        if !report.filters.isEmpty {
            context +=
                " Only: " + report.filters.map { "\($0.name) \(escaped($0.value))" }.joined(separator: ", ")
                + "."
        }
        parts.append(context)
        for named in report.tables {
            if report.tables.count > 1 { parts.append("### \(escaped(named.title))") }
            parts.append(
                named.table.rows.isEmpty ? "Nothing matches." : String(render(named.table).dropLast()))
        }
        parts.append(report.notes.map { "- \(escaped($0))" }.joined(separator: "\n"))
        return parts.joined(separator: "\n\n") + "\n"
    }

    static func render(_ table: Table) -> String {
        let shown = table.columns.indices.filter {
            table.columns[$0].kind != .bar && !table.columns[$0].isWide
        }
        var text = row(shown.map { cell(table.columns[$0].title) })
        text += row(shown.map { isNumber(table.columns[$0].kind) ? "---:" : "---" })
        for values in table.rows {
            text += row(shown.map { cell(CellText.text(values[$0], kind: table.columns[$0].kind)) })
        }
        return text
    }

    static func render(_ explanations: [Explanation]) -> String {
        explanations.map(render).joined(separator: "\n")
    }

    private static func render(_ explanation: Explanation) -> String {
        var text = "## \(escaped(explanation.title))\n\n\(prose(explanation.summary))\n"
        for section in explanation.sections {
            text += "\n### \(section.heading.rawValue)\n\n"
            let isList = section.lines.count > 1
            for line in section.lines { text += (isList ? "- " : "") + prose(line) + "\n" }
        }
        return text
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |\n"
    }

    private static func cell(_ text: String) -> String { escaped(text, beginsLine: false) }

    private static func isNumber(_ kind: Column.Kind) -> Bool {
        switch kind {
        case .count, .bytes, .duration, .share: true
        case .text, .path, .time, .series, .bar: false
        }
    }

    /// Text that Markdown shows as it is, on one line.
    ///
    /// An underscore inside a word and a `#` that begins no line mean nothing to Markdown. They stay, so that
    /// names such as `EX_USAGE` can be copied from a pipe as well.
    ///
    /// - Parameter beginsLine: Whether nothing stands before the text on its line.
    static func escaped(_ text: String, beginsLine: Bool = true) -> String {
        let characters = Array(DisplayText.escaped(text))
        var result = ""
        for (index, character) in characters.enumerated() {
            switch character {
            case "_" where isInsideWord(index, of: characters): result.append(character)
            case "#" where index > 0 || !beginsLine: result.append(character)
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~": result += "\\\(character)"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            default: result.append(character)
            }
        }
        return result
    }

    /// Whether letters or digits stand on both sides, which keeps an underscore from opening or closing emphasis.
    private static func isInsideWord(_ index: Int, of text: [Character]) -> Bool {
        func isWord(_ at: Int) -> Bool {
            text.indices.contains(at) && text[at].isASCII && (text[at].isLetter || text[at].isNumber)
        }
        return isWord(index - 1) && isWord(index + 1)
    }

    /// Text of ours, whose commands between backquotes are code.
    private static func prose(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset % 2 == 1 ? "`\($0.element)`" : escaped(String($0.element)) }.joined()
    }
}
