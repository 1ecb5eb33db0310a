import GRDB
import InquestCore

/// Copies the knowledge compiled into the program into tables, so that SQL can join them.
enum KnowledgeTables {
    static func fill(_ db: Database) throws {
        let digest = StoreText.digest(of: StoreText.files(in: "knowledge").map(\.text))
        guard try Stamp.value("knowledge", in: db) != digest else { return }
        for table in ["exit_code", "signal", "reason", "event_reason", "verdict_kind"] {
            try db.execute(sql: "DELETE FROM \(table)")
        }
        try fillExitCodes(db)
        try fillNames(db)
        try Stamp.set("knowledge", to: digest, in: db)
    }

    /// Every code of one byte, and every longer one that has a meaning of its own.
    private static func fillExitCodes(_ db: Database) throws {
        let named = Knowledge.exitCodes.rows.compactMap(\.code)
        let codes = Set(named).union((0...255).map { Int32($0) })
        for code in codes.sorted() {
            guard let entry = Knowledge.exitCodes.entry(for: code) else { continue }
            try db.execute(
                sql: "INSERT INTO exit_code VALUES (?, ?, ?, ?)",
                arguments: [Int64(code), entry.name, "\(entry.kind.rawValue)", entry.meaning])
        }
    }

    private static func fillNames(_ db: Database) throws {
        for row in Knowledge.signals.rows {
            guard let number = row.number else { continue }
            try db.execute(
                sql: "INSERT INTO signal VALUES (?, ?, ?, ?)",
                arguments: [Int64(number), row.name, row.action.rawValue, row.meaning])
        }
        for row in Knowledge.reasons.rows {
            for scope in row.places {
                try db.execute(
                    sql: "INSERT INTO reason VALUES (?, ?, ?)",
                    arguments: [row.name, scope.rawValue, row.meaning])
            }
        }
        for row in Knowledge.eventReasons.rows {
            try db.execute(
                sql: "INSERT INTO event_reason VALUES (?, ?, ?, ?)",
                arguments: [
                    row.name, row.sources.joined(separator: ", "), row.severity.rawValue, row.meaning,
                ])
        }
        for row in Knowledge.verdicts.rows {
            try db.execute(
                sql: "INSERT INTO verdict_kind VALUES (?, ?, ?, ?, ?)",
                arguments: [row.id, row.family, row.endedBy.rawValue, row.expected.rawValue, row.meaning])
        }
    }
}
