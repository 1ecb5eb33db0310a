extension Timestamp {
    /// Reads RFC 3339 text such as `2026-11-22T09:14:08.5+01:00`.
    ///
    /// - Returns: `nil` for anything else, and for year 1, which the API writes for "no time".
    public init?(rfc3339 text: Span<UInt8>) {
        var scanner = DigitScanner(position: 0)
        guard let year = scanner.number(of: 4, in: text), scanner.take(0x2D, in: text),
            let month = scanner.number(of: 2, in: text), scanner.take(0x2D, in: text),
            let day = scanner.number(of: 2, in: text),
            scanner.take(0x54, in: text) || scanner.take(0x20, in: text),
            let clock = scanner.clock(in: text), let fraction = scanner.fraction(in: text),
            let offset = scanner.rfc3339Offset(in: text), scanner.position == text.count
        else { return nil }
        self.init(year: year, month: month, day: day, second: clock - offset, nanosecond: fraction)
    }

    /// Reads RFC 1123 text with a numeric zone, as `kubectl describe` prints: `Sun, 22 Nov 2026 09:14:08 +0100`.
    ///
    /// The weekday is not checked: real exports hold wrong ones.
    /// - Returns: `nil` for anything else, and for year 1, which kubectl prints for "no time".
    public init?(rfc1123 text: Span<UInt8>) {
        var scanner = DigitScanner(position: 5)
        guard text.count >= 31, text[3] == 0x2C, text[4] == 0x20,
            let day = scanner.number(of: 2, in: text), scanner.take(0x20, in: text),
            let month = scanner.monthName(in: text), scanner.take(0x20, in: text),
            let year = scanner.number(of: 4, in: text), scanner.take(0x20, in: text),
            let clock = scanner.clock(in: text), scanner.take(0x20, in: text),
            let offset = scanner.rfc1123Offset(in: text), scanner.position == text.count
        else { return nil }
        self.init(year: year, month: month, day: day, second: clock - offset, nanosecond: 0)
    }

    /// Reads RFC 3339 text held in a string.
    public init?(rfc3339 text: String) {
        self.init(rfc3339: Array(text.utf8).span)
    }

    /// Reads RFC 1123 text held in a string.
    public init?(rfc1123 text: String) {
        self.init(rfc1123: Array(text.utf8).span)
    }

    /// The instant of a calendar date and a second of its day, which may lie beyond the day's ends.
    ///
    /// - Returns: `nil` when there is no such date, or 64-bit nanoseconds do not hold it.
    package init?(year: Int, month: Int, day: Int, second: Int, nanosecond: Int) {
        // Years beyond what 64-bit nanoseconds hold are nonsense in an export.
        guard (1678...2261).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        let days = Timestamp.days(year: year, month: month, day: day)
        guard Timestamp.date(days: days).day == day else { return nil }
        self.init(nanoseconds: (Int64(days) * 86_400 + Int64(second)) * 1_000_000_000 + Int64(nanosecond))
    }
}

/// Reads fixed-width numbers from left to right.
package struct DigitScanner {
    package var position: Int

    package init(position: Int) { self.position = position }

    /// Steps over a byte that must stand at the position.
    package mutating func take(_ byte: UInt8, in text: Span<UInt8>) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    /// A number of exactly so many digits.
    package mutating func number(of digits: Int, in text: Span<UInt8>) -> Int? {
        guard position + digits <= text.count else { return nil }
        var value = 0
        for index in position..<position + digits {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        position += digits
        return value
    }

    /// `HH:MM:SS` as seconds of the day.
    package mutating func clock(in text: Span<UInt8>) -> Int? {
        guard let hour = number(of: 2, in: text), take(0x3A, in: text),
            let minute = number(of: 2, in: text), take(0x3A, in: text),
            let second = number(of: 2, in: text), hour < 24, minute < 60, second < 61
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// An optional fraction as nanoseconds; further digits are cut.
    package mutating func fraction(in text: Span<UInt8>) -> Int? {
        guard position < text.count, text[position] == 0x2E || text[position] == 0x2C else { return 0 }
        position += 1
        var value = 0
        var digits = 0
        while position < text.count, text[position] &- 0x30 < 10 {
            if digits < 9 { value = value * 10 + Int(text[position] &- 0x30) }
            digits += 1
            position += 1
        }
        guard digits > 0 else { return nil }
        for _ in min(digits, 9)..<9 { value *= 10 }
        return value
    }

    /// `Z`, `+01:00` or `+0100`, as seconds east of UTC.
    package mutating func rfc3339Offset(in text: Span<UInt8>) -> Int? {
        if take(0x5A, in: text) || take(0x7A, in: text) { return 0 }
        guard let sign = sign(in: text), let hours = number(of: 2, in: text) else { return nil }
        _ = take(0x3A, in: text)
        guard let minutes = number(of: 2, in: text) else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    /// `+0100`, as seconds east of UTC.
    mutating func rfc1123Offset(in text: Span<UInt8>) -> Int? {
        guard let sign = sign(in: text), let hours = number(of: 2, in: text),
            let minutes = number(of: 2, in: text)
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private mutating func sign(in text: Span<UInt8>) -> Int? {
        if take(0x2B, in: text) { return 1 }
        if take(0x2D, in: text) { return -1 }
        return nil
    }

    /// An English month as three letters, `Jan` being 1.
    package mutating func monthName(in text: Span<UInt8>) -> Int? {
        guard position + 3 <= text.count else { return nil }
        let name = UInt32(text[position]) << 16 | UInt32(text[position + 1]) << 8 | UInt32(text[position + 2])
        let names: [UInt32] = [
            0x4A616E, 0x466562, 0x4D6172, 0x417072, 0x4D6179, 0x4A756E, 0x4A756C, 0x417567, 0x536570,
            0x4F6374,
            0x4E6F76, 0x446563,
        ]
        guard let index = names.firstIndex(of: name) else { return nil }
        position += 3
        return index + 1
    }
}
