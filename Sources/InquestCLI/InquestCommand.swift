import ArgumentParser
import Inquest

@main
struct InquestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inquest", abstract: "Finds out why containers died, from what Kubernetes exports.")
}
