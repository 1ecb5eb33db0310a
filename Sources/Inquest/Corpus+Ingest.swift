import Foundation
public import InquestCore
import InquestIngest
import InquestStore

extension Corpus {
    /// Reads files, directories and standard input (`-`) into the corpus.
    ///
    /// Each source is stored whole or not at all; a source that is damaged is stored as far as it can be read. What is in
    /// the corpus already is not stored again.
    /// - Parameters:
    ///   - paths: In any mix; the same file is read once.
    ///   - now: The instant that `sources.ingested_at` gets.
    ///   - progress: Called on this thread after each batch.
    /// - Returns: What became of each source. Damaged or unreadable inputs are told there, not thrown.
    /// - Throws: `StoreError` when the corpus itself cannot be written; sources stored before stay.
    @discardableResult
    public func ingest(
        _ paths: [String], options: IngestOptions, now: Timestamp = .now,
        progress: (IngestProgress) -> Void = { _ in }
    ) throws -> IngestSummary {
        let (candidates, problems) = Opening.candidates(for: paths, flags: options.hints)
        let own = Set(["", "-wal", "-shm", "-journal"].map { Corpus.realPath(path + $0) })
        let sources = candidates.filter { !own.contains(Corpus.realPath($0.path)) }
        var summary = IngestSummary()
        summary.problems = problems.map(\.description)
        var state = IngestProgress()
        state.totalSources = sources.count
        let sizes = sources.map(\.byteCount)
        state.totalBytes = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + Int($1 ?? 0) }
        let pipeline = Pipeline(sources, options: options)
        pipeline.start()
        try database.write(now: now) { writer in
            for index in sources.indices {
                do {
                    try store(index, from: pipeline, with: writer, options, &summary) { facts in
                        state.facts += facts
                        state.bytes = pipeline.bytesRead
                        progress(state)
                    }
                } catch {
                    pipeline.stop(at: index)
                    throw error
                }
                state.sources += 1
                pipeline.finished(index)
            }
        }
        state.isConcluding = true
        state.bytes = pipeline.bytesRead
        progress(state)
        try database.finish()
        return summary
    }

    /// Stores one source as its batches come.
    private func store(
        _ index: Int, from pipeline: Pipeline, with writer: StoreWriter, _ options: IngestOptions,
        _ summary: inout IngestSummary, onBatch: (Int) -> Void
    ) throws {
        let candidate = pipeline.candidates[index]
        try writer.begin(pipeline.start(of: index))
        while true {
            switch pipeline.receive(from: index) {
            case .batch(let batch, let facts):
                try writer.append(batch)
                onBatch(facts)
            case .end(let outcome):
                let stored = try writer.end(outcome.end)
                summary.sources.append(
                    SourceSummary(
                        path: candidate.path, format: outcome.end.format, bytes: outcome.end.bytes,
                        facts: stored.facts, duplicates: stored.duplicates, skipped: stored.skipped,
                        isDuplicate: stored.isDuplicate, problem: outcome.problem))
                onBatch(0)
                return
            case .unreadable(let reason):
                try writer.abandon()
                summary.problems.append("\(candidate.path): \(reason)")
                return
            }
        }
    }

    private static func realPath(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}

extension Timestamp {
    /// This instant, by the system's clock.
    public static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
