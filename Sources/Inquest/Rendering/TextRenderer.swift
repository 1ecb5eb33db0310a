import InquestCore

/// Draws answers for a terminal. Nothing from the data reaches it unescaped.
struct TextRenderer {
    let style: TextStyle
    var isWide = false

    func render(_ report: ReportResult) -> String {
        var parts = [bold(report.title) + "  " + dim("as of \(CellText.time(report.now.iso8601))")]
        if !report.filters.isEmpty {
            let filters = report.filters.map { "\($0.name) \(DisplayText.escaped($0.value))" }
            parts[0] += "\n" + dim("only: " + filters.joined(separator: ", "))
        }
        for named in report.tables {
            let heading = report.tables.count > 1 ? bold(named.title) + "\n" : ""
            parts.append(heading + render(named.table, whenEmpty: "nothing matches").dropLast())
        }
        parts.append(report.notes.map { paragraph($0, first: "- ", rest: "  ") }.joined(separator: "\n"))
        return parts.joined(separator: "\n\n") + "\n"
    }

    func render(_ table: Table, whenEmpty: String = "no rows") -> String {
        guard !table.rows.isEmpty else { return dim("(\(whenEmpty))") + "\n" }
        let layout = TableLayout(table, isWide: isWide, limit: isWide ? nil : style.width)
        var text = bold(line(layout.columns.map { ($0, $0.heading) })) + "\n"
        for row in table.rows.indices {
            text += line(layout.columns.map { ($0, $0.cells[row]) }) + "\n"
        }
        if !layout.leftOut.isEmpty {
            text +=
                dim(paragraph("(no room for: \(layout.leftOut.joined(separator: ", ")); -o wide shows all)"))
                + "\n"
        }
        return text
    }

    func render(_ explanations: [Explanation]) -> String {
        explanations.map(render).joined(separator: "\n")
    }

    private func render(_ explanation: Explanation) -> String {
        var text = bold(DisplayText.escaped(explanation.title)) + "\n" + paragraph(explanation.summary) + "\n"
        for section in explanation.sections {
            text += "\n" + bold(section.heading.rawValue) + "\n"
            let isList = section.lines.count > 1
            for line in section.lines {
                text += paragraph(line, first: isList ? "  - " : "  ", rest: isList ? "    " : "  ") + "\n"
            }
        }
        return text
    }

    private func line(_ cells: [(column: TableLayout.Column, text: String)]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let text =
                cell.column.kind == .path
                ? DisplayText.tail(cell.text, to: cell.column.width)
                : DisplayText.cut(cell.text, to: cell.column.width)
            let padding = DisplayText.padding(text, to: cell.column.width)
            line += cell.column.isRight ? padding + text : text + padding
            if index < cells.count - 1 { line += String(repeating: " ", count: TableLayout.gap) }
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    private func paragraph(_ text: String, first: String = "", rest: String = "") -> String {
        // Nobody reads lines of prose that are as long as a wide terminal.
        let width = style.width.map { max(20, min(100, $0) - rest.count) } ?? 100
        return DisplayText.wrapped(DisplayText.escaped(text), to: width).enumerated()
            .map { ($0.offset == 0 ? first : rest) + $0.element }.joined(separator: "\n")
    }

    private func bold(_ text: String) -> String { style.isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    private func dim(_ text: String) -> String { style.isColored ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
