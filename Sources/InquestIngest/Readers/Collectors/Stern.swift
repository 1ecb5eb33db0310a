import InquestCore

/// stern's own form: pod, container and line, behind the namespace where several are asked for.
package struct Stern: TextCollector {
    package static let format = InputFormat(
        id: "log-stern", title: "Container logs of many pods, by stern",
        origin: "stern -A --no-follow .; with -t for times",
        samples: [
            "co-7c9d8f6b5-x2k4p api 2026-03-02T09:14:08.123456789Z lost the lease\n",
            "+ shop co-7c9d8f6b5-x2k4p › api\nshop co-7c9d8f6b5-x2k4p api lost the lease\n",
        ])

    private let hasNamespace: Bool
    private let capturedBy: Timestamp?
    private let namespace: [UInt8]
    private var number: UInt32 = 0
    private var firstShort: UInt32?
    /// Pods that stern itself named.
    private var announced: Set<[UInt8]> = []

    package init(head: [UInt8], context: ReadContext) {
        hasNamespace = SternCensus(SniffSample(bytes: head, path: "-", isWhole: true)).hasNamespace
        capturedBy = context.capturedBy
        namespace = Array((context.hints.namespace ?? "").utf8)
    }

    package static func guess(_ sample: SniffSample) -> Guess {
        // Colours stand before many names, so the words are what counts.
        SternCensus(sample).guess
    }

    package var assumption: (reason: String, line: UInt32)? {
        guard let firstShort else { return nil }
        let reason =
            capturedBy == nil
            ? "times without year and zone are left out; use 'stern -t', or say --captured-at"
            : "times without year and zone are taken as UTC, not after the capture; use 'stern -t' for whole times"
        return (reason, firstShort)
    }

    package mutating func take(_ line: Span<UInt8>) -> TextLine {
        number &+= 1
        if let status = SternStatus(line) {
            if announced.count < 100_000 { announced.insert(line.extracting(status.pod).copied()) }
            return .status
        }
        // Two words that could be names stand before many lines; pods have a dash, but for those made by hand.
        guard let names = SternNames(line, hasNamespace: hasNamespace),
            line.extracting(names.pod).firstIndex(of: 0x2D) != nil
                || announced.contains(line.extracting(names.pod).copied())
        else { return .other }
        var head = CollectedLineHead()
        head.owner.namespace = names.namespace.isEmpty ? namespace : line.extracting(names.namespace).copied()
        head.owner.pod = line.extracting(names.pod).copied()
        head.owner.container = line.extracting(names.container).copied()
        var start = names.end
        if let time = TimestampedEnvelope.time(of: line, from: start) {
            (head.at, start) = (time.at, time.textStart)
        } else if let short = ShortTime(line, from: start) {
            firstShort = firstShort ?? number
            head.at = capturedBy.flatMap { short.time(before: $0) }
            start = short.end
        }
        return .line(head, start..<line.count)
    }
}

/// The names before a line of stern's. Ranges are positions in the line.
struct SternNames {
    var namespace = 0..<0
    var pod = 0..<0
    var container = 0..<0
    /// Where the text begins.
    var end = 0

    /// - Returns: `nil` when the words cannot be names.
    init?(_ line: Span<UInt8>, hasNamespace: Bool) {
        if hasNamespace {
            namespace = ANSI.word(line, from: &end)
            guard SternNames.isName(line, namespace, dots: false) else { return nil }
        }
        pod = ANSI.word(line, from: &end)
        container = ANSI.word(line, from: &end)
        guard SternNames.isName(line, pod, dots: true), SternNames.isName(line, container, dots: false) else {
            return nil
        }
    }

    static func isName(_ line: Span<UInt8>, _ range: Range<Int>, dots: Bool) -> Bool {
        guard !range.isEmpty, range.count <= (dots ? 253 : 63) else { return false }
        let name = Substring(line.extracting(range).string)
        return dots ? KubernetesName.isSubdomain(name) : KubernetesName.isLabel(name)
    }

    /// Whether a name ends as controllers end the names of pods: in five of their letters, or a number.
    static func isGenerated(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard isName(line, range, dots: true) else { return false }
        let name = line.extracting(range)
        guard let dash = (0..<name.count).last(where: { name[$0] == 0x2D }), dash > 0 else { return false }
        let last = name.extracting(dash + 1..<name.count)
        let areDigits = (0..<last.count).allSatisfy { last[$0].isDigit }
        if areDigits, last.count <= 4 { return true }
        let letters = Array("bcdfghjklmnpqrstvwxz2456789".utf8)
        return last.count == 5 && (0..<last.count).allSatisfy { letters.contains(last[$0]) }
    }
}

/// `+ ns pod › container`: stern begins or ends to follow a container.
struct SternStatus {
    let hasNamespace: Bool
    let pod: Range<Int>

    init?(_ line: Span<UInt8>) {
        var position = 0
        let sign = ANSI.word(line, from: &position)
        guard sign.count == 1, line[sign.lowerBound] == 0x2B || line[sign.lowerBound] == 0x2D else {
            return nil
        }
        for names in 1...2 {
            let name = ANSI.word(line, from: &position)
            guard SternNames.isName(line, name, dots: true) else { return nil }
            var ahead = position
            let arrow = ANSI.word(line, from: &ahead)
            guard line.extracting(arrow).equals("›") else { continue }
            guard SternNames.isName(line, ANSI.word(line, from: &ahead), dots: false), ahead == line.count
            else {
                return nil
            }
            hasNamespace = names == 2
            pod = name
            return
        }
        return nil
    }
}

/// What the beginning of a source says of how stern was asked.
private struct SternCensus {
    private var plain = 0
    private var namespaced = 0
    private var statuses = 0
    private var namespacedStatuses = 0
    private var census: LineCensus?

    init(_ sample: SniffSample) {
        var copy = self
        census = LineCensus(sample) { copy.fits($0) }
        let census = census
        self = copy
        self.census = census
    }

    private mutating func fits(_ line: Span<UInt8>) -> Bool {
        if let status = SternStatus(line) {
            statuses += 1
            if status.hasNamespace { namespacedStatuses += 1 }
            return true
        }
        if let names = SternNames(line, hasNamespace: false), SternNames.isGenerated(line, names.pod) {
            plain += 1
            return true
        }
        if let names = SternNames(line, hasNamespace: true), SternNames.isGenerated(line, names.pod) {
            namespaced += 1
            return true
        }
        return false
    }

    /// Whether lines begin with the namespace. What stern says of itself decides before what names look like.
    var hasNamespace: Bool {
        statuses > 0 ? namespacedStatuses * 2 > statuses : namespaced > plain
    }

    var guess: Guess {
        let what = "begin with the names of a pod and a container"
        let census = census ?? LineCensus(SniffSample(bytes: [], path: "-", isWhole: true)) { _ in false }
        return statuses > 0 ? census.guess(.certain, .likely, what) : census.guess(.likely, .no, what)
    }
}

/// `03-02 09:14:08 `, in whatever zone and year.
struct ShortTime {
    private let month: Int
    private let day: Int
    private let clock: [UInt8]
    /// The position behind it and one blank.
    let end: Int

    init?(_ line: Span<UInt8>, from start: Int) {
        guard line.count >= start + 14, line[start + 2] == 0x2D, line[start + 5] == 0x20,
            line.count == start + 14 || line[start + 14] == 0x20,
            let month = ShortTime.number(line, start), let day = ShortTime.number(line, start + 3)
        else { return nil }
        self.month = month
        self.day = day
        clock = line.extracting(start + 6..<start + 14).copied()
        end = min(start + 15, line.count)
        guard time(in: 2024) != nil else { return nil }
    }

    /// The latest such instant that is not more than a day after another: zones differ by as much.
    func time(before latest: Timestamp) -> Timestamp? {
        let days = Int(latest.seconds / 86_400)
        let year = Timestamp.date(days: days).year
        for year in [year + 1, year, year - 1] {
            if let time = time(in: year), time.seconds <= latest.seconds + 86_400 { return time }
        }
        return nil
    }

    private func time(in year: Int) -> Timestamp? {
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        let text = "\(year)-\(two(month))-\(two(day))T\(String(decoding: clock, as: UTF8.self))Z"
        return Timestamp(rfc3339: text)
    }

    private static func number(_ line: Span<UInt8>, _ at: Int) -> Int? {
        guard line[at].isDigit, line[at + 1].isDigit else { return nil }
        return Int(line[at] &- 0x30) * 10 + Int(line[at + 1] &- 0x30)
    }
}
