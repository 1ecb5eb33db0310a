import GRDB
import InquestCore

/// Rebuilds what is concluded of pods whose facts have changed: pods, containers, ended runs and workloads.
///
/// Each pod is rebuilt from all its sightings, so the result does not depend on the order of ingestion.
final class PodPass {
    private let db: Database
    private let forget: BulkStatement
    private let conclusions: PodConclusions
    /// Whether there is anything concluded that may have to go.
    private let hasRows: Bool

    init(in db: Database, interner: Interner) throws {
        self.db = db
        forget = try BulkStatement(Statements.text("forget_pods.sql"), in: db)
        conclusions = try PodConclusions(in: db, interner: interner)
        hasRows = try Int64.fetchOne(db, sql: "SELECT id FROM pod LIMIT 1") != nil
    }

    func run() throws {
        try db.execute(sql: try Statements.text("mark_owned_pods.sql"))
        try db.execute(sql: "DELETE FROM stale_owner")
        try forgetStale()
        try rebuildAll(try BulkStatement(Statements.text("stale_pod_sightings.sql"), in: db))
        try rebuildAll(try BulkStatement(Statements.text("stale_headless_sightings.sql"), in: db))
        try db.execute(sql: "DELETE FROM stale_pod")
        try db.execute(sql: "DELETE FROM stale_headless")
        try db.execute(
            sql: "DELETE FROM workload WHERE id NOT IN (SELECT workload_id FROM pod WHERE workload_id > 0)")
    }

    /// Goes through sightings that stand together by pod.
    private func rebuildAll(_ row: BulkStatement) throws {
        var subject: PodSubject?
        var sightings: [PodSighting] = []
        while try row.step() {
            let namespace = row.integer(1)
            let next = PodSubject(
                cluster: row.integer(0), namespace: namespace == 0 ? nil : namespace,
                name: row.optionalInteger(2))
            let isOther = next != subject || next.name == nil && sightings.last?.id != row.integer(3)
            if isOther {
                if let subject { try conclusions.add(subject, sightings: sightings) }
                subject = next
                sightings.removeAll(keepingCapacity: true)
            }
            add(row, to: &sightings)
        }
        if let subject { try conclusions.add(subject, sightings: sightings) }
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

    /// Takes away what was concluded before, also of names that have no sighting any more.
    private func forgetStale() throws {
        guard hasRows else { return }
        let stale = try BulkStatement("SELECT name_id, namespace_id, cluster_id FROM stale_pod", in: db)
        while try stale.step() {
            for column in 0..<3 as Range<Int32> { forget.bind(stale.integer(column), at: column + 1) }
            while try forget.step() { try conclusions.forget(pod: forget.integer(0)) }
        }
    }
}
