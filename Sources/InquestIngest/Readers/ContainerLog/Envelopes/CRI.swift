import InquestCore

/// What containerd and CRI-O write on a node: time, stream, tag, text.
package enum CRIEnvelope: LogEnvelope {
    package static let format = InputFormat(
        id: "log-cri", title: "Container log as the CRI runtime writes it",
        origin: "/var/log/pods/…/0.log on a node",
        samples: [
            "2026-03-02T09:14:08.123456789Z stderr F FATAL: cannot bind to port\n",
            """
            2026-03-02T09:14:08.123456789+03:00 stdout P the runtime splits
            2026-03-02T09:14:08.123456790+03:00 stdout F  long lines

            """,
        ], dependsOnPath: true)

    package static func guess(_ sample: SniffSample) -> Guess {
        LineCensus(sample) { parse($0) != nil }
            .guess(.certain, .likely, "begin with a time, stdout or stderr, and the tag F or P")
    }

    package static func parse(_ line: Span<UInt8>) -> LogRecord? {
        guard let (at, start) = TimestampedEnvelope.time(of: line, from: 0) else { return nil }
        let stream: LogLineFact.Stream
        let rest = line.extracting(start..<line.count)
        if rest.hasPrefix("stdout ") {
            stream = .stdout
        } else if rest.hasPrefix("stderr ") {
            stream = .stderr
        } else {
            return nil
        }
        let tag = start + 7
        guard tag < line.count, line[tag] == 0x46 || line[tag] == 0x50 else { return nil }
        var end = tag + 1
        // Further tags stand behind colons; none is in use.
        if end < line.count, line[end] == 0x3A { end = line.firstIndex(of: 0x20, from: end) ?? line.count }
        guard end == line.count || line[end] == 0x20 else { return nil }
        var record = LogRecord(text: min(end + 1, line.count)..<line.count)
        record.at = at
        record.stream = stream
        record.isPartial = line[tag] == 0x50
        return record
    }
}
