import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private typealias N = NodeNames

struct JournalJSONTests {
    private func entry(
        _ message: String, _ program: String = "kernel", pid: Int? = nil, priority: Int = 3, micros: Int = 0
    ) -> String {
        let transport = program == "kernel" ? "kernel" : "journal"
        let pid = pid.map { #""_PID":"\#($0)","# } ?? ""
        let boot = program == "kernel" ? #""_SOURCE_MONOTONIC_TIMESTAMP":"5000001","# : ""
        return
            #"{"__CURSOR":"s=1",\#(pid)\#(boot)"__REALTIME_TIMESTAMP":"\#(1_772_442_848_000_000 + micros)","#
            + #""_HOSTNAME":"node-a","SYSLOG_IDENTIFIER":"\#(program)","_TRANSPORT":"\#(transport)","#
            + #""PRIORITY":"\#(priority)","MESSAGE":\#(message)}"#
    }

    private func read(_ text: String, piece: Int = .max) throws -> Collector {
        try JournalJSONReader.facts(Array(text.utf8), piece: piece)
    }

    private func skips(_ collector: Collector) -> [String] {
        collector.batch.skips.map { "\($0.line): \(collector.batch.string($0.reason) ?? "")" }
    }

    private var report: [String] {
        [
            entry("\"memory: usage 512kB, limit 512kB, failcnt 3\"", priority: 6),
            entry("\"\(N.summary())\"", priority: 6), entry("\"\(N.killed())\"", micros: 12),
            entry(#""TaskOOM event container_id:\"\#(N.id)\"""#, "containerd", pid: 7, priority: 6),
        ]
    }

    private let expected = [
        "3 2026-03-02T09:14:08.000012Z +5000001 @node-a container java 9 pod=5b0c c=3f9a limit=524288 usage=524288 anon=9216",
        "4 2026-03-02T09:14:08Z @node-a runtime unknown c=3f9a",
    ]

    @Test func `entries give the same facts as lines`() throws {
        let collector = try read(report.joined(separator: "\n") + "\n")
        #expect(kills(in: collector) == expected)
        #expect(skips(collector) == [])
        #expect(
            nodeLines(in: collector) == [
                "1 2026-03-02T09:14:08Z info |memory: usage 512kB, limit 512kB, failcnt 3",
                "2 2026-03-02T09:14:08Z info |\(N.summary())",
                "3 2026-03-02T09:14:08.000012Z error |\(N.killed())",
                "4 2026-03-02T09:14:08Z info |containerd[7]: TaskOOM event container_id:\"\(N.id)\"",
            ])
        #expect(collector.earliestCapture?.iso8601 == "2026-03-02T09:14:08.000012Z")
    }

    @Test func `arrays and pretty entries are read`() throws {
        #expect(kills(in: try read("[\(report.joined(separator: ",\n"))]")) == expected)
        let pretty = report.map { $0.replacing(",\"", with: ",\n\t\"") }.joined(separator: "\n")
        #expect(
            kills(in: try read(pretty)).map { $0.split(separator: " ").dropFirst() }
                == expected.map { $0.split(separator: " ").dropFirst() })
    }

    @Test func `however the bytes arrive, the facts are the same`() throws {
        let text = report.joined(separator: "\n")
        for piece in stride(from: 1, to: 90, by: 7) {
            #expect(kills(in: try read(text, piece: piece)) == expected)
        }
    }

    @Test func `messages that are no text are lists of bytes`() throws {
        let bytes = "[" + N.killed().utf8.map(String.init).joined(separator: ", ") + "]"
        let collector = try read(entry(bytes))
        #expect(kills(in: collector) == ["1 2026-03-02T09:14:08Z +5000001 @node-a unknown java 9 anon=9216"])
        let colours = try read(entry("[27, 91, 51, 49, 109, 255, 0, 65]", "app", pid: 3))
        #expect(
            nodeLines(in: colours) == ["1 2026-03-02T09:14:08Z error |app[3]: \u{1B}[31m\u{FFFD}\u{FFFD}A"])
        // A field that an entry has twice is a list of its values.
        #expect(nodeLines(in: try read(entry("[\"one\",\"two\"]"))) == ["1 2026-03-02T09:14:08Z error |one"])
    }

    @Test func `what cannot be used is skipped with a reason`() throws {
        let text = [
            entry("null"), entry("[300]"), entry("[[1]]"), "{\"a\":1}", "oops", entry("\"x\""),
            "{\"MESSAGE\":\"cut",
        ].joined(separator: "\n")
        var window = ByteWindow(MemoryStream(Array(text.utf8)))
        var sink = Collector()
        #expect(throws: ReadError.self) {
            try JournalJSONReader.read(&window, context: ReadContext(), into: &sink)
        }
        let none = "the entry has no MESSAGE: journalctl leaves long ones out unless it is called with --all"
        #expect(
            skips(sink).prefix(4) == [
                "1: \(none)", "2: the entry's MESSAGE is a list, but not of bytes",
                "3: the entry's MESSAGE is a list, but not of bytes", "4: \(none)",
            ])
        #expect(skips(sink).count >= 5)
        #expect(nodeLines(in: sink) == ["6 2026-03-02T09:14:08Z error |x"])
    }

    @Test func `hostile entries end`() throws {
        for text in [
            entry(String(repeating: "[", count: 5000)),
            entry("[" + String(repeating: "1,", count: 200_000) + "1]"),
            entry("\"\\ud800\\udc00\\u0000\""), entry("99999999999999999999"),
            "{\"MESSAGE\":{},\"PRIORITY\":{}}",
            "{\"__REALTIME_TIMESTAMP\":\"99999999999999999999\",\"MESSAGE\":\"x\",\"PRIORITY\":\"77\"}",
        ] {
            var window = ByteWindow(MemoryStream(Array(text.utf8)))
            var sink = Collector()
            try? JournalJSONReader.read(&window, context: ReadContext(), into: &sink)
            #expect(sink.batch.kernelKills == [])
        }
    }
}
