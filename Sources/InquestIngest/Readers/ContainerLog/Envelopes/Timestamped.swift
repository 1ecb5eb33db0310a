import InquestCore

/// What `kubectl logs --timestamps` prints: a time before each line.
package enum TimestampedEnvelope: LogEnvelope {
    package static let format = InputFormat(
        id: "log-kubectl-timestamps", title: "Container log with times", origin: "kubectl logs --timestamps",
        samples: ["2026-03-02T09:14:08.1Z listening on :8080\n2026-03-02T09:14:09Z ERROR lost the lease\n"],
        dependsOnPath: true)

    package static func guess(_ sample: SniffSample) -> Guess {
        // Many other logs begin their lines with such times, so never certain.
        LineCensus(sample) { parse($0) != nil }.guess(.likely, .possible, "begin with an RFC 3339 time")
    }

    package static func parse(_ line: Span<UInt8>) -> LogRecord? {
        guard let (at, start) = time(of: line, from: 0) else { return nil }
        var record = LogRecord(text: start..<line.count)
        record.at = at
        return record
    }

    /// The RFC 3339 time at a position, and where the text behind it and one space begins.
    static func time(of line: Span<UInt8>, from start: Int) -> (at: Timestamp, textStart: Int)? {
        // The shortest is 2026-03-02T09:14:08Z, the longest 2026-03-02T09:14:08.123456789+03:00.
        guard line.count >= start + 20, line[start + 4] == 0x2D, line[start + 10] == 0x54 else { return nil }
        var end = start + 19
        let limit = min(line.count, start + 36)
        while end < limit, line[end] != 0x20 { end += 1 }
        guard end == line.count || line[end] == 0x20,
            let at = Timestamp(rfc3339: line.extracting(start..<end))
        else { return nil }
        return (at, min(end + 1, line.count))
    }
}
