package import InquestCore

/// When a bundle was captured, as the bundle says by one of its files or by its name.
package struct BundleTime: Sendable, Hashable {
    /// Where the bundle's files are: the beginning of their real places, ending with a slash.
    package let root: String
    package let earliest: Timestamp
    package let latest: Timestamp
    /// Whether it is a time on the wall without a zone, which can mean a day of instants.
    package let isWide: Bool

    /// What the names of directories and archives say: troubleshoot calls a bundle
    /// `support-bundle-2025-08-09T21_08_25`, by the clock on the wall.
    package static func named(in candidate: SourceCandidate) -> BundleTime? {
        // The directory that was named may be "." or a link.
        let steps = candidate.realPlace.split(separator: "/", omittingEmptySubsequences: false)
        for (index, step) in steps.enumerated().dropLast() {
            guard let wall = wallClock(step) else { continue }
            return BundleTime(
                root: steps[...index].joined(separator: "/") + "/", earliest: shifted(wall, hours: -14),
                latest: shifted(wall, hours: 12), isWide: true)
        }
        return nil
    }

    /// Reads `support-bundle-2025-08-09T21_08_25`, also with an archive's endings behind it, as if it were UTC.
    private static func wallClock(_ name: Substring) -> Timestamp? {
        let prefix = "support-bundle-"
        let time = name.dropFirst(prefix.count).prefix(19)
        guard name.hasPrefix(prefix), time.utf8.count == 19 else { return nil }
        return Timestamp(rfc3339: time.replacing("_", with: ":") + "Z")
    }

    private static func shifted(_ time: Timestamp, hours: Int64) -> Timestamp {
        Timestamp(nanoseconds: time.nanoseconds &+ hours * 3_600_000_000_000)
    }
}

/// A file by which a bundle tells when it was captured.
package enum BundleClock: Sendable, CaseIterable {
    /// `timestamp` of an OpenShift must-gather: when it began and ended, as Go prints times.
    case mustGather
    /// `meta/run.log` of sonobuoy results: what the collector did when.
    case sonobuoy
    /// `sos_commands/date/date` of a sosreport, and the same in UTC.
    case sosreport

    /// The id under which such files are stored as sources.
    package static let format = "bundle-time"

    /// The queries go on after the collector's last line.
    private static let lastQuery: Int64 = 60_000_000_000
    /// A sosreport runs its commands side by side, some before `date` and some after; the whole takes minutes.
    private static let sosreportRun: Int64 = 3_600_000_000_000
    private static let longestLine = 4096

    /// The clock that a file of this path and beginning is.
    package init?(_ sample: SniffSample) {
        let steps = sample.path.split(separator: "/")
        guard
            let found = BundleClock.allCases.first(where: {
                $0.names.contains { steps.suffix($0.count).elementsEqual($0) }
            })
        else { return nil }
        let first = sample.bytes.prefix { $0 != 0x0A }
        guard found.time(in: String(decoding: first.prefix(BundleClock.longestLine), as: UTF8.self)) != nil
        else {
            return nil
        }
        self = found
    }

    private var names: [[Substring]] {
        switch self {
        case .mustGather: [["timestamp"]]
        case .sonobuoy: [["meta", "run.log"]]
        case .sosreport:
            [
                ["sos_commands", "date", "date"], ["sos_commands", "date", "date_--utc"],
                ["sos_commands", "date", "date_-u"],
            ]
        }
    }

    /// Reads the file to its end.
    ///
    /// - Parameter place: Its real place, which tells where the bundle is.
    /// - Returns: `nil` when it does not bound the capture on both sides.
    package func read(_ window: inout ByteWindow, at place: String) throws(ReadError) -> BundleTime? {
        var times: [Timestamp] = []
        while let line = try window.nextLine() {
            let text = String(decoding: window.buffer[line].prefix(BundleClock.longestLine), as: UTF8.self)
            guard let time = time(in: text) else { continue }
            times = times.count < 2 ? times + [time] : [times[0], time]
        }
        guard let first = times.first, let last = times.last, let root = root(of: place) else { return nil }
        let (earliest, latest) = (min(first, last).nanoseconds, max(first, last).nanoseconds)
        switch self {
        case .mustGather:
            return times.count < 2 ? nil : BundleClock.interval(root, earliest, latest)
        case .sonobuoy: return BundleClock.interval(root, earliest, latest + BundleClock.lastQuery)
        case .sosreport:
            return BundleClock.interval(
                root, earliest - BundleClock.sosreportRun, latest + BundleClock.sosreportRun)
        }
    }

    private static func interval(_ root: String, _ earliest: Int64, _ latest: Int64) -> BundleTime {
        BundleTime(
            root: root, earliest: Timestamp(nanoseconds: earliest), latest: Timestamp(nanoseconds: latest),
            isWide: false)
    }

    /// The bundle's directory, with a slash behind it; `nil` for a file named from inside it.
    private func root(of place: String) -> String? {
        let depth = names[0].count
        let steps = place.split(separator: "/", omittingEmptySubsequences: false)
        return steps.count <= depth ? nil : steps.dropLast(depth).joined(separator: "/") + "/"
    }

    private func time(in line: String) -> Timestamp? {
        switch self {
        case .mustGather: BundleClock.goTime(line)
        case .sonobuoy: BundleClock.loggedTime(line)
        case .sosreport: BundleClock.dateOutput(line)
        }
    }

    /// `2026-03-02 09:14:08.123456789 +0000 UTC m=+0.05`
    private static func goTime(_ line: String) -> Timestamp? {
        let words = line.split(separator: " ")
        guard words.count >= 3, words[2].utf8.count == 5, words[2].hasPrefix("+") || words[2].hasPrefix("-")
        else {
            return nil
        }
        return plausible(
            Timestamp(rfc3339: "\(words[0])T\(words[1])\(words[2].prefix(3)):\(words[2].suffix(2))"))
    }

    /// `{"level":"info",…,"time":"2026-03-02T09:14:08Z"}` and `time="2026-03-02T09:14:08Z" level=info …`
    private static func loggedTime(_ line: String) -> Timestamp? {
        for mark in ["\"time\":\"", "time=\""] {
            guard let range = line.firstRange(of: mark) else { continue }
            if let time = plausible(
                Timestamp(rfc3339: String(line[range.upperBound...].prefix { $0 != "\"" })))
            {
                return time
            }
        }
        return nil
    }

    /// `Mon Mar  2 09:14:08 UTC 2026`, `Mon Mar  2 09:14:08 AM UTC 2026` and `Mon  2 Mar 09:14:08 UTC 2026`. Names of other
    /// zones mean several zones each, so such a time is none.
    private static func dateOutput(_ line: String) -> Timestamp? {
        let words = line.split(separator: " ")
        guard (6...7).contains(words.count), words[words.count - 2] == "UTC",
            words.count == 6 || words[4].hasSuffix("M")
        else { return nil }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard let at = words[1...2].firstIndex(where: { months.contains(String($0)) }),
            let month = months.firstIndex(of: String(words[at])), let day = Int(words[3 - at]),
            words[3].utf8.count == 8, var hour = Int(words[3].prefix(2))
        else { return nil }
        if words.count == 7 { hour = hour % 12 + (words[4] == "PM" ? 12 : 0) }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return plausible(
            Timestamp(
                rfc3339:
                    "\(words[words.count - 1])-\(two(month + 1))-\(two(day))T\(two(hour))\(words[3].dropFirst(2))Z"
            ))
    }

    /// Times far beyond ours would leave what 64 bits of nanoseconds hold.
    private static func plausible(_ time: Timestamp?) -> Timestamp? {
        time.flatMap { ArchiveEntry.plausible($0) }.flatMap {
            $0 < Timestamp(seconds: 9_000_000_000) ? $0 : nil
        }
    }
}
