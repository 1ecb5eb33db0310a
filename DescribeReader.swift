package import InquestCore

/// Reads the text of `kubectl describe`, as printed by any client since 1.2, and what pastes leave of it.
package enum DescribeReader: FactReader {
    package static let format = InputFormat(
        id: "describe", title: "Text of kubectl describe", origin: "kubectl describe pods -A",
        samples: DescribeSamples.all)

    package static func guess(_ sample: SniffSample) -> Guess { DescribeGuess(sample).guess }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        let keys = DescribeKeyTable()
        var splitter = ObjectSplitter(keys: keys)
        var parser = ObjectParser(keys: keys, hints: context.hints)
        while splitter.next(&window) {
            let range = window.start..<window.start + splitter.region.length
            parser.parse(window.buffer.span.extracting(range), splitter.region, into: &sink)
            window.consume(splitter.region.length)
            sink.boundary()
        }
        if let failure = splitter.failure {
            throw ReadError(failure.description, line: failure.line ?? window.line)
        }
    }
}
