import Foundation
import Testing

/// The session in the README against the built program.
@Suite struct SessionTests {
    /// A command with what it prints.
    private struct Step {
        let command: String
        var output = ""
    }

    @Test func `the session in the README is what the program prints`() throws {
        let readme = try Manual.text("README.md")
        let after = try #require(readme.split(separator: "<!-- session", maxSplits: 1).last)
        let block = try #require(after.split(separator: "```\n", maxSplits: 2).dropFirst().first)
        var steps: [Step] = []
        for line in block.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if !steps.isEmpty {
                steps[steps.count - 1].output += line + "\n"
            }
        }
        #expect(steps.count > 1)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "inquest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("SampleData"),
            withDestinationURL: Manual.package.appendingPathComponent("SampleData"))
        for step in steps {
            #expect(step.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(step.command)")
            let printed = try run(step.command, in: folder)
            // An empty line before the next prompt is layout.
            #expect(printed == step.output || printed + "\n" == step.output, "\(step.command)")
        }
    }

    /// What a line of shell prints on a terminal of 80 columns.
    private func run(_ line: String, in folder: URL) throws -> String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
        let products = URL(fileURLWithPath: own).deletingLastPathComponent().path
        // Answers in a pipe are Markdown; a summary of an ingest has one form for people.
        let command = line.hasPrefix("inquest ingest") ? line : line + " -o table"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "\(products):/usr/bin:/bin", "COLUMNS": "80"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
