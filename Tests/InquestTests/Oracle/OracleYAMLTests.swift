import Foundation
import Inquest
import InquestTestSupport
import Testing

/// YAML and dumps on standard output say what the JSON and the dump directory of the same client say.
@Suite(.enabled(if: OracleExport.folder != nil, "\(OracleExport.isMissing)"))
struct OracleYAMLTests {
    /// Everything that does not hang on lines and sources, the client's own words included.
    private static let queries: [String] = [
        """
        SELECT namespace, pod, pod_uid, container, container_kind, exit_code, signal, reason, message, started_at,
               finished_at, restart_count, node, image, memory_limit_bytes, memory_request_bytes, workload
        FROM terminations
        """,
        """
        SELECT uid, namespace, object_kind, object, container, type, reason, message, count, first_at, last_at,
               component, host
        FROM events
        """,
        "SELECT namespace, pod, uid, node, phase, reason, owner_kind, owner FROM pods",
        "SELECT namespace, pod, container, state, waiting_reason, restart_count, ready, image FROM containers",
        "SELECT node FROM nodes",
        "SELECT namespace, pod, container, level, text FROM all_log_lines",
    ]

    private func expectSame(_ left: [String], _ right: [String], atLeast count: Int) throws {
        let first = try TestCorpus(of: left)
        let second = try TestCorpus(of: right)
        #expect(!first.summary.hasProblems && !second.summary.hasProblems)
        var found = 0
        for query in Self.queries {
            let rows = try first.rows(query).map { $0.joined(separator: " | ") }
            let others = try second.rows(query).map { $0.joined(separator: " | ") }
            found += rows.count
            #expect(difference(rows, others) == [], "only in \(left[0])")
            #expect(difference(others, rows) == [], "only in \(right[0])")
        }
        #expect(found >= count)
        let skipped = try second.rows("SELECT line, reason, excerpt FROM skipped")
        #expect(skipped == (try first.rows("SELECT line, reason, excerpt FROM skipped")))
    }

    @Test(arguments: OracleExport.clients, [("pods", 150), ("events", 300), ("nodes", 1)])
    func `a list as YAML is the list as JSON`(client: String, list: (name: String, rows: Int)) throws {
        try expectSame(
            [OracleExport.path(client, list.name + ".json")],
            [OracleExport.path(client, list.name + ".yaml")],
            atLeast: list.rows)
    }

    @Test(arguments: OracleExport.clients)
    func `one pod as YAML is the pod as JSON`(client: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: OracleExport.path(client, "get-pod"))
        let files = names.filter { $0.hasSuffix(".json") }.map { OracleExport.path(client, "get-pod/\($0)") }
        #expect(files.count >= 3)
        for file in files { try expectSame([file], [file.dropLast(5) + ".yaml"], atLeast: 2) }
    }

    @Test(arguments: OracleExport.clients)
    func `a dump on standard output is the dump directory`(client: String) throws {
        let stream = try TestCorpus(of: [OracleExport.path(client, "dump-single.txt")])
        #expect(!stream.summary.hasProblems)
        // The stream was asked for some namespaces only.
        let namespaces = try stream.column("SELECT DISTINCT namespace FROM pods")
        let directory = try TestCorpus(
            of: (["nodes.json"] + namespaces).map { OracleExport.path(client, "dump/" + $0) })
        var found = 0
        for query in Self.queries {
            let rows = try stream.rows(query).map { $0.joined(separator: " | ") }
            let others = try directory.rows(query).map { $0.joined(separator: " | ") }
            found += rows.count
            #expect(difference(others, rows) == [], "only in the directory")
            #expect(difference(rows, others) == [], "only in the stream")
        }
        // The oldest client prints nodes alone.
        #expect(found > 100 || client == "v1.14")
    }
}
