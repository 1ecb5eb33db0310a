import Foundation
import GRDB
package import InquestCore

/// One corpus: a SQLite file, open for questions or for ingestion.
package final class CorpusDatabase: Sendable {
    package let path: String
    private let queue: DatabaseQueue

    /// The oldest SQLite that has `STRICT` tables.
    private static let oldestSQLite = "3.37"

    /// Opens a corpus for ingestion, making it when there is none.
    package static func openForWriting(_ path: String) throws -> CorpusDatabase {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(30)
        configuration.label = "inquest.store"
        let database = try CorpusDatabase(path: path, configuration: configuration)
        try database.prepareForWriting()
        return database
    }

    /// Opens a corpus for questions. Nothing can be written through it.
    package static func openForReading(_ path: String) throws -> CorpusDatabase {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError("\(path): there is no corpus; make one with 'inquest ingest PATH… --db \(path)'")
        }
        // An ingest was interrupted, or the program is newer than the corpus: finish that first.
        if try needsWork(path) { try openForWriting(path).finish() }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            SQLLimits.forbidAttaching(db)
            SQLLimits.limitValues(db)
        }
        return try CorpusDatabase(path: path, configuration: configuration)
    }

    /// Bounds the memory that SQLite takes in this process.
    package static func limitMemory(to bytes: Int64) { SQLLimits.limitMemory(to: bytes) }

    private init(path: String, configuration: Configuration) throws {
        self.path = path
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { db in
                let version = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? ""
                guard version.compare(CorpusDatabase.oldestSQLite, options: .numeric) != .orderedAscending
                else {
                    throw StoreError("SQLite \(version) is too old: install libsqlite3 3.37 or newer")
                }
            }
        } catch let error as DatabaseError {
            throw CorpusDatabase.explain(error, path: path)
        }
    }

    private func prepareForWriting() throws {
        do {
            try queue.writeWithoutTransaction { db in
                if try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 {
                    try db.execute(sql: "PRAGMA page_size = 16384")
                    // The first load only appends, and a rollback journal holds nothing of new pages, so each is written
                    // once; a write-ahead log would write it twice.
                    _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = TRUNCATE")
                } else {
                    try CorpusDatabase.requireCorpus(db, path: path)
                    // While another process writes, its kind of journal stays.
                    _ = try? String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
                }
                try db.execute(sql: "PRAGMA synchronous = NORMAL")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
                try db.execute(sql: "PRAGMA cache_size = -49152")
            }
            try Migrator.migrate(queue)
        } catch let error as DatabaseError {
            throw CorpusDatabase.explain(error, path: path)
        }
    }

    /// Keeps us from writing into a database that is something else.
    private static func requireCorpus(_ db: Database, path: String) throws {
        // A first ingest that was interrupted at once leaves the list of migrations, without any.
        let query = "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'"
        let tables = try Int.fetchOne(db, sql: query) ?? 0
        guard try tables == 0 || db.tableExists("source") && db.tableExists("stamp") else {
            throw StoreError("\(path): this SQLite file is not a corpus; name another file with --db")
        }
    }

    /// Whether derived rows are out of date or views are of another version.
    private static func needsWork(_ path: String) throws -> Bool {
        // What an interrupted first load leaves behind has to be taken back before anybody can read.
        if let size = try? FileManager.default.attributesOfItem(atPath: path + "-journal")[.size] as? Int,
            size > 0
        {
            return true
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            return try DatabaseQueue(path: path, configuration: configuration).read { db in
                guard try db.tableExists("stamp"), try db.tableExists("source") else {
                    throw StoreError("\(path): this file is not a corpus; name one with --db or $INQUEST_DB")
                }
                let views = StoreText.digest(of: StoreText.files(in: "views").map(\.text))
                let knowledge = StoreText.digest(of: StoreText.files(in: "knowledge").map(\.text))
                guard try Stamp.value("views", in: db) == views,
                    try Stamp.value("knowledge", in: db) == knowledge
                else { return true }
                return try Bool.fetchOne(db, sql: StoreText.statement("has_stale.sql") ?? "") ?? false
            }
        } catch let error as DatabaseError {
            throw explain(error, path: path)
        }
    }

    /// Gives exclusive access to a writer. Sources committed before an error stay.
    package func write<Result>(now: Timestamp, _ body: (StoreWriter) throws -> Result) throws -> Result {
        do {
            return try queue.writeWithoutTransaction { db in
                let writer = try StoreWriter(in: db, now: now)
                do {
                    let result = try body(writer)
                    try writer.commit()
                    return result
                } catch {
                    // Sources that were stored whole stay, also those that wait for the commit.
                    try? writer.rescue()
                    if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
                    throw error
                }
            }
        } catch let error as DatabaseError {
            throw CorpusDatabase.explain(error, path: path)
        }
    }

    /// Brings the derived rows up to date and folds the write-ahead log into the file.
    package func finish() throws {
        do {
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    try db.execute(sql: try Statements.text("query_indexes.sql"))
                    if try NamespacePass.isNeeded(in: db) {
                        try db.execute(sql: try Statements.text("indexes.sql"))
                        try NamespacePass(in: db, interner: try Interner(in: db)).run()
                    }
                    if try Bool.fetchOne(db, sql: try Statements.text("has_shared.sql")) ?? false {
                        try db.execute(sql: try Statements.text("indexes.sql"))
                        try PodPass(in: db, interner: try Interner(in: db)).run()
                        try EventPass(in: db).run()
                    }
                    try db.execute(sql: "DELETE FROM stale_event")
                    if try OOMKillPass.isNeeded(in: db) {
                        try OOMKillPass(in: db, interner: try Interner(in: db)).run()
                    }
                    return .commit
                }
                // At rest a corpus is one file that can be read where nothing can be written. While somebody reads, the
                // write-ahead log stays.
                _ = try? String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            }
        } catch let error as DatabaseError {
            throw CorpusDatabase.explain(error, path: path)
        }
    }

    static func explain(_ error: DatabaseError, path: String) -> StoreError {
        let message = error.message ?? "unknown error"
        switch error.resultCode {
        case .SQLITE_NOTADB:
            return StoreError("\(path): this file is not a corpus (\(message)); name another with --db")
        case .SQLITE_CORRUPT:
            return StoreError("\(path): the corpus is damaged (\(message)); ingest into a new one")
        case .SQLITE_FULL:
            return StoreError(
                "\(path): the disk is full; free some space and ingest again: whole sources are kept")
        case .SQLITE_BUSY:
            return StoreError("\(path): another process is writing to the corpus; try again when it is done")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            let use = error.resultCode == .SQLITE_READONLY ? "written" : "read"
            return StoreError(
                "\(path): cannot be opened (\(message)); check that the file and its folder exist and may be \(use)"
            )
        default: return StoreError("\(path): \(message)")
        }
    }
}

extension CorpusDatabase: TableSource {
    package func run(_ query: Query, limits: QueryLimits) throws -> InquestCore.Table {
        let deadline = Deadline(seconds: limits.seconds) { [queue] in queue.interrupt() }
        defer { deadline.cancel() }
        do {
            return try queue.read { db in try QueryRunner.run(query, limits: limits, in: db) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
            throw StoreError(
                "the query was stopped after \(Int(limits.seconds)) seconds; add a WHERE or a LIMIT")
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOMEM {
            throw StoreError("the query needs too much memory; add a WHERE or a LIMIT")
        } catch let error as DatabaseError {
            throw StoreError(error.message ?? "\(error)")
        }
    }
}
