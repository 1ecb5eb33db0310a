import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Whole trees and pages of real inputs against their labels.
@Suite(.enabled(if: SharedFolder.corpus != nil, "\(SharedFolder.isMissing)"))
struct DumpTests {
    @Test func `real trees read as labelled`() throws {
        let items = try ManifestItem.items(ofKind: "dump-tree")
        #expect(items.count >= 7, "the list of real inputs is not as it was")
        var tally = Tally()
        for item in items {
            let corpus = try TestCorpus(of: [item.file], options: IngestOptions(jobs: 2))
            let logs = corpus.summary.sources.filter { isLog($0.path) }
            tally.compare(
                item.path, "log files", found: String(logs.count),
                expected: item.numbers("log_files").first.map(String.init))
            tally.require(
                item.path, "a log file is read as something else",
                logs.allSatisfy(isReadAsLog))
            try checkFacts(item, corpus, &tally)
        }
        tally.judge(below: "dumps/", atLeast: 43, share: 0.85)
    }

    @Test func `real lists of dumps read as labelled`() throws {
        let pods = try ManifestItem.items(ofKind: "dump-pods")
        let events = try ManifestItem.items(ofKind: "dump-events")
        #expect(pods.count >= 56 && events.count >= 24, "the list of real inputs is not as it was")
        var tally = Tally()
        for item in pods + events {
            try checkFacts(item, TestCorpus(of: [item.file]), &tally)
        }
        tally.judge(below: "dumps/lists", atLeast: 300)
    }

    @Test func `real pages read as labelled`() throws {
        let items = try ManifestItem.items(ofKind: "describe-doc")
        #expect(!items.isEmpty, "the list of real inputs is not as it was")
        for item in items {
            let corpus = try TestCorpus(of: [item.file])
            let found = try corpus.column(
                """
                SELECT CASE slot WHEN 0 THEN 'state=' ELSE 'last=' END || exit_code || '/' || text
                FROM termination_fact JOIN string ON string.id = reason_id ORDER BY termination_fact.id
                """)
            #expect(found == item.runsInOrder, "\(item.path)")
        }
    }

    /// What a tree keeps as the log of a container.
    private func isLog(_ path: String) -> Bool {
        path.hasSuffix(".log") || path.hasSuffix("/logs.txt")
            || path.contains("/podlogs/") && path.hasSuffix(".txt")
    }

    private func isReadAsLog(_ source: SourceSummary) -> Bool {
        guard let format = source.format else { return source.isDuplicate || source.bytes == 0 }
        // Some logs of an archive are a node's, and one tells when it was made.
        return format.hasPrefix("log-") || ["kernel-log", "bundle-time"].contains(format)
    }

    /// Sightings, because labels count what the files list: several show the same pods at other times.
    private func checkFacts(_ item: ManifestItem, _ corpus: TestCorpus, _ tally: inout Tally) throws {
        let numbers = [
            ("pods_in_lists", "pods", "SELECT count(*) FROM pod_fact"),
            ("pods", "pods", "SELECT count(*) FROM pod_fact"),
            ("restarts", "restarts", "SELECT COALESCE(sum(restart_count), 0) FROM container_fact"),
            ("events", "events", "SELECT count(*) FROM events"),
            ("occ", "occurrences", "SELECT COALESCE(sum(count), 0) FROM events"),
        ]
        for (word, what, sql) in numbers {
            guard let expected = item.numbers(word).first else { continue }
            tally.compare(
                item.path, what, found: String(try corpus.number(sql)), expected: String(expected))
        }
        for (word, sql) in [
            ("types", "SELECT COALESCE(type, 'None'), count(*) FROM events GROUP BY 1"),
            ("objkinds", "SELECT COALESCE(object_kind, 'None'), count(*) FROM events GROUP BY 1"),
            ("phases", "SELECT phase, count(*) FROM pods GROUP BY 1"),
        ] {
            guard let expected = item.counts(word) else { continue }
            compare(item, word, expected, try corpus.rows(sql), &tally)
        }
        guard let runs = item.endedRuns else { return }
        let rows = try corpus.rows(
            """
            SELECT CASE slot WHEN 0 THEN 'state:' ELSE 'last:' END || exit_code || '/' || COALESCE(text, ''),
                   count(*)
            FROM termination_fact LEFT JOIN string ON string.id = reason_id GROUP BY 1
            """)
        compare(item, "ended runs", runs, rows, &tally)
    }

    private func compare(
        _ item: ManifestItem, _ what: String, _ expected: [String: Int], _ rows: [[String]],
        _ tally: inout Tally
    ) {
        let found = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        for name in Set(expected.keys).union(found.keys).sorted() {
            tally.compare(
                item.path, "\(what) \(name)", found: found[name], expected: expected[name].map(String.init))
        }
    }
}
