import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private let stern = TextCollectorReader<Stern>.self

private let textCases = [
    LogCase(
        name: "stern with namespaces, colours and its own words", reader: stern,
        text:
            "\u{1B}[92;1m+\u{1B}[0m \u{1B}[36mshop\u{1B}[0m \u{1B}[36mco-7c9-x2k4p\u{1B}[0m › \u{1B}[36mapi\u{1B}[0m\n"
            + "\u{1B}[36mshop\u{1B}[0m \u{1B}[36mco-7c9-x2k4p\u{1B}[0m \u{1B}[36mapi\u{1B}[0m ERROR a\n"
            + "web db-0 main 2026-03-02T10:14:08.123456789+01:00   b\n" + "web db-0 main\n"
            + "- web db-0 › main\nnot one of its lines!\n",
        expected: [
            "2 <shop/co-7c9-x2k4p/api> error: ERROR a",
            "3 <web/db-0/main> 2026-03-02T09:14:08.123456789Z:   b", "4 <web/db-0/main>: ",
            "6: not one of its lines!",
        ]),
    LogCase(
        name: "stern without namespaces", reader: stern,
        text: "co-7c9d8f6b5-x2k4p api hello there\nco-7c9d8f6b5-z7f8k api 2026-03-02T09:14:08Z b\n",
        expected: [
            "1 <co-7c9d8f6b5-x2k4p/api>: hello there", "2 <co-7c9d8f6b5-z7f8k/api> 2026-03-02T09:14:08Z: b",
        ]),
    LogCase(
        name: "kubetail", reader: TextCollectorReader<Kubetail>.self,
        text: "[co-7c9d8f6b5-x2k4p api] a\n\u{1B}[36m[co-7c9d8f6b5-z7f8k]\u{1B}[0m b\n[2026] c\n",
        expected: ["1 <co-7c9d8f6b5-x2k4p/api>: a", "2 <co-7c9d8f6b5-z7f8k>: b", "3 <2026>: c"]),
    LogCase(
        name: "logcli", reader: TextCollectorReader<Logcli>.self,
        text: #"""
            2026-03-02T09:14:08Z {container="api", namespace="shop", pod="co-x2", path="a\"}b"} lost
            2026-03-02T10:14:08+01:00 {}                                                        bare
            2026-03-02T09:14:08Z {"level":"error"}
            """#,
        expected: [
            "1 <shop/co-x2/api> 2026-03-02T09:14:08Z: lost", "2 2026-03-02T09:14:08Z: bare",
            "3 error: 2026-03-02T09:14:08Z {\"level\":\"error\"}",
        ]),
    LogCase(
        name: "records behind time and tag", reader: TextCollectorReader<FluentText>.self,
        text: #"""
            2026-03-02 10:14:08.5 +0100 kube.api: {"log":"a\n","kubernetes":{"pod_name":"co-x2","namespace_name":"shop"}}
            2026-03-02T09:14:08+00:00	kubernetes.var.log.containers.co-x4_shop_api-ID.log	{"message":"b"}
            [0] kube.api: [1772442848.123456789, {"log"=>"c \"x\" => y", "kubernetes"=>{"pod_name"=>"co-x5"}}]
            """#.replacing("ID", with: String(repeating: "0123456789abcdef", count: 4)),
        expected: [
            "1 <shop/co-x2> 2026-03-02T09:14:08.5Z: a", "2 <shop/co-x4/api> 2026-03-02T09:14:08Z: b",
            "3 <co-x5> 2026-03-02T09:14:08.123456789Z: c \"x\" => y",
        ]),
]

@Suite struct TextCollectorTests {
    @Test(arguments: textCases)
    func `lines lose what the tool put before them`(log: LogCase) throws {
        let collector = try log.reader.facts(Array(log.text.utf8))
        #expect(listing(collector) == log.expected)
        #expect(skips(collector) == [])
        let sample = SniffSample(bytes: Array(log.text.utf8), path: "-", isWhole: true)
        let guess = log.reader.guess(sample)
        #expect(guess.certainty > .no || log.name == "kubetail" || log.name == "logcli", "\(guess.reason)")
    }

    @Test(arguments: textCases)
    func `cut anywhere and in pieces of any size`(log: LogCase) throws {
        let bytes = Array(log.text.utf8)
        let whole = try log.reader.facts(bytes)
        for end in bytes.indices {
            let cut = try log.reader.facts(Array(bytes[..<end]), piece: 1 + end % 9)
            #expect(cut.batch.logLines.count <= whole.batch.logLines.count)
        }
        let pieces = try log.reader.facts(bytes, piece: 3)
        #expect(pieces.batch.logLines == whole.batch.logLines)
    }

    @Test func `times without a year are those before the capture, and that is said`() throws {
        let text = "co-7c9d8f6b5-x2k4p api 12-31 23:59:58 a\nco-7c9d8f6b5-x2k4p api 01-01 00:00:01 b\n"
        let capture = try #require(Timestamp(rfc3339: "2026-01-01T00:10:00Z"))
        let collector = try stern.facts(Array(text.utf8), context: ReadContext(capturedBy: capture))
        #expect(
            listing(collector) == [
                "1 <co-7c9d8f6b5-x2k4p/api> 2025-12-31T23:59:58Z: a",
                "2 <co-7c9d8f6b5-x2k4p/api> 2026-01-01T00:00:01Z: b",
            ])
        #expect(
            skips(collector).map { $0.hasPrefix("1: times without year and zone are taken as UTC") } == [true]
        )
        let untimed = try stern.facts(Array(text.utf8))
        #expect(listing(untimed).first == "1 <co-7c9d8f6b5-x2k4p/api>: a")
    }

    @Test func `a record whose quotes are not marked is a skip`() throws {
        let text = #"[0] kube.api: [1772442848.1, {"log"=>"a "quoted" word"}]"# + "\n"
        let collector = try TextCollectorReader<FluentText>.facts(Array(text.utf8))
        #expect(collector.batch.logLines.isEmpty)
        #expect(skips(collector).count == 1)
    }
}
