import InquestCore

/// kubetail: the pod, and the container where there are several, in brackets before each line.
package struct Kubetail: TextCollector {
    package static let format = InputFormat(
        id: "log-kubetail", title: "Container logs of many pods, by kubetail", origin: "kubetail co -n shop",
        samples: ["[co-7c9d8f6b5-x2k4p api] lost the lease\n[co-7c9d8f6b5-z7f8k] listening on :8080\n"])

    package init(head: [UInt8], context: ReadContext) {}

    package static func guess(_ sample: SniffSample) -> Guess {
        LineCensus(sample) { line in
            parse(line).map { SternNames.isGenerated(line, $0.pod) } ?? false
        }.guess(.likely, .no, "begin with the name of a pod in brackets")
    }

    package mutating func take(_ line: Span<UInt8>) -> TextLine {
        guard let (pod, container, start) = Kubetail.parse(line) else { return .other }
        var head = CollectedLineHead()
        head.owner.pod = line.extracting(pod).copied()
        head.owner.container = line.extracting(container).copied()
        guard let time = TimestampedEnvelope.time(of: line, from: start) else {
            return .line(head, start..<line.count)
        }
        head.at = time.at
        return .line(head, time.textStart..<line.count)
    }

    private static func parse(_ line: Span<UInt8>) -> (pod: Range<Int>, container: Range<Int>, start: Int)? {
        let open = ANSI.skip(line, from: 0)
        guard open < line.count, line[open] == 0x5B, let close = line.firstIndex(of: 0x5D, from: open) else {
            return nil
        }
        let names = line.extracting(0..<close)
        var position = open + 1
        let pod = ANSI.word(names, from: &position)
        let container = position < close ? ANSI.word(names, from: &position) : close..<close
        guard position == close, SternNames.isName(line, pod, dots: true),
            container.isEmpty || SternNames.isName(line, container, dots: false)
        else { return nil }
        var start = ANSI.skip(line, from: close + 1)
        guard start == line.count || line[start] == 0x20 else { return nil }
        start = min(start + 1, line.count)
        return (pod, container, start)
    }
}
