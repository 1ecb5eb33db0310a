import InquestCore

/// One line of a node's logs, without what dmesg, journald or a syslog daemon puts in front.
///
/// Ranges are positions in the line.
struct NodeLine {
    /// Who wrote the text, as far as the line tells.
    enum Origin {
        case kernel
        /// A program on the node.
        case daemon
        /// Nothing stands before the text.
        case bare
    }

    var origin = Origin.bare
    var at: Timestamp?
    /// Whether the year of `at` is not written.
    var yearIsGuessed = false
    /// Whether the line says in which zone its time is.
    var isZoned = false
    /// Microseconds since boot.
    var uptime: Int64?
    /// Empty where the line does not name it.
    var host = 0..<0
    /// The program, without its process id; empty where the line does not name it.
    var tag = 0..<0
    /// The kernel's mark of the thread or CPU that printed the line, such as `T1234`; empty without one.
    var caller = 0..<0
    /// Syslog's severity, 0 to 7.
    var severity: Int?
    /// The message; of a program's line it begins with the program's name.
    var text: Range<Int>
    /// Behind the program's name; the same as `text` elsewhere.
    var message: Range<Int>

    /// A line whose message lies at a place that is known.
    init(text: Range<Int>) {
        self.text = text
        message = text
    }

    /// Takes a line apart.
    ///
    /// - Parameter clock: Completes times that lack their year.
    init(_ line: Span<UInt8>, clock: NodeClock) {
        text = 0..<line.count
        message = text
        let start = NodeLine.quoteEnd(line)
        var head = NodeLineHead(position: start)
        head.severity(in: line)
        guard head.time(in: line, clock: clock) || head.isRaw else {
            // Lines of a paste keep their text; only the marks of a quotation go.
            text = NodeLine.bareStart(line, start)..<line.count
            message = text
            return
        }
        head.names(in: line)
        origin = head.origin
        at = head.at
        yearIsGuessed = head.yearIsGuessed
        isZoned = head.isZoned
        uptime = head.uptime
        host = head.host
        tag = head.tag
        caller = head.caller
        severity = head.severity
        text = min(head.textStart, line.count)..<line.count
        message = min(head.position, line.count)..<line.count
    }

    /// Where a line begins behind blanks and the `>` of quotations.
    private static func quoteEnd(_ line: Span<UInt8>) -> Int {
        var position = 0
        while position < line.count,
            line[position] == 0x20 || line[position] == 0x09 || line[position] == 0x3E
        {
            position += 1
        }
        return position
    }

    /// Blanks belong to a line's text unless a quotation stands before them.
    private static func bareStart(_ line: Span<UInt8>, _ start: Int) -> Int {
        for index in 0..<start where line[index] == 0x3E { return start }
        return 0
    }

    /// The level that the line's severity stands for.
    var level: LogLevel? { severity.map(NodeLine.level) }

    /// The level of one of syslog's severities.
    static func level(severity: Int) -> LogLevel {
        switch severity {
        case ...2: .fatal
        case 3: .error
        case 4: .warning
        case 5, 6: .info
        default: .debug
        }
    }
}
