package import InquestCore

/// What a runtime or kubectl puts around each line a container wrote.
package protocol LogEnvelope {
    static var format: InputFormat { get }
    /// How sure this envelope is that the source is of its format.
    static func guess(_ sample: SniffSample) -> Guess
    /// Takes a line apart.
    ///
    /// - Returns: `nil` when the line does not fit; it is then kept whole, without a time.
    static func parse(_ line: Span<UInt8>) -> LogRecord?
}

/// A line without its envelope. Ranges are positions in the line.
package struct LogRecord: Sendable, Hashable {
    package var at: Timestamp?
    package var stream: LogLineFact.Stream = .unknown
    /// The container's own words.
    package var text: Range<Int>
    /// Whether the runtime split the line here and goes on in the next record of the stream.
    package var isPartial = false
    /// Whether `text` is the inside of a JSON string. It is then partial when it does not end in a newline.
    package var isJSONString = false
    /// Empty when the line does not name its pod.
    package var pod = 0..<0
    package var container = 0..<0

    package init(text: Range<Int>) { self.text = text }
}
