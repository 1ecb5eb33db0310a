package import InquestCore

/// A tool that prints lines of many containers as text.
package protocol TextCollector: Sendable {
    static var format: InputFormat { get }
    static func guess(_ sample: SniffSample) -> Guess
    /// - Parameter head: The first bytes of the source, at most `SniffSample.size`.
    init(head: [UInt8], context: ReadContext)
    /// Takes a line apart.
    mutating func take(_ line: Span<UInt8>) -> TextLine
    /// What was assumed for lines that leave something open, and the first line it was assumed for.
    var assumption: (reason: String, line: UInt32)? { get }
}

extension TextCollector {
    package var assumption: (reason: String, line: UInt32)? { nil }
}

/// What a line of text is.
package enum TextLine: Sendable {
    /// A line of a container, whose text stands at a range.
    case line(CollectedLineHead, Range<Int>)
    /// A record of a collector, as JSON.
    case record(CollectedLineHead, [UInt8])
    /// The tool's own words, which say nothing of containers.
    case status
    /// Not the tool's: kept as it is.
    case other
    /// The tool's, and not readable.
    case broken(String)
}

/// What stands before a line.
package struct CollectedLineHead: Sendable {
    var owner = LogOwner()
    var at: Timestamp?
}

/// Reads what a tool prints, one fact per line of a container.
package enum TextCollectorReader<Collector: TextCollector>: FactReader {
    package static var format: InputFormat { Collector.format }

    package static func guess(_ sample: SniffSample) -> Guess { Collector.guess(sample) }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var failure: ReadError?
        do throws(ReadError) {
            while window.available < SniffSample.size {
                if try !window.fill() { break }
            }
        } catch {
            failure = error
        }
        let head = Array(window.buffer[window.start...].prefix(SniffSample.size))
        var collector = Collector(head: head, context: context)
        var reading = CollectedRecords()
        while true {
            let number = window.line
            let range: Range<Int>?
            do throws(ReadError) {
                range = try window.nextLine()
            } catch {
                // What was read before the trouble is still in the window: take it, then report.
                failure = ReadError(error.description, line: error.line ?? window.line)
                continue
            }
            guard let range else { break }
            let isMarked = number == 1 && window.buffer.span.extracting(range).hasPrefix("\u{FEFF}")
            let line = window.buffer.span.extracting(isMarked ? range.dropFirst(3) : range)
            take(line, number, &collector, &reading, into: &sink)
            sink.boundary()
        }
        reading.finish(into: &sink)
        let nothing: [UInt8] = []
        if let (reason, line) = collector.assumption { sink.skip(reason, excerpt: nothing.span, line: line) }
        sink.boundary()
        if let newest = reading.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func take(
        _ text: Span<UInt8>, _ number: UInt32, _ collector: inout Collector,
        _ reading: inout CollectedRecords, into sink: inout some FactSink
    ) {
        var line = CollectedLine()
        line.number = number
        switch collector.take(text) {
        case .line(let head, let range):
            (line.owner, line.at) = (head.owner, head.at)
            reading.add(line, text: text.extracting(range), into: &sink.batch)
        case .record(let head, let json):
            (line.owner, line.at) = (head.owner, head.at)
            guard reading.read(json, defaults: line, into: &sink.batch) else {
                return sink.skip("not valid JSON behind the tag", excerpt: text, line: number)
            }
        case .status: break
        case .other: reading.add(line, text: text, into: &sink.batch)
        case .broken(let reason): sink.skip(reason, excerpt: text, line: number)
        }
    }
}

/// Control sequences by which tools colour what they print.
enum ANSI {
    /// The position behind all control sequences that begin at a position.
    static func skip(_ text: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position + 1 < text.count, text[position] == 0x1B, text[position + 1] == 0x5B {
            var end = position + 2
            while end < text.count, text[end] &- 0x30 < 16 { end += 1 }
            guard end < text.count, text[end] == 0x6D || text[end] == 0x4B else { return position }
            position = end + 1
        }
        return position
    }

    /// The next word, up to a blank, without the colours around it.
    ///
    /// - Parameter position: Where to begin; then the position behind the blank.
    static func word(_ text: Span<UInt8>, from position: inout Int) -> Range<Int> {
        let start = skip(text, from: position)
        var end = start
        while end < text.count, text[end] != 0x20, text[end] != 0x1B { end += 1 }
        position = skip(text, from: end)
        if position < text.count, text[position] == 0x20 { position += 1 }
        return start..<end
    }
}
