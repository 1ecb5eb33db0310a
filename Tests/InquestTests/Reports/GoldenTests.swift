import Foundation
import Inquest
import Testing

/// Whole reports over the sample incidents. `UPDATE_GOLDEN=1 swift test` writes the files anew.
@Suite struct GoldenTests {
    private static let forms: [(form: OutputForm, ending: String)] = [
        (.table, "txt"), (.markdown, "md"), (.json, "json"), (.csv, "csv"),
    ]

    @Test(arguments: SampleCorpus.incidents)
    func `reports over an incident are as recorded`(incident: String) throws {
        let sample = try SampleCorpus([incident])
        defer { sample.remove() }
        var filter = Filter()
        filter.now = try TimePoint("2026-11-22T21:10:00Z")
        for report in Reports.all {
            let result = try sample.corpus.report(report, filter: filter)
            for (form, ending) in Self.forms {
                let text = result.rendered(form, style: TextStyle(width: 100))
                try compare(text, with: "\(incident)/\(report.id).\(ending)")
            }
        }
    }

    private func compare(_ text: String, with name: String) throws {
        let file = SampleCorpus.package.appendingPathComponent("Tests/InquestTests/Golden/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let recorded = try? String(contentsOf: file, encoding: .utf8)
        #expect(text == recorded, "\(name) differs; review it after UPDATE_GOLDEN=1 swift test")
    }
}
