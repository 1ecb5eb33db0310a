import Foundation
import Inquest
import InquestTestSupport
import Testing

/// File times bound when something was captured; copies have later ones.
@Suite struct CaptureTests {
    /// An event of an object, with an age and nothing else to tell the time by.
    private static let description = """
        Name:             cart-0
        Namespace:        shop
        Node:             worker-1/10.0.0.4
        Status:           Pending
        Containers:
          cart:
            Image:  example.com/cart:1
        QoS Class:        BestEffort
        Tolerations:      <none>
        Events:
          Type     Reason            Age   From               Message
          ----     ------            ----  ----               -------
          Warning  FailedScheduling  5m    default-scheduler  0/3 nodes are available: 3 Insufficient cpu.

        """

    private static func file(_ corpus: TestCorpus, _ name: String, modified: String) throws -> String {
        let path = try corpus.folder.file(name, description)
        let time = try #require(ISO8601DateFormatter().date(from: modified))
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
        return path
    }

    @Test(arguments: [false, true])
    func `the earliest time of equal files dates the events, in any order`(isReversed: Bool) throws {
        var corpus = try TestCorpus()
        let early = try Self.file(corpus, "a/cart.txt", modified: "2026-11-20T10:05:00Z")
        let late = try Self.file(corpus, "b/cart.txt", modified: "2026-11-24T08:00:00Z")
        for path in isReversed ? [late, early] : [early, late] { try corpus.ingest([path]) }
        #expect(try corpus.number("SELECT count(*) FROM sources") == 1)
        let times = try corpus.rows("SELECT last_at_earliest, last_at_latest, time_basis FROM events")
        // Five seconds for writing it, and the fraction that whole seconds have lost.
        #expect(times == [["2026-11-20T09:59:54Z", "2026-11-20T10:00:00.999999999Z", "age"]])
    }

    @Test func `a corpus at rest is one file that no write-ahead log belongs to`() throws {
        var corpus = try TestCorpus()
        try corpus.ingest([Self.file(corpus, "cart.txt", modified: "2026-11-20T10:05:00Z")])
        try corpus.ingest([corpus.folder.file("shop_cart-0_cart.log", "listening\n")])
        let files = try FileManager.default.contentsOfDirectory(atPath: corpus.folder.path)
        #expect(files.filter { $0.hasPrefix("test.db") } == ["test.db"])
        #expect(try corpus.column("SELECT journal_mode FROM pragma_journal_mode") == ["delete"])
    }
}
