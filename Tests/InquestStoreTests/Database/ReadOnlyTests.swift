import Foundation
import GRDB
import InquestCore
import InquestTestSupport
import Testing

@testable import InquestStore

/// Queries of users: they read this corpus, and nothing else happens.
struct ReadOnlyTests {
    private func corpus() throws -> (CorpusDatabase, StoreFixture) {
        let fixture = try StoreFixture()
        _ = try fixture.filled()
        return (try CorpusDatabase.openForReading(fixture.path), fixture)
    }

    private static let refused: [String] = [
        "INSERT INTO signal VALUES (99, 'x', 'x', 'x')", "UPDATE source SET path = 'x'", "DELETE FROM source",
        "DROP VIEW terminations", "CREATE TABLE t (a)", "CREATE TEMP TABLE t (a)",
        "REPLACE INTO stamp VALUES ('a', 'b')", "ATTACH 'FOLDER/other.db' AS other", "DETACH main",
        "VACUUM", "VACUUM INTO 'FOLDER/copy.db'", "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 3",
        "PRAGMA writable_schema = 1", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT a", "REINDEX", "ANALYZE",
        "SELECT 1; SELECT 2", "SELECT 1; DELETE FROM source", "", "   ", "-- nothing", ";",
        "SELECT load_extension('FOLDER/x')", "SELECT readfile('FOLDER/store.db')",
        "SELECT writefile('FOLDER/copy.db', 'x')", "WITH a AS (SELECT 1) DELETE FROM source",
        "EXPLAIN DELETE FROM nothing", "SELECT * FROM nothing", "SELEC 1",
    ]
    /// Remarks in front must not hide what a statement is.
    private static let disguised: [String] = [
        "/* SELECT */ ATTACH 'FOLDER/other.db' AS other", "-- SELECT\nATTACH 'FOLDER/other.db' AS other",
        "/* a */ VACUUM INTO 'FOLDER/copy.db'", "/* a */ PRAGMA query_only = 0",
        "-- a\n/* b */ PRAGMA cache_size = 1", "/* a */ BEGIN IMMEDIATE",
        "--\r SELECT\nPRAGMA query_only = 0",
        "/*/ SELECT */ PRAGMA query_only = 0", "; /* */ ;PRAGMA query_only = 0",
        "\u{FEFF}PRAGMA query_only = 0",
    ]

    @Test(arguments: refused + disguised)
    func `a statement that does more than read this corpus is refused`(sql: String) throws {
        let (corpus, fixture) = try corpus()
        try fixture.folder.file("other.db", "")
        let before = try Data(contentsOf: URL(fileURLWithPath: fixture.path))
        let statement = sql.replacing("FOLDER", with: fixture.folder.path)
        #expect(throws: StoreError.self) { try corpus.run(Query(sql: statement), limits: QueryLimits()) }
        // The connection is as it was, and so are the files.
        #expect(try corpus.column("SELECT count(*) FROM sources") == ["1"])
        #expect(try corpus.column("SELECT name FROM pragma_database_list WHERE name <> 'temp'") == ["main"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: fixture.path)) == before)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder("copy.db")))
        #expect(try Data(contentsOf: URL(fileURLWithPath: fixture.folder("other.db"))).isEmpty)
    }

    @Test(arguments: [
        "SELECT exit_code FROM terminations",
        "WITH t AS (SELECT exit_code FROM terminations) SELECT * FROM t",
        "  SELECT exit_code FROM terminations ; ", "/* the code */ SELECT exit_code FROM terminations -- end",
        "(SELECT exit_code FROM terminations)", "VALUES (137)",
        "SELECT exit_code FROM terminations WHERE reason = 'a;b' OR 1",
    ])
    func `a statement that reads is run`(sql: String) throws {
        let (corpus, _) = try corpus()
        guard !sql.hasPrefix("(") else {
            // SQLite itself knows no parentheses there.
            #expect(throws: StoreError.self) { try corpus.run(Query(sql: sql), limits: QueryLimits()) }
            return
        }
        #expect(try corpus.column(sql) == ["137"])
    }

    @Test func `values are bound, never pasted`() throws {
        let (corpus, _) = try corpus()
        let hostile = "x'; DELETE FROM source; --"
        let query = Query(
            sql: "SELECT :text, :missing, :number, typeof(:real)",
            parameters: ["text": .text(hostile), "number": .integer(7), "real": .real(0.5)])
        let table = try corpus.run(query, limits: QueryLimits())
        #expect(table.rows == [[.text(hostile), .null, .integer(7), .text("real")]])
    }

    // MARK: Limits

    private static let endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "

    @Test func `a query that never ends is stopped when its time is over`() throws {
        let (corpus, _) = try corpus()
        let said = words {
            _ = try corpus.run(
                Query(sql: Self.endless + "SELECT count(*) FROM n"), limits: QueryLimits(seconds: 0.2))
        }
        #expect(said.hasPrefix("the query was stopped after"))
        let crossed =
            "SELECT sum(a.code * b.code + c.code) FROM exit_code a, exit_code b, exit_code c, exit_code d"
        let crossJoin = words {
            _ = try corpus.run(
                Query(sql: crossed),
                limits: QueryLimits(seconds: 0.2))
        }
        #expect(crossJoin.hasPrefix("the query was stopped after"))
        // The next query has all its time.
        #expect(try corpus.column("SELECT count(*) FROM sources") == ["1"])
    }

    @Test(arguments: [(5, true), (256, false), (257, false), (255, true), (0, true)])
    func `rows over the limit are left out and that is told`(rows: Int, isTruncated: Bool) throws {
        let (corpus, _) = try corpus()
        let table = try corpus.run(
            Query(sql: "SELECT code FROM exit_codes WHERE code BETWEEN 0 AND 255"),
            limits: QueryLimits(rows: rows))
        #expect(table.rows.count == min(rows, 256))
        #expect(table.isTruncated == isTruncated)
    }

    @Test func `an endless query ends with its rows`() throws {
        let (corpus, _) = try corpus()
        let table = try corpus.run(Query(sql: Self.endless + "SELECT x FROM n"), limits: QueryLimits(rows: 3))
        #expect(table.rows == [[.integer(1)], [.integer(2)], [.integer(3)]])
        #expect(table.isTruncated)
    }

    @Test func `long cells are cut and marked`() throws {
        let (corpus, _) = try corpus()
        let table = try corpus.run(
            Query(sql: "SELECT printf('%.100c', 'x') AS long, 'short' AS short, x'010203' AS bytes"),
            limits: QueryLimits(cellBytes: 10))
        #expect(table.rows == [[.text("xxxxxxxxxx…"), .text("short"), .blob([1, 2, 3])]])
        #expect(table.columns.map(\.name) == ["long", "short", "bytes"])
    }

    // MARK: What is no corpus

    @Test(arguments: [true, false])
    func `another program's database is refused and stays as it is`(isForReading: Bool) throws {
        let fixture = try StoreFixture()
        try fixture.tamper("CREATE TABLE source (a); INSERT INTO source VALUES (1)")
        let before = try Data(contentsOf: URL(fileURLWithPath: fixture.path))
        let said = words {
            _ =
                try isForReading
                ? CorpusDatabase.openForReading(fixture.path) : CorpusDatabase.openForWriting(fixture.path)
        }
        #expect(said.hasPrefix("\(fixture.path): this"))
        #expect(said.contains("is not a corpus"))
        #expect(said.contains("--db"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: fixture.path)) == before)
    }

    @Test(arguments: [true, false])
    func `a text file is refused and stays as it is`(isForReading: Bool) throws {
        let fixture = try StoreFixture()
        let text = String(repeating: "not a database, only words\n", count: 200)
        try fixture.folder.file("store.db", text)
        let said = words {
            _ =
                try isForReading
                ? CorpusDatabase.openForReading(fixture.path) : CorpusDatabase.openForWriting(fixture.path)
        }
        #expect(said.hasPrefix("\(fixture.path): this file is not a corpus"))
        #expect(try String(contentsOfFile: fixture.path, encoding: .utf8) == text)
    }

    @Test func `a corpus that is not there is told, with the command that makes one`() throws {
        let fixture = try StoreFixture()
        let said = words { _ = try CorpusDatabase.openForReading(fixture.path) }
        #expect(said.hasPrefix("\(fixture.path): there is no corpus"))
        #expect(said.contains("inquest ingest"))
        #expect(!FileManager.default.fileExists(atPath: fixture.path))
    }

    @Test func `a folder that is not there is told`() throws {
        let fixture = try StoreFixture()
        let path = fixture.folder("no/such/folder/store.db")
        let said = words { _ = try CorpusDatabase.openForWriting(path) }
        #expect(said.hasPrefix("\(path): cannot be opened"))
    }
}
