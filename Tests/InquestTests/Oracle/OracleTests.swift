import Foundation
import Inquest
import InquestTestSupport
import Testing

@Suite(.enabled(if: OracleExport.folder != nil, "\(OracleExport.isMissing)"))
struct OracleTests {
    private func expectSame(
        _ found: [String], _ truth: [String], _ what: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(!truth.isEmpty, "\(what): there is nothing to compare", sourceLocation: sourceLocation)
        #expect(difference(truth, found) == [], "\(what) misses facts", sourceLocation: sourceLocation)
        #expect(difference(found, truth) == [], "\(what) invents facts", sourceLocation: sourceLocation)
    }

    private func ingest(_ client: String, _ files: String...) throws -> TestCorpus {
        let corpus = try TestCorpus(of: files.map { OracleExport.path(client, $0) })
        #expect(!corpus.summary.hasProblems)
        return corpus
    }

    // MARK: Descriptions

    @Test(arguments: OracleExport.clients)
    func `all described pods give the truth`(client: String) throws {
        let facts = OracleFacts(client: client)
        let corpus = try ingest(client, "describe-pods-A.txt")
        let pods = try OracleExport.described()
        expectSame(
            try facts.terminations(corpus),
            try facts.trueTerminations(pods: pods, hidesEphemeral: facts.hidesEphemeral), "terminations")
        expectSame(try facts.restartCounts(corpus), try facts.trueRestartCounts(pods: pods), "restart counts")
        expectSame(try facts.describedEvents(corpus), try facts.trueDescribedEvents(pods: pods), "events")
        #expect(try corpus.rows("SELECT line, reason, excerpt FROM skipped") == [])
    }

    @Test(arguments: OracleExport.clients)
    func `described pods of a part of the cluster give the truth`(client: String) throws {
        let facts = OracleFacts(client: client)
        let names = try FileManager.default.contentsOfDirectory(atPath: OracleExport.path(client, ""))
            .sorted()
        let files = names.filter {
            $0 == "describe-pod" || $0 == "describe-prefix.txt" || $0 == "describe-all-A.txt"
                || $0.hasPrefix("describe-pods-ns-")
        }
        #expect(files.count >= 4)
        for file in files {
            let corpus = try ingest(client, file)
            let pods = try OracleFacts.pods(corpus)
            #expect(!pods.isEmpty)
            let truth = try facts.trueTerminations(pods: pods, hidesEphemeral: facts.hidesEphemeral)
            let found = try facts.terminations(corpus)
            #expect(difference(truth, found) == [], "\(file) misses facts")
            #expect(difference(found, truth) == [], "\(file) invents facts")
        }
    }

    @Test(arguments: OracleExport.clients)
    func `the instant of a description is found`(client: String) throws {
        let corpus = try ingest(client, "describe-pods-A.txt")
        let interval = try #require(try OracleExport.interval(client, "describe-pods-A.txt"))
        let row = try corpus.rows(
            """
            SELECT captured_earliest_ns / 1000000000, captured_latest_ns / 1000000000 FROM source
            """)[0]
        let earliest = try #require(Double(row[0]))
        let latest = try #require(Double(row[1]))
        #expect(earliest <= interval.upperBound + 1)
        #expect(latest >= interval.lowerBound - 1)
    }

    @Test(arguments: OracleExport.clients)
    func `the true time of an event lies in the interval its printed age gives`(client: String) throws {
        let facts = OracleFacts(client: client)
        let corpus = try ingest(client, "describe-pods-A.txt")
        var intervals: [String: [ClosedRange<Int64>]] = [:]
        let rows = try corpus.rows(
            """
            SELECT namespace, object, reason, message, last_at_earliest, last_at_latest FROM events
            WHERE time_basis = 'age'
            """)
        for row in rows {
            let earliest = try #require(Timestamp(rfc3339: row[4])?.nanoseconds)
            let latest = try #require(Timestamp(rfc3339: row[5])?.nanoseconds)
            let name = row[0..<3].joined(separator: " | ") + " | " + OracleFacts.normal(row[3])
            intervals[name, default: []].append(earliest...latest)
        }
        #expect(intervals.count > 50)
        var compared = 0
        for fact in try OracleExport.truth("events") {
            let name =
                ["namespace", "name", "reason"].map { OracleFacts.text(fact[$0]) }.joined(separator: " | ")
                + " | "
                + OracleFacts.normal(fact["message"] as? String ?? "")
            guard fact["kind"] as? String == "Pod", let possible = intervals[name] else { continue }
            let style = fact["style"] as? String
            // Old clients show a series by its first time, the oldest no time of an events.k8s.io event.
            if client == "v1.14", style != "legacy" { continue }
            let printed = facts.printsSeriesOnce && style == "series" ? "first" : "last"
            let time = try #require(Timestamp(rfc3339: OracleFacts.text(fact[printed]))?.nanoseconds)
            let second: Int64 = 1_000_000_000
            #expect(
                possible.contains { ($0.lowerBound - second...$0.upperBound + second).contains(time) },
                "\(name)")
            compared += 1
        }
        #expect(compared > 50)
    }

    // MARK: Objects

    @Test(arguments: OracleExport.clients)
    func `pods as objects give the truth`(client: String) throws {
        let facts = OracleFacts(client: client)
        let corpus = try ingest(client, "pods.json")
        expectSame(
            try facts.terminations(corpus), try facts.trueTerminations(hidesEphemeral: false), "terminations")
        let all = Set(
            try OracleExport.truth("pods")
                .map { OracleFacts.text($0["namespace"]) + "/" + OracleFacts.text($0["pod"]) })
        #expect(try OracleFacts.pods(corpus) == all)
    }

    @Test(arguments: OracleExport.clients)
    func `pods of a cluster dump give the truth`(client: String) throws {
        let facts = OracleFacts(client: client)
        let namespaces = try FileManager.default.contentsOfDirectory(
            atPath: OracleExport.path(client, "dump"))
        let files = namespaces.map { OracleExport.path(client, "dump/\($0)/pods.json") }
            .filter(FileManager.default.fileExists).sorted()
        let corpus = try TestCorpus(of: files)
        expectSame(
            try facts.terminations(corpus),
            try facts.trueTerminations(hidesEphemeral: facts.hidesEphemeral), "terminations")
    }

    @Test(arguments: OracleExport.clients, ["events.json", "events-k8sio.json", "events-stream.json"])
    func `events as objects give the truth`(client: String, file: String) throws {
        let facts = OracleFacts(client: client)
        let corpus = try ingest(client, file)
        expectSame(try facts.events(corpus), try facts.trueEvents(), file)
        #expect(try corpus.number("SELECT count(*) FROM events WHERE time_basis <> 'absolute'") == 0)
    }

    // MARK: All together

    @Test(arguments: OracleExport.clients)
    func `several forms of the same facts are the same facts`(client: String) throws {
        let facts = OracleFacts(client: client)
        let corpus = try ingest(client, "describe-pods-A.txt", "events.json", "pods.json")
        expectSame(
            try facts.terminations(corpus), try facts.trueTerminations(hidesEphemeral: false), "terminations")
        expectSame(try facts.events(corpus), try facts.trueEvents(), "events")
        // Each termination of a described pod was seen twice, except what the old client does not print.
        let onlyObject = facts.hidesEphemeral ? "container_kind = 'ephemeral'" : "0"
        let wrong = try corpus.rows(
            """
            SELECT namespace, pod, container, sightings FROM terminations
            WHERE sightings <> CASE WHEN \(onlyObject) THEN 1 ELSE 2 END
            """)
        #expect(wrong == [])
        #expect(try corpus.number("SELECT count(*) FROM pods WHERE sightings <> 2") == 0)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `captures of all clients in any order are the same facts`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let files = OracleExport.clients.flatMap { client in
            ["describe-pods-A.txt", "events.json", "pods.json", "describe-pods-ns-data-01.txt"]
                .map { OracleExport.path(client, $0) }
        }.shuffled(using: &numbers)
        let cut = Int.random(in: 1..<files.count, using: &numbers)
        var corpus = try TestCorpus(of: Array(files[..<cut]))
        try corpus.ingest(Array(files[cut...]), options: IngestOptions(jobs: 2))
        let facts = OracleFacts(client: "")
        expectSame(
            try facts.terminations(corpus), try facts.trueTerminations(hidesEphemeral: false), "terminations")
        expectSame(try facts.events(corpus), try facts.trueEvents(), "events")
        #expect(try corpus.number("SELECT count(*) FROM pods") == OracleExport.truth("pods").count)
    }
}
