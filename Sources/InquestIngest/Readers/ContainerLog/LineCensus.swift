import InquestCore

/// How many lines of a sample fit an envelope.
struct LineCensus {
    /// Lines that hold something.
    private(set) var lines = 0
    private(set) var fitting = 0

    /// - Parameter fits: Whether a line fits.
    init(_ sample: SniffSample, fits: (Span<UInt8>) -> Bool) {
        let bytes = sample.bytes.span
        var start = 0
        while start < bytes.count {
            let newline = bytes.firstIndex(of: 0x0A, from: start)
            // The last line of a sample that was cut says nothing, unless it is all there is.
            if newline == nil, !sample.isWhole, lines > 0 { break }
            let line = bytes.extracting(start..<(newline ?? bytes.count))
            if !line.isBlank {
                lines += 1
                if fits(line) { fitting += 1 }
            }
            start = (newline ?? bytes.count) + 1
        }
    }

    /// The guess these numbers allow.
    ///
    /// - Parameters:
    ///   - best: When at least nine lines of ten fit.
    ///   - good: When at least half do.
    ///   - what: What fitting lines are, such as "begin with a time".
    func guess(_ best: Guess.Certainty, _ good: Guess.Certainty, _ what: String) -> Guess {
        let reason = "\(fitting) of the first \(lines) lines \(what)"
        guard fitting > 0 else { return Guess(.no, reason) }
        if fitting * 10 >= lines * 9 { return Guess(best, reason) }
        return fitting * 2 >= lines ? Guess(good, reason) : Guess(.no, reason)
    }
}
