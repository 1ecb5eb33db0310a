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
        let inputs = candidates.filter { !own.contains(Corpus.realPath($0.path)) }
        var summary = IngestSummary()
        summary.unreadable = problems.map { InputProblem(path: $0.path, reason: $0.reason, isForeign: false) }
        var state = IngestProgress()
        state.totalFiles = inputs.count
        let sizes = inputs.map(\.byteCount)
        state.totalBytes = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + Int($1 ?? 0) }
        let pipeline = Pipeline(inputs, options: options)
        pipeline.start()
        try database.write(now: now) { writer in
            var storing = SourceStoring(writer, options: options, summary: summary)
            for index in inputs.indices {
                do {
                    try storing.store(index, from: pipeline) { facts in
                        state.facts += facts
                        state.bytes = pipeline.bytesRead
                        progress(state)
                    }
                } catch {
                    pipeline.stop(at: index)
                    throw error
                }
                state.files += 1
                pipeline.finished(index)
            }
            for problem in problems where problem.isRefused { try storing.store(problem) }
            try storing.applyBundles()
            summary = storing.summary
        }
        state.isConcluding = true
        state.bytes = pipeline.bytesRead
        progress(state)
        try database.finish()
        return summary
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
