import InquestCore

/// One sighting of a pod, as the derive pass reads it back. Texts are row ids of `string`.
struct PodSighting {
    var id: Int64
    var sourceID: Int64
    var order: SightingOrder
    var uid: Int64?
    var node: Int64?
    var phase: Int64?
    /// What tables print for it.
    var status: Int64?
    /// Restarts of all containers together, as tables print them.
    var restartSum: Int64?
    var reason: Int64?
    var message: Int64?
    var ownerKind: Int64?
    var ownerName: Int64?
    var ownerIsKnown: Bool
    var qosClass: Int64?
    var restartPolicy: Int64?
    var createdAt: Int64?
    var startedAt: Int64?
    var deletionAt: Int64?
    var graceSeconds: Int64?
    var containers: [ContainerSighting] = []
    /// Index of the incarnation this sighting belongs to.
    var incarnation = 0

    /// The newest instant the sighting speaks of: a later capture of a living pod shows a later one.
    var asOf: Int64 {
        var latest = [createdAt, startedAt].compactMap { $0 }.max() ?? .min
        for container in containers {
            latest = max(latest, container.runningSince ?? .min)
            for run in container.terminations {
                latest = max(latest, run.finishedAt ?? .min, run.startedAt ?? .min)
            }
        }
        return latest
    }

    var restarts: Int64 { restartSum ?? containers.reduce(0) { $0 + ($1.restartCount ?? 0) } }

    /// Newest first: what was seen last is what is known of the pod.
    static func isNewer(_ left: PodSighting, _ right: PodSighting) -> Bool {
        let leftRank = (left.asOf, left.restarts, left.uid == nil ? 0 : 1)
        let rightRank = (right.asOf, right.restarts, right.uid == nil ? 0 : 1)
        return leftRank == rightRank ? left.order < right.order : leftRank > rightRank
    }
}

extension PodSighting {
    /// The pod's columns of `stale_pod_sightings.sql`.
    init(row: BulkStatement) {
        id = row.integer(3)
        sourceID = row.integer(4)
        order = SightingOrder(source: FactKey(row.blob(5) ?? []), line: row.integer(6))
        uid = row.optionalInteger(7)
        node = row.optionalInteger(8)
        phase = row.optionalInteger(9)
        reason = row.optionalInteger(10)
        message = row.optionalInteger(11)
        ownerKind = row.optionalInteger(12)
        ownerName = row.optionalInteger(13)
        ownerIsKnown = row.integer(14) != 0
        qosClass = row.optionalInteger(15)
        restartPolicy = row.optionalInteger(16)
        createdAt = row.optionalInteger(17)
        startedAt = row.optionalInteger(18)
        deletionAt = row.optionalInteger(19)
        graceSeconds = row.optionalInteger(20)
        status = row.optionalInteger(45)
        restartSum = row.optionalInteger(46)
    }
}

/// One sighting of a container, with the ended runs it shows.
struct ContainerSighting {
    var id: Int64
    var line: Int64
    var name: Int64?
    var kind: Int64
    var image: Int64?
    var imageDigest: Int64?
    var restartCount: Int64?
    var ready: Int64?
    var state: Int64
    var waitingReason: Int64?
    var waitingMessage: Int64?
    var runningSince: Int64?
    var memoryLimit: Int64?
    var memoryRequest: Int64?
    var terminations: [TerminationSighting] = []

    /// Ends of runs that the counter and the state prove: all restarted ones, and the last one too when it is down, which a
    /// container that waits after a run is as well.
    var endedRuns: Int64? {
        let isDown =
            state == Int64(ContainerFact.State.terminated.rawValue) || isWaiting && !terminations.isEmpty
        return restartCount.map { $0 + (isDown ? 1 : 0) }
    }

    var isWaiting: Bool { state == Int64(ContainerFact.State.waiting.rawValue) }
}

extension ContainerSighting {
    /// The container's columns of `stale_pod_sightings.sql`.
    init(row: BulkStatement) {
        id = row.integer(21)
        line = row.integer(22)
        name = row.optionalInteger(23)
        kind = row.integer(24)
        image = row.optionalInteger(25)
        imageDigest = row.optionalInteger(26)
        restartCount = row.optionalInteger(27)
        ready = row.optionalInteger(28)
        state = row.integer(29)
        waitingReason = row.optionalInteger(30)
        waitingMessage = row.optionalInteger(31)
        runningSince = row.optionalInteger(32)
        memoryLimit = row.optionalInteger(33)
        memoryRequest = row.optionalInteger(34)
    }
}

extension TerminationSighting {
    /// The ended run's columns of `stale_pod_sightings.sql`.
    init(row: BulkStatement, of container: ContainerSighting, in pod: PodSighting) {
        let age = row.optionalInteger(47).flatMap { atLeast in
            row.optionalInteger(48).map { Age(atLeast: atLeast, below: $0) }
        }
        let captured = row.optionalInteger(49).flatMap { earliest in
            row.optionalInteger(50).map { Interval(low: earliest, high: $0) }
        }
        self.init(
            exitCode: row.integer(38), signal: row.optionalInteger(39), reason: row.optionalInteger(40),
            message: row.optionalInteger(41), runtimeID: row.text(42), startedAt: row.optionalInteger(43),
            finishedAt: row.optionalInteger(44), finishedAge: age,
            finished: age.flatMap { Interval(ago: $0, before: captured) }, slot: row.integer(37),
            restartCount: container.restartCount,
            isWaiting: container.isWaiting, containerName: container.name, incarnation: 0,
            hasUID: pod.uid != nil,
            memoryLimit: container.memoryLimit, memoryRequest: container.memoryRequest,
            image: container.image,
            sourceID: pod.sourceID, order: SightingOrder(source: pod.order.source, line: row.integer(36)))
    }
}
