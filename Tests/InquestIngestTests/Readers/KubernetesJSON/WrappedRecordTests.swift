import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Records in frames, lists in lists, and logs between records.
@Suite struct WrappedRecordTests {
    private let event =
        #""involvedObject":{"kind":"Pod","name":"a"},"reason":"BackOff","count":3,"#
        + #""lastTimestamp":"2026-03-02T09:14:08Z""#

    private func events(_ json: String) throws -> [String] {
        FactListing(try EventJSONReader.facts(Array(json.utf8))).all
    }

    @Test(arguments: [
        #"{"verb":"ADDED","event":{"metadata":{"uid":"u"},EVENT},"old_event":{"metadata":{"uid":"u"},EVENT}}"#,
        #"{"kind":"Event","metadata":{"uid":"u"},"clusterName":"c",EVENT}"#,
        #"{"type":"DELETED","object":{"kind":"Event","metadata":{"uid":"u"},EVENT}}"#,
        #"{"type":"ADDED","object":{"verb":"UPDATED","event":{"metadata":{"uid":"u"},EVENT}}}"#,
    ])
    func `what wraps an event changes nothing about it`(frame: String) throws {
        let found = try events(frame.replacing("EVENT", with: event))
        let alone = try events(#"{"metadata":{"uid":"u"},EVENT}"#.replacing("EVENT", with: event))
        #expect(found == alone)
        #expect(found.count == 1)
    }

    @Test func `null items and bookmarks say nothing`() throws {
        #expect(try events(#"{"items":[null]}"#).count == 1)
        #expect(try events(#"{"kind":"EventList","items":null}"#) == [])
        #expect(try events(#"{"type":"BOOKMARK","object":{"kind":"Event","metadata":{}}}"#) == [])
    }

    @Test func `an event of an insights archive has neither uid nor object`() throws {
        let text =
            #"{"items":[{"namespace":"shop","lastTimestamp":"2026-03-02T09:14:08Z","reason":"BackOff","#
            + #""message":"m","type":"Warning"}]}"#
        #expect(
            try events(text) == [
                "1: shop/-/-[-] Warning BackOff ×1 - … 2026-03-02T09:14:08Z -@- m"
            ])
    }

    private let log = """
        ==== START logs for container api of pod shop/a ====
        {
        ---
        apiVersion: v1
        {"kind":"Event","reason":"x"}
        ==== END logs for container other of pod shop/a ====
        ==== START logs for container other of pod shop/b ====
        last==== END logs for container api of pod shop/a ====

        """

    private func lines(_ collector: Collector) -> [String] {
        collector.batch.logLines.map { fact in
            let text = [fact.namespace, fact.pod, fact.container, fact.text].map {
                collector.batch.string($0) ?? "-"
            }
            return "\(fact.line) " + text.joined(separator: " ")
        }
    }

    private let expectedLines = [
        "{", "---", "apiVersion: v1", #"{"kind":"Event","reason":"x"}"#,
        "==== END logs for container other of pod shop/a ====",
        "==== START logs for container other of pod shop/b ====", "last",
    ]

    @Test(arguments: [1, 7, 1 << 20])
    func `logs stand between the JSON of a dump`(piece: Int) throws {
        let pod = #"{"kind":"Pod","metadata":{"name":"a","namespace":"shop"},"status":{}}"# + "\n"
        let found = try ObjectJSONReader.facts(Array((pod + log + pod).utf8), piece: piece)
        #expect(
            lines(found)
                == expectedLines.enumerated().map { "\($0.offset + 3) shop a api \($0.element)" })
        #expect(found.batch.pods.map(\.line) == [1, 10])
        #expect(found.batch.events.isEmpty && found.batch.skips.isEmpty)
    }

    @Test(arguments: [1, 7, 1 << 20])
    func `logs stand between the YAML of a dump`(piece: Int) throws {
        let pod = "kind: Pod\nmetadata:\n  name: a\n  namespace: shop\n  uid: u\n"
        let found = try ObjectYAMLReader.facts(Array((pod + log + pod).utf8), piece: piece)
        #expect(
            lines(found)
                == expectedLines.enumerated().map { "\($0.offset + 7) shop a api \($0.element)" })
        #expect(found.batch.pods.map(\.line) == [1, 14])
        #expect(found.batch.events.isEmpty && found.batch.skips.isEmpty)
    }

    @Test func `lists inside YAML are read, and manifests are not taken for objects`() throws {
        let text = """
            object:
              kind: List
              items:
              - kind: Pod
                metadata: {name: a, uid: u}
            type: ADDED
            ---
            kind: Pod
            metadata:
              name: wanted
            spec: {}
            """
        let found = try ObjectYAMLReader.facts(Array((text + "\n").utf8))
        #expect(found.batch.pods.map { "\($0.line) \(found.batch.string($0.name) ?? "-")" } == ["4 a"])
        #expect(
            FactListing(found).skips == [
                "8: not used: a manifest, which says what is wanted and not what became of it"
            ])
        #expect(found.batch.string(found.batch.skips[0].excerpt)?.hasPrefix("kind: Pod\nmetadata") == true)
    }
}
