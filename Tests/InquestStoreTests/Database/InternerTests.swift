import GRDB
import InquestTestSupport
import Testing

@testable import InquestStore

struct InternerTests {
    private func withInterner(_ body: (Database, Interner) throws -> Void) throws {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        try corpus.write(now: StoreFixture.now) { writer in try body(writer.db, writer.interner) }
    }

    @Test func `equal texts have one id and others have others`() throws {
        try withInterner { db, interner in
            // Lengths on both sides of eight bytes, where the hash changes its step.
            let texts =
                (0...40).map { String(repeating: "a", count: $0) }
                + ["b", "ab", "ba", "aaaaaaab", "baaaaaaa", "größe", "gro\u{308}ße", "\u{FFFD}"]
            let ids = try texts.map { try interner.id(of: $0) }
            #expect(Set(ids).count == texts.count)
            #expect(try texts.map { try interner.id(of: $0) } == ids)
            for (id, text) in zip(ids, texts) {
                let stored = try String.fetchOne(
                    db, sql: "SELECT text FROM string WHERE id = ?", arguments: [id])
                #expect(stored == text)
            }
        }
    }

    @Test func `a text whose hash another one has gets an id of its own`() throws {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        let hash = Int64(bitPattern: TextHash.of(Array("wanted".utf8).span))
        try fixture.tamper("INSERT INTO string VALUES (41, \(hash), 'another')")
        try corpus.write(now: StoreFixture.now) { writer in
            let id = try writer.interner.id(of: "wanted")
            #expect(id != 41)
            #expect(try writer.interner.id(of: "wanted") == id)
        }
    }

    @Test func `texts that fell out of memory keep their ids`() throws {
        try withInterner { db, interner in
            // Memory holds 24 MiB of texts of up to 4 KiB.
            let filler = String(repeating: "x", count: 4080)
            let first = try interner.id(of: "first")
            let long = try interner.id(of: filler + filler)
            let early = try interner.id(of: filler + "100000")
            for number in 100_001..<106_400 { _ = try interner.id(of: filler + String(number)) }
            #expect(try interner.id(of: "first") == first)
            #expect(try interner.id(of: filler + filler) == long)
            #expect(try interner.id(of: filler + "100000") == early)
            let doubles = try Int.fetchOne(db, sql: "SELECT count(*) - count(DISTINCT text) FROM string")
            #expect(doubles == 0)
        }
    }

    @Test func `texts of a source that was given up are forgotten`() throws {
        let fixture = try StoreFixture()
        let corpus = try CorpusDatabase.openForWriting(fixture.path)
        try corpus.write(now: StoreFixture.now) { writer in
            try writer.begin(StoreFixture.start("a"))
            _ = try writer.interner.id(of: "only here")
            try writer.abandon()
            try StoreFixture.store("b", StoreFixture.batch(pod: "web-0"), with: writer)
        }
        #expect(try corpus.column("SELECT count(*) FROM string WHERE text = 'only here'") == ["0"])
        #expect(try corpus.column("SELECT pod FROM log_lines") == ["web-0", "web-0"])
    }
}
