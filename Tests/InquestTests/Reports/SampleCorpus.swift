import Foundation
import Inquest

/// Corpora made of the sample incidents, in a temporary folder of their own.
struct SampleCorpus {
    static let incidents = ["bad-rollout", "drain-storm", "liveness-flap", "mixed-week", "oom-loop"]

    /// The folder of the package.
    static var package: URL {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }

    let corpus: Corpus
    private let folder: URL

    /// - Parameter incidents: The incidents that are ingested; none makes an empty corpus.
    init(_ incidents: [String]) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("inquest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("corpus.db").path
        corpus = try Corpus.forIngestion(at: path)
        guard !incidents.isEmpty else { return }
        let paths = incidents.map { Self.package.appendingPathComponent("SampleData/\($0)").path }
        try corpus.ingest(paths, options: IngestOptions(jobs: 1))
    }

    /// Removes the corpus.
    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }
}
