import GRDB
import InquestCore

/// One pod of the corpus: its name, or a sighting without one.
struct PodSubject: Equatable {
    var cluster: Int64
    var namespace: Int64?
    var name: Int64?
}

/// Draws the conclusions about one pod from all its sightings: which pods there were, their containers, ended runs and
/// workload.
final class PodConclusions {
    private let texts: TextReader
    private let owners: OwnerReader
    private let rows: DerivedRows

    init(in db: Database, interner: Interner) throws {
        texts = try TextReader(in: db)
        owners = try OwnerReader(in: db, interner: interner, texts: texts)
        rows = try DerivedRows(in: db, texts: texts)
    }

    /// Keeps a text that the next pod needs.
    func remember(_ id: Int64?, _ text: String?) {
        if let id, let text { texts.remember(id, text) }
    }

    /// Takes away what was concluded of a pod before.
    func forget(pod: Int64) throws {
        try rows.forget(pod: pod)
    }

    /// Adds the rows that the sightings of one pod come to. The order of the sightings does not matter.
    func add(_ subject: PodSubject, sightings facts: [PodSighting]) throws {
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
        let sightingsOf = Dictionary(grouping: sightings, by: \.incarnation)
        let runsOf = Dictionary(grouping: runs, by: \.best.incarnation)
        for incarnation in 0..<count {
            let seen = (sightingsOf[incarnation] ?? []).sorted(by: PodSighting.isNewer)
            let pod = MergedPod(
                cluster: subject.cluster, namespace: subject.namespace, name: subject.name, sightings: seen)
            let workload = try workload(of: pod, name: name)
            try rows.add(pod, workload: workload, runs: runsOf[incarnation] ?? [], identity: identity)
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
