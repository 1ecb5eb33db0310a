import ArgumentParser
import Foundation
import Inquest
import InquestSchema
import Testing

@testable import InquestCLI

@Suite struct DocumentationTests {
    @Test(arguments: Manual.commands.map(Manual.name))
    func `every command stands in the README and in CHANGELOG`(command: String) throws {
        for document in ["README.md", "CHANGELOG.md"] {
            let text = try Manual.text(document)
            #expect(Manual.names("inquest \(command)", in: text), "\(document) lacks 'inquest \(command)'")
        }
    }

    @Test(arguments: Reports.all.map(\.id))
    func `every report stands in the README, CHANGELOG and help`(report: String) throws {
        for text in [try Manual.text("README.md"), try Manual.text("CHANGELOG.md"), Manual.help] {
            #expect(Manual.names("report \(report)", in: text) || text.contains("\n  \(report) "))
        }
    }

    @Test func `every view is named for users and in CHANGELOG`() throws {
        let views = Schema.names(in: "views").filter { !$0.hasPrefix("0_") }.map { String($0.dropLast(4)) }
        #expect(views.contains("terminations"))
        let help = InquestCommand.helpMessage(for: SQLCommand.self, columns: 400)
        let changes = try Manual.text("CHANGELOG.md")
        for view in views {
            #expect(Manual.names(view, in: help), "'inquest help sql' lacks the view \(view)")
            #expect(Manual.names("`\(view)`", in: changes), "CHANGELOG lacks the view \(view)")
        }
    }

    @Test func `the table of formats in the README is that of the program`() throws {
        let rows = try Manual.text("README.md").split(separator: "\n").filter {
            $0.hasPrefix("| `") && $0.split(separator: "|").count == 3
        }
        let ids = Set(ReadableFormat.all.map(\.id))
        let documented = rows.filter { row in
            ids.contains(String(row.split(separator: "`")[1]))
        }
        #expect(
            documented.map(String.init)
                == ReadableFormat.all.map { "| `\($0.id)` | \($0.title) | \(origin($0)) |" })
    }

    private func origin(_ format: ReadableFormat) -> String {
        format.origin.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    @Test func `the README and help tell the exit codes that the program ends with`() throws {
        let usage = InquestCommand.exitCode(for: ValidationError("")).rawValue
        let documented = try Manual.text("README.md").split(separator: "\n").compactMap { line -> Int32? in
            line.split(separator: "|").first.flatMap { Int32($0.trimmingCharacters(in: .whitespaces)) }
        }
        #expect(documented == [0, 1, 2, usage])
        let sentence = try #require(
            InquestCommand.helpMessage(columns: 400).split(separator: "\n").first {
                $0.contains("Exit codes:")
            })
        let helped = sentence.split(whereSeparator: { !$0.isNumber }).compactMap { Int32($0) }
        #expect(helped == documented)
        let folder = Manual.package.appendingPathComponent("Sources/InquestCLI")
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where file.hasSuffix(".swift") {
            let source = try Manual.text("Sources/InquestCLI/\(file)")
            for match in source.matches(of: /(?:ExitCode\(|status: (?:Int32 = )?)(\d+)/) {
                let code = try #require(Int32(match.1))
                #expect(documented.contains(code), "\(file) ends with \(code)")
            }
        }
    }

    @Test(arguments: Manual.documents)
    func `commands in documents are understood`(document: String) throws {
        let calls = Manual.calls(in: try Manual.text(document))
        #expect(document == "CHANGELOG.md" || !calls.isEmpty)
        for call in calls where document != "CHANGELOG.md" { try expectUnderstood(call) }
    }

    @Test func `commands in help are understood`() throws {
        let texts =
            [InquestCommand.configuration.discussion] + Manual.commands.map { $0.configuration.discussion }
        let calls = texts.flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("  ") }
            .flatMap { Manual.calls(inShell: String($0)) }
        #expect(calls.count >= Manual.commands.count)
        for call in calls { try expectUnderstood(call) }
    }

    private func expectUnderstood(_ call: [String]) throws {
        let names = Manual.commands.map(Manual.name)
        if call.first == "help" || call.isEmpty || call.first == "--version" {
            #expect(call.count < 2 || names.contains(call[1]), "inquest \(call)")
            return
        }
        // A name alone stands for the command as such.
        if call.count == 1, names.contains(call[0]) { return }
        do {
            _ = try InquestCommand.parseAsRoot(call)
        } catch {
            Issue.record("inquest \(call): \(InquestCommand.message(for: error))")
        }
    }

    @Test(arguments: Manual.documents)
    func `links lead somewhere`(document: String) throws {
        let folder = Manual.package.appendingPathComponent(document).deletingLastPathComponent()
        for match in try Manual.text(document).matches(of: /\]\(([^)#]+)[^)]*\)/)
        where !match.1.hasPrefix("http") {
            let target = folder.appendingPathComponent(String(match.1)).path
            #expect(FileManager.default.fileExists(atPath: target), "\(document): \(match.1)")
        }
    }

    @Test(arguments: Manual.documents)
    func `targets of make are there`(document: String) throws {
        let makefile = try Manual.text("Makefile")
        for match in try Manual.text(document).matches(of: /(?m)(?:`|^)make ([a-z]+)/) {
            #expect(makefile.contains("\n\(match.1): "), "\(document): make \(match.1)")
        }
    }

    @Test func `folders and files that CONTRIBUTING sends people to are there`() throws {
        let text = try Manual.text(".github/CONTRIBUTING.md")
        for match in text.matches(
            of: /`((?:Sources|Schema|Tests|Bench|SampleData|\.ci)(?:\/[A-Za-z0-9_.+\/-]*)?)`/)
        {
            let path = String(match.1)
            // Files that its recipes make are not there yet.
            if ["EventTableReader", "images", "ImagesReport"].contains(where: path.contains) { continue }
            #expect(
                FileManager.default.fileExists(atPath: Manual.package.appendingPathComponent(path).path),
                "\(path)")
        }
    }

    @Test func `calls are found in shell and Markdown`() {
        #expect(
            Manual.calls(inShell: "kubectl get x | inquest ingest - --cluster 'a b'  # why") == [
                ["ingest", "-", "--cluster", "a b"]
            ])
        #expect(
            Manual.calls(inShell: "inquest sql - < q.sql > out; x/inquest formats") == [
                ["sql", "-"], ["formats"],
            ])
        #expect(
            Manual.calls(in: "Ask `inquest sources`, not `ls`.\n```\n$ inquest explain 139\ninquests\n```\n")
                == [["sources"], ["explain", "139"]])
        #expect(Manual.names("pods", in: "a pods, b") && !Manual.names("pods", in: "mypods pods_x"))
    }
}
