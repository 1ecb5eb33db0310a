import Foundation
import Inquest
import InquestTestSupport
import Testing

/// The capture of a whole bundle, from a file in it or from its name.
struct BundleTests {
    typealias Member = ArchiveBytes.Member

    /// An event with an age and nothing else to tell the time by.
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
    private static let clock = """
        2026-11-20 11:05:00.5 +0100 CET m=+0.05
        2026-11-20 11:07:00.25 +0100 CET m=+120.3

        """

    private static func members(clockFirst: Bool) -> [Member] {
        let members = [Member("mg/x/cart.txt", description), Member("mg/timestamp", clock)]
        return clockFirst ? members.reversed() : members
    }

    private func captures(_ corpus: TestCorpus) throws -> [[String]] {
        try corpus.rows(
            """
            SELECT last_at_earliest, last_at_latest, captured_at, captured_basis
            FROM events AS e JOIN sources AS s ON e.source = s.source
            """)
    }

    private static let ofBundle = [
        ["2026-11-20T09:59:59.5Z", "2026-11-20T10:02:00.25Z", "2026-11-20T10:07:00.25Z", "bundle"]
    ]

    @Test(arguments: [false, true])
    func `a must-gather's timestamp dates what it holds, wherever it stands`(clockFirst: Bool) throws {
        let folder = try TemporaryFolder()
        let archive = try folder.file(
            "mg.tar.gz", bytes: ArchiveBytes.make(Self.members(clockFirst: clockFirst), .tar, .gzip))
        var corpus = try TestCorpus(of: [archive])
        #expect(try captures(corpus) == Self.ofBundle)
        #expect(
            try corpus.column("SELECT format FROM sources WHERE member = 'mg/timestamp'") == ["bundle-time"])
        try corpus.ingest([archive])
        #expect(try captures(corpus) == Self.ofBundle)
    }

    @Test func `a tree is dated alike, also when its files came first`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("mg/x/cart.txt", Self.description)
        try folder.file("mg/timestamp", Self.clock)
        try folder.file("other/timestamp", "nothing of the kind\n")
        #expect(try captures(TestCorpus(of: [folder.path])) == Self.ofBundle)
        var corpus = try TestCorpus(of: [file])
        #expect(try captures(corpus).first?.last == "file_time")
        try corpus.ingest([folder("mg")])
        #expect(try captures(corpus) == Self.ofBundle)
        try corpus.ingest([file])
        #expect(try captures(corpus) == Self.ofBundle)
    }

    @Test func `a bundle is known by its real path, whatever it is called`() throws {
        let folder = try TemporaryFolder()
        let bundle = "support-bundle-2026-11-20T11_05_00"
        try folder.file("\(bundle)/mg/x/cart.txt", Self.description)
        let link = folder("latest")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: bundle)
        let named = try TestCorpus(of: [link + "/mg"])
        #expect(try captures(named).first?.last == "bundle")
        try folder.file("\(bundle)/mg/timestamp", Self.clock)
        #expect(try captures(TestCorpus(of: [link + "/mg"])) == Self.ofBundle)
    }

    @Test func `a flag wins over the bundle`() throws {
        let folder = try TemporaryFolder()
        let archive = try folder.file("mg.tar", bytes: ArchiveBytes.make(Self.members(clockFirst: true)))
        var options = IngestOptions(jobs: 1)
        options.capturedAt = Timestamp(rfc3339: "2026-11-21T00:05:00Z")
        let corpus = try TestCorpus(of: [archive], options: options)
        #expect(
            try captures(corpus)
                == [["2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z", "2026-11-21T00:05:00Z", "flag"]])
    }

    @Test func `a sonobuoy log and a sosreport's date bound the capture`() throws {
        let folder = try TemporaryFolder()
        let log = (0..<50).map {
            "{\"level\":\"info\",\"msg\":\"x\",\"time\":\"2026-11-20T10:0\($0 / 10):00Z\"}\n"
        }.joined()
        let sonobuoy = ArchiveBytes.make([
            Member("cart.txt", Self.description), Member("meta/run.log", log),
        ])
        let first = try TestCorpus(of: [folder.file("s.tar", bytes: sonobuoy)])
        #expect(
            try captures(first)
                == [["2026-11-20T09:54:59Z", "2026-11-20T10:00:00Z", "2026-11-20T10:05:00Z", "bundle"]])
        let sosreport = ArchiveBytes.make([
            Member("sosreport-a/sos_commands/date/date_--utc", "Fri Nov 20 10:05:00 UTC 2026\n"),
            Member("sosreport-a/sos_commands/kubernetes/cart.txt", Self.description),
        ])
        let second = try TestCorpus(of: [folder.file("sos.tar", bytes: sosreport)])
        #expect(
            try captures(second)
                == [["2026-11-20T08:59:59Z", "2026-11-20T11:00:00Z", "2026-11-20T11:05:00Z", "bundle"]])
    }

    @Test func `a support bundle's name is a time without a zone, which member times narrow`() throws {
        let folder = try TemporaryFolder()
        let bundle = ArchiveBytes.make([
            Member(
                "support-bundle-2026-11-20T11_05_00/cart.txt", Self.description,
                // 2026-11-20T10:05:10Z
                modified: 1_795_169_110)
        ])
        let corpus = try TestCorpus(of: [folder.file("b.tar", bytes: bundle)])
        #expect(
            try captures(corpus)
                == [
                    [
                        "2026-11-19T20:59:59Z", "2026-11-20T10:00:10.999999999Z",
                        "2026-11-20T10:05:10.999999999Z", "bundle",
                    ]
                ])
    }

    @Test func `a bundle that was interrupted says so`() throws {
        let folder = try TemporaryFolder()
        try folder.file("mg/timestamp", "2026-11-20 11:05:00.5 +0100 CET m=+0.05\n")
        let corpus = try TestCorpus(of: [folder("mg")])
        #expect(
            try corpus.column("SELECT reason FROM skipped").first?.hasPrefix("the bundle does not say when")
                == true)
    }
}
