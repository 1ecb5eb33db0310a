public import InquestCore

/// A point in time as somebody types it: an instant, a date, an ISO week or an age.
public enum TimePoint: Sendable, Hashable {
    /// One instant.
    case instant(Timestamp)
    /// A whole day or week: from its first instant to the first one after it.
    case period(Timestamp, end: Timestamp)
    /// So long before now.
    case age(seconds: Int64)

    /// Reads `2026-11-22T09:14:08Z`, `2026-11-22`, `2026-W47`, `36h`, `7d`, `2w` or `90m`.
    public init(_ text: String) throws(FilterError) {
        if let instant = Timestamp(rfc3339: text) {
            self = .instant(instant)
        } else if let day = Timestamp(rfc3339: text + "T00:00:00Z") {
            self = .period(day, end: Timestamp(seconds: day.seconds + 86_400))
        } else if let week = TimePoint.week(text) {
            self = .period(week, end: Timestamp(seconds: week.seconds + 7 * 86_400))
        } else if let seconds = TimePoint.age(text) {
            self = .age(seconds: seconds)
        } else {
            throw FilterError(
                "'\(text)' is not a time: give RFC 3339 (2026-11-22T09:14:08Z), a date (2026-11-22), "
                    + "an ISO week (2026-W47) or an age (90m, 36h, 7d, 2w)")
        }
    }

    /// The first instant that is meant.
    public func start(now: Timestamp) -> Timestamp {
        switch self {
        case .instant(let instant), .period(let instant, _): instant
        case .age(let seconds): Timestamp(nanoseconds: now.nanoseconds - seconds * 1_000_000_000)
        }
    }

    /// The first instant after what is meant: the end of a day or week, else the instant itself.
    public func end(now: Timestamp) -> Timestamp {
        if case .period(_, let end) = self { return end }
        return start(now: now)
    }

    /// The last second that is meant: of a day or week, else the instant itself.
    public func last(now: Timestamp) -> Timestamp {
        if case .period(_, let end) = self { return Timestamp(seconds: end.seconds - 1) }
        return start(now: now)
    }

    private static func week(_ text: String) -> Timestamp? {
        let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 3, parts[1].hasPrefix("W"),
            let year = number(parts[0]), let week = number(parts[1].dropFirst()), (1678...2261).contains(year)
        else { return nil }
        return Timestamp(isoWeek: year * 100 + week)
    }

    private static func age(_ text: String) -> Int64? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400]
        guard let last = text.last, let unit = units[last], let count = number(text.dropLast()),
            count <= 200 * 366 * 86_400 / unit
        else { return nil }
        return Int64(count * unit)
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}

/// What is wrong with a filter, and what is accepted.
public struct FilterError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
