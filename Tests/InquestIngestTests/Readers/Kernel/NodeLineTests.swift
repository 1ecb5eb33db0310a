import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private typealias N = NodeNames

struct NodeLineCase: CustomTestStringConvertible, Sendable {
    /// What stands before the message.
    let head: String
    /// What a kill on such a line is known by, but for its last words.
    let expected: String
    let expectedLevel: String

    init(_ head: String, _ expected: String, level: String = "error") {
        self.head = head
        self.expected = expected
        expectedLevel = level
    }

    var testDescription: String { head }
}

private let heads = [
    NodeLineCase("", ""),
    NodeLineCase("> ", ""),
    NodeLineCase("[12345.678901] ", "+12345678901"),
    NodeLineCase("[    5.000001] ", "+5000001"),
    NodeLineCase("> [    5.000001] ", "+5000001"),
    NodeLineCase("    [    5.000001] ", "+5000001"),
    NodeLineCase("[    5.000001 <    0.000120>] ", "+5000001"),
    NodeLineCase("[    5.000001][ T1234] ", "+5000001"),
    NodeLineCase("[    5.000001][    C3] ", "+5000001"),
    NodeLineCase("[  +0.000120] ", ""),
    NodeLineCase("[Mar 2 09:14] ", ""),
    NodeLineCase("[Mon Mar  2 09:14:08 2026] ", "2026-03-02T09:14:08Z"),
    NodeLineCase("[Mon Mar 22 09:14:08 2021] ", "2021-03-22T09:14:08Z"),
    NodeLineCase("2026-03-02T09:14:08,123456+01:00 ", "2026-03-02T08:14:08.123456Z"),
    NodeLineCase("<4>[    5.000001] ", "+5000001", level: "warning"),
    NodeLineCase("<3>", ""),
    NodeLineCase("<27>Mar  2 09:14:08 node-a kernel: ", "2026-03-02T09:14:08Z? @node-a"),
    NodeLineCase("kern  :info  : [    5.000001] ", "+5000001", level: "info"),
    NodeLineCase("kern  :warn  : [Mon Mar  2 09:14:08 2026] ", "2026-03-02T09:14:08Z", level: "warning"),
    NodeLineCase(
        "kern  :crit  : 2026-03-02T09:14:08,123456+00:00 ", "2026-03-02T09:14:08.123456Z", level: "fatal"),
    NodeLineCase("kern: err: [2026-03-02T09:14:08.5Z]: ", "2026-03-02T09:14:08.5Z"),
    NodeLineCase("Mar 02 09:14:08 node-a kernel: ", "2026-03-02T09:14:08Z? @node-a"),
    NodeLineCase("Mar  2 09:14:08 node-a kernel: ", "2026-03-02T09:14:08Z? @node-a"),
    NodeLineCase(
        "Mar  2 09:14:08 node-a kernel: [12345.678901] ", "2026-03-02T09:14:08Z? +12345678901 @node-a"),
    NodeLineCase("Mar  2 09:14:08 kernel: [12345.678901] ", "2026-03-02T09:14:08Z? +12345678901"),
    NodeLineCase(
        "Mar 02 09:14:08.123456 ip-10-0-0-1.ec2.internal kernel: ",
        "2026-03-02T09:14:08.123456Z? @ip-10-0-0-1.ec2.internal"),
    NodeLineCase("2026-03-02T09:14:08+0100 node-a kernel: ", "2026-03-02T08:14:08Z @node-a"),
    NodeLineCase("2026-03-02T09:14:08.123456-0500 node-a kernel: ", "2026-03-02T14:14:08.123456Z @node-a"),
    NodeLineCase(
        "2026-03-02T09:14:08.123456+01:00 node-a kernel: [    5.000001] ",
        "2026-03-02T08:14:08.123456Z +5000001 @node-a"),
    NodeLineCase("2026-03-02 09:14:08 node-a kernel: ", "2026-03-02T09:14:08Z @node-a"),
    NodeLineCase("Mon 2026-03-02 09:14:08 UTC node-a kernel: ", "2026-03-02T09:14:08Z @node-a"),
    NodeLineCase("Mon 2026-03-02 09:14:08.123456 CET node-a kernel: ", "2026-03-02T08:14:08.123456Z @node-a"),
    NodeLineCase("Mon 2026-03-02 09:14:08 -03 node-a kernel: ", "2026-03-02T12:14:08Z @node-a"),
    // EST is used on two continents.
    NodeLineCase("Mon 2026-03-02 09:14:08 EST node-a kernel: ", "@node-a"),
    NodeLineCase("[ 12345.678901] node-a kernel: ", "+12345678901 @node-a"),
    NodeLineCase("1772442848.123456 node-a kernel: ", "2026-03-02T09:14:08.123456Z @node-a"),
]

/// Lines in which somebody tells of kills, and which are not the kernel's.
private let others = [
    "Mar  2 09:14:08 node-a app[1]: \(N.killed())",
    "Mar  2 09:14:08 node-a kernelish: \(N.killed())",
    "2026-03-02T09:14:08Z stdout F \(N.killed())",
    "2026-03-02T09:14:08.5Z ERROR \(N.killed())",
    "time=\"2026-03-02T09:14:08Z\" level=info msg=\"\(N.killed())\"",
    "note: \(N.killed())",
    "  Warning  OOMKilling  2m  kernel-monitor  \(N.killed())",
]

struct NodeLineTests {
    @Test(arguments: heads)
    func `what stands before a message is taken off`(item: NodeLineCase) throws {
        let found = try kills(item.head + N.killed() + "\n")
        let words = ["1", item.expected, "unknown java 9 anon=9216"].filter { !$0.isEmpty }
        #expect(found == [words.joined(separator: " ")])
        let context = ReadContext(capturedBy: Timestamp(rfc3339: "2026-03-10T00:00:00Z"))
        let collector = try KernelLogReader.facts(Array((item.head + N.killed()).utf8), context: context)
        #expect(collector.batch.string(collector.batch.kernelKills[0].text) == N.killed())
        #expect(collector.batch.string(collector.batch.logLines[0].text) == N.killed())
        #expect(collector.batch.logLines[0].level.name == item.expectedLevel)
    }

    @Test(arguments: heads)
    func `a line that is cut anywhere is read`(item: NodeLineCase) throws {
        let bytes = Array((item.head + N.summary() + "\n" + item.head + N.killed()).utf8)
        for end in stride(from: 0, to: bytes.count, by: 3) {
            let collector = try KernelLogReader.facts(Array(bytes[..<end]))
            #expect(collector.batch.kernelKills.count <= 1)
            #expect(collector.batch.kernelKills.allSatisfy { $0.pid == 9 })
        }
    }

    @Test(arguments: others)
    func `what others write about kills is no kill`(line: String) throws {
        #expect(try kills(line + "\n") == [])
    }

    @Test func `missing years come from the capture`() throws {
        let lines = ["Dec 31 23:59:59", "Jan  1 00:00:01", "Feb 29 12:00:00"].enumerated()
            .map { "\($1) node-a kernel: \(N.killed("java", 20 + $0))\n" }.joined()
        #expect(
            try kills(lines, capturedBy: "2026-01-01T08:00:00Z").map { $0.split(separator: " ")[1] } == [
                "2025-12-31T23:59:59Z?", "2026-01-01T00:00:01Z?", "2024-02-29T12:00:00Z?",
            ])
        // A zone may put the log ahead of the capture, by a day at most.
        #expect(
            try kills(lines, capturedBy: "2025-12-31T00:00:00Z").map { $0.split(separator: " ")[1] }
                == ["2025-12-31T23:59:59Z?", "2025-01-01T00:00:01Z?", "2024-02-29T12:00:00Z?"])
        #expect(
            try kills(lines, capturedBy: nil).map { $0.split(separator: " ")[1] } == [
                "@node-a", "@node-a", "@node-a",
            ])
    }

    @Test func `only times with year and zone bound the capture`() throws {
        let zoned = try KernelLogReader.facts(Array("2026-03-02T09:14:08+00:00 a kernel: x\n".utf8))
        #expect(zoned.earliestCapture?.iso8601 == "2026-03-02T09:14:08Z")
        let text = "[Mon Mar  2 09:14:08 2026] x\nMar  2 09:14:08 a kernel: y\n"
        let context = ReadContext(capturedBy: Timestamp(rfc3339: "2026-03-10T00:00:00Z"))
        #expect(try KernelLogReader.facts(Array(text.utf8), context: context).earliestCapture == nil)
    }

    @Test func `every line is kept, with its time, level and program`() throws {
        let text = """
            Mar  2 09:14:07 node-a systemd[1]: Started Session 3 of User core.
            Mar  2 09:14:08 node-a kernel: [    5.000001] java[77]: segfault at 0 ip 00007f sp 00007f error 4 in libx.so[7f+1]
            Mar  2 09:14:08 node-a kubelet[812]: E0302 09:14:08.000001     812 pod_workers.go:9] "Error syncing pod"

            -- Boot 0a1b --
            [    6.000001] EXT4-fs error (device sda1): ext4_find_entry:1: inode #2
            > [    7.000001] INFO: task umount:12 blocked for more than 120 seconds.
            """
        let context = ReadContext(capturedBy: Timestamp(rfc3339: "2026-03-10T00:00:00Z"))
        let collector = try KernelLogReader.facts(Array(text.utf8), context: context)
        #expect(
            nodeLines(in: collector) == [
                "1 2026-03-02T09:14:07Z |systemd[1]: Started Session 3 of User core.",
                "2 2026-03-02T09:14:08Z info |java[77]: segfault at 0 ip 00007f sp 00007f error 4 in libx.so[7f+1]",
                "3 2026-03-02T09:14:08Z error |kubelet[812]: E0302 09:14:08.000001     812 pod_workers.go:9] \"Error syncing pod\"",
                "4 |", "5 |-- Boot 0a1b --",
                "6 fatal |EXT4-fs error (device sda1): ext4_find_entry:1: inode #2",
                "7 error |INFO: task umount:12 blocked for more than 120 seconds.",
            ])
    }

    @Test func `the node is the line's, else the path's`() throws {
        var hints = SourceHints()
        hints.node = "node-z"
        #expect(
            try kills("[    5.000001] \(N.killed())\n", hints: hints) == [
                "1 +5000001 @node-z unknown java 9 anon=9216"
            ])
        #expect(
            try kills("Mar  2 09:14:08 node-a kernel: \(N.killed())\n", hints: hints)
                == ["1 2026-03-02T09:14:08Z? @node-a unknown java 9 anon=9216"])
    }

    @Test func `however the bytes arrive, the facts are the same`() throws {
        let text = heads.enumerated().map { index, item in
            let pid = 100 + index
            return item.head + N.summary("java", pid) + "\r\n" + item.head + N.killed("java", pid) + "\r\n"
        }.joined()
        let whole = try kills("\u{FEFF}" + text)
        #expect(whole.count == heads.count)
        for piece in stride(from: 1, to: 400, by: 37) {
            #expect(try kills("\u{FEFF}" + text, piece: piece) == whole)
        }
    }
}
