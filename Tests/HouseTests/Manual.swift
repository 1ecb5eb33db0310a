import ArgumentParser
import Foundation

@testable import InquestCLI

/// What people read about the program: the documents and the help.
enum Manual {
    /// The folder of the package.
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The documents for users and developers.
    static let documents = [
        "README.md", ".github/CONTRIBUTING.md", "CHANGELOG.md", "docs/node-logs.md", "docs/bundles.md",
    ]

    /// The text of a file of the package.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: package.appendingPathComponent(path), encoding: .utf8)
    }

    static var commands: [any ParsableCommand.Type] { InquestCommand.configuration.subcommands }

    /// The name a command is called by.
    static func name(_ command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? command._commandName
    }

    /// The help of the program and of all its commands.
    static var help: String {
        ([InquestCommand.helpMessage()] + commands.map { InquestCommand.helpMessage(for: $0, columns: 400) })
            .joined(separator: "\n")
    }

    /// All of it.
    static func everything() throws -> String {
        try text("README.md") + text(".github/CONTRIBUTING.md") + help
    }

    /// Whether a text has a name that is not part of a longer one.
    static func names(_ name: String, in text: String) -> Bool {
        func isPart(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_" || character == "-"
        }
        return text.ranges(of: name).contains { range in
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            return !isPart(before) && !isPart(after)
        }
    }
}

extension Manual {
    /// The arguments of every call of the program in a Markdown text: in its code blocks and between backquotes.
    static func calls(in markdown: String) -> [[String]] {
        var lines: [String] = []
        var isCode = false
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isCode.toggle()
            } else if isCode {
                lines.append(String(line))
            } else {
                let parts = line.split(separator: "`", omittingEmptySubsequences: false)
                lines += parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
            }
        }
        return lines.flatMap(calls(inShell:))
    }

    /// The arguments of every call of the program in a line of shell.
    static func calls(inShell line: String) -> [[String]] {
        var calls: [[String]] = []
        for command in commands(inShell: line) {
            var words = command
            if words.first == "$" { words.removeFirst() }
            guard let program = words.first, program == "inquest" || program.hasSuffix("/inquest") else {
                continue
            }
            calls.append(Array(words.dropFirst()))
        }
        return calls
    }

    /// Words by command: quotes are removed, comments and files that are redirected to are left out.
    private static func commands(inShell line: String) -> [[String]] {
        var commands: [[String]] = [[]]
        var word: String?
        var quote: Character?
        var isRedirected = false
        func end() {
            if let word, !isRedirected { commands[commands.count - 1].append(word) }
            if word != nil { isRedirected = false }
            word = nil
        }
        for character in line {
            switch character {
            case _ where character == quote: quote = nil
            case _ where quote != nil: word = (word ?? "") + String(character)
            case "'", "\"":
                quote = character
                word = word ?? ""
            case "#" where word == nil: return commands
            case " ": end()
            case "|", ";", "&":
                end()
                commands.append([])
            case "<", ">":
                end()
                isRedirected = true
            default: word = (word ?? "") + String(character)
            }
        }
        end()
        return commands
    }
}
