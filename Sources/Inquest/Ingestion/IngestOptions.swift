public import InquestCore
public import InquestIngest

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
    /// How far archives may be unpacked.
    public var limits = UnpackLimits()
    /// Inputs read at the same time.
    public var jobs: Int

    public init(jobs: Int) {
        self.jobs = max(1, jobs)
    }
}

/// How far an ingest has come.
public struct IngestProgress: Sendable, Hashable {
    /// Bytes read, as they are stored: archives and compressed files count by their own size.
    public var bytes = 0
    /// Bytes of all inputs as stored; `nil` when one of them has no known size.
    public var totalBytes: Int?
    /// Files done; an archive is one.
    public var files = 0
    public var totalFiles = 0
    public var facts = 0
    /// Whether all sources are stored and only conclusions are being drawn.
    public var isConcluding = false

    public init() {}
}

/// What became of one source.
public struct SourceSummary: Sendable, Hashable {
    /// As it was named, with the path inside an archive behind it.
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
    /// Whether it was found in a tree or archive and is no export that could be read, as most files of a bundle: that is told,
    /// and is no failure.
    public var isForeign = false
}

/// What is wrong with an input, or part of one.
public struct InputProblem: Sendable, Hashable {
    /// Where: the path, with the path inside an archive behind it.
    public var path: String
    /// What, and what to do.
    public var reason: String
    /// Whether it is a file of a bundle that is no export that could be read.
    public var isForeign: Bool

    /// On one line.
    public var line: String { "\(path): \(reason)" }
}

/// What an ingest came to.
public struct IngestSummary: Sendable, Hashable {
    /// What all sources of one format came to.
    public struct Tally: Sendable, Hashable {
        public var sources = 0
        public var facts = 0
    }

    /// Sources that are listed one by one; of archives with more members only the sums are kept.
    private static let listed = 50_000

    /// In the order they were stored: the first 50 000, and of those behind them the ones that have a problem.
    public private(set) var sources: [SourceSummary] = []
    /// What could not be read at all: paths, and what archives hold beside files.
    public var unreadable: [InputProblem] = []
    /// By the format's id; `nil` for what could not be read as any.
    public private(set) var formats: [String?: Tally] = [:]
    public private(set) var facts = 0
    public private(set) var duplicates = 0
    public private(set) var skipped = 0
    public private(set) var bytes = 0
    /// Sources that were in the corpus already.
    public private(set) var known = 0

    public init() {}

    /// Sources stored or found in the corpus.
    public var sourceCount: Int { formats.values.reduce(0) { $0 + $1.sources } }
    /// Each of `unreadable` on a line.
    public var problems: [String] { unreadable.map(\.line) }
    /// Whether any input could not be read, or only in part. Files of a bundle that are no exports do not count.
    public var hasProblems: Bool {
        !unreadable.isEmpty || sources.contains { $0.problem != nil && !$0.isForeign }
    }

    /// Counts a source.
    mutating func add(_ source: SourceSummary) {
        formats[source.format, default: Tally()].sources += 1
        formats[source.format, default: Tally()].facts += source.facts
        facts += source.facts
        duplicates += source.duplicates
        skipped += source.skipped
        bytes += source.bytes
        known += source.isDuplicate ? 1 : 0
        let isTold = source.problem != nil && sources.count < 2 * Self.listed
        if sources.count < Self.listed || isTold { sources.append(source) }
    }
}
