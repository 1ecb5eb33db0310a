import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Tables that were cut, widened or filled with what nobody expects.
@Suite struct TableDamageTests {
    /// Whose facts a text holds, such as `event shop Pod api-0`.
    private func subjects(_ batch: FactBatch) -> Set<String> {
        func line(_ kind: String, _ refs: TextRef...) -> String {
            ([kind] + refs.map { batch.string($0) ?? "-" }).joined(separator: " ")
        }
        var result: Set<String> = []
        for event in batch.events {
            result.insert(line("event", event.namespace, event.objectKind, event.objectName, event.reason))
        }
        for pod in batch.pods { result.insert(line("pod", pod.namespace, pod.name, pod.status)) }
        for pod in batch.pods where !pod.node.isNone { result.insert(line("node", pod.name, pod.node)) }
        for object in batch.objects { result.insert(line("object", object.kind, object.name)) }
        for container in batch.containers {
            result.insert(line("container", container.name, container.containerID))
        }
        for end in batch.terminations { result.insert("exit \(end.exitCode)") }
        return result
    }

    @Test(arguments: TableSamples.all) func `a cut at any byte invents nothing`(text: String) throws {
        let bytes = Array(text.utf8)
        for form in [bytes, Array(TableSamples.withoutHeading(text).utf8)] {
            let whole = try TableReader.facts(form).batch
            for end in 0...form.count {
                let cut = try TableReader.facts(Array(form[..<end])).batch
                let invented = subjects(cut).subtracting(subjects(whole))
                #expect(invented.isEmpty, "cut at byte \(end)")
                #expect(cut.events.count <= whole.events.count)
                #expect(cut.pods.count <= whole.pods.count)
            }
        }
    }

    @Test(arguments: TableSamples.all) func `pieces of any size read the same`(text: String) throws {
        let bytes = Array(text.utf8)
        let whole = try TableReader.facts(bytes).batch
        for piece in 1...9 {
            let found = try TableReader.facts(bytes, piece: piece).batch
            #expect(subjects(found) == subjects(whole))
            #expect(found.factCount == whole.factCount)
        }
    }

    @Test(arguments: TableSamples.all) func `the sniffer picks the reader`(text: String) {
        let sample = SniffSample(bytes: Array(text.utf8), path: "x.txt", isWhole: true)
        #expect(Sniffer.ranking(sample).first?.format.id == "table")
    }

    @Test func `columns are counted in characters`() throws {
        let text = TableSamples.wide
            .replacing("Stopping", with: "止まる・ok")
            .replacing("Back-off   20m", with: "é̂🙂-off   20m")
        let batch = try TableSamples.read(text)
        #expect(batch.events.map { batch.string($0.message) } == ["é̂🙂-off", "止まる・ok"])
        #expect(batch.events.map { batch.string($0.component) } == ["kubelet", nil])
    }

    @Test func `hostile widths end`() throws {
        let wide = String(repeating: " ", count: 300_000)
        let word = String(repeating: "x", count: 300_000)
        let texts = [
            "LAST SEEN\(wide)TYPE   REASON   OBJECT   MESSAGE\n5s\(wide)Normal   A   pod/b   c\n",
            "5s   Normal   \(word)   pod/b   c\n", "5s   Normal   A   pod/\(word)   c\n",
            "\(word)   1/1   Running   0   5s\n", "99999999999999999999   Normal   A   pod/b   c\n",
            "5s (x99999999999999999999 over 5s)   Normal   A   Pod/b   c\n",
            "a   1/1   Running   99999999999999999999   5s\n",
            TableSamples.docker.replacing("(137)", with: "(99999999999)"),
            TableSamples.wide.replacing("12 ", with: "99999999999999999999 "),
        ]
        for text in texts {
            let batch = try TableSamples.read(text)
            #expect(batch.events.allSatisfy { $0.count >= 1 })
            #expect(batch.terminations.isEmpty)
        }
    }

    @Test func `a message that never ends is no part of the row for ever`() throws {
        let text = "5s   Normal   A   Pod/b   c\n" + String(repeating: "more and more\n", count: 100_000)
        let batch = try TableSamples.read(text)
        #expect(batch.events.count == 1)
        #expect((batch.string(batch.events[0].message)?.utf8.count ?? 0) < 70_000)
        #expect(batch.skips.count == 1)
    }
}
