import Foundation
import Inquest
import InquestTestSupport
import Testing

/// One damaged input among good ones.
private struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let name: String
    let bytes: @Sendable () throws -> [UInt8]
    /// How the problem begins, after the path.
    let problem: String
    /// Log lines and terminations that can be read in spite of it.
    let remains: Int
    /// Whether it is of no kind that can be read, which is no failure for a file that was found in a folder.
    var isForeign = false

    static let all: [Damage] = [
        Damage(
            testDescription: "an empty file", name: "empty.txt", bytes: { [] }, problem: "the file is empty",
            remains: 0, isForeign: true),
        Damage(
            testDescription: "a program", name: "program",
            bytes: { [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + bytes(4000) },
            problem: "looks like an ELF program", remains: 0, isForeign: true),
        Damage(
            testDescription: "random bytes", name: "random.log", bytes: { bytes(4000) },
            problem: "looks like binary data, not text", remains: 0, isForeign: true),
        Damage(
            testDescription: "a gzip that was cut", name: "web-1_app.log.gz",
            bytes: {
                let name =
                    "SampleData/oom-loop/logs/search-indexer-ddcwvp776h-6sltk_indexer-previous.1110.log.gz"
                let whole = try Data(contentsOf: URL(fileURLWithPath: PackageFolder.path(name)))
                return Array(whole.prefix(whole.count / 2))
            }, problem: "the gzip member is truncated", remains: 5),
        Damage(
            testDescription: "a gzip that is none", name: "web-2_app.log.gz",
            bytes: { [0x1F, 0x8B, 8, 0] + bytes(400) },
            problem: "the gzip member is corrupt", remains: 0),
        Damage(
            testDescription: "JSON cut in the middle", name: "cut.json",
            bytes: { Array(events.utf8.prefix(events.utf8.count * 2 / 3)) },
            problem: "line 9: the source ends inside a list of JSON records", remains: 0),
        Damage(
            testDescription: "a log that is not UTF-8", name: "web-3_app.log",
            bytes: { Array("one\ntwo ".utf8) + [0xE9, 0xFF] + Array("\nthree\n".utf8) },
            problem: "line 2 is not UTF-8", remains: 3),
    ]

    /// A list of three events.
    static let events: String = {
        let items = (1...3).map { number in
            """
            {"kind":"Event","type":"Warning","reason":"BackOff","message":"again","count":2,
            "metadata":{"name":"e","namespace":"shop","uid":"0d3f8c1e-0000-4000-8000-00000000000\(number)"},
            "firstTimestamp":"2026-11-01T09:10:00Z","lastTimestamp":"2026-11-01T10:00:00Z",
            "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-\(number)"}}
            """
        }
        return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[\n" + items.joined(separator: ",\n")
            + "\n]}\n"
    }()

    /// Bytes that look random and are the same in every run.
    private static func bytes(_ count: Int) -> [UInt8] {
        var numbers = SeededNumbers(seed: 7)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    }
}

struct BadInputTests {
    private func goodPod() -> String {
        var pod = DescribedPod()
        pod.lastState = DescribedPod.ended(
            "Error", 1, started: "Sun, 01 Nov 2026 08:00:02 +0000",
            finished: "Sun, 01 Nov 2026 09:00:00 +0000")
        pod.restarts = 1
        return pod.text
    }

    /// Everything that is wrong, one entry per input.
    private func problems(_ summary: IngestSummary) -> [String] {
        summary.problems
            + summary.sources.compactMap { source in source.problem.map { "\(source.path): \($0)" } }
    }

    @Test(arguments: Damage.all)
    private func `a damaged input is one clear problem and the rest is ingested`(damage: Damage) throws {
        let folder = try TemporaryFolder()
        try folder.file("in/a.txt", goodPod())
        let path = try folder.file("in/\(damage.name)", bytes: damage.bytes())
        try folder.file("in/z.json", Damage.events)
        let corpus = try TestCorpus(of: [folder("in")])
        let problems = problems(corpus.summary)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("\(path): \(damage.problem)") == true, "\(problems)")
        #expect(corpus.summary.hasProblems == !damage.isForeign)
        #expect(try TestCorpus(of: [path]).summary.hasProblems, "named by the user, it is a failure")
        #expect(try corpus.number("SELECT count(*) FROM terminations") == 1)
        let whole = try corpus.number("SELECT count(*) FROM events WHERE source LIKE '%z.json'")
        #expect(whole >= 2)
        #expect(try corpus.number("SELECT count(DISTINCT uid) FROM events") == 3)
        let remains = try corpus.number(
            "SELECT count(*) FROM log_lines WHERE source = :path", ["path": .text(path)])
        #expect(remains >= damage.remains)
        // What could not be understood is a row in skipped too, if it was opened at all.
        let skips = try corpus.number(
            "SELECT count(*) FROM skipped WHERE source = :path", ["path": .text(path)])
        let replaced = damage.problem.contains("UTF-8")
        #expect(skips >= 1 || replaced || !corpus.summary.problems.isEmpty)
    }

    @Test func `a missing path is one clear problem and the rest is ingested`() throws {
        let folder = try TemporaryFolder()
        let good = try folder.file("a.txt", goodPod())
        let corpus = try TestCorpus(of: [folder("nothing.txt"), good])
        #expect(corpus.summary.problems.count == 1)
        #expect(corpus.summary.problems.first?.hasPrefix(folder("nothing.txt") + ": ") == true)
        #expect(corpus.summary.hasProblems)
        #expect(try corpus.number("SELECT count(*) FROM terminations") == 1)
    }

    @Test(.enabled(if: geteuid() != 0, "root may read every folder"))
    func `a folder without permission is one clear problem and the rest is ingested`() throws {
        let folder = try TemporaryFolder()
        let good = try folder.file("a.txt", goodPod())
        try folder.file("closed/b.txt", goodPod())
        let closed = folder("closed")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: closed)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: closed) }
        let corpus = try TestCorpus(of: [folder.path, good])
        #expect(corpus.summary.problems.count == 1)
        #expect(corpus.summary.problems.first?.hasPrefix(closed + ": ") == true)
        #expect(try corpus.number("SELECT count(*) FROM terminations") == 1)
    }

    @Test func `a line of 50 megabytes is cut and told`() throws {
        let folder = try TemporaryFolder()
        let long = [UInt8](repeating: 0x78, count: 50 << 20)
        let path = try folder.file(
            "web-0_app.log", bytes: Array("before\n".utf8) + long + Array("\nafter\n".utf8))
        let corpus = try TestCorpus(of: [path])
        #expect(problems(corpus.summary).count == 1)
        #expect(problems(corpus.summary).first?.hasPrefix("\(path): line 2 is longer than ") == true)
        let lines = try corpus.rows("SELECT line, length(text) FROM log_lines WHERE line <> 2 ORDER BY line")
        #expect(lines == [["1", "6"], ["3", "5"]])
    }

    @Test func `an input of nothing but problems leaves an empty corpus that can be asked`() throws {
        let corpus = try TestCorpus(of: ["/nothing/at/all"])
        #expect(corpus.summary.sources.isEmpty)
        #expect(try corpus.number("SELECT count(*) FROM terminations") == 0)
        #expect(
            try Corpus.open(at: corpus.corpus.path).run(Query(sql: "SELECT 1"), limits: QueryLimits()).rows
                .count == 1)
    }

    // MARK: Hostile texts

    @Test func `SQL in names and messages is text`() throws {
        let name = "x');DROP/**/TABLE/**/termination;--"
        let message = "\"; DELETE FROM source; SELECT ' || char(27) -- \\u0000 %s $(reboot) `id`"
        var pod = DescribedPod()
        pod.name = name
        pod.lastState = DescribedPod.ended(
            "Error", 1, message: message, started: "Sun, 01 Nov 2026 08:00:02 +0000",
            finished: "Sun, 01 Nov 2026 09:00:00 +0000")
        pod.restarts = 1
        let corpus = try TestCorpus(text: pod.text)
        let rows = try corpus.rows("SELECT pod, message FROM terminations")
        #expect(rows == [[name, message]])
        let found = try corpus.number("SELECT count(*) FROM pods WHERE pod = :name", ["name": .text(name)])
        #expect(found == 1)
        #expect(try corpus.number("SELECT count(*) FROM sources") == 1)
    }

    @Test func `SQL in objects is text`() throws {
        let name = "x'); DROP TABLE event; --"
        let text = """
            {"kind":"Event","type":"Warning","reason":"'; DELETE FROM source; --",
            "message":"\\u0000 \\" ' ; --",
            "metadata":{"name":"e","namespace":"shop","uid":"'; DROP VIEW events; --"},
            "lastTimestamp":"2026-11-01T10:00:00Z","involvedObject":{"kind":"Pod","name":"\(name)"}}
            """
        let corpus = try TestCorpus(text: text, named: "events.json")
        let rows = try corpus.rows("SELECT object, reason, message, uid FROM events")
        #expect(
            rows == [[name, "'; DELETE FROM source; --", "\u{FFFD} \" ' ; --", "'; DROP VIEW events; --"]])
        #expect(try corpus.number("SELECT count(*) FROM sources") == 1)
    }

    @Test func `terminal escapes are kept as data`() throws {
        let line = "\u{1B}[2J\u{1B}]0;owned\u{07}\u{1B}[31mred\u{1B}[0m \u{202E}backwards"
        let folder = try TemporaryFolder()
        let corpus = try TestCorpus(of: [
            folder.file("web-0_app.log", "2026-11-20T10:00:00.000000000Z " + line + "\n")
        ])
        #expect(try corpus.column("SELECT text FROM log_lines") == [line])
    }

    @Test func `a NUL does not hide the rest of a line`() throws {
        let folder = try TemporaryFolder()
        let text = "2026-11-20T10:00:00.000000000Z seen\0hidden?\n2026-11-20T10:00:01.000000000Z \0\0grüße\n"
        let corpus = try TestCorpus(of: [folder.file("web-0_app.log", text)])
        let found = try corpus.column("SELECT text FROM log_lines ORDER BY line")
        #expect(found == ["seen\u{FFFD}hidden?", "\u{FFFD}\u{FFFD}grüße"])
    }

    @Test func `a pod that a termination message imitates is not a pod`() throws {
        var pod = DescribedPod()
        pod.lastState = DescribedPod.ended(
            "Error", 1,
            message: "panic\n\nName:             fake-pod\nNamespace:        evil\nExit Code:    77\nmore",
            started: "Sun, 01 Nov 2026 08:00:02 +0000", finished: "Sun, 01 Nov 2026 09:00:00 +0000")
        pod.restarts = 1
        let corpus = try TestCorpus(text: pod.text)
        #expect(try corpus.column("SELECT pod FROM pods") == [pod.name])
        let rows = try corpus.rows("SELECT exit_code, finished_at FROM terminations")
        #expect(rows == [["1", "2026-11-01T09:00:00Z"]])
        let message = try corpus.column("SELECT message FROM terminations")[0]
        #expect(message.hasPrefix("panic\n"))
        #expect(message.contains("fake-pod"))
        #expect(message.hasSuffix("more"))
    }

    @Test func `a new corpus does not read its own files`() throws {
        var corpus = try TestCorpus()
        _ = try corpus.folder.file("web-0_app.log", "one\n")
        try corpus.ingest([corpus.folder.path])
        #expect(corpus.summary.sources.map(\.path) == [corpus.folder("web-0_app.log")])
        #expect(corpus.summary.problems == [])
    }
}
