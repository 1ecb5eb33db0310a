import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private let loki = CollectorReader<Loki>.self
private let elastic = CollectorReader<Elasticsearch>.self
private let cloudWatch = CollectorReader<CloudWatch>.self
private let google = CollectorReader<CloudLogging>.self
private let azure = CollectorReader<AzureMonitor>.self
private let fluent = CollectorReader<Fluent>.self
private let sternJSON = CollectorReader<SternJSON>.self

private let id = String(repeating: "0123456789abcdef", count: 4)

let collectorCases = [
    LogCase(
        name: "Loki: labels hold for their own stream, other names and the path too", reader: loki,
        text: #"""
            {"status":"success","data":{"resultType":"streams","result":[
            {"stream":{"namespace":"shop","pod":"co-x2","container":"api","stream":"stderr"},"values":[
            ["1772442848123456789","ERROR a\n"],["1772442848123456789","ERROR a"],
            ["1772442848123456790","b",{"structuredMetadata":{"x":"y"}}]]},
            {"stream":{"k8s_namespace_name":"web","k8s_pod_name":"co-x4"},"values":[["1772442849000000000","c"]]},
            {"stream":{"filename":"/var/log/pods/shop_co-x5_0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f/api/0.log"},"values":[["1772442849000000000","d"]]},
            {"stream":{"job":"kubelet"},"values":[["1772442849000000000","e"],["soon","f"],[],["1772442849000000000"]]}
            ],"stats":{"summary":{}}}}
            """#,
        expected: [
            "3 <shop/co-x2/api> 2026-03-02T09:14:08.123456789Z stderr error: ERROR a",
            "3 <shop/co-x2/api> 2026-03-02T09:14:08.123456789Z stderr error #1: ERROR a",
            "4 <shop/co-x2/api> 2026-03-02T09:14:08.12345679Z stderr: b",
            "5 <web/co-x4> 2026-03-02T09:14:09Z: c", "6 <shop/co-x5/api> 2026-03-02T09:14:09Z: d",
            "7 2026-03-02T09:14:09Z: e",
        ]),
    LogCase(
        name: "logcli jsonl and Grafana's download", reader: loki,
        text: #"""
            {"labels":{"namespace":"shop","pod":"co-x2"},"line":"a","timestamp":"2026-03-02T10:14:08.1+01:00"}
            {"line":"b","timestamp":"2026-03-02T09:14:08Z"}
            {"line":"c","timestamp":"1772442848123456789","date":"2026-03-02","fields":{"pod":"co-x4"}}
            """#,
        expected: [
            "1 <shop/co-x2> 2026-03-02T09:14:08.1Z: a", "2 2026-03-02T09:14:08Z: b",
            "3 <co-x4> 2026-03-02T09:14:08.123456789Z: c",
        ]),
    LogCase(
        name: "Elasticsearch: hits and documents, nested and with dots", reader: elastic,
        text: #"""
            {"took":3,"hits":{"total":{"value":2},"max_score":null,"hits":[
            {"_index":"l","_id":"1","_source":{"@timestamp":"2026-03-02T09:14:08.123Z","message":"a","stream":"stderr",
            "kubernetes":{"namespace":"shop","pod":{"name":"co-x2","uid":"7"},"container":{"name":"api"}}}},
            {"_index":"l","_id":"2","_source":{"@timestamp":"2026-03-02T09:14:08.123Z","log":"WARN b\n",
            "time":"2026-03-02T09:14:08.123456789Z","kubernetes":{"pod_name":"co-x4","namespace_name":"web"}}}]}}
            {"_index":"l","_id":"3","_source":{"@timestamp":1772442848123,"message":"c","kubernetes.pod.name":"co-x5"}}
            {"@timestamp":"2026-03-02T09:14:08Z","message":"d","log":{"file":{"path":"/var/log/containers/co-x6_shop_api-\#(id).log"}}}
            {"@timestamp":"2026-03-02T09:14:08Z","message":"e","time":"2026-03-01T00:00:00Z"}
            """#.replacing("\\#(id)", with: id),
        expected: [
            "2 <shop/co-x2/api> 2026-03-02T09:14:08.123Z stderr: a",
            "4 <web/co-x4> 2026-03-02T09:14:08.123456789Z warning: WARN b",
            "6 <co-x5> 2026-03-02T09:14:08.123Z: c", "7 <shop/co-x6/api> 2026-03-02T09:14:08Z: d",
            "8 2026-03-02T09:14:08Z: e",
        ]),
    LogCase(
        name: "CloudWatch: plain, JSON inside the message, subscriptions, Insights", reader: cloudWatch,
        text: #"""
            {"events":[{"logStreamName":"n-application.var.log.containers.co-x2_shop_api-ID.log",
            "timestamp":1772442848123,"message":"a","ingestionTime":1},
            {"logStreamName":"x","timestamp":1772442848123,"ingestionTime":1,
            "message":"{\"log\":\"b\\n\",\"time\":\"2026-03-02T09:14:08.123456789Z\",\"stream\":\"stderr\",\"kubernetes\":{\"namespace_name\":\"web\",\"pod_name\":\"co-x4\",\"container_name\":\"api\"}}"},
            {"timestamp":1772442848123,"message":"{\"level\":\"error\"}","ingestionTime":1}]}
            {"messageType":"DATA_MESSAGE","logStream":"n-application.var.log.containers.co-x5_shop_api-ID.log",
            "logEvents":[{"id":"1","timestamp":1772442848000,"message":"c"}]}
            {"results":[[{"field":"@timestamp","value":"2026-03-02 09:14:08.5"},{"field":"@message","value":"d"},
            {"field":"@logStream","value":"n-application.var.log.containers.co-x6_shop_api-ID.log"}]],"status":"Complete"}
            """#.replacing("ID", with: id),
        expected: [
            "1 <shop/co-x2/api> 2026-03-02T09:14:08.123Z: a",
            "3 <web/co-x4/api> 2026-03-02T09:14:08.123456789Z stderr: b",
            "5 2026-03-02T09:14:08.123Z error: {\"level\":\"error\"}",
            "7 <shop/co-x5/api> 2026-03-02T09:14:08Z: c",
            "8 <shop/co-x6/api> 2026-03-02T09:14:08.5Z: d",
        ]),
    LogCase(
        name: "Cloud Logging: payloads, streams and severities", reader: google,
        text: #"""
            [{"insertId":"1","logName":"projects/p/logs/stderr","severity":"ERROR","textPayload":"a\n",
            "resource":{"type":"k8s_container","labels":{"namespace_name":"shop","pod_name":"co-x2","container_name":"api"}},
            "timestamp":"2026-03-02T09:14:08.123456789Z"},
            {"insertId":"2","logName":"projects/p/logs/stdout","severity":"CRITICAL","jsonPayload":{"message":"b","x":1},
            "resource":{"labels":{"namespace_name":"shop","pod_name":"co-x2"}},"timestamp":"2026-03-02T09:14:08Z"},
            {"insertId":"3","logName":"projects/p/logs/stdout","jsonPayload":{ "x" : [1, "a b"] },
            "resource":{"labels":{"pod_name":"co-x2"}},"timestamp":"2026-03-02T09:14:08Z"}]
            """#,
        expected: [
            "1 <shop/co-x2/api> 2026-03-02T09:14:08.123456789Z stderr: a",
            "4 <shop/co-x2> 2026-03-02T09:14:08Z stdout fatal: b",
            "6 <co-x2> 2026-03-02T09:14:08Z stdout: {\"x\":[1,\"a b\"]}",
        ]),
    LogCase(
        name: "Azure Monitor", reader: azure,
        text: #"""
            [{"ContainerName":"api","LogMessage":"a","LogSource":"stderr","PodName":"co-x2","PodNamespace":"shop",
            "TimeGenerated":"2026-03-02T09:14:08.1234567Z"}]
            """#,
        expected: ["1 <shop/co-x2/api> 2026-03-02T09:14:08.1234567Z stderr: a"]),
    LogCase(
        name: "Fluent: parts are joined per container and stream", reader: fluent,
        text: #"""
            {"date":1772442848.5,"log":"one ","logtag":"P","stream":"stdout","kubernetes":{"pod_name":"co-x2","namespace_name":"shop"}}
            {"date":1772442848.6,"log":"two ","_p":"P","stream":"stdout","kubernetes":{"pod_name":"co-x4","namespace_name":"shop"}}
            {"date":1772442848.7,"log":"err","logtag":"F","stream":"stderr","kubernetes":{"pod_name":"co-x2","namespace_name":"shop"}}
            {"date":1772442848.8,"log":"three","logtag":"F","stream":"stdout","kubernetes":{"pod_name":"co-x2","namespace_name":"shop"}}
            {"container_name":"/k8s_api_co-x5_shop_7c9e_3","container_id":"1","source":"stderr","log":"d"}
            {"log":"nobody's"}
            """#,
        expected: [
            "3 <shop/co-x2> 2026-03-02T09:14:08.7Z stderr: err",
            "1 <shop/co-x2> 2026-03-02T09:14:08.5Z stdout: one three",
            "5 <shop/co-x5/api> stderr: d", "6: nobody's",
            "2 <shop/co-x4> 2026-03-02T09:14:08.6Z stdout: two ",
        ]),
    LogCase(
        name: "stern as JSON", reader: sternJSON,
        text: #"""
            {"message":"a","nodeName":"n","namespace":"shop","podName":"co-x2","containerName":"api"}
            {
              "pod": "co-x4",
              "container": "api",
              "message": {"level": "error", "msg": "b"}
            }
            """#,
        expected: ["1 <shop/co-x2/api>: a", "2 <co-x4/api> error: {\"level\":\"error\",\"msg\":\"b\"}"]),
]

@Suite struct CollectorTests {
    @Test(arguments: collectorCases)
    func `records become lines of containers`(log: LogCase) throws {
        let collector = try log.reader.facts(Array(log.text.utf8))
        #expect(listing(collector) == log.expected)
    }

    @Test(arguments: collectorCases)
    func `the format is recognised`(log: LogCase) throws {
        let bytes = Array(log.text.utf8)
        let sample = SniffSample(bytes: bytes, path: "-", isWhole: true)
        guard case .reader(let reader, _) = Sniffer.choose(sample) else {
            Issue.record("no format")
            return
        }
        #expect(reader.format.id == log.reader.format.id)
    }

    @Test(arguments: collectorCases, [1, 7, 64])
    func `however the bytes arrive, the facts are the same`(log: LogCase, piece: Int) throws {
        let whole = try log.reader.facts(Array(log.text.utf8))
        let cut = try log.reader.facts(Array(log.text.utf8), piece: piece)
        #expect(cut.batch.logLines == whole.batch.logLines)
        #expect(cut.batch.text == whole.batch.text)
    }

    @Test(arguments: collectorCases)
    func `a source cut anywhere gives the lines before the cut and no others`(log: LogCase) throws {
        let bytes = Array(log.text.utf8)
        let whole = Set(try texts(log.reader, bytes, isCut: false))
        for end in 0..<bytes.count {
            let lines = try texts(log.reader, Array(bytes[..<end]), isCut: true)
            // What the runtime split and the cut parted is shorter; everything else is as it was.
            #expect(lines.allSatisfy { line in whole.contains(line) || line == "one " }, "cut at \(end)")
        }
        #expect(try texts(log.reader, Array(bytes.dropLast(2)), isCut: true).count >= whole.count - 1)
    }

    private func texts(_ reader: any FactReader.Type, _ bytes: [UInt8], isCut: Bool) throws -> [String] {
        var sink = Collector()
        try read(reader, bytes, isCut: isCut, into: &sink)
        return sink.batch.logLines.compactMap { sink.batch.string($0.text) }
    }

    private func read(
        _ reader: any FactReader.Type, _ bytes: [UInt8], isCut: Bool, into sink: inout Collector
    ) throws {
        var window = ByteWindow(MemoryStream(bytes))
        do {
            try reader.read(&window, context: ReadContext(), into: &sink)
        } catch {
            guard isCut else { throw error }
        }
    }

    @Test(arguments: collectorCases)
    func `wrong types and damage are survived by every collector`(log: LogCase) throws {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let values = ["null", "[]", "{}", "1e9", "\"\\u0000\"", "-9223372036854775808", "[[[[]]]]", "true"]
        for _ in 0..<40 {
            var text = log.text
            for _ in 0...next(6) {
                // One value after a colon becomes another.
                let colons = text.ranges(of: ":")
                let place = colons[next(colons.count)].upperBound
                text.insert(contentsOf: values[next(values.count)] + [",\"x\":", ""][next(2)], at: place)
            }
            for reader in FactReaders.all {
                var sink = Collector()
                try read(reader, Array(text.utf8), isCut: true, into: &sink)
                #expect(sink.batch.logLines.allSatisfy { $0.line > 0 })
            }
        }
    }

    @Test func `events among log entries are events`() throws {
        let text = #"""
            [{"logName":"projects/p/logs/events","insertId":"1","timestamp":"2026-03-02T09:14:09Z",
            "jsonPayload":{"kind":"Event","metadata":{"uid":"1f0c","name":"co-x2.1","namespace":"shop"},"count":7,
            "involvedObject":{"kind":"Pod","name":"co-x2","namespace":"shop"},"reason":"BackOff","message":"Back-off",
            "lastTimestamp":"2026-03-02T09:14:08Z"},"resource":{"type":"k8s_pod"}}]
            """#
        let batch = try google.facts(Array(text.utf8)).batch
        #expect(batch.logLines.isEmpty)
        #expect(batch.events.map { batch.string($0.reason) } == ["BackOff"])
        #expect(batch.events.map(\.count) == [7])
        #expect(batch.events.map { batch.string($0.objectName) } == ["co-x2"])
    }

    @Test func `a line of a collector is the line that kubectl prints`() throws {
        let kubectl = "[pod/co-x2/api] 2026-03-02T09:14:08.123456789Z lost\n"
        let answer =
            #"{"data":{"result":[{"stream":{"pod":"co-x2","container":"api"},"values":["#
            + #"["1772442848123456789","lost"]]}]}}"#
        let first = try ContainerLogReader<PrefixedEnvelope>.facts(Array(kubectl.utf8))
        let second = try loki.facts(Array(answer.utf8))
        #expect(listing(first) == listing(second))
    }

    @Test func `a stream longer than any record is read line by line`() throws {
        var text = #"{"data":{"result":[{"stream":{"pod":"co-x2"},"values":["#
        let filler = String(repeating: "x", count: 100_000)
        text += (0..<400).map { #"["\#(1_772_442_848_000_000_000 + $0)","\#(filler)"]"# }.joined(
            separator: ",")
        text += "]}]}}"
        #expect(text.utf8.count > ByteWindow.longestRecord)
        let collector = try loki.facts(Array(text.utf8))
        #expect(collector.batch.logLines.count == 400)
        #expect(collector.batch.skips.isEmpty)
    }

    @Test func `other JSON is left to others`() {
        let others = [
            #"{"kind":"EventList","items":[{"kind":"Event","involvedObject":{"kind":"Pod"},"reason":"x"}]}"#,
            #"{"log":"a\n","stream":"stderr","time":"2026-03-02T09:14:08Z"}"#,
            #"{"level":"info","timestamp":"2026-03-02T09:14:08Z","message":"a"}"#,
            #"{"events":[]}"#, #"[]"#, #"{"data":{"result":[]}}"#,
        ]
        for text in others {
            let sample = SniffSample(bytes: Array(text.utf8), path: "-", isWhole: true)
            for ranked in Sniffer.ranking(sample) where ranked.guess.certainty > .no {
                #expect(!collectorCases.contains { $0.reader.format.id == ranked.format.id }, "\(text)")
            }
        }
    }
}
