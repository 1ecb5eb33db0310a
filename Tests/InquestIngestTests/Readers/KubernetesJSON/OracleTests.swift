import Foundation
import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Exports of one made-up cluster by five clients, with the truth beside them, where they stand beside the package.
private let exports: String? = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    for up in ["../shared", "../../shared"] {
        let path = root.appendingPathComponent(up + "/oracle/exports/five-clients.tar.xz").standardizedFileURL
            .path
        if FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
}()

/// The exports, unpacked once and removed with the value.
private final class Unpacked: Sendable {
    let folder: URL
    /// Where `truth.json` and the clients' folders are.
    let root: URL

    init(_ archive: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "inquest-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xJf", archive, "-C", folder.path]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0, "tar could not unpack \(archive)")
        let folder = folder
        let top = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        root = try #require(
            ([""] + top).map { folder.appendingPathComponent($0) }
                .first {
                    FileManager.default.fileExists(atPath: $0.appendingPathComponent("truth.json").path)
                })
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The folders of the clients.
    func clients() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().map(
            root.appendingPathComponent
        )
        .filter { FileManager.default.fileExists(atPath: $0.appendingPathComponent("manifest.json").path) }
    }
}

/// What the cluster really held.
private struct Truth: Decodable {
    struct Termination: Decodable {
        let namespace: String
        let pod: String
        let kind: String
        let container: String
        let sidecar: Bool
        let slot: String
        let exitCode: Int32
        let signal: Int32
        let reason: String?
        let message: String?
        let startedAt: String?
        let finishedAt: String?
        let restartCount: Int64

        var key: String {
            let kind = sidecar ? "sidecar" : kind
            return "\(namespace)/\(pod) \(kind) \(container) \(slot) \(exitCode) \(signal) \(reason ?? "-") "
                + "\(message ?? "-") \(canonical(startedAt)) … \(canonical(finishedAt)) \(restartCount)"
        }
    }

    struct Event: Decodable {
        let eventUid: String
        let kind: String
        let name: String
        let fieldPath: String?
        let type: String
        let reason: String
        let message: String
        let count: Int64
        let first: String?
        let last: String?
        let component: String
        let host: String?

        var key: String {
            let container =
                fieldPath.flatMap { $0.contains("{") ? $0.split { "{}".contains($0) }.last : nil } ?? "-"
            return
                "\(eventUid) \(type) \(reason) \(message.isEmpty ? "-" : message) ×\(count) \(canonical(first)) … \(canonical(last)) "
                + "\(kind)/\(name)[\(container)] \(component)@\(host ?? "-")"
        }
    }

    let terminations: [Termination]
    let events: [Event]
}

/// One way to write a time, and one for zero times.
private func canonical(_ time: String?) -> String {
    time.flatMap { Timestamp(rfc3339: $0) }?.iso8601 ?? "-"
}

@Suite(.enabled(if: exports != nil, "the folder shared/oracle/exports is not there"))
struct OracleTests {
    private func terminations(in files: [URL]) throws -> [String] {
        var keys: [String] = []
        for file in files {
            let batch = try ObjectJSONReader.facts(Array(try Data(contentsOf: file))).batch
            #expect(batch.skips.isEmpty)
            for end in batch.terminations {
                let container = batch.containers[Int(end.container)]
                let pod = batch.pods[Int(container.pod)]
                func text(_ ref: TextRef) -> String { batch.string(ref) ?? "-" }
                keys.append(
                    "\(text(pod.namespace))/\(text(pod.name)) \(container.kind.name) \(text(container.name)) "
                        + "\(end.slot) \(end.exitCode) \(end.signal ?? 0) \(text(end.reason)) \(text(end.message)) "
                        + "\(end.startedAt?.iso8601 ?? "-") … \(end.finishedAt?.iso8601 ?? "-") "
                        + "\(container.restartCount ?? -1)")
            }
        }
        return keys.sorted()
    }

    private func events(in file: URL) throws -> [String] {
        let batch = try EventJSONReader.facts(Array(try Data(contentsOf: file))).batch
        #expect(batch.skips.isEmpty)
        return batch.events.map { event in
            func text(_ ref: TextRef) -> String { batch.string(ref) ?? "-" }
            return "\(text(event.uid)) \(text(event.type)) \(text(event.reason)) \(text(event.message)) "
                + "×\(event.count) \(event.firstAt?.iso8601 ?? "-") … \(event.lastAt?.iso8601 ?? "-") "
                + "\(text(event.objectKind))/\(text(event.objectName))[\(text(event.container))] "
                + "\(text(event.component))@\(text(event.host))"
        }.sorted()
    }

    @Test func `every client's JSON gives back the truth`() throws {
        let unpacked = try Unpacked(try #require(exports))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let truth = try decoder.decode(
            Truth.self, from: Data(contentsOf: unpacked.root.appendingPathComponent("truth.json")))
        let clients = try unpacked.clients()
        #expect(clients.count >= 5)
        for client in clients {
            let name = client.lastPathComponent
            let pods = try terminations(in: [client.appendingPathComponent("pods.json")])
            #expect(difference(pods, truth.terminations.map(\.key)) == [], "\(name)")
            // A client drops what it does not know: ephemeral containers, and that an init container restarts always.
            let known = truth.terminations.filter { !name.hasSuffix("1.14") || $0.kind != "ephemeral" }
            let knowsSidecars = !name.hasSuffix("1.14") && !name.hasSuffix("1.20")
            let expected = known.map {
                knowsSidecars ? $0.key : $0.key.replacingOccurrences(of: " sidecar ", with: " init ")
            }
            let dumped = try terminations(in: dumps(client))
            #expect(difference(dumped, expected) == [], "\(name)")
            for file in ["events.json", "events-stream.json", "events-k8sio.json"] {
                let url = client.appendingPathComponent(file)
                guard file == "events.json" || FileManager.default.fileExists(atPath: url.path) else {
                    continue
                }
                let found = try events(in: url)
                #expect(difference(found, truth.events.map(\.key)) == [], "\(name) \(file)")
            }
        }
    }

    /// What only one side has, at most three of each, so that a failure can be read.
    private func difference(_ found: [String], _ expected: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for key in found { counts[key, default: 0] += 1 }
        for key in expected { counts[key, default: 0] -= 1 }
        let extra = counts.filter { $0.value > 0 }.keys.sorted().prefix(3)
        let missing = counts.filter { $0.value < 0 }.keys.sorted().prefix(3)
        return extra.map { "extra: \($0)" } + missing.map { "missing: \($0)" }
    }

    private func dumps(_ client: URL) throws -> [URL] {
        let dump = client.appendingPathComponent("dump")
        return try FileManager.default.contentsOfDirectory(atPath: dump.path).sorted()
            .map { dump.appendingPathComponent($0 + "/pods.json") }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
    }
}
