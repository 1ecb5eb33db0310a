import Foundation
import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// JSON of real clusters with labels made by another program, where the folder with it stands beside the package's.
private let corpus: String? = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    for up in ["../shared", "../../shared"] {
        let path = root.appendingPathComponent(up + "/corpus").standardizedFileURL.path
        if FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
}()

@Suite(.enabled(if: corpus != nil, "the folder shared/corpus is not there"))
struct CorpusJSONTests {
    /// The files of some kinds and their labels.
    private func labels(of kinds: Set<String>) throws -> [(path: String, label: String)] {
        let manifest = try String(contentsOfFile: try #require(corpus) + "/MANIFEST.tsv", encoding: .utf8)
        return manifest.split(separator: "\n").compactMap { row in
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 5, kinds.contains(cells[1]) else { return nil }
            return (cells[0], cells[4])
        }
    }

    private func read(_ path: String) throws -> (format: String, batch: FactBatch) {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: try #require(corpus) + "/" + path)))
        let sample = SniffSample(
            bytes: Array(bytes.prefix(SniffSample.size)), path: path, isWhole: bytes.count <= SniffSample.size
        )
        guard case .reader(let reader, _) = Sniffer.choose(sample) else { return ("none", FactBatch()) }
        return (reader.format.id, try reader.facts(bytes, context: ReadContext(path: path)).batch)
    }

    @Test func `events of real clusters are those of their labels`() throws {
        let labels = try labels(of: ["events-json", "events-watch"])
        #expect(labels.count >= 14)
        for (path, label) in labels {
            let (format, batch) = try read(path)
            #expect(format == "event-json", "\(path)")
            #expect(batch.skips.isEmpty, "\(path)")
            func census(_ ref: KeyPath<EventFact, TextRef>) -> String {
                Dictionary(grouping: batch.events) { batch.string($0[keyPath: ref]) ?? "None" }
                    .map { "\($0.key):\($0.value.count)" }.sorted().joined(separator: ",")
            }
            let occurrences = batch.events.reduce(0) { $0 + $1.count }
            let found =
                "events=\(batch.events.count) occ=\(occurrences) types=\(census(\.type)) "
                + "objkinds=\(census(\.objectKind))"
            #expect(label.split(separator: " ").prefix(4).joined(separator: " ") == found, "\(path)")
        }
    }

    @Test func `pods of real clusters are those of their labels`() throws {
        let labels = try labels(of: ["pod-json", "pods-json"])
        #expect(labels.count >= 40)
        for (path, label) in labels {
            let (format, batch) = try read(path)
            #expect(format == "object-json", "\(path)")
            #expect(batch.skips.isEmpty, "\(path)")
            let expected = label.split(separator: " :: ").last.map {
                $0.split(separator: " | ").map(String.init)
            }
            #expect(description(of: batch).sorted() == expected?.sorted(), "\(path)")
        }
    }

    /// A pod and its containers as the labels write them.
    private func description(of batch: FactBatch) -> [String] {
        func text(_ ref: TextRef) -> String { batch.string(ref) ?? "None" }
        let pods = batch.pods.map { "pod=\(text($0.name)) ns=\(text($0.namespace)) phase=\(text($0.phase))" }
        var containers: [String] = []
        for (index, container) in batch.containers.enumerated() where container.restartCount != nil {
            let ends = batch.terminations.filter { Int($0.container) == index }
            let last = ends.first { $0.slot == .lastState }.map { "\($0.exitCode)/\(text($0.reason))" } ?? "-"
            let state =
                switch container.state {
                case .running: "Running"
                case .waiting: "Waiting(\(text(container.waitingReason)))"
                case .terminated:
                    ends.first { $0.slot == .state }.map { "Terminated(\(text($0.reason)),\($0.exitCode))" }
                        ?? "?"
                case .unknown: "?"
                }
            let ready = container.ready == true ? "True" : "False"
            containers.append(
                "\(container.kind == .app ? "C" : "I"):\(text(container.name))=\(state) last=\(last) "
                    + "rc=\(container.restartCount ?? -1) ready=\(ready)")
        }
        return pods + containers
    }
}
