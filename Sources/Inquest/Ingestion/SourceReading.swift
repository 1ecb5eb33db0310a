import InquestCore
import InquestIngest
import InquestStore

/// Reads one source from its first byte to its last.
struct SourceReading: ~Copyable {
    /// What reading came to.
    struct Outcome: Sendable {
        var end: SourceEnd
        /// What is wrong with the source and what to do; `nil` when all of it was understood or skipped knowingly.
        var problem: InputProblem?
        /// What the source tells of its bundle's capture.
        var bundles: [BundleTime]
        /// Where the source is, links resolved, which tells the bundle it is of.
        var realPlace: String
    }

    private let candidate: SourceCandidate
    private let options: IngestOptions
    private var window: ByteWindow
    private let sample: SniffSample
    /// What the first bytes came to.
    private var failure: ReadError?

    /// Reads the first bytes of a source.
    init(_ candidate: SourceCandidate, _ stream: any ByteStream, options: IngestOptions) {
        self.candidate = candidate
        self.options = options
        window = ByteWindow(stream)
        failure = Self.fillSample(&window)
        sample = SniffSample(
            bytes: Array(window.buffer[window.start...].prefix(SniffSample.size)),
            path: candidate.member ?? candidate.path, isWhole: window.available < SniffSample.size)
    }

    /// What is known of the source before it is stored.
    var start: SourceStart {
        var digest = SHA256()
        digest.update(sample.bytes, from: 0)
        return SourceStart(
            path: candidate.path, member: candidate.member, cluster: options.cluster, hints: candidate.hints,
            beginning: digest.digest())
    }

    /// Reads the rest.
    ///
    /// - Parameter deliver: Takes batches of facts; may block.
    mutating func run(deliver: @escaping (FactBatch) -> Void) -> Outcome {
        var sink = BatchingSink(deliver: deliver)
        let named = BundleTime.named(in: candidate)
        var bundles = [named].compactMap(\.self)
        var format: String?
        var dependsOnHints = false
        var isForeign = false
        if options.format == nil, let clock = BundleClock(sample) {
            format = BundleClock.format
            failure = read(clock, into: &bundles, &sink) ?? failure
        } else {
            switch choose() {
            case .none(let reason):
                isForeign = failure == nil && !candidate.isNamed
                failure = failure ?? ReadError(reason)
            case .reader(let reader, _):
                format = reader.format.id
                dependsOnHints = reader.format.dependsOnPath
                failure = read(with: reader, capturedBy: named?.latest, into: &sink) ?? failure
            }
        }
        failure = drain() ?? failure
        if failure == nil, let id = options.format, window.total > 0, sink.facts + sink.batch.factCount == 0 {
            failure = ReadError(
                "nothing in it could be read as '\(id)'. Leave --format out, or ask 'inquest sniff' what it is."
            )
        }
        let trouble = [failure, cut, replacements].compactMap(\.self)
        for one in trouble { sink.skip(one.description, excerpt: [UInt8]().span, line: one.line ?? 0) }
        sink.flush()
        let end = SourceEnd(
            sha256: window.digest.digest(), bytes: window.total, format: format, capture: capture(sink),
            dependsOnHints: dependsOnHints)
        let told = trouble.first { !$0.isOfArchive }
        return Outcome(
            end: end,
            problem: told.map {
                InputProblem(path: candidate.place, reason: Self.words($0), isForeign: isForeign)
            }, bundles: bundles, realPlace: candidate.realPlace)
    }

    private static func fillSample(_ window: inout ByteWindow) -> ReadError? {
        do {
            while window.available < SniffSample.size {
                guard try window.fill() else { break }
            }
            // Editors on Windows put a byte order mark before the text, which is no part of it.
            if window.buffer[window.start...].starts(with: [0xEF, 0xBB, 0xBF]) { window.consume(3) }
            return nil
        } catch {
            return error
        }
    }

    private func choose() -> Sniffer.Choice {
        guard let id = options.format, !sample.bytes.isEmpty else { return Sniffer.choose(sample) }
        guard let reader = FactReaders.reader(of: id) else {
            return .none("there is no format '\(id)'; 'inquest formats' lists them")
        }
        return .reader(reader, Guess(.certain, "named with --format"))
    }

    private mutating func read(
        with reader: any FactReader.Type, capturedBy bundle: Timestamp?, into sink: inout BatchingSink
    ) -> ReadError? {
        do {
            // The earliest of what the capture cannot be later than.
            let bound = [bundle, candidate.modifiedAt].compactMap(\.self).min()
            let context = ReadContext(
                hints: candidate.hints, path: candidate.member ?? candidate.path,
                capturedBy: options.capturedAt ?? bound)
            try reader.read(&window, context: context, into: &sink)
            return nil
        } catch {
            return error
        }
    }

    private mutating func read(
        _ clock: BundleClock, into bundles: inout [BundleTime], _ sink: inout BatchingSink
    ) -> ReadError? {
        do {
            if let time = try clock.read(&window, at: candidate.realPlace) {
                bundles.append(time)
            } else {
                sink.skip(
                    "the bundle does not say when it ended: give --captured-at to date what it holds",
                    excerpt: [UInt8]().span, line: 0)
            }
            return nil
        } catch {
            return error
        }
    }

    /// What a reader left unread still belongs to the digest.
    private mutating func drain() -> ReadError? {
        do {
            try window.drain()
            return nil
        } catch {
            return error
        }
    }

    private static func words(_ failure: ReadError) -> String {
        guard let line = failure.line else { return failure.description }
        let subject = "the line "
        return failure.description.hasPrefix(subject)
            ? "line \(line) \(failure.description.dropFirst(subject.count))"
            : "line \(line): \(failure.description)"
    }

    /// A line that was too long to be held.
    private var cut: ReadError? {
        guard let line = window.firstOverlongLine else { return nil }
        let limit = ByteWindow.longestRecord >> 20
        return ReadError(
            "the line is longer than \(limit) MiB and was cut; export the log without joining its lines",
            line: line)
    }

    /// Text that is not UTF-8 and was repaired.
    private var replacements: ReadError? {
        guard let line = window.firstInvalidLine else { return nil }
        return ReadError(
            "the line is not UTF-8; its bad bytes were replaced by U+FFFD. Convert the file with iconv "
                + "if the text matters", line: line)
    }

    /// When the source was captured, by the strongest of what tells it. Its bundle is applied once that is known.
    private func capture(_ sink: BatchingSink) -> Capture? {
        if let flag = options.capturedAt { return Capture(earliest: flag, latest: flag, basis: .flag) }
        if let narrowed = sink.narrowed {
            let earliest = max(narrowed.earliest, sink.earliestCapture ?? narrowed.earliest)
            return Capture(
                earliest: min(earliest, narrowed.latest), latest: narrowed.latest, basis: .events)
        }
        guard let modified = candidate.modifiedAt else { return nil }
        let basis: CaptureBasis = candidate.member == nil ? .fileTime : .memberTime
        // A file is written when it is captured or later; copies and checkouts get later times still.
        let latest = SourceReading.lastInstant(meant: modified)
        guard let earliest = sink.earliestCapture else {
            let from = (candidate.modifiedFrom ?? modified).nanoseconds
            let (earliest, overflow) = from.subtractingReportingOverflow(SourceReading.timeToWrite)
            return Capture(
                earliest: overflow ? modified : Timestamp(nanoseconds: earliest), latest: latest,
                basis: basis,
                earliestIsTold: false)
        }
        // A file older than what it tells of was touched: its time says nothing.
        return latest < earliest ? nil : Capture(earliest: earliest, latest: latest, basis: basis)
    }

    /// Nanoseconds from the instant a client looks at the cluster to the end of what it writes.
    private static let timeToWrite: Int64 = 5_000_000_000

    /// The latest instant at which a file can have been changed: archives keep whole seconds, and kernels take the time from a
    /// clock that they advance a hundred times a second.
    private static func lastInstant(meant time: Timestamp) -> Timestamp {
        let isWhole = time.nanoseconds % 1_000_000_000 == 0
        let slack: Int64 = isWhole ? 999_999_999 : 10_000_000
        let (latest, overflow) = time.nanoseconds.addingReportingOverflow(slack)
        return overflow ? time : Timestamp(nanoseconds: latest)
    }
}
