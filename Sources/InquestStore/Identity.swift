import InquestCore

/// Where a sighting stands, in an order that does not depend on when its source was ingested.
struct SightingOrder: Hashable, Comparable {
    let source: FactKey
    let line: Int64

    static func < (left: SightingOrder, right: SightingOrder) -> Bool {
        (left.source, left.line) < (right.source, right.line)
    }
}

/// One sighting of an ended run, with what decides whether two sightings are the same run.
struct TerminationSighting {
    var exitCode: Int64
    var signal: Int64?
    var reason: Int64?
    var message: Int64?
    /// The runtime's id of the run.
    var runtimeID: String?
    var startedAt: Int64?
    var finishedAt: Int64?
    /// Where the end is printed as an age.
    var finishedAge: Age?
    /// The instants that age can mean; `nil` when nobody knows when the source was captured.
    var finished: Interval?
    var slot: Int64
    /// Of the container when this was seen.
    var restartCount: Int64?
    /// Whether the container was waiting then: its last state is the run the counter counts.
    var isWaiting: Bool
    var containerName: Int64?
    /// Which incarnation of the pod it was seen on.
    var incarnation: Int
    var hasUID: Bool
    var memoryLimit: Int64?
    var memoryRequest: Int64?
    var image: Int64?
    var sourceID: Int64
    var order: SightingOrder

    /// How many runs came before this one, as far as the counter tells.
    var runIndex: Int64? {
        let isEarlier = slot == Int64(TerminationFact.Slot.lastState.rawValue) && !isWaiting
        return restartCount.map { isEarlier ? $0 - 1 : $0 }
    }

    /// Objects say more than text: they come first when fields are chosen.
    var rank: (Int, Int, SightingOrder) { (runtimeID == nil ? 1 : 0, hasUID ? 0 : 1, order) }
}

/// Sightings that are one ended run.
struct TerminationCluster {
    var sightings: [TerminationSighting]

    /// The sighting whose fields are preferred, and which is cited.
    var best: TerminationSighting { sightings.min { $0.rank < $1.rank } ?? sightings[0] }

    /// Where no sighting has the time: what the printed ages have in common.
    var finished: Interval? {
        let known = sightings.compactMap(\.finished).sorted { ($0.low, $0.high) < ($1.low, $1.high) }
        return known.dropFirst().reduce(known.first) { common, next in common?.meets(next) ?? common }
    }
}

/// Decides which sightings of ended runs of one pod are the same run.
///
/// A pure function of the set of sightings: their order does not matter.
enum TerminationIdentity {
    private struct TimedRun: Hashable {
        let container: Int64?
        let finishedAt: Int64
        let exitCode: Int64
    }

    private struct UntimedRun: Hashable {
        let container: Int64?
        let incarnation: Int
        let runIndex: Int64?
        let exitCode: Int64
        let reason: Int64?

        init(_ sighting: TerminationSighting) {
            container = sighting.containerName
            incarnation = sighting.incarnation
            runIndex = sighting.runIndex
            exitCode = sighting.exitCode
            reason = sighting.runIndex == nil ? sighting.reason : nil
        }
    }

    static func clusters(of sightings: [TerminationSighting]) -> [TerminationCluster] {
        let sorted = sightings.sorted { $0.rank < $1.rank }
        var clusters: [TerminationCluster] = []
        var timed: [TimedRun: Int] = [:]
        for sighting in sorted {
            guard let finishedAt = sighting.finishedAt else { continue }
            // One container ends once in a second; sources differ in fractions, not in seconds.
            let run = TimedRun(
                container: sighting.containerName, finishedAt: finishedAt / 1_000_000_000,
                exitCode: sighting.exitCode)
            add(sighting, to: run, &timed, &clusters)
        }
        let onlyTimed = onlyTimedRuns(of: clusters).compactMapValues { $0 }
        let runtimes = byRuntimeID(clusters)
        let ends = clusters.indices.map { clusters[$0].best }
        var untimed: [UntimedRun: Int] = [:]
        for sighting in sorted where sighting.finishedAt == nil {
            let run = UntimedRun(sighting)
            if let match = onlyRun(of: sighting, in: runtimes) ?? onlyTimed[run]
                ?? onlyEnd(sighting, in: ends)
            {
                clusters[match].sightings.append(sighting)
            } else {
                add(sighting, to: run, &untimed, &clusters)
            }
        }
        return clusters
    }

    private static func add<Run: Hashable>(
        _ sighting: TerminationSighting, to run: Run, _ known: inout [Run: Int],
        _ clusters: inout [TerminationCluster]
    ) {
        if let index = known[run] {
            clusters[index].sightings.append(sighting)
        } else {
            known[run] = clusters.count
            clusters.append(TerminationCluster(sightings: [sighting]))
        }
    }

    /// The timed runs by the ids their runtime gave them.
    private static func byRuntimeID(_ clusters: [TerminationCluster]) -> RuntimeIDIndex<Int> {
        var index = RuntimeIDIndex<Int>()
        for (number, cluster) in clusters.enumerated() {
            for case let id? in Set(cluster.sightings.map(\.runtimeID)) { index.add(number, id: id) }
        }
        return index
    }

    /// The only timed run with a sighting's id.
    private static func onlyRun(of sighting: TerminationSighting, in index: RuntimeIDIndex<Int>) -> Int? {
        let numbers = Set(sighting.runtimeID.map(index.values) ?? [])
        return numbers.count == 1 ? numbers.first : nil
    }

    /// The one timed run whose end lies where a sighting's age says.
    private static func onlyEnd(_ sighting: TerminationSighting, in ends: [TerminationSighting]) -> Int? {
        guard let finished = sighting.finished else { return nil }
        var match: Int?
        for (index, end) in ends.enumerated() {
            guard end.containerName == sighting.containerName, end.exitCode == sighting.exitCode,
                let instant = end.finishedAt, finished.contains(instant, slack: 1_000_000_000)
            else { continue }
            guard match == nil else { return nil }
            match = index
        }
        return match
    }

    /// The one timed run that a sighting without a finish time can be, by what it says; `nil` when there are several.
    private static func onlyTimedRuns(of clusters: [TerminationCluster]) -> [UntimedRun: Int?] {
        var runs: [UntimedRun: Int?] = [:]
        for (index, cluster) in clusters.enumerated() {
            for sighting in cluster.sightings where sighting.runIndex != nil {
                let run = UntimedRun(sighting)
                let isFirst = runs[run, default: index] == index
                runs[run] = .some(isFirst ? index : nil)
            }
        }
        return runs
    }
}
