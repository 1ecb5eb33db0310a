import InquestCore

/// What `kubectl logs --prefix` prints: pod and container before each line, and a time when asked for.
package enum PrefixedEnvelope: LogEnvelope {
    package static let format = InputFormat(
        id: "log-kubectl-prefix", title: "Container logs with pod and container before each line",
        origin: "kubectl logs --prefix -l app=…",
        samples: [
            "[pod/co-7c9-x2/api] listening on :8080\n[pod/co-7c9-x4/api] listening on :8080\n",
            "[pod/co-7c9-x2/api] 2026-03-02T09:14:08.1Z E0302 09:14:08.000001       1 main.go:42] no lease\n",
        ])

    package static func guess(_ sample: SniffSample) -> Guess {
        LineCensus(sample) { parse($0) != nil }.guess(.certain, .likely, "begin with [pod/…/…]")
    }

    package static func parse(_ line: Span<UInt8>) -> LogRecord? {
        guard line.hasPrefix("[pod/"), let slash = line.firstIndex(of: 0x2F, from: 5),
            let bracket = line.firstIndex(of: 0x5D, from: slash + 1), slash > 5, bracket > slash + 1,
            isName(line.extracting(5..<slash)), isName(line.extracting(slash + 1..<bracket)),
            bracket + 1 == line.count || line[bracket + 1] == 0x20
        else { return nil }
        let start = min(bracket + 2, line.count)
        let time = TimestampedEnvelope.time(of: line, from: start)
        var record = LogRecord(text: (time?.textStart ?? start)..<line.count)
        record.at = time?.at
        record.pod = 5..<slash
        record.container = slash + 1..<bracket
        return record
    }

    /// Whether all bytes may stand in the name of a pod.
    private static func isName(_ text: Span<UInt8>) -> Bool {
        guard text.count <= 253 else { return false }
        for index in 0..<text.count {
            let byte = text[index]
            guard byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E else { return false }
        }
        return true
    }
}
