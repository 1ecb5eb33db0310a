/// What `kubectl cluster-info dump` prints: plain logs of many containers, each under a heading.
package enum DumpEnvelope: LogEnvelope {
    package static let format = InputFormat(
        id: "log-dump", title: "Container logs of a cluster dump",
        origin: "kubectl cluster-info dump --output-directory D: <ns>/<pod>/logs.txt",
        samples: [
            """
            ==== START logs for container api of pod shop/co-7c9-x2 ====
            2026/03/02 09:14:08 [emerg] 1#1: host not found in upstream
            ==== END logs for container api of pod shop/co-7c9-x2 ====

            """
        ])

    package static func guess(_ sample: SniffSample) -> Guess {
        var first: Bool?
        _ = LineCensus(sample) { line in
            let isHeading = first == nil && DumpSections.owner(line) != nil
            first = first ?? isHeading
            return isHeading
        }
        return first == true
            ? Guess(.certain, "the first line begins with '==== START logs for container'")
            : Guess(.no, "the first line is no '==== START logs for container'")
    }

    /// Lines between headings are plain.
    package static func parse(_ line: Span<UInt8>) -> LogRecord? { nil }
}
