public import ArgumentParser
import Foundation
public import Inquest

/// Which corpus a command works on.
struct CorpusOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The corpus. Default: $INQUEST_DB, else ./inquest.db.", valueName: "file"),
        completion: .file())
    var db: String?

    /// The corpus's path, whether it is there or not.
    var path: String { db ?? Terminal.environment("INQUEST_DB") ?? "inquest.db" }

    /// Opens the corpus for questions.
    func open() throws -> Corpus {
        try Failure.wrapping { try Corpus.open(at: path) }
    }
}

extension OutputForm: ExpressibleByArgument {}

/// In which form a command answers.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The form of the answer. Default: table on a terminal, markdown in a pipe.", valueName: "form"))
    var output: OutputForm?

    var form: OutputForm { output ?? (Terminal.isOutputTerminal ? .table : .markdown) }

    /// Writes an answer in the form that was asked for. CSV keeps every byte of the data, so a terminal gets
    /// it with its control characters made visible.
    func write(_ render: (OutputForm, TextStyle) -> String) throws {
        let text = render(form, Terminal.style)
        try Terminal.write(form == .csv && Terminal.isOutputTerminal ? Terminal.escapedLines(text) : text)
    }
}

/// What narrows a report.
struct FilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only what happened at or after this: RFC 3339, a date, an ISO week (2026-W47) "
                + "or an age (90m, 36h, 7d, 2w).",
            valueName: "time"), transform: TimePoint.argument)
    var since: TimePoint?

    @Option(
        help: ArgumentHelp(
            "Only what happened before this, in the same forms; a date or week counts to its end.",
            valueName: "time"),
        transform: TimePoint.argument)
    var until: TimePoint?

    @Option(
        help: ArgumentHelp(
            "Count ages and weeks back from here and leave out what is later; a date or week counts "
                + "to its end. Default: the newest fact in the corpus.",
            valueName: "time"),
        transform: TimePoint.argument)
    var now: TimePoint?

    @Option(help: ArgumentHelp("Only this cluster.", valueName: "name"))
    var cluster: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Only this namespace.", valueName: "name"))
    var namespace: String?

    @Option(
        help: ArgumentHelp(
            "Only this workload: NAME or KIND/NAME, such as deploy/checkout.", valueName: "name"))
    var workload: String?

    @Option(help: ArgumentHelp("Only this pod.", valueName: "name"))
    var pod: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Only this container.", valueName: "name"))
    var container: String?

    @Option(help: ArgumentHelp("Only pods on this node.", valueName: "name"))
    var node: String?

    @Option(help: ArgumentHelp("Only this image, with or without its tag.", valueName: "name"))
    var image: String?

    @Option(help: ArgumentHelp("At most so many rows.", valueName: "count"))
    var top: Int?

    func validate() throws {
        if let top, top < 1 { throw ValidationError("--top \(top): give a number from 1 on") }
        do { try filter.validate() } catch { throw ValidationError("--workload: \(error.description)") }
    }

    var filter: Filter {
        var filter = Filter()
        filter.since = since
        filter.until = until
        filter.now = now
        filter.cluster = cluster
        filter.namespace = namespace
        filter.workload = workload
        filter.pod = pod
        filter.container = container
        filter.node = node
        filter.image = image
        filter.top = top
        return filter
    }
}

extension TimePoint {
    /// For options: a mistake is bad usage, and says what is accepted.
    static func argument(_ text: String) throws -> TimePoint {
        do {
            return try TimePoint(text)
        } catch {
            throw ValidationError(error.description)
        }
    }
}
