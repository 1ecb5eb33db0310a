import Foundation
import Inquest
import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Real logs of nodes against labels that people made.
@Suite(.enabled(if: SharedFolder.corpus != nil, "\(SharedFolder.isMissing)"))
struct KernelManifestTests {
    /// A real file as the program reads it: the format it is taken for, and its facts.
    private func read(_ path: String) throws -> (format: String, facts: Collector) {
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        let sample = SniffSample(
            bytes: Array(bytes.prefix(SniffSample.size)), path: path, isWhole: bytes.count <= SniffSample.size
        )
        guard case .reader(let reader, _) = Sniffer.choose(sample) else { return ("none", Collector()) }
        let context = ReadContext(
            hints: PathHints.hints(for: path), path: path,
            capturedBy: Timestamp(rfc3339: "2026-11-01T00:00:00Z"))
        return (reader.format.id, try reader.facts(bytes, context: context))
    }

    /// `pid:name` of the kernel's kills.
    private func kills(_ facts: Collector) -> [String] {
        facts.batch.kernelKills.filter { $0.teller == .kernel }
            .map { "\($0.pid ?? -1):\(facts.batch.string($0.victim) ?? "")" }
    }

    /// What a label lists behind a word, such as `183960:stress-ng-vm`.
    private func labelledKills(_ label: String) -> [String] {
        label.matches(of: /\b(\d+):([^\s;,]+)/).map { "\($0.1):\($0.2)" }
    }

    private func value(_ word: String, in label: String) throws -> String? {
        let pattern = try Regex("\\b\(word)=([^\\s;]+)", as: (Substring, Substring).self)
        return label.firstMatch(of: pattern).map { String($0.1) }
    }

    @Test func `real kernel logs read as labelled`() throws {
        let items = try ManifestItem.items(below: "kernel", ending: "")
        #expect(items.count >= 6)
        for item in items {
            let (format, facts) = try read(item.file)
            #expect(format == "kernel-log", "\(item.path)")
            #expect(facts.batch.skips == [], "\(item.path)")
            if let lines = item.numbers("lines").first {
                #expect(facts.batch.logLines.count == lines, "\(item.path)")
            }
            #expect(Set(kills(facts)) == Set(labelledKills(item.label)), "\(item.path)")
            #expect(kills(facts).count == labelledKills(item.label).count, "\(item.path)")
            if let invocations = item.numbers("invocations").first {
                let found = facts.batch.logLines.count {
                    facts.batch.string($0.text)?.contains(" invoked oom-killer:") ?? false
                }
                #expect(found == invocations, "\(item.path)")
            }
            try expectCgroup(item, facts)
        }
    }

    private func expectCgroup(_ item: ManifestItem, _ facts: Collector) throws {
        let batch = facts.batch
        let kernel = batch.kernelKills.filter { $0.teller == .kernel }
        if let uid = try value("pod_uid", in: item.label) {
            #expect(kernel.map { batch.string($0.podUID) } == [uid.replacing("_", with: "-")])
            #expect(kernel.map(\.scope) == [.pod])
        }
        if let id = try value("container", in: item.label)?.split(separator: ".").first {
            // The runtime names the same container, the detector none.
            let told = batch.kernelKills.filter { $0.teller == .kernel || $0.teller == .runtime }
            #expect(told.count == 2)
            #expect(told.allSatisfy { batch.string($0.containerID)?.hasPrefix(id) ?? false })
        }
        for (word, found) in [("usage", kernel.map(\.usageBytes)), ("limit", kernel.map(\.limitBytes))] {
            guard let text = try value(word, in: item.label), let size = Int64(text.prefix { $0.isNumber })
            else {
                continue
            }
            #expect(found == [size * 1024], "\(item.path)")
        }
    }

    @Test func `a kernel's report that stands below a real description is found`() throws {
        let items = try ManifestItem.items(below: "describe", ending: ".txt")
        let labelled = items.filter { $0.label.contains("embedded kernel OOM: 1 kill") }
        #expect(labelled.count == 1)
        for item in items {
            let (_, facts) = try read(item.file)
            let expected = try value("pid", in: item.label).flatMap { pid in
                labelled.contains { $0.path == item.path } ? [pid] : nil
            }
            #expect(facts.batch.kernelKills.map { "\($0.pid ?? 0)" } == expected ?? [], "\(item.path)")
        }
    }

    @Test func `a real journal of a node is read with times, and a mixed syslog too`() throws {
        let corpus = try #require(SharedFolder.corpus)
        let ocp = "logs/ocp/config__logs__ip-10-0-135-228.us-east-2.compute.internal.log"
        let journal = try read("\(corpus)/\(ocp)")
        #expect(journal.format == "kernel-log")
        #expect(journal.facts.batch.logLines.count == 50)
        #expect(journal.facts.batch.logLines.allSatisfy { $0.at != nil })
        #expect(journal.facts.batch.logLines.count { $0.level == .error } > 0)
    }

    @Test func `logs and dumps hold no kills, whatever they are taken for`() throws {
        let corpus = try #require(SharedFolder.corpus)
        var formats: [String: [String]] = [:]
        for folder in ["logs", "dumps", "events", "objects"] {
            let (candidates, _) = Opening.candidates(for: ["\(corpus)/\(folder)"])
            for candidate in candidates {
                let (format, facts) = try read(candidate.path)
                formats[format, default: []].append(candidate.path)
                #expect(facts.batch.kernelKills == [], "\(candidate.path)")
            }
        }
        // Only the logs of nodes are taken for such.
        for path in formats["kernel-log"] ?? [] {
            #expect(path.contains("ip-10-0-135-228") || path.contains("syslog"), "\(path)")
        }
        #expect(formats["journal-json"] == nil)
        #expect(formats["log-plain", default: []].count > 10)
    }

    /// Cutting a log in two and reading both parts tells no kill that the whole does not tell, and loses none.
    ///
    /// A part may tell less of a kill, its scope above all, when the line with the group lies in the other part.
    @Test func `a log cut in two tells the same kills`() throws {
        for item in try ManifestItem.items(below: "kernel", ending: "") {
            let lines = try String(contentsOfFile: item.file, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            func kills(_ part: ArraySlice<Substring>) throws -> Set<String> {
                Set(self.kills(try KernelLogReader.facts(Array(part.joined(separator: "\n").utf8))))
            }
            let whole = try kills(lines[...])
            for cut in lines.indices {
                let parts = try kills(lines[..<cut]).union(kills(lines[cut...]))
                #expect(parts == whole, "\(item.path) cut at \(cut)")
            }
        }
    }
}
