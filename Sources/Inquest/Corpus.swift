public import InquestCore
import InquestStore

/// All sources and facts of an investigation: one SQLite file.
///
/// ```swift
/// let corpus = try Corpus.forIngestion(at: "inquest.db")
/// try corpus.ingest(["incident/"])
/// ```
public struct Corpus: Sendable {
    let database: CorpusDatabase

    /// Where the corpus lies.
    public var path: String { database.path }

    /// Opens a corpus for questions; nothing can be written through it.
    ///
    /// - Throws: `StoreError` when there is no corpus at the path, or it cannot be opened.
    public static func open(at path: String) throws -> Corpus {
        Corpus(database: try CorpusDatabase.openForReading(path))
    }

    /// Keeps all queries of this process together from taking more than so many bytes; one that needs more is stopped.
    ///
    /// For programs that answer questions they did not write themselves. An ingest in the same process is bound by it too.
    public static func limitQueryMemory(to bytes: Int64 = 512 << 20) {
        CorpusDatabase.limitMemory(to: bytes)
    }

    /// Opens a corpus for ingestion, making it when there is none.
    ///
    /// - Throws: `StoreError` when the file is something else, or cannot be written.
    public static func forIngestion(at path: String) throws -> Corpus {
        Corpus(database: try CorpusDatabase.openForWriting(path))
    }
}

extension Corpus: TableSource {
    /// Answers one read-only query, within limits.
    ///
    /// - Throws: `StoreError` with SQLite's words, or saying which limit was reached.
    public func run(_ query: Query, limits: QueryLimits) throws -> Table {
        try database.run(query, limits: limits)
    }
}
