import ArgumentParser
import Foundation
import Inquest

/// The command line as a whole.
struct InquestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inquest",
        abstract: "Finds out why containers died, from what Kubernetes exports.",
        discussion: """
            Save what your cluster says, ingest it, ask:

              kubectl describe pods -A > saved/describe.txt
              kubectl get events -A -o json > saved/events.json
              inquest ingest saved/
              inquest report exit-codes

            The corpus is one SQLite file: --db FILE, else $INQUEST_DB, else ./inquest.db.
            Exit codes: 0 done; 1 done, but an input could not be read; 2 nothing could be done; 64 bad usage.
            """,
        version: Version.current,
        subcommands: [
            IngestCommand.self, ReportCommand.self, SQLCommand.self, ExplainCommand.self, SourcesCommand.self,
            SniffCommand.self, FormatsCommand.self,
        ])
}

/// The version of the program.
enum Version {
    static let current = "0.1.0"
}

@main
enum Main {
    static func main() {
        Terminal.ignoreBrokenPipes()
        do {
            var command = try InquestCommand.parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            Terminal.complain(failure.message)
            Foundation.exit(failure.status)
        } catch let error as OutputClosed {
            // Whoever read has seen enough: `inquest sql … | head`.
            Foundation.exit(error.status)
        } catch {
            exit(with: error)
        }
    }

    /// Ends as ArgumentParser would, with nothing on the terminal that could move its cursor.
    private static func exit(with error: any Error) -> Never {
        let status = InquestCommand.exitCode(for: error)
        let text = InquestCommand.fullMessage(for: error)
        if !text.isEmpty {
            if status.isSuccess {
                do { try Terminal.write(text + "\n") } catch { Foundation.exit(0) }
            } else {
                Terminal.writeError(Terminal.escapedLines(text) + "\n")
            }
        }
        Foundation.exit(status.rawValue)
    }
}

/// Why a command could do nothing.
struct Failure: Error {
    /// Where, what, and what to do next.
    let message: String
    /// 2 when nothing could be done, 1 when only part of it.
    var status: Int32 = 2

    /// Turns what the library throws into a failure.
    static func wrapping<Result>(_ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as FilterError {
            throw ValidationError(error.description)
        } catch let error as StoreError {
            throw Failure(message: error.description)
        }
    }
}
