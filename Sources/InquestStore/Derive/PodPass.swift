import GRDB
import InquestCore

/// Rebuilds what is concluded of pods whose facts have changed: pods, containers, ended runs and workloads.
///
/// Each pod is rebuilt from all its sightings, so the result does not depend on the order of ingestion.
final class PodPass {
    private let db: Database
    private let interner: Interner
    private let texts: TextReader
    private let pods: BulkStatement
    private let headless: BulkStatement
    private let containers: BulkStatement
    private let terminations: BulkStatement
    private let ownerOf: BulkStatement
    private let forget: BulkStatement
    private let rows: DerivedRows

    /// One pod of the corpus: its name, or a sighting without one.
    private struct Subject {
        var cluster: Int64
        var namespace: Int64?
        var name: Int64?
    }

    init(in db: Database, interner: Interner) throws {
        self.db = db
        self.interner = interner
        texts = try TextReader(in: db)
        pods = try BulkStatement(Statements.text("pod_sightings.sql"), in: db)
        headless = try BulkStatement(Statements.text("headless_sighting.sql"), in: db)
        containers = try BulkStatement(Statements.text("container_sightings.sql"), in: db)
        terminations = try BulkStatement(Statements.text("termination_sightings.sql"), in: db)
        ownerOf = try BulkStatement(Statements.text("owner_of.sql"), in: db)
        forget = try BulkStatement(Statements.text("forget_pods.sql"), in: db)
        rows = try DerivedRows(in: db, texts: texts)
    }

    func run() throws {
        let stale = try BulkStatement("SELECT cluster_id, namespace_id, name_id FROM stale_pod", in: db)
        while try stale.step() {
            let namespace = stale.integer(1)
            let subject = Subject(
                cluster: stale.integer(0), namespace: namespace == 0 ? nil : namespace, name: stale.integer(2))
            try forgetRows(of: subject)
            try rebuild(subject, from: try sightings(of: subject))
        }
        let nameless = try BulkStatement("SELECT pod_fact_id FROM stale_headless", in: db)
        while try nameless.step() {
            try rebuildHeadless(nameless.integer(0))
        }
        try db.execute(sql: "DELETE FROM stale_pod")
        try db.execute(sql: "DELETE FROM stale_headless")
        try db.execute(sql: "DELETE FROM workload WHERE id NOT IN (SELECT workload_id FROM pod WHERE workload_id > 0)")
    }

    private func forgetRows(of subject: Subject) throws {
        guard let name = subject.name else { return }
        forget.bind(name, at: 1)
        forget.bind(subject.namespace ?? 0, at: 2)
        forget.bind(subject.cluster, at: 3)
        while try forget.step() { try rows.forget(pod: forget.integer(0)) }
    }

    private func sightings(of subject: Subject) throws -> [PodSighting] {
        guard let name = subject.name else { return [] }
        pods.bind(name, at: 1)
        pods.bind(subject.namespace ?? 0, at: 2)
        pods.bind(subject.cluster, at: 3)
        var result: [PodSighting] = []
        while try pods.step() { result.append(try withContainers(PodSighting(row: pods))) }
        return result
    }

    private func rebuildHeadless(_ id: Int64) throws {
        headless.bind(id, at: 1)
        guard try headless.step() else { return }
        let sighting = try withContainers(PodSighting(row: headless))
        let subject = Subject(cluster: headless.integer(19), namespace: headless.optionalInteger(18), name: nil)
        headless.reset()
        try rebuild(subject, from: [sighting])
    }

    private func withContainers(_ pod: PodSighting) throws -> PodSighting {
        var pod = pod
        containers.bind(pod.id, at: 1)
        while try containers.step() {
            var container = ContainerSighting(row: containers)
            terminations.bind(container.id, at: 1)
            while try terminations.step() { container.terminations.append(sighting(in: container, of: pod)) }
            pod.containers.append(container)
        }
        return pod
    }

    private func sighting(in container: ContainerSighting, of pod: PodSighting) -> TerminationSighting {
        TerminationSighting(
            exitCode: terminations.integer(2), signal: terminations.optionalInteger(3),
            reason: terminations.optionalInteger(4), message: terminations.optionalInteger(5),
            runtimeID: terminations.optionalInteger(6), startedAt: terminations.optionalInteger(7),
            finishedAt: terminations.optionalInteger(8), slot: terminations.integer(1),
            restartCount: container.restartCount, isWaiting: container.isWaiting, containerName: container.name, incarnation: 0,
            hasUID: pod.uid != nil, memoryLimit: container.memoryLimit, memoryRequest: container.memoryRequest,
            image: container.image, sourceID: pod.sourceID,
            order: SightingOrder(source: pod.order.source, line: terminations.integer(0)))
    }

    private func rebuild(_ subject: Subject, from facts: [PodSighting]) throws {
        guard !facts.isEmpty else { return }
        var sightings = facts
        let count = Incarnations.assign(&sightings)
        let namespace = try subject.namespace.map(texts.text)
        let name = try subject.name.map(texts.text)
        let identity = PodIdentity(cluster: try texts.text(subject.cluster), namespace: namespace, pod: name)
        let runs = TerminationIdentity.clusters(
            of: sightings.flatMap { pod in
                pod.containers.flatMap { container in
                    container.terminations.map { run in
                        var run = run
                        run.incarnation = pod.incarnation
                        return run
                    }
                }
            })
        for incarnation in 0..<count {
            let seen = sightings.filter { $0.incarnation == incarnation }.sorted(by: PodSighting.isNewer)
            let pod = MergedPod(
                cluster: subject.cluster, namespace: subject.namespace, name: subject.name, sightings: seen)
            let workload = try workload(of: pod, name: name)
            try rows.add(
                pod, workload: workload, runs: runs.filter { $0.best.incarnation == incarnation }, identity: identity)
        }
    }

    private func workload(of pod: MergedPod, name: String?) throws -> Workload? {
        guard let name else { return nil }
        let node = try pod.first(\.node).map(texts.text)
        var failure: (any Error)?
        let workload = Workload.of(pod: name, owner: try owner(of: pod), node: node) { kind, name in
            do {
                return try self.owner(ofKind: kind, name, in: pod)
            } catch {
                failure = error
                return .unknown
            }
        }
        if let failure { throw failure }
        return workload
    }

    private func owner(of pod: MergedPod) throws -> Ownership {
        if let owned = pod.sightings.first(where: { $0.ownerKind != nil && $0.ownerName != nil }),
            let kind = owned.ownerKind, let name = owned.ownerName
        {
            return .owned(kind: try texts.text(kind), name: try texts.text(name))
        }
        return pod.sightings.contains(where: \.ownerIsKnown) ? .bare : .unknown
    }

    private func owner(ofKind kind: String, _ name: String, in pod: MergedPod) throws -> Ownership {
        ownerOf.bind(try interner.id(of: name), at: 1)
        ownerOf.bind(try interner.id(of: kind), at: 2)
        ownerOf.bind(pod.namespace ?? 0, at: 3)
        ownerOf.bind(pod.cluster, at: 4)
        defer { ownerOf.reset() }
        guard try ownerOf.step() else { return .unknown }
        guard let ownerKind = ownerOf.optionalInteger(0), let ownerName = ownerOf.optionalInteger(1) else {
            return .bare
        }
        return .owned(kind: try texts.text(ownerKind), name: try texts.text(ownerName))
    }
}
