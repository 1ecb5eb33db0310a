import Foundation
import Testing

@testable import Inquest

/// The score, by hand: pods with one ended run each.
@Suite struct OffendersTests {
    /// A run, and the score its workload gets as of 2026-11-22T12:00:00Z.
    struct Case: Sendable, CustomTestStringConvertible {
        let code: Int
        let reason: String
        let owner: String
        let finished: String
        let score: Int64?

        var testDescription: String { "\(code) \(reason) of \(owner) on \(finished)" }
    }

    @Test(arguments: [
        Case(code: 1, reason: "Error", owner: "ReplicaSet", finished: "22 Nov", score: 100),
        Case(code: 1, reason: "Error", owner: "ReplicaSet", finished: "15 Nov", score: 50),
        Case(code: 1, reason: "Error", owner: "ReplicaSet", finished: "08 Nov", score: 25),
        Case(code: 1, reason: "Error", owner: "ReplicaSet", finished: "21 Nov", score: 90),
        Case(code: 137, reason: "OOMKilled", owner: "ReplicaSet", finished: "22 Nov", score: 150),
        Case(code: 139, reason: "Error", owner: "Job", finished: "22 Nov", score: 130),
        Case(code: 0, reason: "Completed", owner: "ReplicaSet", finished: "22 Nov", score: 100),
        Case(code: 0, reason: "Completed", owner: "Job", finished: "22 Nov", score: nil),
        Case(code: 1, reason: "Error", owner: "Job", finished: "01 Jul", score: 0),
    ])
    func `a run scores by age and severity`(run: Case) throws {
        let sample = try SampleCorpus([])
        defer { sample.remove() }
        let pod = """
            Name:             web-0
            Namespace:        shop
            Node:             node-a/10.0.0.1
            Start Time:       Mon, 01 Jun 2026 00:00:00 +0000
            Status:           Running
            Controlled By:    \(run.owner)/web
            Containers:
              web:
                Container ID:   containerd://1
                Image:          web:1
                State:          Running
                  Started:      Sun, 22 Nov 2026 11:00:00 +0000
                Last State:     Terminated
                  Reason:       \(run.reason)
                  Exit Code:    \(run.code)
                  Started:      Mon, 01 Jun 2026 00:00:00 +0000
                  Finished:     Sun, \(run.finished) 2026 10:00:00 +0000
                Ready:          True
                Restart Count:  1
            """
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "inquest-\(UUID().uuidString).txt")
        try pod.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        try sample.corpus.ingest([file.path], options: IngestOptions(jobs: 1))
        var filter = Filter()
        filter.now = try TimePoint("2026-11-22T12:00:00Z")
        let rows = try sample.corpus.report(#require(Reports.report("offenders")), filter: filter).tables[0]
            .table.rows
        #expect(rows.map { $0[3] } == (run.score.map { [.integer($0)] } ?? []))
    }
}
