import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Some JSON and the events in it.
private struct EventCase: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let expected: [String]
    var skips: [String] = []
    var testDescription: String { name }
}

private let pod = #""involvedObject":{"kind":"Pod","namespace":"shop","name":"co-x2","uid":"7c9e"}"#

private let eventCases = [
    EventCase(
        name: "core/v1",
        text: """
            {"kind": "List", "items": [
              {"kind": "Event", "apiVersion": "v1", "count": 7, "eventTime": null,
                "firstTimestamp": "2026-03-02T09:10:08Z", "lastTimestamp": "2026-03-02T09:14:08Z",
                "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "co-x2",
                  "fieldPath": "spec.containers{api}"},
                "message": "Back-off \\u003crestarting\\u003e", "reason": "BackOff", "type": "Warning",
                "metadata": {"namespace": "x", "name": "a", "creationTimestamp": "2026-03-02T09:10:09Z"},
                "reportingComponent": "", "reportingInstance": "",
                "source": {"component": "kubelet", "host": "node-a"}}
            ]}
            """,
        expected: [
            "2: shop/Pod/co-x2[api] Warning BackOff ×7 2026-03-02T09:10:08Z … 2026-03-02T09:14:08Z kubelet@node-a "
                + "Back-off <restarting>"
        ]),
    EventCase(
        name: "events.k8s.io/v1",
        text:
            #"{"apiVersion":"events.k8s.io/v1","kind":"Event","note":"n","regarding":{"kind":"Node","name":"a"},"#
            + #""deprecatedCount":3,"deprecatedFirstTimestamp":"2026-03-02T09:10:08Z","#
            + #""deprecatedLastTimestamp":"2026-03-02T09:14:08Z","deprecatedSource":{"component":"c","host":"h"},"#
            + #""metadata":{"namespace":"default"},"type":"Normal","reason":"R","reportingController":"k"}"#,
        expected: ["1: -/Node/a[-] Normal R ×3 2026-03-02T09:10:08Z … 2026-03-02T09:14:08Z c@h n"]),
    EventCase(
        name: "a series counts, and its last time is the last",
        text:
            #"{"kind":"Event",\#(pod),"count":2,"eventTime":"2026-03-02T09:10:08.123456Z","firstTimestamp":null,"#
            + #""series":{"count":9,"lastObservedTime":"2026-03-02T09:19:08.5Z"},"lastTimestamp":null,"#
            + #""source":{},"reportingComponent":"default-scheduler","reportingInstance":"s-0"}"#,
        expected: [
            "1: shop/Pod/co-x2[-] - - ×9 2026-03-02T09:10:08.123456Z … 2026-03-02T09:19:08.5Z "
                + "default-scheduler@- -"
        ]),
    EventCase(
        name: "a count of 0 is none; times come from the creation",
        text: #"{"kind":"Event",\#(pod),"count":0,"firstTimestamp":"0001-01-01T00:00:00Z","#
            + #""metadata":{"creationTimestamp":"2026-03-02T09:10:08Z"},"reportingComponent":"kubelet","#
            + #""reportingInstance":"node-a"}"#,
        expected: ["1: shop/Pod/co-x2[-] - - ×1 2026-03-02T09:10:08Z … 2026-03-02T09:10:08Z kubelet@node-a -"]
    ),
    EventCase(
        name: "capital letters and no metadata",
        text: #"{"ListMeta":{},"Items":[{"Name":"e","Namespace":"shop","UID":"u","CreationTimestamp":null,"#
            + #""InvolvedObject":{"Kind":"Pod","Namespace":"shop","Name":"co-x2","#
            + #""FieldPath":"spec.initContainers{db}"},"Reason":"R","Message":"m","Type":"Warning","Count":4,"#
            + #""Source":{"Component":"kubelet","Host":"a"},"FirstTimestamp":"2026-03-02T09:10:08Z","#
            + #""LastTimestamp":"2026-03-02T09:14:08Z"}]}"#,
        expected: [
            "1: shop/Pod/co-x2[db] Warning R ×4 2026-03-02T09:10:08Z … 2026-03-02T09:14:08Z kubelet@a m"
        ]),
    EventCase(
        name: "a container in front of the message",
        text: #"{"kind":"Event",\#(pod),"message":"spec.ephemeralContainers{dbg}: it \"is\" up"}"# + "\n"
            + #"{"kind":"Event",\#(pod),"message":"spec.containers{a}:b"}"# + "\n"
            + #"{"kind":"Event",\#(pod),"message":"spec.containers{}: b"}"# + "\n",
        expected: [
            #"1: shop/Pod/co-x2[dbg] - - ×1 - … - -@- it "is" up"#,
            "2: shop/Pod/co-x2[-] - - ×1 - … - -@- spec.containers{a}:b",
            "3: shop/Pod/co-x2[-] - - ×1 - … - -@- spec.containers{}: b",
        ]),
    EventCase(
        name: "insights keep no object",
        text: #"{"items":[{"namespace":"ns","lastTimestamp":"2026-03-02T11:14:08+02:00","reason":"R","#
            + #""message":"m","type":"Warning"}]}"#,
        expected: ["1: ns/-/-[-] Warning R ×1 - … 2026-03-02T09:14:08Z -@- m"]),
    EventCase(
        name: "watch frames",
        text: """
            {"type":"ADDED","object":{"kind":"Event",\(pod),"reason":"A"}}
            {"type":"DELETED","object":{"kind":"Event",\(pod),"reason":"D"}}
            {"type":"BOOKMARK","object":{"kind":"Event","metadata":{"resourceVersion":"7"}}}
            {"type":"ERROR","object":{"kind":"Status","message":"too old","code":410}}
            {
              "type": "MODIFIED",
              "object": {"kind": "Event", \(pod), "reason": "M"}
            }
            """,
        expected: [
            "1: shop/Pod/co-x2[-] - A ×1 - … - -@- -", "2: shop/Pod/co-x2[-] - D ×1 - … - -@- -",
            "7: shop/Pod/co-x2[-] - M ×1 - … - -@- -",
        ], skips: ["4: not used: the API's answer 'too old'"]),
    EventCase(
        name: "eventrouter", text: #"{"verb":"ADDED","event":{\#(pod),"reason":"R"},"old_event":null}"#,
        expected: ["1: shop/Pod/co-x2[-] - R ×1 - … - -@- -"]),
    EventCase(
        name: "what is not an event is counted",
        text:
            #"{"items":[1,{"a":1},2,{"kind":"Widget"},{"kind":"Secret"},{"kind":"Event",\#(pod)},{"b":2}]}"#,
        expected: ["1: shop/Pod/co-x2[-] - - ×1 - … - -@- -"],
        skips: [
            "1: not used: a value that is no object (2 times, first here)",
            "1: not used: an object that is no Kubernetes object (2 times, first here)",
            "1: not used: an object of kind 'Widget'",
        ]),
    EventCase(name: "no events", text: #"{"kind":"EventList","apiVersion":"v1","items":null}"#, expected: []),
    EventCase(
        name: "wrong types are passed over",
        text:
            #"{"kind":"Event","involvedObject":[],"count":"7","message":5,"reason":{},"series":1,"metadata":"x","#
            + #""source":null,"firstTimestamp":"yesterday","lastTimestamp":12}"#,
        expected: ["1: -/-/-[-] - - ×1 - … - -@- -"]),
]

@Suite struct EventJSONTests {
    @Test(arguments: eventCases)
    private func `events in every shape`(test: EventCase) throws {
        let listing = FactListing(try EventJSONReader.facts(Array(test.text.utf8)))
        #expect(listing.events == test.expected)
        #expect(listing.skips == test.skips)
        #expect(listing.batch.events.allSatisfy { $0.block == $0.line })
    }

    @Test(arguments: eventCases)
    private func `however the bytes arrive, the facts are the same`(test: EventCase) throws {
        let whole = try EventJSONReader.facts(Array(test.text.utf8)).batch
        for piece in [1, 7, 64] {
            let cut = try EventJSONReader.facts(Array(test.text.utf8), piece: piece).batch
            #expect(cut.text == whole.text)
            #expect(cut.events == whole.events)
            #expect(cut.skips == whole.skips)
        }
    }

    @Test(arguments: eventCases)
    private func `a cut source gives the events before the cut and no others`(test: EventCase) throws {
        let bytes = Array(test.text.utf8)
        for end in 0..<bytes.count {
            var window = ByteWindow(MemoryStream(Array(bytes[..<end])))
            var sink = Collector()
            do {
                try EventJSONReader.read(&window, context: ReadContext(), into: &sink)
            } catch {
                #expect(error.description.contains("export it again"))
            }
            let events = FactListing(sink).events
            #expect(events == Array(test.expected.prefix(events.count)))
        }
    }

    @Test func `the newest time bounds the capture`() throws {
        let text =
            #"{"kind":"Event",\#(pod),"lastTimestamp":"2026-03-02T09:14:08Z","eventTime":"2026-03-02T09:10:08Z"}"#
        #expect(
            try EventJSONReader.facts(Array(text.utf8)).earliestCapture?.iso8601 == "2026-03-02T09:14:08Z")
    }

    @Test func `text that is no UTF-8 is repaired`() throws {
        let bytes = Array(#"{"kind":"Event",\#(pod),"message":"a"#.utf8) + [0xFF] + Array(#"b"}"#.utf8)
        let events = FactListing(try EventJSONReader.facts(bytes)).events
        #expect(events == ["1: shop/Pod/co-x2[-] - - ×1 - … - -@- a\u{FFFD}b"])
    }

    @Test(arguments: [
        (#"{"kind":"EventList","items":null}"#, "-", "event-json certain"),
        (#"{"items":[]}"#, "events/a.json", "event-json likely"), ("[]", "a/pods.json", "object-json likely"),
        (#"{"log":"a\n","stream":"stdout","time":"2026-03-02T09:14:08Z"}"#, "-", "log-docker certain"),
        (#"{"kind":"Event",\#(pod)}"# + "\n{\"level\":\"info\"}\n", "-", "event-json certain"),
        (#"{"level":"info","msg":"a"}"#, "-", "log-plain possible"),
        (#"{"kind":"Widget","metadata":{"name":"a"}}"#, "-", "object-json likely"),
        ("$ kubectl get events -o json\n" + #"{"kind":"Event",\#(pod)}"#, "-", "event-json certain"),
    ])
    func `sources are recognised`(text: String, path: String, choice: String) throws {
        let sample = SniffSample(bytes: Array(text.utf8), path: path, isWhole: true)
        guard case .reader(let reader, let guess) = Sniffer.choose(sample) else {
            Issue.record("no reader for \(text)")
            return
        }
        #expect("\(reader.format.id) \(guess.certainty)" == choice)
    }

    @Test func `a record longer than the sample is recognised`() {
        let text =
            #"{"kind":"List","items":[{"kind":"Event",\#(pod),"message":""#
            + String(repeating: "a", count: 99)
        let sample = SniffSample(bytes: Array(text.utf8), path: "-", isWhole: false)
        #expect(
            EventJSONReader.guess(sample)
                == Guess(.certain, "the first \(SniffSample.size >> 10) KiB hold 1 events in JSON"))
    }
}
