/// Takes what readers find.
///
/// A reader appends to `batch` and calls `boundary()` after each object; the sink may then hand the batch
/// on and begin a new one, so indices into the batch are good only until the next boundary.
package protocol FactSink {
    var batch: FactBatch { get set }
    mutating func boundary()
    /// Bounds the instant of the capture: an absolute time in the document that the capture cannot precede.
    mutating func notEarlier(than time: Timestamp)
    /// Narrows the instant of the capture, such as a `Started:` time plus the age of its event.
    mutating func captured(between earliest: Timestamp, and latest: Timestamp)
}

extension FactSink {
    /// Records something that could not be used.
    package mutating func skip(_ reason: String, excerpt: Span<UInt8>, line: UInt32) {
        let reason = batch.add(reason[...])
        let excerpt = batch.add(excerpt.extracting(first: min(200, excerpt.count)))
        batch.skips.append(SkipFact(reason: reason, excerpt: excerpt, line: line))
    }
}
