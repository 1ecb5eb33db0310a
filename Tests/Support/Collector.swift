package import InquestCore
package import InquestIngest

/// A sink that keeps everything, for tests of readers.
package struct Collector: FactSink {
    package var batch = FactBatch()
    package var boundaries = 0
    package var earliestCapture: Timestamp?
    package var narrowed: [(Timestamp, Timestamp)] = []

    package init() {}

    package mutating func boundary() { boundaries += 1 }
    package mutating func notEarlier(than time: Timestamp) {
        earliestCapture = max(earliestCapture ?? time, time)
    }
    package mutating func captured(between earliest: Timestamp, and latest: Timestamp) {
        narrowed.append((earliest, latest))
    }
}

extension FactReader {
    /// Reads bytes with this reader, handing them out in pieces of `piece` bytes.
    package static func facts(
        _ bytes: [UInt8], piece: Int = .max, context: ReadContext = ReadContext()
    ) throws -> Collector {
        var window = ByteWindow(MemoryStream(bytes, piece: piece))
        var sink = Collector()
        try read(&window, context: context, into: &sink)
        return sink
    }
}
