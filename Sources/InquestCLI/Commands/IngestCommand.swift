import ArgumentParser
import Foundation
import Inquest

/// `inquest ingest`.
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Read what you saved from a cluster into the corpus.",
        discussion: """
            Takes files, directories, archives (tar, zip; gzip, xz, zstd, bzip2; also one in another) and
            - for standard input, in any mix, and recognises what each is by its content. Bundles such as a
            must-gather or a support bundle can be given as they are.
            Ingesting the same again adds nothing; overlapping captures are counted once. What cannot be
            understood is kept in the view skipped.

            Examples:
              inquest ingest saved/
              inquest ingest must-gather.tar.gz
              kubectl get events -A -o json | inquest ingest - --cluster prod
              inquest ingest app.log --namespace shop --pod cart-0 --container cart
              inquest ingest saved/ --db incident.db --strict
            """)

    @Argument(help: "Files, directories, archives, or - for standard input.", completion: .file())
    var paths: [String]

    @OptionGroup var corpus: CorpusOptions
    @OptionGroup(title: "Limits on archives") var unpacking: UnpackOptions

    @Option(help: ArgumentHelp("The cluster the inputs are from. Default: default.", valueName: "name"))
    var cluster: String?

    @Option(
        help: ArgumentHelp(
            "When the inputs were captured, which turns printed ages into times: RFC 3339.", valueName: "time"
        ))
    var capturedAt: String?

    @Option(
        help: ArgumentHelp("Read everything as this format; 'inquest formats' lists them.", valueName: "id"))
    var format: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The namespace of bare logs.", valueName: "name"))
    var namespace: String?

    @Option(help: ArgumentHelp("The pod of bare logs.", valueName: "name"))
    var pod: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The container of bare logs.", valueName: "name"))
    var container: String?

    @Option(
        help: ArgumentHelp(
            "Files read at the same time. Default: the number of processors.", valueName: "count"))
    var jobs: Int?

    @Flag(help: "End with 1 when anything was not understood.")
    var strict = false

    @Flag(name: .shortAndLong, help: "List every file.")
    var verbose = false

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The form of the summary: text or json.", valueName: "form"))
    var output = SummaryForm.text

    enum SummaryForm: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    func validate() throws {
        if let jobs, !(1...1024).contains(jobs) {
            throw ValidationError("--jobs \(jobs): give a number from 1 to 1024")
        }
        if let format, !ReadableFormat.all.contains(where: { $0.id == format }) {
            throw ValidationError(
                "there is no format '\(format)': choose "
                    + ReadableFormat.all.map(\.id).joined(separator: ", ")
            )
        }
        if let capturedAt, Timestamp(rfc3339: capturedAt) == nil {
            throw ValidationError(
                "--captured-at '\(capturedAt)': give RFC 3339, such as 2026-11-22T09:14:08Z")
        }
    }

    func run() throws {
        try refuseWhenNothingIsThere()
        var progress = Progress()
        let summary = try Failure.wrapping {
            let corpus = try Corpus.forIngestion(at: corpus.path)
            defer { progress.clear() }
            return try corpus.ingest(paths, options: options) { progress.show($0) }
        }
        for problem in summary.messages { Terminal.complain(problem) }
        let text = output == .json ? summary.json : summary.text(isVerbose: verbose, corpus: corpus.path)
        let status: Int32 =
            summary.sourceCount == 0 && summary.hasProblems
            ? 2 : summary.hasProblems || (strict && summary.skipped > 0) ? 1 : 0
        do {
            try Terminal.write(text)
        } catch is OutputClosed {
            throw OutputClosed(status: status)
        }
        if status != 0 { throw ExitCode(status) }
    }

    /// A corpus is not made for paths of which none is there.
    private func refuseWhenNothingIsThere() throws {
        guard !paths.contains(where: { $0 == "-" || FileManager.default.fileExists(atPath: $0) }) else {
            return
        }
        for path in paths { Terminal.complain("\(path): there is no such file or directory; check the path") }
        throw ExitCode(2)
    }

    private var options: IngestOptions {
        var options = IngestOptions(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
        if let cluster { options.cluster = cluster }
        options.capturedAt = capturedAt.flatMap { Timestamp(rfc3339: $0) }
        options.format = format
        options.limits = unpacking.limits
        options.hints.namespace = namespace
        options.hints.pod = pod
        options.hints.container = container
        return options
    }
}
