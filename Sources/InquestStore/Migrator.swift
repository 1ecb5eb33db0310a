import GRDB

/// Brings a corpus to the layout this program knows: tables first, then the views.
enum Migrator {
    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (name, text) in StoreText.files(in: "migrations") {
            migrator.registerMigration(name) { db in try db.execute(sql: text) }
        }
        return migrator
    }

    /// - Throws: `StoreError` when the corpus was written by a newer program.
    static func migrate(_ queue: DatabaseQueue) throws {
        let migrator = migrator
        guard try !queue.read(migrator.hasBeenSuperseded) else {
            throw StoreError(
                "the corpus was written by a newer inquest; use that version, or ingest into a new corpus")
        }
        try migrator.migrate(queue)
        try queue.write { db in
            try recreateViews(db)
            try KnowledgeTables.fill(db)
        }
    }

    /// Views are made anew whenever their text differs from the program's, so that old corpora get new columns.
    private static func recreateViews(_ db: Database) throws {
        let views = StoreText.files(in: "views")
        let digest = StoreText.digest(of: views.map(\.text))
        guard try Stamp.value("views", in: db) != digest else { return }
        for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'view'") {
            try db.execute(sql: "DROP VIEW \(name.quotedDatabaseIdentifier)")
        }
        for view in views { try db.execute(sql: view.text) }
        try Stamp.set("views", to: digest, in: db)
    }
}

/// What derived and knowledge tables were made with.
enum Stamp {
    static func value(_ name: String, in db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM stamp WHERE name = ?", arguments: [name])
    }

    static func set(_ name: String, to value: String, in db: Database) throws {
        try db.execute(sql: "INSERT OR REPLACE INTO stamp VALUES (?, ?)", arguments: [name, value])
    }
}
