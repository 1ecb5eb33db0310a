import Foundation
import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Logs of real programs, where the folder with them stands beside the package's.
private let corpus: String? = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    for up in ["../shared", "../../shared"] {
        let path = root.appendingPathComponent(up + "/corpus").standardizedFileURL.path
        if FileManager.default.fileExists(atPath: path) { return path }
    }
    return nil
}()

@Suite(.enabled(if: corpus != nil, "the folder shared/corpus is not there"))
struct CorpusLogTests {
    private func read(_ candidate: SourceCandidate) throws -> [UInt8] {
        var stream = try candidate.open()
        var bytes: [UInt8] = []
        while try stream.read(into: &bytes, atMost: 1 << 20) > 0 {}
        return bytes
    }

    @Test(arguments: ["logs", "dumps"])
    func `every line of every real log is accounted for`(folder: String) throws {
        let (candidates, problems) = Opening.candidates(for: ["\(corpus!)/\(folder)"])
        #expect(problems == [])
        #expect(candidates.count > 50)
        var formats: [String: Int] = [:]
        for candidate in candidates {
            let bytes = try read(candidate)
            let sample = SniffSample(
                bytes: Array(bytes.prefix(SniffSample.size)), path: candidate.path,
                isWhole: bytes.count <= SniffSample.size)
            guard case .reader(let reader, _) = Sniffer.choose(sample) else {
                formats["none", default: 0] += 1
                continue
            }
            formats[reader.format.id, default: 0] += 1
            guard reader.format.id.hasPrefix("log-") else { continue }
            let collector = try reader.facts(
                bytes, context: ReadContext(hints: candidate.hints, path: candidate.path))
            let lines =
                bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count
                - (bytes.last == 0x0A ? 1 : 0)
            let unaccounted = Set(1...UInt32(lines))
                .subtracting(collector.batch.logLines.map(\.line))
                .subtracting(collector.batch.skips.map(\.line))
            // What is neither fact nor skip is a heading or a part that was joined.
            let text = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            for line in unaccounted {
                let content = String(decoding: text[Int(line) - 1], as: UTF8.self)
                let isJoined =
                    reader.format.id == "log-docker" && collector.batch.logLines.contains { $0.line < line }
                #expect(content.hasPrefix("==== ") || isJoined, "\(candidate.path):\(line)")
            }
        }
        #expect(formats["log-plain", default: 0] > 10)
    }

    @Test func `real logs are recognised`() throws {
        let expected = [
            "logs/cri/nginx-containerd-cri.log": "log-cri",
            "logs/clusterinfo/jenkins.txt": "log-dump",
            "logs/ocp/alertmanager-main-0__alertmanager__last-50-lines.log": "log-kubectl-timestamps",
            "logs/fluentbit/core__core_unescaping_text.log": "log-docker",
            "logs/exceptions/go_exc.log": "log-plain",
            "logs/lnav/java.0": "log-plain",
        ]
        for (path, format) in expected {
            let candidate = try #require(Opening.candidates(for: ["\(corpus!)/\(path)"]).candidates.first)
            let sample = SniffSample(bytes: try read(candidate), path: path, isWhole: true)
            #expect(Sniffer.ranking(sample).first?.format.id == format, "\(path)")
        }
    }

    @Test func `a real dump's lines belong to their pods`() throws {
        let path = "\(corpus!)/logs/clusterinfo/flannel.txt"
        let candidate = try #require(Opening.candidates(for: [path]).candidates.first)
        let collector = try ContainerLogReader<DumpEnvelope>.facts(try read(candidate))
        let owners = Set(collector.batch.logLines.map { collector.batch.string($0.pod) })
        #expect(owners == ["kube-flannel-ds-4bfr4"])
    }
}
