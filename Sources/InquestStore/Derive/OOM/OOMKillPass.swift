import GRDB
import InquestCore

/// Joins what kernel logs, runtimes, detectors, kubelets and statuses say of kills for memory: one row for one kill.
///
/// Everything is made anew from the facts: kills are few, and a record may join several that so far stood apart.
final class OOMKillPass {
    private let db: Database
    private let interner: Interner
    private let insertKill: BulkStatement
    private let insertEvidence: BulkStatement
    private var lastKill: Int64 = 0

    init(in db: Database, interner: Interner) throws {
        self.db = db
        self.interner = interner
        insertKill = try .insert(into: "oom_kill", columns: 16, in: db)
        insertEvidence = try .insert(into: "oom_kill_evidence", columns: 5, in: db)
    }

    /// Whether the corpus has records besides the statuses of containers, or had some.
    static func isNeeded(in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM kernel_kill) OR EXISTS (SELECT 1 FROM oom_kill)
                    OR EXISTS (SELECT 1 FROM string WHERE text IN ('SystemOOM', 'OOMKilling'))
                """) ?? false
    }

    func run() throws {
        try db.execute(sql: "DELETE FROM oom_kill_evidence; DELETE FROM oom_kill")
        var records = try logRecords() + eventRecords()
        guard !records.isEmpty else { return }
        try db.execute(sql: "CREATE INDEX IF NOT EXISTS pod_uid ON pod (uid_id) WHERE uid_id IS NOT NULL")
        let subjects = try OOMSubjects(
            in: db, interner: interner, ids: Set(records.compactMap(\.containerID)))
        let runs = OOMRunMatching(subjects)
        for index in records.indices { try runs.date(&records[index]) }
        var kills = OOMKillIdentity.clusters(of: records).map { OOMKill(records: $0) }
        try runs.assign(to: &kills)
        for kill in kills { try insert(kill) }
    }

    // MARK: Records

    private func logRecords() throws -> [OOMTelling] {
        let row = try BulkStatement(Statements.text("kernel_kills.sql"), in: db)
        var records: [OOMTelling] = []
        while try row.step() {
            records.append(
                OOMTelling(
                    teller: KernelKillFact.Teller(rawValue: UInt8(clamping: row.integer(16))) ?? .kernel,
                    cluster: row.integer(0), node: row.text(1),
                    at: row.optionalInteger(2).map { Interval(low: $0, high: $0) },
                    yearIsGuessed: row.integer(3) != 0, uptime: row.optionalInteger(4),
                    pid: row.optionalInteger(5), victim: row.text(6), containerID: row.text(7),
                    podUID: row.text(8),
                    scope: KernelKillFact.Scope(rawValue: UInt8(clamping: row.integer(9))) ?? .unknown,
                    limitBytes: row.optionalInteger(10), anonRSSBytes: row.optionalInteger(11),
                    text: row.text(12) ?? "", sourceID: row.integer(13),
                    order: SightingOrder(source: FactKey(row.blob(14) ?? []), line: row.integer(15))))
        }
        return records
    }

    private func eventRecords() throws -> [OOMTelling] {
        let row = try BulkStatement(Statements.text("oom_events.sql"), in: db)
        var records: [OOMTelling] = []
        while try row.step() {
            let message = row.text(4) ?? ""
            let parsed = OOMMessage(message)
            let at = row.optionalInteger(8).flatMap { first in
                row.optionalInteger(9).map { Interval(low: min(first, $0), high: max(first, $0)) }
            }
            records.append(
                OOMTelling(
                    teller: row.text(1) == "SystemOOM" ? .kubelet : .detector, cluster: row.integer(0),
                    node: row.text(2) ?? row.text(3), at: at, pid: parsed?.pid, victim: parsed?.victim,
                    scope: parsed?.scope ?? .unknown, isMemoryCgroup: parsed?.isMemoryCgroup ?? false,
                    anonRSSBytes: parsed?.anonRSSBytes, text: message,
                    sourceID: row.integer(5),
                    order: SightingOrder(source: FactKey(row.blob(6) ?? []), line: row.integer(7))))
        }
        return records
    }

    // MARK: Rows

    private func insert(_ kill: OOMKill) throws {
        lastKill += 1
        let survived = kill.run == nil && kill.subject.container != nil && kill.exactTime != nil
        let row = insertKill
        row.bind(lastKill, at: 1)
        row.bind(kill.key, at: 2)
        row.bind(kill.cluster, at: 3)
        let at = kill.at
        row.bind(at.map { $0.low == $0.high ? $0.low : $0.middle }, at: 4)
        row.bind(at?.low, at: 5)
        row.bind(at?.high, at: 6)
        row.bind(kill.week, at: 7)
        row.bind(kill.subject.pod, at: 8)
        row.bind(kill.subject.container, at: 9)
        row.bind(kill.run?.id, at: 10)
        row.bind(try kill.node.map(interner.id(of:)), at: 11)
        row.bindText(kill.scope(survived: survived), at: 12)
        row.bind(try kill.victim.map(interner.id(of:)), at: 13)
        row.bind(kill.pid, at: 14)
        row.bind(kill.anonRSSBytes, at: 15)
        row.bind(kill.limitBytes, at: 16)
        try row.run()
        for record in kill.records { try insert(record) }
    }

    private func insert(_ record: OOMTelling) throws {
        insertEvidence.bind(lastKill, at: 1)
        insertEvidence.bind(Int64(record.teller.rawValue), at: 2)
        insertEvidence.bind(record.sourceID, at: 3)
        insertEvidence.bind(record.order.line, at: 4)
        insertEvidence.bindText(record.text, at: 5)
        try insertEvidence.run()
    }
}
