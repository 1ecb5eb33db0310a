import Foundation
import GRDB
import InquestCore
import InquestTestSupport

@testable import InquestStore

/// A corpus file for tests of the store, with sources made by hand.
struct StoreFixture {
    static let now = Timestamp(nanoseconds: 1_795_000_000_000_000_000)

    let folder: TemporaryFolder
    var path: String { folder("store.db") }

    init() throws { folder = try TemporaryFolder() }

    /// A pod whose container ended once, an event of it, and two log lines.
    static func batch(pod name: String, uid: String? = nil) -> FactBatch {
        var batch = FactBatch()
        var pod = PodFact()
        pod.namespace = batch.add("shop"[...])
        pod.name = batch.add(name[...])
        pod.startedAt = Timestamp(nanoseconds: 1_790_000_000_000_000_000)
        pod.line = 1
        batch.pods.append(pod)
        var container = ContainerFact(pod: 0)
        container.name = batch.add("app"[...])
        container.restartCount = 1
        container.state = .running
        container.line = 2
        batch.containers.append(container)
        var run = TerminationFact(container: 0, slot: .lastState, exitCode: 137)
        run.reason = batch.add("OOMKilled"[...])
        run.finishedAt = Timestamp(nanoseconds: 1_790_000_100_000_000_000)
        run.line = 3
        batch.terminations.append(run)
        batch.events.append(event(of: name, uid: uid, in: &batch))
        for line in 1...2 {
            var fact = LogLineFact()
            fact.pod = batch.add(name[...])
            fact.container = batch.add("app"[...])
            fact.text = batch.add("line \(line)"[...])
            fact.line = UInt32(10 + line)
            batch.logLines.append(fact)
        }
        return batch
    }

    private static func event(of pod: String, uid: String?, in batch: inout FactBatch) -> EventFact {
        var event = EventFact()
        event.uid = batch.add(uid)
        event.namespace = batch.add("shop"[...])
        event.objectKind = batch.add("Pod"[...])
        event.objectName = batch.add(pod[...])
        event.reason = batch.add("BackOff"[...])
        event.message = batch.add("again"[...])
        event.count = 4
        event.lastAt = Timestamp(nanoseconds: 1_790_000_200_000_000_000)
        event.line = 20
        return event
    }

    static func start(_ name: String) -> SourceStart {
        SourceStart(path: name, cluster: "default", hints: SourceHints())
    }

    /// The end of a source; its name stands for its content.
    static func end(_ name: String) -> SourceEnd {
        var digest = SHA256()
        digest.update(name)
        return SourceEnd(
            sha256: digest.digest(), bytes: name.utf8.count, format: "test", capture: nil,
            dependsOnHints: false)
    }

    /// Stores a whole source.
    @discardableResult
    static func store(_ name: String, _ batch: FactBatch, with writer: StoreWriter) throws -> StoredSource {
        try writer.begin(start(name))
        try writer.append(PreparedBatch(batch, of: start(name)))
        return try writer.end(end(name))
    }

    /// A corpus with one source.
    func filled() throws -> CorpusDatabase {
        let corpus = try CorpusDatabase.openForWriting(path)
        try corpus.write(now: StoreFixture.now) { writer in
            _ = try StoreFixture.store("first", StoreFixture.batch(pod: "web-0"), with: writer)
        }
        try corpus.finish()
        return corpus
    }

    /// Changes the file behind the program's back.
    func tamper(_ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
    }
}

extension CorpusDatabase {
    /// The first column of a query, as text.
    func column(_ sql: String, limits: QueryLimits = QueryLimits()) throws -> [String] {
        try run(Query(sql: sql), limits: limits).rows.map { row in
            switch row[0] {
            case .null: "␀"
            case .integer(let number): String(number)
            case .real(let number): String(number)
            case .text(let text): text
            case .blob(let bytes): "\(bytes.count) bytes"
            }
        }
    }
}

/// What a failed call said.
func words(of body: () throws -> Void) -> String {
    do {
        try body()
        return "no error"
    } catch {
        return "\(error)"
    }
}
