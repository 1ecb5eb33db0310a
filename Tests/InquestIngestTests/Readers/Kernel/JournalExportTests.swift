import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private typealias N = NodeNames

struct JournalExportTests {
    private func field(_ name: String, _ text: String) -> [UInt8] { Array("\(name)=\(text)\n".utf8) }

    private func binary(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) }
        return Array("\(name)\n".utf8) + length + bytes + [0x0A]
    }

    private func head(_ program: String = "kernel") -> [UInt8] {
        field("__CURSOR", "s=1") + field("__REALTIME_TIMESTAMP", "1772442848000000")
            + field("_HOSTNAME", "node-a")
            + field("SYSLOG_IDENTIFIER", program) + field("PRIORITY", "3")
    }

    private func read(_ bytes: [UInt8], piece: Int = .max) throws -> Collector {
        try JournalExportReader.facts(bytes, piece: piece)
    }

    private func skips(_ collector: Collector) -> [String] {
        collector.batch.skips.map { "\($0.line): \(collector.batch.string($0.reason) ?? "")" }
    }

    private var report: [UInt8] {
        head() + field("MESSAGE", "memory: usage 512kB, limit 512kB, failcnt 3") + [0x0A] + head()
            + binary("MESSAGE", Array(N.summary().utf8)) + [0x0A] + head()
            + binary("_OTHER", [0, 10, 10, 0xC8])
            + field("MESSAGE", N.killed()) + [0x0A] + head("app") + field("_PID", "7")
            + field("MESSAGE", "a=b")
    }

    private let expected = [
        "2026-03-02T09:14:08Z @node-a container java 9 pod=5b0c c=3f9a limit=524288 usage=524288 anon=9216"
    ]

    private func withoutLines(_ kills: [String]) -> [String] {
        kills.map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    }

    @Test func `fields of text and of bytes give the facts`() throws {
        let collector = try read(report)
        #expect(withoutLines(kills(in: collector)) == expected)
        #expect(skips(collector) == [])
        #expect(collector.batch.logLines.count == 4)
        #expect(nodeLines(in: collector).last?.hasSuffix("2026-03-02T09:14:08Z error |app[7]: a=b") == true)
    }

    @Test func `however the bytes arrive, the facts are the same`() throws {
        for piece in 1...60 {
            let collector = try read(report, piece: piece)
            #expect(withoutLines(kills(in: collector)) == expected)
            #expect(nodeLines(in: collector) == nodeLines(in: try read(report)))
        }
    }

    @Test func `bytes of a field are no text of the source`() throws {
        var window = ByteWindow(MemoryStream(report))
        var sink = Collector()
        try JournalExportReader.read(&window, context: ReadContext(), into: &sink)
        #expect(window.firstInvalidLine == nil)
    }

    @Test func `what is damaged is skipped with a reason`() throws {
        #expect(
            skips(try read(head() + [0x0A] + head() + field("MESSAGE", "x"))) == [
                "1: the entry has no MESSAGE: journalctl leaves long ones out unless it is called with --all"
            ])
        let cut = "1: the entry ends inside a field: save it again"
        #expect(skips(try read(head() + binary("MESSAGE", [1, 2, 3]).dropLast(3))) == [cut])
        #expect(skips(try read(head() + Array("MESSAGE\n\u{1}\0\0".utf8))) == [cut])
        let lost = try read(head() + Array("no field\n\n".utf8) + head() + field("MESSAGE", "x"))
        #expect(skips(lost) == ["1: a line of the entry is no field: the file is damaged here"])
        #expect(lost.batch.logLines.count == 1)
        let huge = try read(head() + Array("MESSAGE\n".utf8) + [UInt8](repeating: 0xFF, count: 8))
        #expect(skips(huge).first?.hasPrefix("1: a field of 18446744073709551615 bytes is too long") == true)
    }

    @Test func `a journal that is cut anywhere is read to its end`() throws {
        for end in report.indices {
            let collector = try read(Array(report[..<end]))
            #expect(collector.batch.kernelKills.allSatisfy { $0.pid == 9 })
            #expect(collector.batch.kernelKills.count <= 1)
        }
    }
}
