import ArgumentParser
import Inquest

/// `inquest report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Answer a question about all deaths in the corpus.",
        discussion: """
            Reports:
            \(listing)

            Every report says what it counted, what it did not see, and from which instant it counts back.

            Examples:
              inquest report exit-codes --since 7d
              inquest report oom -n catalog -o markdown
              inquest report offenders --since 2026-W47 --until 2026-W47 --top 5
              inquest report exit-codes --workload deploy/checkout -o json
            """)

    @Argument(help: "The report: \(names), or list.", completion: .list(Reports.all.map(\.id) + ["list"]))
    var report: String

    @OptionGroup var corpus: CorpusOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Filters") var filters: FilterOptions

    func validate() throws {
        guard report != "list", Reports.report(report) == nil else { return }
        let near = Reports.suggestions(for: report)
        throw ValidationError(
            "there is no report '\(report)'"
                + (near.isEmpty
                    ? ": choose \(Self.names)" : "; did you mean '\(near.joined(separator: "' or '"))'?"))
    }

    func run() throws {
        guard let report = Reports.report(report) else {
            return try output.write { Reports.list.rendered($0, style: $1) }
        }
        let corpus = try corpus.open()
        let result = try Failure.wrapping { try corpus.report(report, filter: filters.filter) }
        try output.write { result.rendered($0, style: $1) }
    }

    private static var names: String { Reports.all.map(\.id).joined(separator: ", ") }

    private static var listing: String {
        let width = Reports.all.map(\.id.count).max() ?? 0
        return Reports.all.map { report in
            "  " + report.id + String(repeating: " ", count: width + 2 - report.id.count) + report.question
        }.joined(separator: "\n")
    }
}
