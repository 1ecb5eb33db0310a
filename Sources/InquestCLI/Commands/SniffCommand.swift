import ArgumentParser
import Inquest

/// `inquest sniff`.
struct SniffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sniff", abstract: "What a file would be taken for, and why.",
        discussion: """
            Nothing is stored and no corpus is needed. The first row of a file is the format it would be
            read as.

            Examples:
              inquest sniff saved/describe.txt
              kubectl get events -o json | inquest sniff -
            """)

    @Argument(help: "Files, directories, or - for standard input.", completion: .file())
    var paths: [String]

    @OptionGroup var output: OutputOptions

    func run() throws {
        let (results, problems) = SniffResult.sniff(paths)
        var rows: [[Value]] = []
        for result in results {
            if let problem = result.problem {
                rows.append([.text(result.path), .null, .null, .text(problem)])
            }
            for candidate in result.ranking where result.problem != nil || candidate.certainty != "no" {
                rows.append([
                    .text(result.path), .text(candidate.format.id), .text(candidate.certainty),
                    .text(candidate.reason),
                ])
            }
        }
        let table = Table(
            columns: [Column("path", kind: .path), Column("format"), Column("certainty"), Column("reason")],
            rows: rows)
        if !rows.isEmpty { try output.write { table.rendered($0, style: $1) } }
        for problem in problems { Terminal.complain(problem) }
        if results.isEmpty { throw ExitCode(2) }
        if !problems.isEmpty || results.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
    }
}
