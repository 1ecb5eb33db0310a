import ArgumentParser
import Foundation
import Inquest

/// `inquest sql`.
struct SQLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql", abstract: "Ask the corpus in SQL; nothing can be changed.",
        discussion: """
            The views: terminations, events, event_counts, log_lines, all_log_lines, oom_kills, oom_evidence,
            restarts, weekly_failures, workloads, pods, containers, nodes, sources, skipped, coverage, and the knowledge: exit_codes,
            signals, reasons, event_reasons, verdicts. The views evidence and signatures have no rows yet.

            Examples:
              inquest sql "SELECT namespace, pod, exit_code FROM terminations WHERE reason = 'OOMKilled'"
              inquest sql "SELECT * FROM skipped" -o csv > skipped.csv
              inquest sql - < question.sql
            """)

    @Argument(help: "One statement that reads, or - to read it from standard input.")
    var query: String

    @Option(help: ArgumentHelp("Stop after so many rows.", valueName: "rows"))
    var limit = 10_000

    @Option(help: ArgumentHelp("Stop after so many seconds.", valueName: "seconds"))
    var timeout = 30.0

    @OptionGroup var corpus: CorpusOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit \(limit): give a number of rows from 1 on") }
        if !(timeout > 0 && timeout <= 86_400) {
            throw ValidationError("--timeout \(timeout): give seconds, more than 0 and at most 86400")
        }
    }

    func run() throws {
        let sql = try query == "-" ? standardInput() : query
        Corpus.limitQueryMemory()
        let corpus = try corpus.open()
        let table: Table
        do {
            table = try corpus.run(Query(sql: sql), limits: QueryLimits(seconds: timeout, rows: limit))
        } catch let error as StoreError {
            throw Failure(message: error.description + SQLCommand.advice(error.description))
        }
        try output.write { table.rendered($0, style: $1) }
        if table.isTruncated {
            let rows = limit == 1 ? "row is" : "\(limit) rows are"
            Terminal.complain("only the first \(rows) shown; --limit N shows more")
        }
    }

    /// What to do about SQLite's words, where they leave that open.
    private static func advice(_ words: String) -> String {
        if words.hasPrefix("no such table") { return "; 'inquest help sql' lists the views" }
        if words.hasPrefix("no such column") { return "; SELECT * FROM a view LIMIT 1 shows its columns" }
        return ""
    }

    private func standardInput() throws -> String {
        let data = FileHandle.standardInput.readDataToEndOfFile()
        guard let text = String(data: data, encoding: .utf8) else {
            throw Failure(message: "standard input: is not UTF-8 text; give one SQL statement")
        }
        return text
    }
}
