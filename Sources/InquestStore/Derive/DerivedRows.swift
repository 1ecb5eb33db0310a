import GRDB
import InquestCore

/// Writes the derived rows of pods.
final class DerivedRows {
    private let texts: TextReader
    private let insertPod: BulkStatement
    private let insertContainer: BulkStatement
    private let insertTermination: BulkStatement
    private let insertWorkload: BulkStatement
    private let forgetTerminations: BulkStatement
    private let forgetContainers: BulkStatement
    private var workloads: [WorkloadID: Int64] = [:]
    private var lastPod: Int64
    private var lastContainer: Int64
    private var lastTermination: Int64
    private var lastWorkload: Int64

    private struct WorkloadID: Hashable {
        let cluster: Int64
        let namespace: Int64?
        let workload: Workload
    }

    init(in db: Database, texts: TextReader) throws {
        self.texts = texts
        insertPod = try .insert(into: "pod", columns: 23, in: db)
        insertContainer = try .insert(into: "container", columns: 17, in: db)
        insertTermination = try .insert(into: "termination", columns: 20, in: db)
        insertWorkload = try .insert(into: "workload", columns: 6, in: db)
        forgetTerminations = try BulkStatement(Statements.text("forget_terminations.sql"), in: db)
        forgetContainers = try BulkStatement("DELETE FROM container WHERE pod_id = ?", in: db)
        lastPod = try Int64.fetchOne(db, sql: "SELECT max(id) FROM pod") ?? 0
        lastContainer = try Int64.fetchOne(db, sql: "SELECT max(id) FROM container") ?? 0
        lastTermination = try Int64.fetchOne(db, sql: "SELECT max(id) FROM termination") ?? 0
        lastWorkload = try Int64.fetchOne(db, sql: "SELECT max(id) FROM workload") ?? 0
        let known = try BulkStatement(
            "SELECT id, cluster_id, namespace_id, kind, name, is_guessed FROM workload", in: db)
        while try known.step() {
            let workload = Workload(
                kind: known.text(3) ?? "", name: known.text(4) ?? "", isGuessed: known.integer(5) != 0)
            let id = WorkloadID(
                cluster: known.integer(1), namespace: known.optionalInteger(2), workload: workload)
            workloads[id] = known.integer(0)
        }
    }

    /// Removes what was concluded of a pod before.
    func forget(pod: Int64) throws {
        forgetTerminations.bind(pod, at: 1)
        try forgetTerminations.run()
        forgetContainers.bind(pod, at: 1)
        try forgetContainers.run()
    }

    func add(_ pod: MergedPod, workload: Workload?, runs: [TerminationCluster], identity: PodIdentity) throws
    {
        lastPod += 1
        try insert(pod, workload: workload.map { try id(of: $0, pod) })
        let runsOfContainer = Dictionary(grouping: runs, by: \.best.containerName)
        for container in pod.containers {
            lastContainer += 1
            try insert(container)
            for run in runsOfContainer[container.name] ?? [] { try insert(run, pod: pod, identity: identity) }
        }
    }

    private func id(of workload: Workload, _ pod: MergedPod) throws -> Int64 {
        let key = WorkloadID(cluster: pod.cluster, namespace: pod.namespace, workload: workload)
        if let known = workloads[key] { return known }
        lastWorkload += 1
        workloads[key] = lastWorkload
        insertWorkload.bind(lastWorkload, at: 1)
        insertWorkload.bind(pod.cluster, at: 2)
        insertWorkload.bind(pod.namespace, at: 3)
        insertWorkload.bindText(workload.kind, at: 4)
        insertWorkload.bindText(workload.name, at: 5)
        insertWorkload.bind(workload.isGuessed ? 1 : 0, at: 6)
        try insertWorkload.run()
        return lastWorkload
    }

    private func insert(_ pod: MergedPod, workload: Int64?) throws {
        let row = insertPod
        row.bind(lastPod, at: 1)
        row.bind(pod.cluster, at: 2)
        row.bind(pod.namespace, at: 3)
        row.bind(pod.name, at: 4)
        row.bind(pod.first { $0.uid }, at: 5)
        row.bind(workload, at: 6)
        row.bind(pod.first { $0.node }, at: 7)
        row.bind(pod.first { $0.phase }, at: 8)
        row.bind(pod.first { $0.status }, at: 9)
        row.bind(pod.first { $0.restartSum }, at: 10)
        row.bind(pod.sightings[0].reason, at: 11)
        row.bind(pod.sightings[0].message, at: 12)
        row.bind(pod.first { $0.ownerKind }, at: 13)
        row.bind(pod.first { $0.ownerName }, at: 14)
        row.bind(pod.first { $0.qosClass }, at: 15)
        row.bind(pod.first { $0.restartPolicy }, at: 16)
        row.bind(pod.first { $0.createdAt }, at: 17)
        row.bind(pod.first { $0.startedAt }, at: 18)
        row.bind(pod.first { $0.deletionAt }, at: 19)
        row.bind(pod.first { $0.graceSeconds }, at: 20)
        row.bind(Int64(pod.sightings.count), at: 21)
        row.bind(pod.sightings[0].sourceID, at: 22)
        row.bind(pod.sightings[0].order.line, at: 23)
        try row.run()
    }

    private func insert(_ container: MergedContainer) throws {
        let newest = container.sightings[0]
        let row = insertContainer
        row.bind(lastContainer, at: 1)
        row.bind(lastPod, at: 2)
        row.bind(container.name, at: 3)
        row.bind(container.kind, at: 4)
        row.bind(container.first { $0.image }, at: 5)
        row.bind(container.first { $0.imageDigest }, at: 6)
        row.bind(container.max { $0.restartCount }, at: 7)
        row.bind(container.max { $0.endedRuns }, at: 8)
        row.bind(container.first { $0.ready }, at: 9)
        row.bind(newest.container.state, at: 10)
        row.bind(newest.container.waitingReason, at: 11)
        row.bind(newest.container.waitingMessage, at: 12)
        row.bind(newest.container.runningSince, at: 13)
        row.bind(container.first { $0.memoryLimit }, at: 14)
        row.bind(container.first { $0.memoryRequest }, at: 15)
        row.bind(newest.pod.sourceID, at: 16)
        row.bind(newest.container.line, at: 17)
        try row.run()
    }

    private func insert(_ run: TerminationCluster, pod: MergedPod, identity: PodIdentity) throws {
        lastTermination += 1
        let best = run.best
        let ranked = run.sightings.sorted { $0.rank < $1.rank }
        func first(_ field: (TerminationSighting) -> Int64?) -> Int64? {
            for sighting in ranked {
                if let value = field(sighting) { return value }
            }
            return nil
        }
        let finishedAt = first { $0.finishedAt }
        let interval = finishedAt == nil ? run.finished : nil
        let row = insertTermination
        row.bind(lastTermination, at: 1)
        row.bind(try key(of: run, finishedAt: finishedAt, pod: pod, identity: identity), at: 2)
        row.bind(lastContainer, at: 3)
        row.bind(best.exitCode, at: 4)
        row.bind(first { $0.signal }, at: 5)
        row.bind(first { $0.reason }, at: 6)
        row.bind(first { $0.message }, at: 7)
        row.bindText(ranked.lazy.compactMap(\.runtimeID).first, at: 8)
        row.bind(run.sightings.compactMap(\.restartCount).min(), at: 9)
        row.bind(first { $0.startedAt }, at: 10)
        row.bind(finishedAt, at: 11)
        row.bind(interval?.low, at: 12)
        row.bind(interval?.high, at: 13)
        row.bind((finishedAt.map { Interval(low: $0, high: $0) } ?? interval)?.week, at: 14)
        row.bind(first { $0.memoryLimit }, at: 15)
        row.bind(first { $0.memoryRequest }, at: 16)
        row.bind(first { $0.image }, at: 17)
        row.bind(Int64(run.sightings.count), at: 18)
        row.bind(best.sourceID, at: 19)
        row.bind(best.order.line, at: 20)
        try row.run()
    }

    /// What names a run in every corpus: its container and when it ended; without a time, its place in the pod's life.
    private func key(
        of run: TerminationCluster, finishedAt: Int64?, pod: MergedPod, identity: PodIdentity
    ) throws -> FactKey {
        var builder = KeyBuilder("termination")
        builder.add(identity.cluster)
        builder.add(identity.namespace)
        builder.add(identity.pod)
        builder.add(try run.best.containerName.map(texts.text))
        builder.add(run.best.exitCode)
        builder.add(finishedAt.map { $0 / 1_000_000_000 })
        if finishedAt == nil {
            builder.add(run.best.runIndex)
            builder.add(pod.first { $0.startedAt })
            if run.best.runIndex == nil { builder.add(try run.best.reason.map(texts.text)) }
        }
        if identity.pod == nil {
            // Nothing says whose run it is: only the place it stands in tells it from others.
            builder.add(SHA256.hexadecimal(run.best.order.source.bytes))
            builder.add(run.best.order.line)
        }
        return builder.key
    }
}
