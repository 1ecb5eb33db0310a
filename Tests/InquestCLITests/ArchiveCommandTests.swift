import Foundation
import InquestTestSupport
import Testing

/// `inquest ingest` and `inquest sniff` on archives.
@Suite struct ArchiveCommandTests {
    typealias Member = ArchiveBytes.Member

    private static let samples: [Member] = PackageFolder.files(below: "SampleData/mixed-week", ending: "")
        .compactMap {
            guard let data = try? Data(contentsOf: URL(fileURLWithPath: PackageFolder.path($0))) else {
                return nil
            }
            return Member($0, .file(Array(data)))
        }

    private func write(_ bytes: [UInt8], to name: String, in program: Program) throws {
        try Data(bytes).write(to: program.folder.appendingPathComponent(name))
    }

    @Test func `an archive may come on standard input`() throws {
        let program = try Program()
        defer { program.remove() }
        let members = [Member("shop_web-0_web.log", "listening\n")]
        try write(ArchiveBytes.make(members, .tar, .xz), to: "saved", in: program)
        let run = try program.shell("$INQUEST ingest - < saved")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("1 source read: 1 fact, 0 of them known, 0 skipped\n"))
        let rows = try program.run("sql", "SELECT pod, source FROM log_lines", "-o", "csv")
        #expect(rows.output == "pod,source\r\nweb-0,-!/shop_web-0_web.log\r\n")
        let sniffed = try program.run("sniff", "saved", "-o", "csv")
        #expect(sniffed.output.contains("saved!/shop_web-0_web.log,log-plain,"))
    }

    @Test func `what is refused is told on a line of its own, and the status is 1`() throws {
        let program = try Program()
        defer { program.remove() }
        let members = [Member("../\u{1B}[2Jx.log", "escaped\n"), Member("shop_web-0_web.log", "listening\n")]
        try write(ArchiveBytes.make(members), to: "saved.tar", in: program)
        let run = try program.run("ingest", "saved.tar")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("inquest: saved.tar!/../"))
        #expect(run.errors.contains("[2Jx.log: its path leads out of the archive"))
        #expect(!run.errors.contains("\u{1B}"))
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.output.contains("log-plain: 1 source, 1 fact\n"))
    }

    @Test func `limits are flags`() throws {
        let program = try Program()
        defer { program.remove() }
        let members = [Member("shop_a-0_a.log", "one\n"), Member("shop_b-0_b.log", "a longer line\n")]
        try write(ArchiveBytes.make(members), to: "saved.tar", in: program)
        let small = try program.run("ingest", "--max-member-bytes", "10", "saved.tar")
        #expect(small.errors.hasPrefix("inquest: saved.tar!/shop_b-0_b.log: is larger than 10 bytes"))
        let few = try program.run("ingest", "--max-members", "1", "saved.tar")
        #expect(few.errors.hasPrefix("inquest: saved.tar: it has more than 1 members"))
        for wrong in [["--max-ratio", "0"], ["--max-members", "-1"], ["--max-unpacked-bytes", "lots"]] {
            #expect(try program.run("ingest", wrong[0], wrong[1], "saved.tar").status == 64)
        }
    }

    @Test(arguments: [1, 3, 7])
    func `an ingest that was killed leaves whole sources, and the next one completes it`(eighths: Int) throws
    {
        #expect(Self.samples.count > 20)
        let program = try Program()
        defer { program.remove() }
        let bytes = ArchiveBytes.make(Self.samples)
        try write(bytes, to: "saved.tar", in: program)
        // The program waits for the rest of its input when it is killed.
        let killed = try program.shell(
            """
            mkfifo pipe; $INQUEST ingest --db cut.db - < pipe & pid=$!
            exec 3> pipe; head -c \(bytes.count * eighths / 8) saved.tar >&3; kill -9 $pid; wait $pid; echo $?
            """)
        #expect(killed.output.hasSuffix("137\n"))
        #expect(try program.run("ingest", "--db", "cut.db", "saved.tar").status == 0)
        #expect(try program.run("ingest", "--db", "whole.db", "saved.tar").status == 0)
        for query in [
            "SELECT key, sightings, line FROM terminations ORDER BY key",
            "SELECT key, count, last_at FROM events ORDER BY key",
            "SELECT pod, text, at, line FROM log_lines ORDER BY 1, 2, 3, 4",
            "SELECT member, facts, skipped FROM sources ORDER BY 1",
        ] {
            let found = try program.run("sql", "--db", "cut.db", query, "-o", "csv")
            let expected = try program.run("sql", "--db", "whole.db", query, "-o", "csv")
            #expect(found.output == expected.output)
            #expect(found.output.split(whereSeparator: \.isNewline).count > 3)
        }
    }
}
