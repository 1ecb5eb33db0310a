import Foundation
import InquestCore
import InquestTestSupport
import Testing

@testable import InquestStore

/// An ingest that ends in the middle, and the next one.
struct InterruptionTests {
    private struct Failure: Error {}

    /// The rows of facts and conclusions.
    private func snapshot(_ corpus: CorpusDatabase) throws -> [String] {
        try corpus.column(
            """
            SELECT 'pod ' || pod || ' ' || sightings FROM pods
            UNION ALL SELECT 'end ' || key || ' ' || source FROM terminations
            UNION ALL SELECT 'event ' || key || ' ' || object || ' ' || count || ' ' || source FROM events
            UNION ALL SELECT 'line ' || pod || ' ' || text || ' ' || source FROM log_lines
            UNION ALL SELECT 'source ' || path || ' ' || facts FROM sources ORDER BY 1
            """)
    }

    private static let sources: [String] = ["a", "b", "c"]

    private func batch(_ name: String) -> FactBatch {
        StoreFixture.batch(pod: "web-\(name)", uid: "0d3f8c1e-0000-4000-8000-00000000000\(name)")
    }

    private func store(_ names: [String], with writer: StoreWriter) throws {
        for name in names { try StoreFixture.store(name, batch(name), with: writer) }
    }

    private func expected() throws -> [String] {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        try corpus.write(now: StoreFixture.now) { try store(Self.sources, with: $0) }
        try corpus.finish()
        let rows = try snapshot(corpus)
        #expect(rows.count == 18)
        return rows
    }

    @Test func `an error in the middle of a source keeps whole sources, and the next ingest completes`()
        throws
    {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        #expect(throws: Failure.self) {
            try corpus.write(now: StoreFixture.now) { writer in
                try store(["a"], with: writer)
                try writer.begin(StoreFixture.start("b"))
                try writer.append(PreparedBatch(batch("b"), of: StoreFixture.start("b")))
                throw Failure()
            }
        }
        let afterwards = try CorpusDatabase.openForReading(fixture.path)
        #expect(try afterwards.column("SELECT path FROM sources") == ["a"])
        #expect(try afterwards.column("SELECT pod FROM pods") == ["web-a"])
        #expect(try afterwards.column("SELECT DISTINCT source FROM events") == ["a"])
        #expect(try afterwards.column("SELECT DISTINCT source FROM log_lines") == ["a"])

        let again = try CorpusDatabase.openForWriting(fixture.path)
        try again.write(now: StoreFixture.now) { try store(Self.sources, with: $0) }
        try again.finish()
        #expect(try snapshot(again) == expected())
    }

    @Test(arguments: [0, 1, 2])
    func `a copy of the files made in the middle holds whole sources and can be completed`(stored: Int) throws
    {
        let fixture = try StoreFixture()
        let copy = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        try corpus.write(now: StoreFixture.now) { writer in
            try store(Array(Self.sources.prefix(stored)), with: writer)
            try writer.commit()
            let next = Self.sources[stored]
            try writer.begin(StoreFixture.start(next))
            try writer.append(PreparedBatch(batch(next), of: StoreFixture.start(next)))
            // What a power cut would leave behind.
            for suffix in ["", "-wal", "-journal"]
            where FileManager.default.fileExists(atPath: fixture.path + suffix) {
                try FileManager.default.copyItem(atPath: fixture.path + suffix, toPath: copy.path + suffix)
            }
            try writer.abandon()
        }
        let found = try CorpusDatabase.openForReading(copy.path)
        #expect(try found.column("SELECT path FROM sources ORDER BY 1") == Array(Self.sources.prefix(stored)))
        #expect(try found.column("SELECT count(*) FROM terminations") == [String(stored)])
        #expect(try found.column("SELECT count(*) FROM log_lines") == [String(2 * stored)])
        #expect(try found.column("PRAGMA integrity_check".asQuery) == ["ok"])

        let again = try CorpusDatabase.openForWriting(copy.path)
        try again.write(now: StoreFixture.now) { try store(Self.sources, with: $0) }
        try again.finish()
        #expect(try snapshot(again) == expected())
    }

    @Test func `a source that is given up leaves nothing, and its facts may come again`() throws {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        try corpus.write(now: StoreFixture.now) { writer in
            for name in Self.sources {
                // Each is first given up half-way, and the first stored a second time, as a duplicate.
                try writer.begin(StoreFixture.start("lost"))
                try writer.append(PreparedBatch(batch(name), of: StoreFixture.start("lost")))
                try writer.abandon()
                let stored = try StoreFixture.store(name, batch(name), with: writer)
                #expect(!stored.isDuplicate && stored.duplicates == 0 && stored.facts == 6)
                let again = try StoreFixture.store(name, batch(name), with: writer)
                #expect(again.isDuplicate && again.duplicates == 6)
            }
        }
        try corpus.finish()
        #expect(try snapshot(corpus) == expected())
    }

    @Test func `conclusions that were not drawn are drawn when the corpus is opened`() throws {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        try corpus.write(now: StoreFixture.now) { try store(["a"], with: $0) }
        try corpus.finish()
        try corpus.write(now: StoreFixture.now) { try store(["b", "c"], with: $0) }
        // No finish: the program ended here.
        #expect(try corpus.column("SELECT count(*) FROM terminations") == ["1"])
        #expect(try corpus.column("SELECT count(*) FROM stale_pod") == ["2"])
        let opened = try CorpusDatabase.openForReading(fixture.path)
        #expect(try opened.column("SELECT count(*) FROM stale_pod") == ["0"])
        #expect(try snapshot(opened) == expected())
    }

    @Test func `a first load that was not finished is finished when the corpus is opened`() throws {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        try corpus.write(now: StoreFixture.now) { writer in
            try store(Self.sources, with: writer)
            // A second sighting of a pod that was concluded already.
            _ = try StoreFixture.store("d", StoreFixture.batch(pod: "web-a"), with: writer)
        }
        let opened = try CorpusDatabase.openForReading(fixture.path)
        #expect(try opened.column("SELECT count(*) FROM stale_pod") == ["0"])
        #expect(try opened.column("SELECT sightings FROM terminations ORDER BY pod") == ["2", "1", "1"])
        #expect(try opened.column("SELECT sightings FROM pods ORDER BY pod") == ["2", "1", "1"])
    }

    @Test func `two programs cannot write at once, and readers are not disturbed`() throws {
        let fixture = try StoreFixture()
        let writer = try fixture.filled()
        let reader = try CorpusDatabase.openForReading(fixture.path)
        try writer.write(now: StoreFixture.now) { open in
            try open.begin(StoreFixture.start("b"))
            try open.append(PreparedBatch(batch("b"), of: StoreFixture.start("b")))
            #expect(try reader.column("SELECT path FROM sources") == ["first"])
            _ = try open.end(StoreFixture.end("b"))
        }
        #expect(try reader.column("SELECT path FROM sources ORDER BY 1") == ["b", "first"])
    }
}

extension String {
    /// A pragma as a table, which user queries may read.
    fileprivate var asQuery: String { "SELECT * FROM pragma_" + dropFirst("PRAGMA ".count) }
}
