import InquestCore

/// The time of a line, and where it ends.
struct NodeTime {
    /// `nil` when the zone or the year cannot be known.
    var at: Timestamp?
    var yearIsGuessed = false
    var isZoned = false
    /// Whether microseconds follow a comma and a zone follows them, as only dmesg writes it.
    var isComma = false
    /// Behind the time and one blank.
    var end = 0
}

/// Reads the times of dmesg, journald and syslog daemons.
///
/// A time without a zone is taken as UTC. A time without a year gets the latest year in which it is not after the
/// capture plus a day; it stays unknown when nothing tells of the capture.
struct NodeClock {
    /// The latest instant at which the source can have been captured.
    let capturedBy: Timestamp?

    private static let day: Int64 = 86_400_000_000_000

    /// The time at a position: `Mar  2 09:14:08`, `2026-03-02T09:14:08.123456+01:00`,
    /// `Mon 2026-03-02 09:14:08 UTC`, `1772442848.123456`.
    func time(of line: Span<UInt8>, from start: Int) -> NodeTime? {
        guard line.count >= start + 15 else { return nil }
        var result: NodeTime?
        let first = line[start]
        if first.isDigit {
            result = line[start + 4] == 0x2D ? iso(line, from: start) : NodeClock.unix(line, from: start)
        } else if line[start + 3] == 0x20 {
            result = bsd(line, from: start) ?? NodeClock.full(line, from: start)
        }
        guard var result, result.end == line.count || line[result.end] == 0x20 else { return nil }
        result.end = min(result.end + 1, line.count)
        return result
    }

    /// The time inside dmesg's brackets: `Mon Mar  2 09:14:08 2026`, or RFC 3339 as Talos writes it.
    func bracketed(_ text: Span<UInt8>) -> NodeTime? {
        if text.count == 24, text[3] == 0x20, text[7] == 0x20 {
            var digits = DigitScanner(position: 4)
            guard let month = digits.monthName(in: text), let day = NodeClock.day(&digits, text),
                digits.take(0x20, in: text), let clock = digits.clock(in: text),
                digits.take(0x20, in: text), let year = digits.number(of: 4, in: text)
            else { return nil }
            let at = Timestamp(year: year, month: month, day: day, second: clock, nanosecond: 0)
            return at.map { NodeTime(at: $0, end: text.count) }
        }
        guard let at = Timestamp(rfc3339: text) else { return nil }
        return NodeTime(at: at, isZoned: true, end: text.count)
    }

    /// Microseconds since boot: `12345.678901`, blanks before it, ` <    0.000123>` behind it.
    static func uptime(_ text: Span<UInt8>) -> Int64? {
        var cursor = TextCursor()
        while cursor.position < text.count, text[cursor.position] == 0x20 { cursor.position += 1 }
        guard let seconds = cursor.number(in: text), cursor.take(".", in: text) else { return nil }
        let point = cursor.position
        guard let micros = cursor.number(in: text), cursor.position == point + 6,
            cursor.position == text.count || text.extracting(cursor.position..<text.count).hasPrefix(" <")
        else { return nil }
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, carry) = product.addingReportingOverflow(micros)
        return overflow || carry ? nil : sum
    }

    /// `  +0.000123` and `Mar 2 09:14` of `dmesg --reltime`, `<    0.000123>` of `--show-delta` without times.
    static func isRelative(_ text: Span<UInt8>) -> Bool {
        var cursor = TextCursor()
        while cursor.position < text.count, text[cursor.position] == 0x20 { cursor.position += 1 }
        if cursor.take("+", in: text) {
            return cursor.number(in: text) != nil && cursor.take(".", in: text)
                && cursor.number(in: text) != nil && cursor.position == text.count
        }
        var digits = DigitScanner(position: cursor.position)
        guard digits.monthName(in: text) != nil, day(&digits, text) != nil, digits.take(0x20, in: text),
            digits.number(of: 2, in: text) != nil, digits.take(0x3A, in: text),
            digits.number(of: 2, in: text) != nil
        else { return false }
        return digits.position == text.count
    }

    // MARK: Forms

    /// `Mar  2 09:14:08[.123456]`
    private func bsd(_ line: Span<UInt8>, from start: Int) -> NodeTime? {
        var digits = DigitScanner(position: start)
        guard let month = digits.monthName(in: line), let day = NodeClock.day(&digits, line),
            digits.take(0x20, in: line), let clock = digits.clock(in: line),
            let fraction = digits.fraction(in: line)
        else { return nil }
        var time = NodeTime(yearIsGuessed: true, end: digits.position)
        time.at = complete(month: month, day: day, second: clock, nanosecond: fraction)
        return time.at == nil && capturedBy != nil ? nil : time
    }

    private func complete(month: Int, day: Int, second: Int, nanosecond: Int) -> Timestamp? {
        guard let capturedBy else { return nil }
        let (latest, overflow) = capturedBy.nanoseconds.addingReportingOverflow(NodeClock.day)
        let limit = overflow ? Int64.max : latest
        let days = limit / NodeClock.day - (limit % NodeClock.day < 0 ? 1 : 0)
        let year = Timestamp.date(days: Int(days)).year
        // A leap day may lie eight years back, around a century that has none.
        for year in stride(from: year, through: year - 8, by: -1) {
            if let at = Timestamp(year: year, month: month, day: day, second: second, nanosecond: nanosecond),
                at.nanoseconds <= limit
            {
                return at
            }
        }
        return nil
    }

    /// ` 2`, `02` or `2`, a blank before it
    private static func day(_ digits: inout DigitScanner, _ text: Span<UInt8>) -> Int? {
        guard digits.take(0x20, in: text) else { return nil }
        if let day = digits.number(of: 2, in: text) { return day }
        _ = digits.take(0x20, in: text)
        return digits.number(of: 1, in: text)
    }

    private func iso(_ line: Span<UInt8>, from start: Int) -> NodeTime? {
        var digits = DigitScanner(position: start)
        guard let year = digits.number(of: 4, in: line), digits.take(0x2D, in: line),
            let month = digits.number(of: 2, in: line), digits.take(0x2D, in: line),
            let day = digits.number(of: 2, in: line),
            digits.take(0x54, in: line) || digits.take(0x20, in: line),
            let clock = digits.clock(in: line)
        else { return nil }
        let isComma = digits.position < line.count && line[digits.position] == 0x2C
        let point = digits.position
        guard let fraction = digits.fraction(in: line) else { return nil }
        let isMicroseconds = digits.position == point + 7
        let zone = digits.position < line.count ? digits.rfc3339Offset(in: line) : nil
        guard
            let at = Timestamp(
                year: year, month: month, day: day, second: clock - (zone ?? 0), nanosecond: fraction)
        else { return nil }
        return NodeTime(
            at: at, isZoned: zone != nil, isComma: isComma && isMicroseconds && zone != nil,
            end: digits.position)
    }

    /// `Mon 2026-03-02 09:14:08[.123456] UTC`
    private static func full(_ line: Span<UInt8>, from start: Int) -> NodeTime? {
        var digits = DigitScanner(position: start + 4)
        guard let year = digits.number(of: 4, in: line), digits.take(0x2D, in: line),
            let month = digits.number(of: 2, in: line), digits.take(0x2D, in: line),
            let day = digits.number(of: 2, in: line), digits.take(0x20, in: line),
            let clock = digits.clock(in: line), let fraction = digits.fraction(in: line),
            digits.take(0x20, in: line)
        else { return nil }
        let zone = digits.position
        var end = zone
        while end < line.count, line[end] != 0x20, end < zone + 8 { end += 1 }
        var time = NodeTime(isZoned: true, end: end)
        if let offset = ZoneName.offset(of: line.extracting(zone..<end)) {
            time.at = Timestamp(
                year: year, month: month, day: day, second: clock - offset, nanosecond: fraction)
        }
        return time
    }

    /// `1772442848.123456`
    private static func unix(_ line: Span<UInt8>, from start: Int) -> NodeTime? {
        var cursor = TextCursor(position: start)
        guard let seconds = cursor.number(in: line), cursor.position == start + 10,
            cursor.take(".", in: line)
        else { return nil }
        let point = cursor.position
        guard let micros = cursor.number(in: line), cursor.position == point + 6, seconds < 9_000_000_000
        else {
            return nil
        }
        let at = Timestamp(nanoseconds: (seconds * 1_000_000 + micros) * 1000)
        return NodeTime(at: at, isZoned: true, end: cursor.position)
    }
}

/// Names of time zones that mean one thing wherever they are written.
///
/// Names that several countries use for different zones, such as EST, CST, IST and BST, are not among them: their
/// times stay unknown.
enum ZoneName {
    /// Seconds east of UTC; `nil` for a name that is not certain.
    static func offset(of name: Span<UInt8>) -> Int? {
        if name.count == 3 || name.count == 5, name[0] == 0x2B || name[0] == 0x2D {
            var digits = DigitScanner(position: 1)
            guard let hours = digits.number(of: 2, in: name) else { return nil }
            let minutes = name.count == 5 ? digits.number(of: 2, in: name) : 0
            return minutes.map { (name[0] == 0x2D ? -1 : 1) * (hours * 3600 + $0 * 60) }
        }
        guard name.count <= 4 else { return nil }
        return minutes[name.string].map { $0 * 60 }
    }

    /// Minutes east of UTC.
    private static let minutes: [String: Int] = [
        "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180,
        "PKT": 300, "WIB": 420, "HKT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "ACDT": 630,
        "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "HST": -600, "AKST": -540, "AKDT": -480,
        "PDT": -420, "SAST": 120, "EAT": 180,
    ]
}
