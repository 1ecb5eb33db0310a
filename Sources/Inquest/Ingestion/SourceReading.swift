import InquestCore
import InquestIngest
import InquestStore

/// Reads one source from its first byte to its last.
struct SourceReading {
    /// What reading came to.
    struct Outcome: Sendable {
        var end: SourceEnd
        /// What is wrong with the source and what to do; `nil` when all of it was understood or skipped knowingly.
        var problem: String?
    }

    let candidate: SourceCandidate
    let options: IngestOptions

    /// - Parameters:
    ///   - deliver: Takes batches of facts; may block.
    ///   - onRead: Called with the number of bytes after each chunk.
    func run(deliver: @escaping (FactBatch) -> Void, onRead: @escaping (Int) -> Void) throws(ReadError)
        -> Outcome
    {
        var window = ByteWindow(try candidate.open(), onRead: onRead)
        var sink = BatchingSink(deliver: deliver)
        var failure = fillSample(&window)
        let sample = SniffSample(
            bytes: Array(window.buffer[window.start...].prefix(SniffSample.size)), path: candidate.path,
            isWhole: window.available < SniffSample.size)
        var format: (any FactReader.Type)?
        switch choose(sample) {
        case .none(let reason):
            failure = failure ?? ReadError(reason)
        case .reader(let reader, _):
            format = reader
            failure = read(&window, with: reader, into: &sink) ?? failure
        }
        failure = drain(&window) ?? failure
        let trouble = [failure, cut(window), replacements(window)].compactMap { $0 }
        for one in trouble { sink.skip(one.description, excerpt: [UInt8]().span, line: one.line ?? 0) }
        sink.flush()
        let end = SourceEnd(
            sha256: window.digest.digest(), bytes: window.total, format: format?.format.id,
            capture: capture(sink), dependsOnHints: format?.format.dependsOnPath ?? false)
        return Outcome(end: end, problem: trouble.first.map(Self.words))
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
        _ window: inout ByteWindow, with reader: any FactReader.Type, into sink: inout BatchingSink
    ) -> ReadError? {
        do {
            let context = ReadContext(
                hints: candidate.hints, path: candidate.path,
                capturedBy: options.capturedAt ?? candidate.modifiedAt)
            try reader.read(&window, context: context, into: &sink)
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

    /// When the source was captured, by the strongest of what tells it.
    private func capture(_ sink: BatchingSink) -> Capture? {
        if let flag = options.capturedAt { return Capture(earliest: flag, latest: flag, basis: .flag) }
        if let narrowed = sink.narrowed {
            let earliest = max(narrowed.earliest, sink.earliestCapture ?? narrowed.earliest)
            return Capture(
                earliest: min(earliest, narrowed.latest), latest: narrowed.latest, basis: .events)
        }
        guard let modified = candidate.modifiedAt else { return nil }
        // A file is written when it is captured or later; copies and checkouts get later times still.
        guard let earliest = sink.earliestCapture else {
            return Capture(earliest: modified, latest: modified, basis: .fileTime)
        }
        // A file older than what it tells of was touched: its time says nothing.
        return modified < earliest ? nil : Capture(earliest: earliest, latest: modified, basis: .fileTime)
    }
}
