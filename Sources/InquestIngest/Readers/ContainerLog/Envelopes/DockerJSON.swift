import InquestCore

/// What docker's json-file driver writes: an object a line.
package enum DockerEnvelope: LogEnvelope {
    package static let format = InputFormat(
        id: "log-docker", title: "Container log as docker's json-file driver writes it",
        origin: "/var/lib/docker/containers/<id>/<id>-json.log on a node",
        samples: [
            #"{"log":"level=error msg=\"no route\"\n","stream":"stderr","time":"2026-03-02T09:14:08.12Z"}"#
                + "\n",
            #"{"log":"the runtime splits ","stream":"stdout","time":"2026-03-02T09:14:08.1Z"}"# + "\n"
                + #"{"log":"long lines\n","stream":"stdout","time":"2026-03-02T09:14:08.2Z"}"# + "\n",
        ], dependsOnPath: true)

    package static func guess(_ sample: SniffSample) -> Guess {
        var timed = 0
        let census = LineCensus(sample) { line in
            let record = parse(line)
            if record?.at != nil { timed += 1 }
            return record != nil
        }
        // Without a time it may be what a log collector made of it.
        let isDocker = timed * 2 >= census.fitting
        return census.guess(
            isDocker ? .certain : .possible, isDocker ? .likely : .possible, "are objects with \"log\"")
    }

    package static func parse(_ line: Span<UInt8>) -> LogRecord? {
        var cursor = JSONCursor(position: 0)
        guard cursor.take(0x7B, in: line) else { return nil }
        var record = LogRecord(text: 0..<0)
        record.isJSONString = true
        var hasLog = false
        repeat {
            guard let key = cursor.string(in: line), cursor.take(0x3A, in: line) else { return nil }
            let name = line.extracting(key)
            guard cursor.next(in: line) == 0x22 else {
                // `"attrs":{…}` holds labels of the container.
                guard cursor.value(in: line) != nil else { return nil }
                continue
            }
            guard let value = cursor.string(in: line) else { return nil }
            if name.equals("log") {
                record.text = value
                hasLog = true
            } else if name.equals("stream") {
                record.stream = stream(line.extracting(value))
            } else if name.equals("time") {
                record.at = Timestamp(rfc3339: line.extracting(value))
            }
        } while cursor.take(0x2C, in: line)
        guard hasLog, cursor.take(0x7D, in: line), cursor.next(in: line) == nil else { return nil }
        return record
    }

    private static func stream(_ name: Span<UInt8>) -> LogLineFact.Stream {
        if name.equals("stdout") { return .stdout }
        return name.equals("stderr") ? .stderr : .unknown
    }
}
