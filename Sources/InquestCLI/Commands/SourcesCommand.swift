import ArgumentParser
import Inquest

/// `inquest sources`.
struct SourcesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "What the corpus was made from.",
        discussion: """
            One row per ingested file or member of an archive: its format, its facts, and what of it was not understood.

            Examples:
              inquest sources
              inquest sources -o json
            """)

    @OptionGroup var corpus: CorpusOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let corpus = try corpus.open()
        let table = try Failure.wrapping { try corpus.sources() }
        try output.write { table.rendered($0, style: $1) }
    }
}
