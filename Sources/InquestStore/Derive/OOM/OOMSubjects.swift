import GRDB
import InquestCore

/// Whose process was killed, as far as the corpus knows.
struct OOMSubject {
    var pod: Int64?
    var container: Int64?
    /// The run with the id the kernel log names.
    var run: Int64?
}

/// An ended run that may have ended by the kill.
struct OOMRun {
    var id: Int64
    var container: Int64
    var pod: Int64
    var exitCode: Int64
    var finishedAt: Int64?
    var limitBytes: Int64?
    var key: FactKey
    var reason: String?
    /// The node its pod ran on, where the query tells it.
    var node: String?

    /// The columns that the queries for runs share.
    init(row: BulkStatement, pod: Int64) {
        id = row.integer(0)
        container = row.integer(1)
        self.pod = pod
        exitCode = row.integer(2)
        finishedAt = row.optionalInteger(3)
        limitBytes = row.optionalInteger(4)
        key = FactKey(row.blob(5) ?? [])
        reason = row.text(6)
    }
}

/// Finds pods, containers and ended runs by what kernel logs call them.
final class OOMSubjects {
    private var runs = RuntimeIDIndex<OOMSubject>()
    private var containers = RuntimeIDIndex<OOMSubject>()
    private let interner: Interner
    private let podsOfUID: BulkStatement
    private let runOfID: BulkStatement
    private let runsOfPod: BulkStatement
    private let runsOfNode: BulkStatement

    /// - Parameter ids: Hexadecimal ids of containers; only these are looked up.
    init(in db: Database, interner: Interner, ids: Set<String>) throws {
        self.interner = interner
        podsOfUID = try BulkStatement(Statements.text("pods_of_uid.sql"), in: db)
        runOfID = try BulkStatement(Statements.text("oom_run.sql"), in: db)
        runsOfPod = try BulkStatement(Statements.text("oom_runs_of_pod.sql"), in: db)
        runsOfNode = try BulkStatement(Statements.text("oom_runs_of_node.sql"), in: db)
        let wanted = Set(ids.compactMap(RuntimeIDIndex<OOMSubject>.start(ofID:)))
        guard !wanted.isEmpty else { return }
        let run = try BulkStatement(Statements.text("runs_of_runtime.sql"), in: db)
        while try run.step() {
            let subject = OOMSubject(pod: run.integer(3), container: run.integer(2), run: run.integer(1))
            OOMSubjects.add(subject, id: run.text(0), wanted, to: &runs)
        }
        let container = try BulkStatement(Statements.text("containers_of_runtime.sql"), in: db)
        while try container.step() {
            let subject = OOMSubject(pod: container.integer(2), container: container.integer(1))
            OOMSubjects.add(subject, id: container.text(0), wanted, to: &containers)
        }
    }

    private static func add(
        _ subject: OOMSubject, id: String?, _ wanted: Set<Substring>,
        to index: inout RuntimeIDIndex<OOMSubject>
    ) {
        guard let id, let start = RuntimeIDIndex<OOMSubject>.start(ofID: id), wanted.contains(start) else {
            return
        }
        index.add(subject, id: id)
    }

    /// Whose a container id and the uid of a pod are.
    func subject(containerID: String?, podUID: String?, cluster: Int64) throws -> OOMSubject {
        if let containerID {
            if let run = OOMSubjects.only(containerID, in: runs) { return run }
            if let container = OOMSubjects.only(containerID, in: containers) { return container }
        }
        guard let podUID else { return OOMSubject() }
        podsOfUID.bind(cluster, at: 1)
        podsOfUID.bind(try interner.id(of: podUID), at: 2)
        defer { podsOfUID.reset() }
        return try podsOfUID.step() ? OOMSubject(pod: podsOfUID.integer(0)) : OOMSubject()
    }

    private static func only(_ id: String, in index: RuntimeIDIndex<OOMSubject>) -> OOMSubject? {
        let same = index.values(of: id)
        guard let first = same.first else { return nil }
        return same.allSatisfy { $0.container == first.container && $0.run == first.run } ? first : nil
    }

    /// The run whose container has an id.
    func run(containerID: String?) throws -> OOMRun? {
        guard let containerID, let subject = OOMSubjects.only(containerID, in: runs), let run = subject.run
        else {
            return nil
        }
        runOfID.bind(run, at: 1)
        defer { runOfID.reset() }
        guard try runOfID.step() else { return nil }
        var found = OOMRun(row: runOfID, pod: runOfID.integer(7))
        found.node = runOfID.text(8)
        return found
    }

    /// Ended runs of a pod, or of one container of it, that may have ended by a kill.
    func runs(ofPod pod: Int64, container: Int64?) throws -> [OOMRun] {
        runsOfPod.bind(pod, at: 1)
        runsOfPod.bind(container, at: 2)
        var runs: [OOMRun] = []
        while try runsOfPod.step() { runs.append(OOMRun(row: runsOfPod, pod: pod)) }
        return runs
    }

    /// Ended runs on a node, within an interval, that their status calls kills for memory.
    ///
    /// - Parameters:
    ///   - isContainerNamed: Whether the kill names a container, so that a run whose container is known is another.
    ///   - isPodNamed: The same of the pod.
    func runs(
        onNode node: String, within span: Interval, cluster: Int64, isContainerNamed: Bool, isPodNamed: Bool
    ) throws -> [OOMRun] {
        runsOfNode.bind(cluster, at: 1)
        runsOfNode.bind(span.low, at: 2)
        runsOfNode.bind(span.high, at: 3)
        var runs: [OOMRun] = []
        while try runsOfNode.step() {
            guard let name = runsOfNode.text(8), OOMTelling.isSameNode(name, node),
                !(isContainerNamed && runsOfNode.integer(9) != 0),
                !(isPodNamed && runsOfNode.integer(10) != 0)
            else { continue }
            runs.append(OOMRun(row: runsOfNode, pod: runsOfNode.integer(7)))
        }
        return runs
    }
}
