import InquestCore

/// Writes answers as JSON: keys in a fixed order, numbers as numbers, series as arrays.
enum JSONRenderer {
    static func render(_ report: ReportResult) -> String {
        let tables = report.tables.map { named -> JSON in
            let shown = shownColumns(named.table)
            return .object([
                ("name", .text(named.name)),
                ("columns", .array(shown.map { .text(named.table.columns[$0].name) })),
                ("rows", rows(named.table)),
            ])
        }
        return JSON.object([
            ("report", .text(report.id)), ("title", .text(report.title)), ("now", .text(report.now.iso8601)),
            ("filters", .object(report.filters.map { ($0.name, .text($0.value)) })),
            ("tables", .array(tables)),
            ("notes", .array(report.notes.map(JSON.text))),
        ]).document
    }

    static func render(_ table: Table) -> String {
        rows(table).document
    }

    static func render(_ explanations: [Explanation]) -> String {
        JSON.array(
            explanations.map { explanation in
                .object([
                    ("kind", .text(explanation.kind.rawValue)), ("subject", .text(explanation.subject)),
                    ("title", .text(explanation.title)), ("summary", .text(explanation.summary)),
                    (
                        "sections",
                        .array(
                            explanation.sections.map {
                                .object([
                                    ("heading", .text($0.heading.rawValue)),
                                    ("lines", .array($0.lines.map(JSON.text))),
                                ])
                            })
                    ),
                ])
            }
        ).document
    }

    private static func shownColumns(_ table: Table) -> [Int] {
        table.columns.indices.filter { table.columns[$0].kind != .bar }
    }

    private static func rows(_ table: Table) -> JSON {
        let shown = shownColumns(table)
        let names = distinct(shown.map { table.columns[$0].name })
        return .array(
            table.rows.map { row in
                .object(
                    zip(names, shown).map { name, index in
                        (name, value(row[index], kind: table.columns[index].kind))
                    })
            })
    }

    /// The names with a number behind those that were there before: a JSON object has each key once.
    private static func distinct(_ names: [String]) -> [String] {
        var used: Set<String> = []
        return names.map { name in
            var unique = name
            var number = 2
            while !used.insert(unique).inserted {
                unique = "\(name)_\(number)"
                number += 1
            }
            return unique
        }
    }

    private static func value(_ value: Value, kind: Column.Kind) -> JSON {
        switch (value, kind) {
        case (.text(let text), .series): .array(CellText.series(text).map(JSON.integer))
        case (.null, _): .null
        case (.integer(let number), _): .integer(number)
        case (.real(let number), _): .real(number)
        case (.text(let text), _): .text(text)
        case (.blob(let bytes), _): .text(CellText.hex(bytes))
        }
    }
}
