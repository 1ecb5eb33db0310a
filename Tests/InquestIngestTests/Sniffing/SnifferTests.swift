import InquestIngest
import Testing

@Suite struct SnifferTests {
    private func choice(_ bytes: [UInt8], path: String = "x.log", isWhole: Bool = true) -> String {
        let sample = SniffSample(bytes: bytes, path: path, isWhole: isWhole)
        switch Sniffer.choose(sample) {
        case .reader(let reader, let guess): return "\(reader.format.id) \(guess.certainty)"
        case .none(let reason): return reason
        }
    }

    private func choice(_ text: String, path: String = "x.log", isWhole: Bool = true) -> String {
        choice(Array(text.utf8), path: path, isWhole: isWhole)
    }

    @Test func `envelopes are told apart`() {
        let line = "2026-03-02T09:14:08Z stdout F a\n"
        #expect(choice(line) == "log-cri certain")
        #expect(choice("tail of a line\n" + String(repeating: line, count: 3)) == "log-cri likely")
        #expect(choice("2026-03-02T09:14:08Z a\n") == "log-kubectl-timestamps likely")
        #expect(choice("2026-03-02T09:14:08Z a\n  at b\n") == "log-kubectl-timestamps possible")
        #expect(choice("2026-03-02T09:14:08Z a\nb\nc\n") == "log-plain possible")
        #expect(choice("[pod/a-1/b] 2026-03-02T09:14:08Z a\n") == "log-kubectl-prefix certain")
        #expect(
            choice(#"{"log":"a\n","stream":"stdout","time":"2026-03-02T09:14:08Z"}"#) == "log-docker certain")
        #expect(choice(#"{"log":"a\n"}"#) == "log-docker possible")
        #expect(choice(#"{"level":"info"}"#) == "log-plain possible")
        #expect(choice("\n\n==== START logs for container a of pod b/c ====\n") == "log-dump certain")
    }

    @Test func `a sample that is cut is judged by its whole lines`() {
        let line = "2026-03-02T09:14:08Z stdout F a\n"
        #expect(choice(line + "2026-03", isWhole: false) == "log-cri certain")
        #expect(choice(line + "2026-03", isWhole: true) == "log-cri likely")
    }

    @Test func `documents are not taken for logs`() {
        #expect(choice("a: b\n", path: "d/pods.yaml").hasPrefix("no format fits"))
        #expect(choice("a: b\n", path: "d/pods.yaml.gz").hasPrefix("no format fits"))
        #expect(
            choice("apiVersion: v2\nname: co\n", path: "Chart.yaml")
                == "no format fits. It looks like YAML without an object of Kubernetes that tells of container "
                + "deaths.")
        #expect(
            choice("apiVersion: v1\nkind: Pod\nspec:\n  nodeName: {{ .Values.node }}\n", path: "a.yaml")
                .hasPrefix("no format fits"))
        #expect(choice("a: b\n", path: "d.yaml/pods") == "log-plain possible")
        #expect(choice("a: b\n", path: "-") == "log-plain possible")
    }

    @Test func `what is not text says what it is`() {
        #expect(choice("") == "the file is empty")
        let sevenZip: [UInt8] = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]
        #expect(
            choice(sevenZip).hasPrefix(
                "looks like a 7-Zip archive: its list of members is at its end: unpack"))
        #expect(
            choice([0x1F, 0x8B, 8, 0]).hasPrefix("looks like a file compressed several times: unpack it"))
        #expect(choice(Array("SQLite format 3\0".utf8)).hasPrefix("looks like an SQLite database: "))
        #expect(
            choice([0xFF, 0xFE, 0x61, 0]).hasPrefix(
                "looks like UTF-16 text, as PowerShell writes it: convert"))
        #expect(choice([0x7F, 0x45, 0x4C, 0x46]).hasPrefix("looks like an ELF program"))
        #expect(choice([UInt8](0...255)).hasPrefix("looks like binary data"))
        #expect(choice([0x61, 0, 0x62, 0, 0x63, 0]).hasPrefix("looks like binary data"))
    }

    @Test func `text with colours, other encodings and a stray NUL is text`() {
        #expect(choice("\u{1B}[31mERROR\u{1B}[0m\t\u{C}x\r\n") == "log-plain possible")
        #expect(choice([0xC4, 0xE3, 0xBA, 0xC3, 0x0A]) == "log-plain possible")
        #expect(choice(Array("a long enough line with one\0of them\n".utf8)) == "log-plain possible")
    }

    @Test func `the ranking names every format, the surest first`() {
        let text = "2026-03-02T09:14:08Z stdout F a\n"
        let ranking = Sniffer.ranking(SniffSample(bytes: Array(text.utf8), path: "-", isWhole: true))
        #expect(
            ranking.prefix(3).map(\.format.id) == ["log-cri", "log-kubectl-timestamps", "log-plain"])
        // The others are as unsure as each other, and stand as they are listed.
        let others = FactReaders.all.map { $0.format.id }.filter {
            !ranking.prefix(3).map(\.format.id).contains($0)
        }
        #expect(ranking.dropFirst(3).map(\.format.id) == others)
        #expect(
            ranking.first?.guess.reason
                == "1 of the first 1 lines begin with a time, stdout or stderr, and the tag F or P")
    }
}
