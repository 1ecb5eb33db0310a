import InquestCore
import InquestIngest
import InquestStore

/// Stores what the pipeline reads, and keeps count of it.
struct SourceStoring {
    /// Bundles told apart in one ingest. Nobody has so many; a hostile archive may.
    private static let mostBundles = 1000
    /// The id under which archives of which something was refused are stored as sources.
    private static let archiveFormat = "archive"

    let writer: StoreWriter
    let options: IngestOptions
    private(set) var summary: IngestSummary
    private var bundles: Set<BundleTime> = []

    init(_ writer: StoreWriter, options: IngestOptions, summary: IngestSummary) {
        self.writer = writer
        self.options = options
        self.summary = summary
    }

    /// Stores an input as its parts come.
    mutating func store(_ index: Int, from pipeline: Pipeline, onBatch: (Int) -> Void) throws {
        let input = pipeline.candidates[index]
        var start = SourceStart(path: input.path, cluster: options.cluster, hints: input.hints)
        while true {
            switch pipeline.receive(from: index) {
            case .begin(let next):
                start = next
                try writer.begin(next)
            case .batch(let batch, let facts):
                try writer.append(batch)
                onBatch(facts)
            case .end(let outcome):
                let stored = try writer.end(outcome.end)
                try writer.note(stored, at: outcome.realPlace)
                note(outcome.bundles)
                summary.add(
                    SourceSummary(
                        path: start.place, format: outcome.end.format, bytes: outcome.end.bytes,
                        facts: stored.facts, duplicates: stored.duplicates, skipped: stored.skipped,
                        isDuplicate: stored.isDuplicate, problem: outcome.problem?.reason,
                        isForeign: outcome.problem?.isForeign ?? false))
                onBatch(0)
            case .unreadable(let problem): summary.unreadable.append(problem)
            case .refused(let report): try store(report, of: input)
            case .done: return
            }
        }
    }

    /// Gives every source the capture of its bundle. To be called once all are stored.
    func applyBundles() throws {
        try writer.apply(
            bundles.map {
                BundleCapture(root: $0.root, earliest: $0.earliest, latest: $0.latest, isWide: $0.isWide)
            })
    }

    /// Stores what walking a tree refused: a source of its own, for there is none it could be told of.
    mutating func store(_ problem: OpeningProblem) throws {
        var digest = SHA256()
        digest.update(problem.description)
        try store(
            [problem.reason], excerpts: [""],
            of: SourceStart(path: problem.path, cluster: options.cluster, hints: SourceHints()),
            SourceEnd(
                sha256: digest.digest(), bytes: 0, format: nil, capture: nil, dependsOnHints: false))
    }

    private mutating func store(_ report: ArchiveReport, of input: SourceCandidate) throws {
        guard !report.refusals.isEmpty else { return }
        let capture = options.capturedAt.map { Capture(earliest: $0, latest: $0, basis: .flag) }
        let stored = try store(
            report.refusals.map(\.reason), excerpts: report.refusals.map { $0.member ?? "" },
            of: SourceStart(path: input.path, cluster: options.cluster, hints: SourceHints()),
            SourceEnd(
                sha256: report.sha256, bytes: report.byteCount, format: Self.archiveFormat,
                capture: capture
                    ?? input.modifiedAt.map { Capture(earliest: $0, latest: $0, basis: .fileTime) },
                dependsOnHints: false))
        summary.add(
            SourceSummary(
                path: input.path, format: Self.archiveFormat, bytes: report.byteCount, facts: 0,
                duplicates: 0,
                skipped: stored.skipped, isDuplicate: stored.isDuplicate, problem: nil))
        summary.unreadable += report.refusals.map { refusal in
            InputProblem(
                path: refusal.member.map { input.path + SourceCandidate.memberMark + $0 } ?? input.path,
                reason: refusal.reason, isForeign: false)
        }
    }

    /// Stores a source of nothing but skips.
    @discardableResult
    private func store(
        _ reasons: [String], excerpts: [String], of start: SourceStart, _ end: SourceEnd
    ) throws -> StoredSource {
        try writer.begin(start)
        var batch = FactBatch()
        for (reason, excerpt) in zip(reasons, excerpts) {
            let skip = SkipFact(
                reason: batch.add(reason[...]), excerpt: batch.add(excerpt.prefix(200)), line: 0)
            batch.skips.append(skip)
        }
        try writer.append(PreparedBatch(batch, of: start))
        return try writer.end(end)
    }

    private mutating func note(_ found: [BundleTime]) {
        for bundle in found where bundles.count < Self.mostBundles { bundles.insert(bundle) }
    }
}
