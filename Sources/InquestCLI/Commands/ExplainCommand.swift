import ArgumentParser
import Inquest

/// `inquest explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "What an exit code, signal, reason or verdict means and what to do.",
        discussion: """
            Needs no corpus. Codes may be signed, unsigned or hexadecimal.

            Examples:
              inquest explain 137
              inquest explain SIGTERM
              inquest explain OOMKilled
              inquest explain -- -1073741819
            """)

    @Argument(help: "An exit code, a signal, a reason, the reason of an event, or a verdict.")
    var subject: String

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if output.output == .csv {
            throw ValidationError("explanations have no csv form: choose table, wide, json or markdown")
        }
    }

    func run() throws {
        let explanations: [Explanation]
        do {
            explanations = try Explanation.explain(subject)
        } catch {
            throw Failure(message: error.description)
        }
        try output.write { Explanation.rendered(explanations, as: $0, style: $1) }
    }
}
