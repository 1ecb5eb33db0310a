import GRDB
import InquestCore

/// Rebuilds what is concluded of pods whose facts have changed: pods, containers, ended runs and workloads.
///
/// Each pod is rebuilt from all its sightings, so the result does not depend on the order of ingestion.
final class PodPass {
    private let db: Database
    private let texts: TextReader
    private let owners: OwnerReader
    private let forget: BulkStatement
    private let rows: DerivedRows
    /// Whether there is anything concluded that may have to go.
    private let hasRows: Bool

    /// One pod of the corpus: its name, or a sighting without one.
    private struct Subject: Equatable {
        var cluster: Int64
        var namespace: Int64?
        var name: Int64?
    }

    init(in db: Database, interner: Interner) throws {
        self.db = db
        texts = try TextReader(in: db)
        owners = try OwnerReader(in: db, interner: interner, texts: texts)
        forget = try BulkStatement(Statements.text("forget_pods.sql"), in: db)
        rows = try DerivedRows(in: db, texts: texts)
        hasRows = try Int64.fetchOne(db, sql: "SELECT id FROM pod LIMIT 1") != nil
    }

    func run() throws {
        try rebuildAll(try BulkStatement(Statements.text("stale_pod_sightings.sql"), in: db))
        try rebuildAll(try BulkStatement(Statements.text("stale_headless_sightings.sql"), in: db))
        try db.execute(sql: "DELETE FROM stale_pod")
        try db.execute(sql: "DELETE FROM stale_headless")
        try db.execute(sql: "DELETE FROM workload WHERE id NOT IN (SELECT workload_id FROM pod WHERE workload_id > 0)")
    }

    /// Goes through sightings that stand together by pod.
    private func rebuildAll(_ row: BulkStatement) throws {
        var subject: Subject?
        var sightings: [PodSighting] = []
        while try row.step() {
            let namespace = row.integer(1)
            let next = Subject(
                cluster: row.integer(0), namespace: namespace == 0 ? nil : namespace, name: row.optionalInteger(2))
            let isOther = next != subject || next.name == nil && sightings.last?.id != row.integer(3)
            if isOther {
                if let subject { try rebuild(subject, from: sightings) }
                subject = next
                sightings.removeAll(keepingCapacity: true)
            }
            add(row, to: &sightings)
        }
        if let subject { try rebuild(subject, from: sightings) }
    }

    /// Adds a row's ended run, with its container and pod where these are new.
    private func add(_ row: BulkStatement, to sightings: inout [PodSighting]) {
        if sightings.last?.id != row.integer(3) { sightings.append(PodSighting(row: row)) }
        guard !row.isNull(21) else { return }
        let pod = sightings.count - 1
        if sightings[pod].containers.last?.id != row.integer(21) {
            sightings[pod].containers.append(ContainerSighting(row: row))
        }
        guard !row.isNull(35) else { return }
        let container = sightings[pod].containers.count - 1
        let run = TerminationSighting(row: row, of: sightings[pod].containers[container], in: sightings[pod])
        sightings[pod].containers[container].terminations.append(run)
    }

    private func forgetRows(of subject: Subject) throws {
        guard hasRows, let name = subject.name else { return }
        forget.bind(name, at: 1)
        forget.bind(subject.namespace ?? 0, at: 2)
        forget.bind(subject.cluster, at: 3)
        while try forget.step() { try rows.forget(pod: forget.integer(0)) }
    }

    private func rebuild(_ subject: Subject, from facts: [PodSighting]) throws {
        try forgetRows(of: subject)
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
        let node = try pod.first { $0.node }.map(texts.text)
        var failure: (any Error)?
        let workload = Workload.of(pod: name, owner: try owners.owner(of: pod), node: node) { kind, name in
            do {
                return try owners.owner(ofKind: kind, name, in: pod)
            } catch {
                failure = error
                return .unknown
            }
        }
        if let failure { throw failure }
        return workload
    }
}
