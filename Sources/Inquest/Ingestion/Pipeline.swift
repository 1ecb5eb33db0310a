import Foundation
import InquestCore
import InquestIngest
import InquestStore
import Synchronization

/// Reads many sources on several threads and hands what they hold to one writer, source by source.
///
/// Sources are stored in the order of the list whatever the number of threads. Each has a small bounded queue, and only
/// a few are ahead of the writer, so memory does not grow with their number or size.
final class Pipeline: Sendable {
    /// What a reading thread sends to the writer.
    enum Message: Sendable {
        case batch(PreparedBatch, facts: Int)
        case end(SourceReading.Outcome)
        case unreadable(String)
    }

    private static let batchesAhead = 4

    let candidates: [SourceCandidate]
    private let options: IngestOptions
    private let channels: [Channel<Message>]
    private let gate: Gate
    private let turn = Mutex(Turn())
    private let bytes = Mutex(0)

    /// Which source is read next, and whether any is.
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

    /// Bytes read so far by all threads.
    var bytesRead: Int { bytes.withLock { $0 } }

    func start() {
        for _ in 0..<min(options.jobs, max(1, candidates.count)) {
            let thread = Thread { self.work() }
            thread.name = "inquest.reader"
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    /// Waits for what is next of a source.
    func receive(from index: Int) -> Message { channels[index].receive() }

    /// Tells the threads that a source is stored, so that another may be read.
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
                while case .batch = channels[later].receive() {}
                gate.leave()
            }
        }
    }

    /// What is known of a source before it is read.
    func start(of index: Int) -> SourceStart {
        let candidate = candidates[index]
        return SourceStart(
            path: candidate.path, member: candidate.member, cluster: options.cluster, hints: candidate.hints)
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
        let start = self.start(of: index)
        do {
            let outcome = try SourceReading(candidate: candidates[index], options: options).run(
                deliver: { channel.send(.batch(PreparedBatch($0, of: start), facts: $0.factCount)) },
                onRead: { count in self.bytes.withLock { $0 += count } })
            channel.send(.end(outcome))
        } catch {
            channel.send(.unreadable(error.description))
        }
    }
}
