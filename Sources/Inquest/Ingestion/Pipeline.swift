import Foundation
import InquestCore
import InquestIngest
import InquestStore
import Synchronization

/// Reads many inputs on several threads and hands what they hold to one writer, source by source.
///
/// An input is a file or an archive; an archive's members are read one after the other by one thread. Sources are stored in
/// the order of the list, and of an archive in the order of its members, whatever the number of threads. Each input has a
/// small bounded queue, and only a few are ahead of the writer, so memory does not grow with their number or size.
final class Pipeline: Sendable {
    /// What a reading thread sends to the writer. A source begins, brings batches and ends; the last message of an input
    /// is `done`.
    enum Message: Sendable {
        case begin(SourceStart)
        case batch(PreparedBatch, facts: Int)
        case end(SourceReading.Outcome)
        /// The input could not be opened.
        case unreadable(InputProblem)
        /// What of an archive was refused.
        case refused(ArchiveReport)
        case done
    }

    private static let batchesAhead = 4

    let candidates: [SourceCandidate]
    private let options: IngestOptions
    private let channels: [Channel<Message>]
    private let gate: Gate
    private let turn = Mutex(Turn())
    private let bytes = Mutex(0)

    /// Which input is read next, and whether any is.
    private struct Turn {
        var next = 0
        var isStopped = false
    }

    init(_ candidates: [SourceCandidate], options: IngestOptions) {
        self.candidates = candidates
        self.options = options
        channels = candidates.map { _ in Channel(capacity: Pipeline.batchesAhead) }
        gate = Gate(places: options.jobs * 2 + 2)
    }

    /// Bytes read so far by all threads, as they are stored.
    var bytesRead: Int { bytes.withLock { $0 } }

    func start() {
        for _ in 0..<min(options.jobs, max(1, candidates.count)) {
            let thread = Thread { self.work() }
            thread.name = "inquest.reader"
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    /// Waits for what is next of an input.
    func receive(from index: Int) -> Message { channels[index].receive() }

    /// Tells the threads that an input is stored, so that another may be read.
    func finished(_ index: Int) { gate.leave() }

    /// Makes the threads end: whatever they still read is thrown away.
    func stop(at index: Int) {
        let started = turn.withLock { turn in
            turn.isStopped = true
            return min(turn.next, candidates.count)
        }
        for later in index..<started {
            Thread.detachNewThread { [self] in
                // Takes what a blocked thread wants to send.
                while true {
                    if case .done = channels[later].receive() { break }
                }
                gate.leave()
            }
        }
    }

    private func work() {
        while true {
            gate.enter()
            let index = turn.withLock { turn -> Int? in
                guard !turn.isStopped, turn.next < candidates.count else { return nil }
                turn.next += 1
                return turn.next - 1
            }
            guard let index else { return gate.leave() }
            read(index)
        }
    }

    private func read(_ index: Int) {
        let channel = channels[index]
        do {
            let report = try Opening.expand(
                candidates[index], limits: options.limits, flags: options.hints,
                onRead: { count in self.bytes.withLock { $0 += count } },
                visit: { candidate, stream in
                    var reading = SourceReading(candidate, stream, options: self.options)
                    let start = reading.start
                    channel.send(.begin(start))
                    let outcome = reading.run {
                        channel.send(.batch(PreparedBatch($0, of: start), facts: $0.factCount))
                    }
                    channel.send(.end(outcome))
                    return !self.turn.withLock { $0.isStopped }
                })
            if let report { channel.send(.refused(report)) }
        } catch {
            channel.send(
                .unreadable(
                    InputProblem(path: candidates[index].place, reason: error.description, isForeign: false)))
        }
        channel.send(.done)
    }
}
