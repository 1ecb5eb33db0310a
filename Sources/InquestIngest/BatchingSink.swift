package import InquestCore

/// Collects facts and hands them on in batches of about a megabyte.
package struct BatchingSink: FactSink {
    package var batch = FactBatch()
    /// The newest absolute time in the document: the capture is not earlier.
    package private(set) var earliestCapture: Timestamp?
    /// The instant of capture as far as the document tells it.
    package private(set) var narrowed: (earliest: Timestamp, latest: Timestamp)?
    /// Facts handed on so far.
    package private(set) var facts = 0

    private let limit: Int
    private let deliver: (FactBatch) -> Void

    /// - Parameters:
    ///   - limit: The weight in bytes at which a batch is handed on.
    ///   - deliver: Takes a batch; may block, which is the back-pressure.
    package init(limit: Int = 1 << 20, deliver: @escaping (FactBatch) -> Void) {
        self.limit = limit
        self.deliver = deliver
    }

    package mutating func boundary() {
        if batch.weight >= limit { flush() }
    }

    /// Hands on what is left.
    package mutating func flush() {
        guard batch.factCount > 0 || !batch.skips.isEmpty else { return }
        facts += batch.factCount
        let full = batch
        batch = FactBatch()
        deliver(full)
    }

    package mutating func notEarlier(than time: Timestamp) {
        earliestCapture = max(earliestCapture ?? time, time)
    }

    package mutating func captured(between earliest: Timestamp, and latest: Timestamp) {
        guard let known = narrowed else {
            narrowed = (earliest, latest)
            return
        }
        // Intervals that do not meet mean that one of them is wrong: keep the first.
        let start = max(known.earliest, earliest)
        let end = min(known.latest, latest)
        if start <= end { narrowed = (start, end) }
    }
}
