import InquestCore
import InquestIngest
import InquestStore

/// Reads one source from its first byte to its last.
struct SourceReading {
    /// What reading came to.
    struct Outcome: Sendable {
        var end: SourceEnd
        /// What is wrong with the source and what to do; `nil` when all of it was understood or skipped knowingly.
        var problem: InputProblem?
        /// What the source tells of its bundle's capture.
        var bundles: [BundleTime] = []
    }

    let candidate: SourceCandidate
    let options: IngestOptions

    /// What is known of the source before it is read.
    var start: SourceStart {
        SourceStart(
            path: candidate.path, member: candidate.member, cluster: options.cluster, hints: candidate.hints)
    }

    /// - Parameters:
    ///   - stream: The source's bytes.
    ///   - deliver: Takes batches of facts; may block.
    func run(_ stream: any ByteStream, deliver: @escaping (FactBatch) -> Void) -> Outcome {
        var window = ByteWindow(stream)
        var sink = BatchingSink(deliver: deliver)
        var failure = fillSample(&window)
        let sample = SniffSample(
            bytes: Array(window.buffer[window.start...].prefix(SniffSample.size)),
            path: candidate.member ?? candidate.path, isWhole: window.available < SniffSample.size)
        let named = BundleTime.named(in: candidate)
        var bundles = [named].compactMap(\.self)
        var format: String?
        var dependsOnHints = false
        var isForeign = false
        if options.format == nil, let clock = BundleClock(sample) {
            format = BundleClock.format
            failure = read(clock, &window, into: &bundles, &sink) ?? failure
        } else {
            switch choose(sample) {
            case .none(let reason):
                isForeign = failure == nil && !candidate.isNamed
                failure = failure ?? ReadError(reason)
            case .reader(let reader, _):
                format = reader.format.id
                dependsOnHints = reader.format.dependsOnPath
                failure = read(&window, with: reader, capturedBy: named?.latest, into: &sink) ?? failure
            }
        }
        failure = drain(&window) ?? failure
        let trouble = [failure, cut(window), replacements(window)].compactMap(\.self)
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
            }, bundles: bundles)
    }

    private func fillSample(_ window: inout ByteWindow) -> ReadError? {
        do {
            while window.available < SniffSample.size {
                guard try window.fill() else { break }
            }
            return nil
        } catch {
            return error
        }
    }

    private func choose(_ sample: SniffSample) -> Sniffer.Choice {
        guard let id = options.format, !sample.bytes.isEmpty else { return Sniffer.choose(sample) }
        guard let reader = FactReaders.reader(of: id) else {
            return .none("there is no format '\(id)'; 'inquest formats' lists them")
        }
        return .reader(reader, Guess(.certain, "named with --format"))
    }

    private func read(
        _ window: inout ByteWindow, with reader: any FactReader.Type, capturedBy bundle: Timestamp?,
        into sink: inout BatchingSink
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

    private func read(
        _ clock: BundleClock, _ window: inout ByteWindow, into bundles: inout [BundleTime],
        _ sink: inout BatchingSink
    ) -> ReadError? {
        do {
            if let time = try clock.read(&window, at: candidate.place) {
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
    private func drain(_ window: inout ByteWindow) -> ReadError? {
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
    private func cut(_ window: borrowing ByteWindow) -> ReadError? {
        guard let line = window.firstOverlongLine else { return nil }
        let limit = ByteWindow.longestRecord >> 20
        return ReadError(
            "the line is longer than \(limit) MiB and was cut; export the log without joining its lines",
            line: line)
    }

    /// Text that is not UTF-8 and was repaired.
    private func replacements(_ window: borrowing ByteWindow) -> ReadError? {
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
        guard let earliest = sink.earliestCapture else {
            return Capture(earliest: candidate.modifiedFrom ?? modified, latest: modified, basis: basis)
        }
        // A file older than what it tells of was touched: its time says nothing.
        return modified < earliest ? nil : Capture(earliest: earliest, latest: modified, basis: basis)
    }
}
