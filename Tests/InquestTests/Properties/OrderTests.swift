import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Whatever the order, the number of threads or of repetitions: the same inputs give the same rows.
struct OrderTests {
    private static let files: [String] = PackageFolder.files(below: "SampleData", ending: "")
        .map(PackageFolder.path).filter { !$0.hasSuffix(".md") && !isDirectory($0) }

    private static func isDirectory(_ path: String) -> Bool {
        (try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    /// All sample files in the order of their names, ingested by one thread.
    private static let expected = Result { try Snapshot(of: TestCorpus(of: files)) }

    private func expectSame(_ corpus: TestCorpus, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let expected = try OrderTests.expected.get()
        #expect(!expected.isEmpty, sourceLocation: sourceLocation)
        let differences = try Snapshot(of: corpus).differences(from: expected)
        #expect(differences == [], sourceLocation: sourceLocation)
    }

    @Test func `ingesting twice adds nothing`() throws {
        var corpus = try TestCorpus(of: OrderTests.files)
        try corpus.ingest(OrderTests.files)
        #expect(corpus.summary.sources.filter { !$0.isDuplicate } == [])
        #expect(corpus.summary.sources.count == OrderTests.files.count)
        try expectSame(corpus)
    }

    @Test func `the reverse order gives the same rows`() throws {
        try expectSame(TestCorpus(of: OrderTests.files.reversed()))
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `any order and any split give the same rows`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let files = OrderTests.files.shuffled(using: &numbers)
        let cut = Int.random(in: 1..<files.count, using: &numbers)
        var corpus = try TestCorpus(of: Array(files[..<cut]))
        try corpus.ingest(Array(files[cut...]))
        try expectSame(corpus)
    }

    @Test func `four threads give the same rows as one`() throws {
        try expectSame(TestCorpus(of: OrderTests.files, options: IngestOptions(jobs: 4)))
    }

    @Test func `a folder gives the same rows as its files`() throws {
        let folders = ["oom-loop/", "bad-rollout", "mixed-week", "drain-storm", "liveness-flap"]
            .map { PackageFolder.url.path + "/SampleData/" + $0 }
        try expectSame(TestCorpus(of: folders, options: IngestOptions(jobs: 2)))
    }

    @Test func `each file in an ingest of its own gives the same rows`() throws {
        let folder = "/SampleData/oom-loop/"
        let files = OrderTests.files.filter { $0.contains(folder) }
        #expect(files.count > 40)
        let expected = try Snapshot(of: TestCorpus(of: files))
        var corpus = try TestCorpus()
        for file in files.reversed() { try corpus.ingest([file]) }
        let differences = try Snapshot(of: corpus).differences(from: expected)
        #expect(differences == [])
    }
}
