import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

struct LogCase: CustomTestStringConvertible, Sendable {
    let name: String
    let reader: any FactReader.Type
    let text: String
    let expected: [String]

    var testDescription: String { name }
}

private let cri = ContainerLogReader<CRIEnvelope>.self
private let docker = ContainerLogReader<DockerEnvelope>.self
private let prefixed = ContainerLogReader<PrefixedEnvelope>.self
private let timestamped = ContainerLogReader<TimestampedEnvelope>.self
private let plain = ContainerLogReader<PlainEnvelope>.self
private let dump = ContainerLogReader<DumpEnvelope>.self

let logCases = [
    LogCase(
        name: "CRI: parts are joined per stream, a lone part at the end is kept", reader: cri,
        text: """
            2026-03-02T09:14:08.000000001Z stdout P one \n2026-03-02T09:14:08.000000002Z stderr P ERROR \
            two \n2026-03-02T09:14:08.000000003Z stdout F three
            2026-03-02T09:14:08.000000004Z stderr F four
            2026-03-02T12:14:08.000000005+03:00 stdout F
            2026-03-02T09:14:09Z stdout F \n2026-03-02T09:14:09Z stderr F:x five
            2026-03-02T09:14:10.5Z stderr P head
            """,
        expected: [
            "1 2026-03-02T09:14:08.000000001Z stdout: one three",
            "2 2026-03-02T09:14:08.000000002Z stderr error: ERROR two four",
            "5 2026-03-02T09:14:08.000000005Z stdout: ", "6 2026-03-02T09:14:09Z stdout: ",
            "7 2026-03-02T09:14:09Z stderr: five", "8 2026-03-02T09:14:10.5Z stderr: head",
        ]),
    LogCase(
        name: "CRI: lines that do not fit are kept whole", reader: cri,
        text: """
            tail of a line that was rotated
            2026-03-02T09:14:08Z stdout X no such tag
            2026-03-02T09:14:08Z stdin F no such stream
            0001-01-01T00:00:00Z stdout F no time
            2026-03-02T09:14:08Z stdout Fno blank
            2026-03-02T09:14:08Z stdout
            2026-03-02T09:14:08Z\u{20}
            """,
        expected: [
            "1: tail of a line that was rotated", "2: 2026-03-02T09:14:08Z stdout X no such tag",
            "3: 2026-03-02T09:14:08Z stdin F no such stream", "4: 0001-01-01T00:00:00Z stdout F no time",
            "5: 2026-03-02T09:14:08Z stdout Fno blank", "6: 2026-03-02T09:14:08Z stdout",
            "7: 2026-03-02T09:14:08Z ",
        ]),
    LogCase(
        name: "CRI: lines that are the same are numbered within a run of one time", reader: cri,
        text: """
            2026-03-02T09:14:08Z stdout F a
            2026-03-02T09:14:08Z stdout F b
            2026-03-02T09:14:08Z stderr F a
            2026-03-02T09:14:08Z stdout F a
            2026-03-02T09:14:09Z stdout F a
            2026-03-02T09:14:09Z stdout F a
            a
            a
            """,
        expected: [
            "1 2026-03-02T09:14:08Z stdout: a", "2 2026-03-02T09:14:08Z stdout: b",
            "3 2026-03-02T09:14:08Z stderr #1: a", "4 2026-03-02T09:14:08Z stdout #2: a",
            "5 2026-03-02T09:14:09Z stdout: a", "6 2026-03-02T09:14:09Z stdout #1: a", "7: a", "8: a",
        ]),
    LogCase(
        name: "docker: escapes are decoded and parts joined", reader: docker,
        text: #"""
            {"log":"\"b\" \\ \u00e9\ud83d\ude00\ud83d\t\/\q\n","stream":"stdout","time":"2026-03-02T09:14:08Z"}
            {"log":"one ","stream":"stderr","time":"2026-03-02T09:14:08.2Z"}
            { "stream" : "stdout", "attrs":{"a":[1,"}"]}, "log" : "two\r\n", "time":"2026-03-02T09:14:08.3Z" }
            {"log":"three\n","stream":"stderr","time":"2026-03-02T09:14:08.4Z"}
            {"log":"\u001b[31mERROR\u001b[0m no\n","stream":"stdout","time":"2026-03-02T09:14:08.5Z"}
            {"log":"\n","stream":"stdout","time":"2026-03-02T09:14:08.6Z"}
            {"log":"cut","stream":"stdo
            """#,
        expected: [
            "1 2026-03-02T09:14:08Z stdout: \"b\" \\ é😀\u{FFFD}\t/\\q",
            "3 2026-03-02T09:14:08.3Z stdout: two", "2 2026-03-02T09:14:08.2Z stderr: one three",
            "5 2026-03-02T09:14:08.5Z stdout error: \u{1B}[31mERROR\u{1B}[0m no",
            "6 2026-03-02T09:14:08.6Z stdout: ", "7: {\"log\":\"cut\",\"stream\":\"stdo",
        ]),
    LogCase(
        name: "prefixed: each line names its pod", reader: prefixed,
        text: """
            [pod/co-7c9-x2/api] ERROR: no route
            [pod/co-7c9-x4/api] 2026-03-02T09:14:08.1Z hello
            [pod/co-7c9-x2/api]
            [pod/Upper/api] not a name
            [pod/a/b]no blank
            [pod/a] no container
            bare
            """,
        expected: [
            "1 <co-7c9-x2/api> error: ERROR: no route", "2 <co-7c9-x4/api> 2026-03-02T09:14:08.1Z: hello",
            "3 <co-7c9-x2/api>: ", "4: [pod/Upper/api] not a name", "5: [pod/a/b]no blank",
            "6: [pod/a] no container",
            "7: bare",
        ]),
    LogCase(
        name: "timestamped: the time is taken off", reader: timestamped,
        text: """
            2026-03-02T09:14:08.123456789Z   indented
            2026-03-02T12:14:08+03:00 I0302 09:14:08.000001       1 main.go:42] started
            2026-03-02T09:14:08Z
            2021-06-01T06:01:07.495783 no zone
            2026-03-02 09:14:08Z a program's own time
            2026-13-02T09:14:08Z no such month
            """,
        expected: [
            "1 2026-03-02T09:14:08.123456789Z:   indented",
            "2 2026-03-02T09:14:08Z info: I0302 09:14:08.000001       1 main.go:42] started",
            "3 2026-03-02T09:14:08Z: ",
            "4: 2021-06-01T06:01:07.495783 no zone", "5: 2026-03-02 09:14:08Z a program's own time",
            "6: 2026-13-02T09:14:08Z no such month",
        ]),
    LogCase(
        name: "plain: everything is text", reader: plain,
        text:
            "\u{FEFF}first\r\n\n  ==== START logs for container a of pod b/c ====\n2026-03-02T09:14:08Z\nlast",
        expected: [
            "1: first", "2: ", "3:   ==== START logs for container a of pod b/c ====",
            "4: 2026-03-02T09:14:08Z",
            "5: last",
        ]),
    LogCase(
        name: "dump: headings say whose lines follow", reader: dump,
        text: """

            ==== START logs for container init of pod shop/co-7c9-x2 ====
            ==== END logs for container init of pod shop/co-7c9-x2 ====
            ==== START logs for container api of pod shop/co-7c9-x2 ====
            one
            ==== END logs for container init of pod shop/co-7c9-x2 ====
            ==== START logs for container fake of pod shop/co-7c9-x2 ====
            two==== END logs for container api of pod shop/co-7c9-x2 ====
            between
            """,
        expected: [
            "1: ", "5 <shop/co-7c9-x2/api>: one",
            "6 <shop/co-7c9-x2/api>: ==== END logs for container init of pod shop/co-7c9-x2 ====",
            "7 <shop/co-7c9-x2/api>: ==== START logs for container fake of pod shop/co-7c9-x2 ====",
            "8 <shop/co-7c9-x2/api>: two", "9: between",
        ]),
    LogCase(
        name: "dump: in a file that begins otherwise a heading is text", reader: plain,
        text: "a\n==== START logs for container api of pod shop/co-7c9-x2 ====\nb\n",
        expected: ["1: a", "2: ==== START logs for container api of pod shop/co-7c9-x2 ====", "3: b"]),
]

@Suite struct EnvelopeTests {
    @Test(arguments: logCases)
    func `lines lose their envelope and nothing else`(log: LogCase) throws {
        let collector = try log.reader.facts(Array(log.text.utf8))
        #expect(listing(collector) == log.expected)
        #expect(skips(collector) == [])
    }

    @Test(arguments: logCases)
    func `however the bytes arrive, the facts are the same`(log: LogCase) throws {
        let whole = try log.reader.facts(Array(log.text.utf8))
        for piece in 1...40 {
            let cut = try log.reader.facts(Array(log.text.utf8), piece: piece)
            #expect(listing(cut) == listing(whole))
            #expect(cut.batch.text == whole.batch.text)
            #expect(cut.batch.logLines == whole.batch.logLines)
        }
    }

    @Test(
        arguments: FactReaders.all.flatMap { reader in reader.format.samples.map { (reader.format.id, $0) } })
    func `a format recognises and reads its own samples`(id: String, sample: String) throws {
        let sniffed = SniffSample(bytes: Array(sample.utf8), path: "-", isWhole: true)
        guard case .reader(let reader, _) = Sniffer.choose(sniffed) else {
            Issue.record("no reader for a sample of \(id)")
            return
        }
        #expect(reader.format.id == id)
        #expect(try reader.facts(Array(sample.utf8)).batch.factCount > 0)
    }

    @Test(arguments: logCases)
    func `damaged bytes are read to the end, in any format`(log: LogCase) throws {
        var state: UInt64 = 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<60 {
            var bytes = Array(log.text.utf8)
            for _ in 0...next(8) { bytes[next(bytes.count)] = UInt8(next(256)) }
            bytes.removeLast(next(bytes.count))
            for reader in FactReaders.all where reader.format.id.hasPrefix("log-") {
                var collector = Collector()
                var window = ByteWindow(MemoryStream(bytes, piece: 1 + next(50)))
                do {
                    try reader.read(&window, context: ReadContext(), into: &collector)
                } catch {
                    // A document that is cut is an error; a line that is cut is a line.
                    #expect(error.description.hasPrefix("the source ends inside "))
                }
                let end = UInt32(bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count)
                #expect(collector.batch.logLines.allSatisfy { (1...end).contains($0.line) })
            }
        }
    }

    @Test func `the newest time bounds the capture`() throws {
        let text = "2026-03-02T09:14:09Z stdout F b\n2026-03-02T09:14:08Z stdout F a\n"
        let collector = try cri.facts(Array(text.utf8))
        #expect(collector.earliestCapture?.iso8601 == "2026-03-02T09:14:09Z")
        #expect(collector.boundaries >= 2)
    }

    @Test func `a line joined beyond a megabyte is cut between characters, with a skip`() throws {
        let part = "x" + String(repeating: "é", count: 8191)
        var text = ""
        for _ in 0..<70 { text += "2026-03-02T09:14:08Z stdout P \(part)\n" }
        text += "2026-03-02T09:14:08Z stdout F end\n2026-03-02T09:14:09Z stdout F next\n"
        let collector = try cri.facts(Array(text.utf8), piece: 1000)
        let lines = collector.batch.logLines
        #expect(lines.map(\.line) == [1, 72])
        let stored = try #require(collector.batch.string(lines[0].text))
        #expect(stored.utf8.count == 1_048_575)
        #expect(!stored.unicodeScalars.contains("\u{FFFD}"))
        #expect(
            skips(collector) == [
                "1: a line of \(70 * 16_383 + 3) bytes was cut after 1048575: only its beginning is stored"
            ])
    }

    @Test func `what a truncated gzip holds is read before the error`() throws {
        let member = GzipBytes.member(Array("2026-03-02T09:14:08Z stdout F a\n2026-03-02T09:14:09Z std".utf8))
        var window = ByteWindow(Opening.unpacked(MemoryStream(Array(member.dropLast(8)), piece: 11)))
        var sink = Collector()
        let error = #expect(throws: ReadError.self) {
            try cri.read(&window, context: ReadContext(), into: &sink)
        }
        #expect(listing(sink) == ["1 2026-03-02T09:14:08Z stdout: a", "2: 2026-03-02T09:14:09Z std"])
        #expect(error?.line == 2)
    }

    @Test func `names are found again in a new batch`() throws {
        var batches: [FactBatch] = []
        var sink = BatchingSink(limit: 300) { batches.append($0) }
        let text = String(repeating: "[pod/co-7c9-x2/api] a\n[pod/co-7c9-x4/api] b\n", count: 20)
        var window = ByteWindow(MemoryStream(Array(text.utf8)))
        try prefixed.read(&window, context: ReadContext(), into: &sink)
        sink.flush()
        let pods = batches.flatMap { batch in batch.logLines.map { batch.string($0.pod) } }
        #expect(batches.count > 5)
        #expect(pods == (0..<40).map { $0 % 2 == 0 ? "co-7c9-x2" : "co-7c9-x4" })
    }
}
