public import InquestCore

/// What the caller says about the inputs of an ingest.
public struct IngestOptions: Sendable {
    /// The cluster all inputs are from.
    public var cluster = "default"
    /// When the inputs were captured; `nil` lets the documents and file times tell.
    public var capturedAt: Timestamp?
    /// The id of the format all inputs are in; `nil` recognises each.
    public var format: String?
    /// Whose data bare logs are.
    public var hints = SourceHints()
    /// Sources read at the same time.
    public var jobs: Int

    public init(jobs: Int) {
        self.jobs = max(1, jobs)
    }
}

/// How far an ingest has come.
public struct IngestProgress: Sendable, Hashable {
    /// Bytes read, unpacked.
    public var bytes = 0
    /// Bytes of all inputs as stored; `nil` when one of them has no known size.
    public var totalBytes: Int?
    public var sources = 0
    public var totalSources = 0
    public var facts = 0
    /// Whether all sources are stored and only conclusions are being drawn.
    public var isConcluding = false

    public init() {}
}

/// What became of one source.
public struct SourceSummary: Sendable, Hashable {
    public var path: String
    /// The format's id; `nil` when it could not be read as any.
    public var format: String?
    public var bytes: Int
    /// Facts read.
    public var facts: Int
    /// Of these, facts that were in the corpus already, as far as that shows while reading.
    public var duplicates: Int
    public var skipped: Int
    /// Whether the same content was in the corpus already.
    public var isDuplicate: Bool
    /// What is wrong with it and what to do; the rest of it is ingested.
    public var problem: String?
}

/// What an ingest came to.
public struct IngestSummary: Sendable, Hashable {
    /// In the order they were stored.
    public var sources: [SourceSummary] = []
    /// Paths that could not be opened at all: each with what is wrong and what to do.
    public var problems: [String] = []

    /// Whether any input could not be read, or only in part.
    public var hasProblems: Bool { !problems.isEmpty || sources.contains { $0.problem != nil } }
    public var facts: Int { sources.reduce(0) { $0 + $1.facts } }
    public var duplicates: Int { sources.reduce(0) { $0 + $1.duplicates } }
    public var skipped: Int { sources.reduce(0) { $0 + $1.skipped } }
    public var bytes: Int { sources.reduce(0) { $0 + $1.bytes } }

    public init() {}
}
