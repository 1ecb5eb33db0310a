import ArgumentParser
import Inquest

/// `inquest formats`.
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats", abstract: "What can be read, and how such files are made.",
        discussion: """
            Each may be gzipped. The id is what `inquest ingest --format` takes.

            Example:
              inquest formats
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let table = Table(
            columns: [Column("id"), Column("title"), Column("made_with")],
            rows: ReadableFormat.all.map { [.text($0.id), .text($0.title), .text($0.origin)] })
        try output.write { table.rendered($0, style: $1) }
    }
}
