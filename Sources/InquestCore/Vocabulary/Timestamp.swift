/// An instant, in nanoseconds since 1970-01-01T00:00:00Z. Leap seconds are not counted, as in Unix time.
public struct Timestamp: Sendable, Hashable, Comparable {
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
    public init(seconds: Int64) { nanoseconds = seconds * 1_000_000_000 }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : (nanoseconds - 999_999_999) / 1_000_000_000
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Timestamp {
    /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
    package static func days(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date a number of days after 1970-01-01.
    package static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// ISO 8601 in UTC, with a fraction only when there is one: `2026-11-22T09:14:08Z`.
    public var iso8601: String {
        let seconds = seconds
        let day = Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
        let second = Int(seconds) - day * 86_400
        let (year, month, dayOfMonth) = Timestamp.date(days: day)
        var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        text += "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        let fraction = nanoseconds - seconds * 1_000_000_000
        if fraction != 0 {
            var digits = padded(Int(fraction), 9)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += ".\(digits)"
        }
        return text + "Z"
    }

    /// The ISO week as one number, such as 202647 for 2026-W47.
    public var isoWeek: Int {
        let seconds = seconds
        let day = Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
        // The Thursday of the same week decides the year; 1970-01-01 was a Thursday.
        let weekday = ((day + 3) % 7 + 7) % 7
        let thursday = day - weekday + 3
        let year = Timestamp.date(days: thursday).year
        let firstDay = Timestamp.days(year: year, month: 1, day: 1)
        return year * 100 + (thursday - firstDay) / 7 + 1
    }

    /// The first instant of an ISO week given as 202647; `nil` when there is no such week.
    public init?(isoWeek: Int) {
        let year = isoWeek / 100
        let week = isoWeek % 100
        guard year > 0, (1...53).contains(week) else { return nil }
        let fourth = Timestamp.days(year: year, month: 1, day: 4)
        let weekday = ((fourth + 3) % 7 + 7) % 7
        self.init(seconds: Int64(fourth - weekday + (week - 1) * 7) * 86_400)
        guard self.isoWeek == isoWeek else { return nil }
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
