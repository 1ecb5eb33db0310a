import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Compares a corpus with the truth, and tells what it found.
struct OracleJudge {
    /// What is compared, such as `v1.33 describe-pods-A.txt`.
    let subject: String
    let corpus: TestCorpus

    /// Facts that are not in the corpus, and rows that are not true, both of one view.
    @discardableResult
    func compare<Fact>(
        _ facts: [Fact], with table: OracleTable<Fact>, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
        try compare(
            facts.map(table.line), rows: try table.rows(corpus).map(\.line), table.view,
            sourceLocation: sourceLocation)
    }

    @discardableResult
    func compare(
        _ facts: [String], rows: [String], _ what: String, mayHaveMore: Bool = false,
        sourceLocation: SourceLocation
    ) throws -> Bool {
        let missing = difference(facts, rows)
        let extra = mayHaveMore ? [] : difference(rows, facts)
        try OracleReport.add(subject, what, facts: facts.count, missing: missing.count, extra: extra.count)
        let shown =
            missing.prefix(4).map { "\n  - " + $0.prefix(400) }
            + extra.prefix(4).map { "\n  + " + $0.prefix(400) }
        #expect(
            missing.isEmpty && extra.isEmpty,
            "\(subject): \(what): \(missing.count) of \(facts.count) missing, \(extra.count) extra\(shown.joined())",
            sourceLocation: sourceLocation)
        return missing.isEmpty && extra.isEmpty
    }

    /// Every true time lies in the interval of a row that says the same.
    func timesLieInside(_ one: OracleCase, sourceLocation: SourceLocation = #_sourceLocation) throws {
        guard !one.events.isEmpty else { return }
        struct Row {
            let earliest: Int64?
            let latest: Int64?
        }
        var rows: [String: [Row]] = [:]
        for row in try one.eventTable.rows(corpus, and: ["last_at_earliest", "last_at_latest"]) {
            rows[row.line, default: []].append(
                Row(
                    earliest: Timestamp(rfc3339: row.more[0])?.nanoseconds,
                    latest: Timestamp(rfc3339: row.more[1])?.nanoseconds))
        }
        var outside: [String] = []
        var compared = 0
        for event in one.events {
            let line = one.eventTable.line(event)
            guard let time = one.shownTime(event).flatMap({ Timestamp(rfc3339: $0)?.nanoseconds }),
                let candidates = rows[line]
            else { continue }
            let isInside = candidates.contains { row in
                guard let earliest = row.earliest, let latest = row.latest else { return false }
                return earliest <= time && time <= latest
            }
            compared += 1
            if !isInside {
                let first = candidates.first
                let off = [
                    first?.earliest.map { "\(Double(time - $0) / 1e9)" } ?? "-",
                    first?.latest.map { "\(Double($0 - time) / 1e9)" } ?? "-",
                ]
                outside.append("\(off.joined(separator: "/")) s: \(line)")
            }
        }
        let shown = one.events.count { one.shownTime($0) != nil }
        #expect(
            compared == shown, "\(subject): times of rows that are not there", sourceLocation: sourceLocation)
        try OracleReport.add(
            subject, "event times", facts: one.events.count, missing: outside.count, extra: 0)
        #expect(
            outside.isEmpty,
            "\(subject): \(outside.count) of \(one.events.count) true times lie outside:\(outside.prefix(4).map { "\n  ! " + $0.prefix(300) }.joined())",
            sourceLocation: sourceLocation)
    }

    /// The interval of the capture meets the time in which the client ran.
    func captureIsRight(_ one: OracleCase, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let rows = try corpus.rows(
            """
            SELECT path, captured_earliest_ns, captured_latest_ns, captured_basis FROM source
            WHERE captured_latest_ns IS NOT NULL
            """)
        for row in rows {
            let name = String(row[0].dropFirst(one.client.path("").count))
            guard let written = one.client.written[name], let earliest = Double(row[1]),
                let latest = Double(row[2])
            else { continue }
            let isInside = earliest / 1e9 <= written.end && latest / 1e9 >= written.start
            let shown = [earliest / 1e9, latest / 1e9, written.end].map { $0 - written.start }
            #expect(
                isInside,
                "\(subject): \(name): captured \(shown[0]) s to \(shown[1]) s after the start, ended after \(shown[2]) s, basis \(row[3])",
                sourceLocation: sourceLocation)
        }
    }
}

/// Writes what was compared to the file that `INQUEST_ORACLE_REPORT` names, a line each, for sums.
enum OracleReport {
    private static let file = ProcessInfo.processInfo.environment["INQUEST_ORACLE_REPORT"]
    private static let lock = NSLock()

    static func add(_ subject: String, _ what: String, facts: Int, missing: Int, extra: Int) throws {
        guard let file else { return }
        let line = [subject, what, String(facts), String(missing), String(extra)].joined(separator: "\t")
        try lock.withLock {
            if !FileManager.default.fileExists(atPath: file) {
                _ = FileManager.default.createFile(atPath: file, contents: nil)
            }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
            defer { try? handle.close() }
            try handle.seekToEnd()
            try handle.write(contentsOf: Data((line + "\n").utf8))
        }
    }
}
