import InquestCore
import InquestTestSupport
import Testing

@testable import InquestStore

/// Tables of one namespace do not print it: it is concluded from where their objects are.
struct NamespaceTests {
    /// Events, one of each object, all in one table.
    private func table(
        _ objects: [String], namespace: String?, uid: UInt8? = nil, message: String = "again"
    ) -> FactBatch {
        var batch = FactBatch()
        for (index, object) in objects.enumerated() {
            var event = EventFact()
            if let uid { event.uid = batch.add("uid-\(uid)-\(index)"[...]) }
            event.namespace = batch.add(namespace)
            event.objectKind = batch.add("Pod"[...])
            event.objectName = batch.add(object[...])
            event.reason = batch.add("BackOff"[...])
            event.message = batch.add(message[...])
            event.isCountShown = uid != nil
            event.lastAt = Timestamp(nanoseconds: 1_790_000_200_000_000_000)
            event.block = 1
            event.line = UInt32(index + 2)
            batch.events.append(event)
        }
        return batch
    }

    private func pods(_ names: [String], namespace: String?) -> FactBatch {
        var batch = FactBatch()
        for (index, name) in names.enumerated() {
            var pod = PodFact()
            pod.namespace = batch.add(namespace)
            pod.name = batch.add(name[...])
            pod.line = UInt32(index + 1)
            batch.pods.append(pod)
        }
        return batch
    }

    /// The same rows for every order of the sources, each order also ingest by ingest.
    private func rows(_ sources: [(String, FactBatch)], _ sql: String) throws -> [String] {
        var answers: Set<[String]> = []
        for order in permutations(sources) {
            for isSplit in [false, true] {
                let fixture = try StoreFixture()
                let corpus = try CorpusDatabase.openForWriting(fixture.path)
                for part in isSplit ? order.map({ [$0] }) : [order] {
                    try corpus.write(now: StoreFixture.now) { writer in
                        for (name, batch) in part { _ = try StoreFixture.store(name, batch, with: writer) }
                    }
                    try corpus.finish()
                }
                answers.insert(try corpus.column(sql))
            }
        }
        #expect(answers.count == 1, "the rows depend on the order: \(answers)")
        return answers.first ?? []
    }

    private static let events =
        "SELECT COALESCE(namespace, '-') || '/' || object || ' ' || COALESCE(uid, '-') FROM events ORDER BY 1"
    private static let podNames =
        "SELECT COALESCE(namespace, '-') || '/' || pod || ' ' || sightings FROM pods ORDER BY 1"

    @Test func `rows join the events of the only namespace that has all objects`() throws {
        let found = try rows(
            [
                ("a", table(["web-0", "web-1"], namespace: "shop", uid: 1)),
                ("b", table(["web-0"], namespace: "other", uid: 2)),
                ("c", table(["web-0", "web-1"], namespace: nil)),
            ], Self.events)
        #expect(found == ["other/web-0 uid-2-0", "shop/web-0 uid-1-0", "shop/web-1 uid-1-1"])
    }

    @Test func `rows stay without a namespace when two have all objects`() throws {
        let found = try rows(
            [
                ("a", table(["web-0"], namespace: "shop", uid: 1)),
                ("b", table(["web-0"], namespace: "other", uid: 2)), ("c", table(["web-0"], namespace: nil)),
            ], Self.events)
        #expect(found == ["-/web-0 -", "other/web-0 uid-2-0", "shop/web-0 uid-1-0"])
    }

    @Test func `of two namespaces with all objects the one with all events is meant`() throws {
        let found = try rows(
            [
                ("a", table(["web-0"], namespace: "shop", uid: 1)),
                ("b", table(["web-0"], namespace: "other", uid: 2, message: "other words")),
                ("c", table(["web-0"], namespace: nil)),
            ], Self.events)
        #expect(found == ["other/web-0 uid-2-0", "shop/web-0 uid-1-0"])
    }

    @Test func `rows stay without a namespace when one of their objects is nowhere`() throws {
        let found = try rows(
            [
                ("a", table(["web-0"], namespace: "shop", uid: 1)),
                ("c", table(["web-0", "web-9"], namespace: nil)),
            ], Self.events)
        #expect(found == ["-/web-0 -", "-/web-9 -", "shop/web-0 uid-1-0"])
    }

    @Test func `what was concluded is no evidence for more`() throws {
        let found = try rows(
            [
                ("a", pods(["web-0"], namespace: "shop")), ("b", table(["web-0"], namespace: nil)),
                ("c", pods(["web-0"], namespace: "other")),
            ], Self.events)
        #expect(found == ["-/web-0 -"])
    }

    @Test func `pods of a table join those of their namespace`() throws {
        let found = try rows(
            [
                ("a", pods(["web-0", "web-1", "web-2"], namespace: "shop")),
                ("b", pods(["web-0", "web-1"], namespace: nil)),
            ], Self.podNames)
        #expect(found == ["shop/web-0 2", "shop/web-1 2", "shop/web-2 1"])
    }

    @Test func `a row that names its namespace is not moved with those that do not`() throws {
        var mixed = pods(["web-0"], namespace: "shop")
        var pod = PodFact()
        pod.name = mixed.add("web-0"[...])
        pod.line = 9
        mixed.pods.append(pod)
        let found = try rows(
            [
                ("a", mixed), ("b", pods(["web-0"], namespace: "shop")),
                ("c", pods(["web-0"], namespace: "other")),
            ],
            Self.podNames)
        #expect(found == ["-/web-0 1", "other/web-0 1", "shop/web-0 2"])
    }

    @Test func `nodes need no namespace`() throws {
        var batch = table(["node-a"], namespace: nil)
        let kind = batch.add("Node"[...])
        batch.events[0].objectKind = kind
        let found = try rows(
            [("a", batch), ("b", table(["node-a"], namespace: "shop", uid: 1))], Self.events)
        #expect(found == ["-/node-a -", "shop/node-a uid-1-0"])
    }
}
