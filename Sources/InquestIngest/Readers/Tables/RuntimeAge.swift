import InquestCore

/// Ages in words, as docker, podman and crictl print them: `4 hours`, `About a minute`.
enum RuntimeAge {
    private static let hour: Int64 = 3600
    private static let day: Int64 = 24 * hour

    /// The interval that words stand for; `nil` for anything else.
    ///
    /// Hours are rounded by today's versions and floored by old ones, and longer units are made of them: an interval
    /// holds both.
    static func age(_ words: some StringProtocol) -> Age? {
        switch words {
        case "Less than a second": return Age(atLeast: 0, below: 1)
        case "About a minute": return Age(atLeast: 60, below: 120)
        case "About an hour": return Age(atLeast: hour, below: 2 * hour)
        default: break
        }
        let parts = words.split(separator: " ")
        guard parts.count == 2, parts[0].utf8.count <= 6, let number = Int64(parts[0]), number > 0 else {
            return nil
        }
        switch parts[1] {
        case "second", "seconds": return Age(atLeast: number, below: number + 1)
        case "minutes": return Age(atLeast: number * 60, below: number * 60 + 60)
        case "hours": return rounded(number, hour)
        case "days": return rounded(number, day)
        case "weeks": return rounded(number, 7 * day)
        case "months": return rounded(number, 30 * day)
        case "years": return rounded(number, 365 * day)
        default: return nil
        }
    }

    private static func rounded(_ number: Int64, _ unit: Int64) -> Age {
        Age(atLeast: number * unit - hour / 2, below: (number + 1) * unit)
    }
}
