import InquestCore

/// Writes tables as RFC 4180 says: commas, lines that end with CR LF, quotes where they are needed.
enum CSVRenderer {
    /// The tables one after another, each with its header, with an empty line between. What a report says in
    /// words has no place here.
    static func render(_ report: ReportResult) -> String {
        report.tables.map { render($0.table) }.joined(separator: "\r\n")
    }

    static func render(_ table: Table) -> String {
        let shown = table.columns.indices.filter { table.columns[$0].kind != .bar }
        var text = line(shown.map { table.columns[$0].name })
        for row in table.rows { text += line(shown.map { CellText.plain(row[$0]) }) }
        return text
    }

    private static func line(_ cells: [String]) -> String {
        // A lone empty cell would be an empty line, which readers skip.
        if cells == [""] { return "\"\"\r\n" }
        return cells.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
