import Foundation
import Inquest
import InquestTestSupport
import Testing

/// The tables of `SampleData/README.md`, which were written from the same history as the files.
private struct SampleTables {
    private let lines: [String]

    init() throws {
        lines = try PackageFolder.text("SampleData/README.md").components(separatedBy: "\n")
    }

    /// The cells of the rows of the first table whose heading begins so.
    func rows(of heading: String, after section: String? = nil) -> [[String]] {
        let begin = section.flatMap { lines.firstIndex(of: $0) } ?? 0
        guard let start = lines[begin...].firstIndex(where: { $0.hasPrefix(heading) }) else { return [] }
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.dropFirst().dropLast().components(separatedBy: "|")
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}

struct SampleTruthTests {
    private static let incidents = ["oom-loop", "bad-rollout", "liveness-flap", "drain-storm", "mixed-week"]

    private static let corpora: Result<[String: TestCorpus], any Error> = Result {
        var corpora: [String: TestCorpus] = [:]
        for incident in incidents {
            corpora[incident] = try TestCorpus(of: [PackageFolder.path("SampleData/" + incident)])
        }
        return corpora
    }

    private func corpus(_ incident: String) throws -> TestCorpus {
        try #require(try SampleTruthTests.corpora.get()[incident])
    }

    @Test(arguments: incidents)
    func `totals are those of the sample's table`(incident: String) throws {
        let corpus = try corpus(incident)
        let row = try #require(
            try SampleTables().rows(of: "| incident | what").first { $0[0] == "`\(incident)/`" })
        let found = try corpus.rows(
            """
            SELECT (SELECT count(*) FROM pods), (SELECT count(*) FROM terminations),
                   (SELECT count(*) FROM terminations WHERE reason = 'OOMKilled'),
                   sum(restart_count), sum(unseen)
            FROM restarts
            """)
        #expect(found == [Array(row[2...6])])
    }

    @Test func `the sample as a whole has the totals of its table`() throws {
        let row = try #require(try SampleTables().rows(of: "| incident | what").first { $0[0] == "all" })
        let corpus = try TestCorpus(of: [PackageFolder.path("SampleData")], options: IngestOptions(jobs: 2))
        let found = try corpus.rows(
            """
            SELECT (SELECT count(*) FROM pods), (SELECT count(*) FROM terminations),
                   (SELECT count(*) FROM terminations WHERE reason = 'OOMKilled'),
                   sum(restart_count), sum(unseen)
            FROM restarts
            """)
        #expect(found == [Array(row[2...6])])
        #expect(try corpus.number("SELECT count(*) FROM oom_kills") == Int(row[4]))
    }

    @Test(arguments: incidents)
    func `exits are those of the sample's table`(incident: String) throws {
        let tables = try SampleTables()
        let heading = "| code | reason | all |"
        let column =
            try #require(
                ["oom-loop", "bad-rollout", "liveness-flap", "drain-storm", "mixed-week"].firstIndex(
                    of: incident)) + 3
        let expected = tables.rows(of: heading).filter { $0[column] != "" }.map {
            "\($0[0]) \($0[1]) \($0[column])"
        }
        let found = try corpus(incident).column(
            """
            SELECT exit_code || ' ' || reason || ' ' || count(*) FROM terminations GROUP BY exit_code, reason
            """)
        #expect(expected.count > 1)
        #expect(found.sorted() == expected.sorted())
    }

    @Test(arguments: incidents)
    func `weeks are those of the sample's table`(incident: String) throws {
        let row = try #require(
            try SampleTables().rows(of: "| incident | W44").first { $0[0] == "`\(incident)/`" })
        let weeks = ["W44", "W45", "W46", "W47", "no time"]
        let expected = zip(weeks, row.dropFirst()).filter { $0.1 != "" }.map { "\($0.0) \($0.1)" }
        let rows = try corpus(incident).rows("SELECT finished_at, reason FROM terminations")
        let found = try Dictionary(grouping: rows) { try week(of: $0[0]) }.map { week, rows in
            "\(week) \(rows.count) (\(rows.count { $0[1] == "OOMKilled" }))"
        }
        let withoutZero = { (cell: String) in cell.replacing(" (0)", with: "") }
        #expect(found.map(withoutZero).sorted() == expected.map(withoutZero).sorted())
        // The view counts the same runs by the same weeks.
        let inView = try corpus(incident).rows(
            "SELECT substr(week, 6), sum(failures) FROM weekly_failures GROUP BY week")
        let counts = rows.isEmpty ? [] : expected.filter { !$0.hasPrefix("no time") }
        #expect(
            inView.map { $0.joined(separator: " ") } == counts.map { $0.components(separatedBy: " (")[0] })
    }

    private func week(of time: String) throws -> String {
        guard time != TestCorpus.null else { return "no time" }
        let instant = try #require(Timestamp(rfc3339: time))
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        let date = Date(timeIntervalSince1970: Double(instant.nanoseconds / 1_000_000_000))
        return "W\(calendar.component(.weekOfYear, from: date))"
    }

    @Test(arguments: incidents)
    func `each container's restarts are those of the sample's table`(incident: String) throws {
        let rows = try SampleTables().rows(of: "| pod | container | code and reason", after: "## \(incident)")
        #expect(rows.count >= 7)
        let expected = rows.map { row in
            let container = row[1].prefix { $0 != " " }
            // A pod that was never scheduled shows no counter: the unseen are unknown then, not 0.
            guard row[3] != "–" else {
                return "\(row[0]) \(container) \(TestCorpus.null) \(row[4]) \(TestCorpus.null)"
            }
            return "\(row[0]) \(container) \(row[3]) \(row[4]) \(row[5])"
        }
        let found = try corpus(incident).rows(
            "SELECT namespace || '/' || pod, container, restart_count, seen, unseen FROM restarts"
        ).map { $0.joined(separator: " ") }
        #expect(difference(expected, found) == [])
        // The containers that are not in the table are those without any death.
        let deathless = try corpus(incident).number("SELECT count(*) FROM restarts WHERE seen > 0")
        #expect(deathless == rows.count { $0[4] != "0" })
    }

    @Test(arguments: incidents)
    func `events are as many as have different uids`(incident: String) throws {
        let text = try PackageFolder.text("SampleData/README.md").components(separatedBy: "## \(incident)\n")
        let line = try #require(text.last?.split(separator: "\n").first { $0.hasPrefix("Files: ") })
        let number = line.firstMatch(of: /(\d+) different uids/) ?? line.firstMatch(of: /(\d+) objects\.$/)
        let expected = try #require(number.flatMap { Int($0.1) })
        #expect(try corpus(incident).number("SELECT count(DISTINCT uid) FROM events") == expected)
        #expect(try corpus(incident).number("SELECT count(*) FROM events WHERE uid IS NOT NULL") == expected)
    }
}
