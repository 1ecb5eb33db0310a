package import InquestCore

/// Reads ages as kubectl prints them.
package enum AgeScanner {
    private static let minute: Int64 = 60
    private static let hour: Int64 = 3600
    private static let day: Int64 = 86_400
    private static let year: Int64 = 365 * 86_400
    /// The longest duration that Go holds, in seconds. kubectl prints it for a time that was never set.
    private static let longest = 292 * year

    /// The interval a printed age such as `3m12s` or `2d4h` stands for; `nil` for anything else.
    ///
    /// kubectl floors: below 10 minutes to seconds, below 3 hours to minutes, below 8 hours to minutes (`3h5m`),
    /// below 2 days to hours, below 8 days to hours (`2d4h`), below 2 years to days, below 8 years to days (`2y5d`), else
    /// to years. Units that are zero are dropped, so `5m` is five minutes to the second and `4h` is four to the minute.
    package static func age(_ text: Span<UInt8>) -> Age? {
        guard let seconds = seconds(text) else { return nil }
        return Age(atLeast: seconds, below: seconds + width(of: seconds))
    }

    /// The interval of an age that a client up to 1.13 printed, which may have known one unit only: its `5m` is
    /// anything below six minutes.
    package static func oldAge(_ text: Span<UInt8>) -> Age? {
        guard let age = age(text), let unit = text.count > 0 ? unit(text[text.count - 1]) : nil else {
            return nil
        }
        return Age(atLeast: age.atLeast, below: max(age.below, age.atLeast + unit))
    }

    /// Whether an age is that of a time that was never set.
    package static func isUnset(_ age: Age) -> Bool { age.atLeast >= longest }

    private static func width(of seconds: Int64) -> Int64 {
        if seconds < 10 * minute { return 1 }
        if seconds < 8 * hour { return minute }
        if seconds < 8 * day { return hour }
        return seconds < 8 * year ? day : year
    }

    private static func seconds(_ text: Span<UInt8>) -> Int64? {
        var total: Int64 = 0
        var number: Int64 = 0
        var digits = 0
        for index in 0..<text.count {
            let byte = text[index]
            if byte &- 0x30 < 10 {
                digits += 1
                guard digits <= 7 else { return nil }
                number = number * 10 + Int64(byte &- 0x30)
                continue
            }
            guard digits > 0, let unit = unit(byte) else { return nil }
            total += number * unit
            guard total <= longest else { return nil }
            number = 0
            digits = 0
        }
        return text.count > 0 && digits == 0 ? total : nil
    }

    private static func unit(_ byte: UInt8) -> Int64? {
        switch byte {
        case 0x73: 1
        case 0x6D: minute
        case 0x68: hour
        case 0x64: day
        case 0x79: year
        default: nil
        }
    }
}
