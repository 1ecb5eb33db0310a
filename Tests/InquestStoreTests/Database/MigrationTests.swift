import Foundation
import GRDB
import InquestCore
import InquestSchema
import InquestTestSupport
import Testing

@testable import InquestStore

struct MigrationTests {
    private static let views = Set(
        Schema.names(in: "views").compactMap { name in
            Schema.text(folder: "views", name: name)?.firstMatch(of: /CREATE VIEW (\w+)/).map { String($0.1) }
        })

    @Test func `a new corpus has every view and the knowledge`() throws {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        let found = Set(try corpus.column("SELECT name FROM sqlite_schema WHERE type = 'view'"))
        #expect(found == MigrationTests.views)
        #expect(found.count > 20)
        #expect(try corpus.column("SELECT name FROM signals WHERE number = 9") == ["SIGKILL"])
        #expect(try corpus.column("SELECT count(*) FROM exit_codes WHERE code BETWEEN 0 AND 255") == ["256"])
        #expect(try corpus.column("SELECT count(*) > 20 FROM verdicts") == ["1"])
    }

    @Test func `opening twice changes nothing`() throws {
        let fixture = try StoreFixture()
        _ = try fixture.filled()
        // Indexes may be added: a first load goes without some.
        let schema = """
            SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_schema
            WHERE type <> 'index' ORDER BY 1
            """
        let before = try CorpusDatabase.openForReading(fixture.path).column(schema)
        _ = try CorpusDatabase.openForWriting(fixture.path)
        #expect(try CorpusDatabase.openForReading(fixture.path).column(schema) == before)
    }

    @Test(arguments: [true, false])
    func `views of another version are made anew`(isForReading: Bool) throws {
        let fixture = try StoreFixture()
        _ = try fixture.filled()
        try fixture.tamper(
            """
            DROP VIEW terminations;
            CREATE VIEW terminations AS SELECT 1 AS old;
            CREATE VIEW gone AS SELECT 1 AS old;
            UPDATE stamp SET value = 'old' WHERE name = 'views';
            """)
        let corpus =
            try isForReading
            ? CorpusDatabase.openForReading(fixture.path) : CorpusDatabase.openForWriting(fixture.path)
        #expect(try corpus.column("SELECT exit_code FROM terminations") == ["137"])
        let found = Set(try corpus.column("SELECT name FROM sqlite_schema WHERE type = 'view'"))
        #expect(found == MigrationTests.views)
    }

    @Test func `knowledge of another version is filled in anew`() throws {
        let fixture = try StoreFixture()
        _ = try fixture.filled()
        try fixture.tamper(
            """
            DELETE FROM exit_code; UPDATE signal SET meaning = 'old';
            UPDATE stamp SET value = 'old' WHERE name = 'knowledge';
            """)
        let corpus = try CorpusDatabase.openForReading(fixture.path)
        #expect(try corpus.column("SELECT count(*) FROM exit_codes WHERE code = 137") == ["1"])
        #expect(try corpus.column("SELECT count(*) FROM signals WHERE meaning = 'old'") == ["0"])
    }

    @Test func `a corpus of a newer program is refused`() throws {
        let fixture = try StoreFixture()
        _ = try fixture.filled()
        try fixture.tamper("INSERT INTO grdb_migrations VALUES ('999_future.sql')")
        let said = words { _ = try CorpusDatabase.openForWriting(fixture.path) }
        #expect(said.contains("written by a newer inquest"))
    }

    @Test func `every statement of the schema compiles`() throws {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        try corpus.write(now: StoreFixture.now) { writer in
            for folder in ["migrations", "store", "views", "reports"] {
                for name in Schema.names(in: folder) {
                    let sql = try #require(Schema.text(folder: folder, name: name))
                    // What creates something that is there compiles where it is not.
                    let isDefinition = folder == "migrations" || folder == "views"
                    let failure = isDefinition ? nil : compilationFailure(of: sql, in: writer.db)
                    #expect(failure == nil, "\(folder)/\(name)")
                }
            }
        }
        // The definitions were all run when the corpus was made; each makes what it is named for.
        for name in Schema.names(in: "views") {
            let sql = try #require(Schema.text(folder: "views", name: name))
            let view = try #require(sql.firstMatch(of: /CREATE VIEW (\w+)/)).1
            _ = try corpus.run(Query(sql: "SELECT * FROM \(view) LIMIT 1"), limits: QueryLimits())
        }
    }

    private func compilationFailure(of sql: String, in db: Database) -> String? {
        do {
            let statements = try db.allStatements(sql: sql)
            while try statements.next() != nil {}
            return nil
        } catch {
            return "\(error)"
        }
    }
}
