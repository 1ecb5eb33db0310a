import Testing

@testable import Inquest

@Suite struct ReportTests {
    @Test func `the tables of exit codes over all samples add up to their truth`() throws {
        let sample = try SampleCorpus(SampleCorpus.incidents)
        defer { sample.remove() }
        let result = try sample.corpus.report(try #require(Reports.report("exit-codes")))
        let table = try #require(result.tables.first).table
        func runs(_ code: Int64, _ reason: String) -> Value? {
            table.rows.first { $0[0] == .integer(code) && $0[1] == .text(reason) }?[3]
        }
        #expect(runs(137, "OOMKilled") == .integer(16))
        #expect(runs(137, "Error") == .integer(13))
        #expect(runs(0, "Completed") == .integer(11))
        #expect(runs(1, "OOMKilled") == .integer(2))
        #expect(runs(255, "Unknown") == .integer(4))
        let total = table.rows.reduce(Int64(0)) { sum, row in
            if case .integer(let count) = row[3] { sum + count } else { sum }
        }
        #expect(total == 98)
        #expect(result.now.iso8601 == "2026-11-22T20:12:12Z")
    }

    @Test func `OOM kills per week are those of the samples`() throws {
        let sample = try SampleCorpus(SampleCorpus.incidents)
        defer { sample.remove() }
        let result = try sample.corpus.report(try #require(Reports.report("oom")))
        let weeks = try #require(result.tables.last).table.rows.map { row in
            "\(CellText.plain(row[0])): \(CellText.plain(row[1])) of \(CellText.plain(row[8]))"
        }
        #expect(
            weeks == [
                "2026-W47: 10 of 59", "2026-W46: 5 of 19", "2026-W45: 2 of 17", "2026-W44: 1 of 2",
                "2026-W43: 0 of 0", "2026-W42: 0 of 0", "2026-W41: 0 of 0", "2026-W40: 0 of 0",
            ])
    }

    @Test(arguments: [
        ("2026-W46", "2026-W47", ["2026-W47", "2026-W46"]),
        ("2026-11-05", "2026-W46", ["2026-W46", "2026-W45"]),
        ("2026-W45", "2026-11-08", ["2026-W45"]), ("2020-01-01", "2020-01-05", []),
    ])
    func `weeks outside the time range have no row`(since: String, until: String, weeks: [String]) throws {
        let sample = try SampleCorpus([])
        defer { sample.remove() }
        var filter = Filter()
        filter.now = try TimePoint("2026-11-22")
        filter.since = try TimePoint(since)
        filter.until = try TimePoint(until)
        let rows = try sample.corpus.report(#require(Reports.report("oom")), filter: filter).tables[1].table
            .rows
        #expect(rows.map { CellText.plain($0[0]) } == weeks)
    }

    @Test(arguments: [
        ("2026-01-04T23:59:59Z", "2026-W01", "2025-W46"), ("2026-01-05T00:00:00Z", "2026-W02", "2025-W47"),
        ("2020-12-31T00:00:00Z", "2020-W53", "2020-W46"), ("2021-01-03T12:00:00Z", "2020-W53", "2020-W46"),
        ("2024-02-29T00:00:00Z", "2024-W09", "2024-W02"), ("2027-01-01T00:00:00Z", "2026-W53", "2026-W46"),
    ])
    func `weeks of the year are those of ISO 8601`(now: String, newest: String, oldest: String) throws {
        let sample = try SampleCorpus([])
        defer { sample.remove() }
        var filter = Filter()
        filter.now = try TimePoint(now)
        let rows = try sample.corpus.report(try #require(Reports.report("oom")), filter: filter).tables[1]
            .table.rows
        #expect(rows.first?[0] == .text(newest))
        #expect(rows.last?[0] == .text(oldest))
    }

    @Test(arguments: Reports.all.map(\.id))
    func `an empty corpus has a report`(id: String) throws {
        let sample = try SampleCorpus([])
        defer { sample.remove() }
        let clock = try #require(Timestamp(rfc3339: "2026-11-22T12:00:00Z"))
        let result = try sample.corpus.report(try #require(Reports.report(id)), clock: clock)
        #expect(result.now == clock)
        #expect(result.tables[0].table.rows == [])
        #expect(result.notes[0] == "0 terminations seen in 0 pods of 0 workloads.")
    }

    @Test func `filters narrow a report and are told`() throws {
        let sample = try SampleCorpus(["oom-loop"])
        defer { sample.remove() }
        var filter = Filter()
        filter.since = try TimePoint("2026-W47")
        filter.until = try TimePoint("2026-W47")
        filter.workload = "deploy/search-indexer"
        let result = try sample.corpus.report(try #require(Reports.report("exit-codes")), filter: filter)
        #expect(result.tables[0].table.rows.map { $0[3] } == [.integer(4)])
        #expect(
            result.filters.map { "\($0.name)=\($0.value)" } == [
                "since=2026-11-16T00:00:00Z", "until=2026-11-23T00:00:00Z", "workload=deploy/search-indexer",
            ])
        filter.workload = "StatefulSet/search-indexer"
        #expect(
            try sample.corpus.report(#require(Reports.report("oom")), filter: filter).tables[0].table.rows
                == [])
    }

    @Test func `what was not seen is narrowed by the image, and not by time`() throws {
        let sample = try SampleCorpus(["oom-loop"])
        defer { sample.remove() }
        let report = try #require(Reports.report("oom"))
        var filter = Filter()
        filter.image = "nowhere.example.io/nothing"
        var notes = try sample.corpus.report(report, filter: filter).notes
        #expect(notes[0] == "0 terminations seen in 0 pods of 0 workloads.")
        #expect(!notes.contains { $0.contains("restart counters") || $0.contains("Every restart") })
        filter = Filter()
        filter.since = try TimePoint("7d")
        notes = try sample.corpus.report(report, filter: filter).notes
        #expect(
            notes[1]
                == "146 more ended runs must have been over all time, by the restart counters, but no source shows them."
        )
    }

    @Test func `a range that holds nothing is refused`() throws {
        let sample = try SampleCorpus([])
        defer { sample.remove() }
        var filter = Filter()
        filter.since = try TimePoint("1d")
        filter.until = try TimePoint("2d")
        let report = try #require(Reports.report("oom"))
        #expect(throws: FilterError.self) { try sample.corpus.report(report, filter: filter) }
        filter = Filter()
        filter.workload = "a/b/c"
        #expect(throws: FilterError.self) { try sample.corpus.report(report, filter: filter) }
    }

    @Test func `a ranked table is cut at top and says so`() throws {
        let sample = try SampleCorpus(["mixed-week"])
        defer { sample.remove() }
        var filter = Filter()
        filter.top = 3
        let result = try sample.corpus.report(try #require(Reports.report("offenders")), filter: filter)
        #expect(result.tables[0].table.rows.map { $0[0] } == [.integer(1), .integer(2), .integer(3)])
        #expect(result.notes.contains("Workloads by score: the first 3 rows are shown; --top N shows more."))
    }

    @Test func `a mistyped report is suggested`() {
        #expect(Reports.suggestions(for: "exitcodes") == ["exit-codes"])
        #expect(Reports.suggestions(for: "offender") == ["offenders"])
    }
}
