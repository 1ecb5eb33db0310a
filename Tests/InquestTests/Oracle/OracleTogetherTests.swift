import Foundation
import Inquest
import InquestTestSupport
import Testing

/// All that clients exported of one invented cluster, in one corpus, against what is true of the cluster.
@Suite(.enabled(if: OracleExport.folder != nil, "\(OracleExport.isMissing)"))
struct OracleTogetherTests {
    @Test(arguments: OracleClient.all)
    func `all files of a client give the truth`(client: OracleClient) throws {
        let corpus = try TestCorpus(of: client.files, options: IngestOptions(jobs: 2))
        try expectTruth(corpus, of: [client], "\(client.label) together")
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `all files of all clients give the truth in any order`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let files = OracleClient.all.flatMap(\.files).shuffled(using: &numbers)
        let cut = Int.random(in: 1..<files.count, using: &numbers)
        var corpus = try TestCorpus(of: Array(files[..<cut]), options: IngestOptions(jobs: 1))
        try corpus.ingest(Array(files[cut...]), options: IngestOptions(jobs: 2))
        try expectTruth(corpus, of: OracleClient.all, "all clients together, order \(seed)")
    }

    @Test(arguments: OracleClient.all)
    func `what two forms show was seen twice`(client: OracleClient) throws {
        let corpus = try TestCorpus(
            of: ["describe-pods-A.txt", "events.json", "pods.json"].map { client.path($0) })
        #expect(!corpus.summary.hasProblems)
        // The oldest client does not print ephemeral containers.
        let onlyObject = client.knowsEphemeral ? "0" : "container_kind = 'ephemeral'"
        let wrong = try corpus.rows(
            """
            SELECT namespace, pod, container, sightings FROM terminations
            WHERE sightings <> CASE WHEN \(onlyObject) THEN 1 ELSE 2 END
            """)
        #expect(wrong == [])
        #expect(try corpus.number("SELECT count(*) FROM terminations") > 0)
        #expect(try corpus.number("SELECT count(*) FROM pods WHERE sightings <> 2") == 0)
    }

    private func expectTruth(_ corpus: TestCorpus, of clients: [OracleClient], _ subject: String) throws {
        let truth = try #require(OracleTruth.shared)
        let judge = OracleJudge(subject: subject, corpus: corpus)
        try judge.compare(
            truth.terminations, with: OracleTables.terminations.without(["printed kind"]))
        try judge.compare(
            truth.events, with: OracleTables.events.without(["first line", "count before 1.23"]))
        #expect(try corpus.number("SELECT count(*) FROM events WHERE time_basis <> 'absolute'") == 0)
        try judge.compare(truth.pods, with: OracleTables.pods)
        try judge.compare(truth.containers, with: OracleTables.containers.without(["printed kind"]))
        try judge.compare(truth.nodes, with: OracleTables.nodes)
        let shown = clients.flatMap(OracleCases.of).compactMap(\.logs).filter(\.showsTime).flatMap(\.logs)
        let distinct = Dictionary(shown.map { ($0.key + ($0.previous ? " previous" : ""), $0) }) { log, _ in
            log
        }
        let logs = distinct.values.flatMap { log in
            log.lines.map { "\(OracleSpelling.instant($0[0])) | \($0[1])" }
        }
        let rows = try corpus.rows("SELECT at, text FROM log_lines WHERE at IS NOT NULL")
        try judge.compare(
            logs, rows: rows.map { "\(OracleSpelling.instant($0[0])) | \($0[1])" }, "log_lines",
            mayHaveMore: true, sourceLocation: #_sourceLocation)
        // Nobody shows the owner of a pod that a node runs by itself.
        let guessed = try corpus.rows(
            "SELECT kind, name FROM workloads WHERE guessed = 1 AND kind <> 'StaticPod'")
        #expect(guessed == [], "\(subject)")
    }
}
