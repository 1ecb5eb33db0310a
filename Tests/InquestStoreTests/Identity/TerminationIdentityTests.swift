import InquestCore
import Testing

@testable import InquestStore

/// Every order of a short list.
func permutations<Element>(_ elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
        var rest = elements
        let first = rest.remove(at: index)
        return permutations(rest).map { [first] + $0 }
    }
}

struct TerminationIdentityTests {
    private static let second: Int64 = 1_000_000_000

    /// A sighting on line `line`, which tells it from the others.
    private func seen(
        line: Int64, code: Int64 = 1, finished: Int64? = nil, slot: TerminationFact.Slot = .lastState,
        restarts: Int64? = nil, isWaiting: Bool = false, container: Int64? = 1, incarnation: Int = 0,
        runtimeID: String? = nil, reason: Int64? = 5, source: UInt64 = 1,
        age: Interval? = nil
    ) -> TerminationSighting {
        TerminationSighting(
            exitCode: code, signal: nil, reason: reason, message: nil, runtimeID: runtimeID, startedAt: nil,
            finishedAt: finished, finishedAge: nil, finished: age, slot: Int64(slot.rawValue),
            restartCount: restarts, isWaiting: isWaiting,
            containerName: container, incarnation: incarnation, hasUID: runtimeID != nil, memoryLimit: nil,
            memoryRequest: nil, image: nil, sourceID: Int64(source),
            order: SightingOrder(source: FactKey(high: source, low: 0), line: line))
    }

    /// The lines of the clusters, the same for every order of the sightings.
    private func clusters(
        _ sightings: [TerminationSighting], sourceLocation: SourceLocation = #_sourceLocation
    ) -> Set<Set<Int64>> {
        let all = permutations(sightings).map { order in
            Set(TerminationIdentity.clusters(of: order).map { Set($0.sightings.map(\.order.line)) })
        }
        #expect(Set(all).count == 1, "the clusters depend on the order", sourceLocation: sourceLocation)
        return all[0]
    }

    @Test func `one finish time and code is one run`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second),
            seen(line: 2, finished: 100 * Self.second, slot: .state),
            seen(line: 3, finished: 160 * Self.second), seen(line: 4, finished: 100 * Self.second, source: 2),
        ])
        #expect(found == [[1, 2, 4], [3]])
    }

    @Test func `fractions of a second do not part a run, codes and containers do`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second), seen(line: 2, finished: 100 * Self.second + 7),
            seen(line: 3, code: 2, finished: 100 * Self.second),
            seen(line: 4, finished: 100 * Self.second, container: 2),
        ])
        #expect(found == [[1, 2], [3], [4]])
    }

    @Test func `a run without time joins the timed run of the same place in the pod's life`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second, restarts: 3), seen(line: 2, restarts: 3),
            seen(line: 3, slot: .state, restarts: 2),
        ])
        #expect(found == [[1, 2, 3]])
    }

    @Test func `the last state of a waiting container is the run its counter counts`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second, slot: .state, restarts: 3),
            seen(line: 2, restarts: 3, isWaiting: true), seen(line: 3, restarts: 4),
            seen(line: 4, restarts: 3),
        ])
        #expect(found == [[1, 2, 3], [4]])
    }

    @Test func `runs without time at other places stay apart`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second, restarts: 3), seen(line: 2, restarts: 4),
            seen(line: 3, code: 2, restarts: 3), seen(line: 4, restarts: 3, container: 2),
        ])
        #expect(found == [[1], [2], [3], [4]])
    }

    @Test func `a run without time that can be either of two runs joins neither`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second, restarts: 3),
            seen(line: 2, finished: 200 * Self.second, restarts: 3), seen(line: 3, restarts: 3),
        ])
        #expect(found == [[1], [2], [3]])
    }

    @Test func `runs of a pod made anew stay apart`() {
        let found = clusters([
            seen(line: 1, restarts: 1), seen(line: 2, restarts: 1, incarnation: 1),
            seen(line: 3, finished: 100 * Self.second, restarts: 1, incarnation: 1),
        ])
        #expect(found == [[1], [2, 3]])
    }

    @Test func `runs without time or counter are told apart by their reason`() {
        let found = clusters([
            seen(line: 1, reason: 5), seen(line: 2, reason: 5), seen(line: 3, reason: 6),
            seen(line: 4, code: 2),
        ])
        #expect(found == [[1, 2], [3], [4]])
    }

    private func between(_ low: Int64, _ high: Int64) -> Interval {
        Interval(low: low * Self.second, high: high * Self.second)
    }

    @Test func `an end printed as an age joins the only run that ended then`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second), seen(line: 2, finished: 900 * Self.second),
            seen(line: 3, source: 2, age: between(80, 140)), seen(line: 4, code: 2, age: between(80, 140)),
        ])
        #expect(found == [[1, 3], [2], [4]])
    }

    @Test func `an end printed as an age that fits two runs joins neither`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second), seen(line: 2, finished: 130 * Self.second),
            seen(line: 3, source: 2, age: between(80, 140)),
        ])
        #expect(found == [[1], [2], [3]])
    }

    @Test func `a short id joins the run with the long one`() {
        let found = clusters([
            seen(line: 1, finished: 100 * Self.second, runtimeID: "docker://0123456789abcdef01"),
            seen(line: 2, finished: 160 * Self.second, runtimeID: "docker://fedcba9876543210fe"),
            seen(line: 3, runtimeID: "0123456789ab", source: 2),
            seen(line: 4, runtimeID: "0123", reason: 9, source: 2),
        ])
        #expect(found == [[1, 3], [2], [4]])
    }

    @Test func `several ages narrow an end`() throws {
        let runs = TerminationIdentity.clusters(of: [
            seen(line: 1, restarts: 1, age: between(80, 140)),
            seen(line: 2, restarts: 1, source: 2, age: between(100, 160)),
        ])
        #expect(try #require(runs.first).finished == between(100, 140))
    }

    @Test func `an object is cited before a text`() throws {
        let text = seen(line: 1, finished: 100 * Self.second, source: 1)
        let object = seen(line: 2, finished: 100 * Self.second, runtimeID: "containerd://a", source: 9)
        for order in permutations([text, object]) {
            let cluster = try #require(TerminationIdentity.clusters(of: order).first)
            #expect(cluster.best.order.line == 2)
        }
    }

    @Test func `no sightings are no runs`() {
        #expect(TerminationIdentity.clusters(of: []).isEmpty)
    }
}
