import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Every file that clients exported of one invented cluster, alone, against what is true of the cluster.
@Suite(.enabled(if: OracleExport.folder != nil, "\(OracleExport.isMissing)"))
struct OracleTests {
    @Test func `there is something to compare`() throws {
        let truth = try #require(OracleTruth.shared)
        #expect(!truth.terminations.isEmpty && !truth.events.isEmpty)
        #expect(OracleClient.all.count == OracleExport.clients.count)
        for client in OracleClient.all {
            #expect(OracleCases.of(client).count > 30)
        }
    }

    @Test(arguments: OracleCase.all)
    func `a file alone gives what its form carries of the truth, and nothing else`(one: OracleCase) throws {
        let corpus = try TestCorpus(of: one.paths)
        let judge = OracleJudge(subject: one.description, corpus: corpus)
        #expect(one.isEmpty || !corpus.summary.hasProblems, "\(one): \(corpus.summary.problems)")
        try judge.compare(one.terminations, with: one.terminationTable)
        try judge.compare(one.pods, with: one.podTable)
        try judge.compare(one.containers, with: one.containerTable)
        try judge.compare(one.events, with: one.eventTable)
        try compareNodes(one, judge)
        try compareLogs(one, judge)
        try judge.timesLieInside(one)
        try judge.captureIsRight(one)
        let skipped = try corpus.rows("SELECT line, reason, excerpt FROM skipped")
        #expect(one.isEmpty || skipped.isEmpty, "\(one): \(skipped.prefix(3))")
    }

    /// Nodes that are shown, and those that only pods name.
    private func compareNodes(_ one: OracleCase, _ judge: OracleJudge) throws {
        let shown = Set(one.nodes.map(\.name))
        let hasNodes = one.podTable.columns.contains { $0.name == "node" }
        let named = Set(hasNodes ? one.pods.compactMap(\.node).filter { !$0.isEmpty } : []).subtracting(shown)
        let nodes = one.nodes + named.map { OracleTruth.Node(name: $0, uid: "", conditions: []) }
        try judge.compare(nodes, with: one.nodeTable)
    }

    private func compareLogs(_ one: OracleCase, _ judge: OracleJudge) throws {
        let logs = one.logs ?? OracleLogs(logs: [])
        let facts = logs.logs.flatMap { log in
            log.lines.map { line in
                [
                    logs.showsPod ? log.pod : "", logs.showsContainer ? log.container : "",
                    logs.showsTime ? OracleSpelling.instant(line[0]) : "", line[1],
                ].joined(separator: " | ")
            }
        }
        let rows = try judge.corpus.rows(
            """
            SELECT \(logs.showsPod ? "pod" : "''"), \(logs.showsContainer ? "container" : "''"),
                   \(logs.showsTime ? "at" : "''"), text FROM log_lines
            """
        ).map { row in
            [row[0], row[1], OracleSpelling.instant(row[2]), row[3]].joined(separator: " | ")
        }
        try judge.compare(
            facts, rows: rows, "log_lines", mayHaveMore: one.hasOtherLogs, sourceLocation: #_sourceLocation)
    }
}
