import InquestCore

/// A kill for memory: what its records say together, and whose process it was.
struct OOMKill {
    /// The best first.
    var records: [OOMTelling]
    var subject = OOMSubject()
    /// The run that ended by it.
    var run: OOMRun?
    /// Its place among kills that share all their records, where nothing tells which record is of which.
    var place: Int?
    /// Whether the run may have ended by something else than what the records tell of.
    var mayBeOther = false

    /// A container's run ends within this time of the kill of its main process.
    static let beforeEnd: Int64 = 60 * 1_000_000_000
    /// Clocks of the kernel's log and the runtime agree this far.
    static let afterEnd: Int64 = 5 * 1_000_000_000

    var cluster: Int64 { records[0].cluster }
    var node: String? { records.lazy.compactMap(\.node).first }
    var containerID: String? { records.lazy.compactMap(\.containerID).first }
    var podUID: String? { records.lazy.compactMap(\.podUID).first }

    /// The largest of the processes killed together, which is the one people look for.
    private var main: OOMTelling {
        let kernel = records.filter { $0.teller == .kernel }
        return (kernel.isEmpty ? records : kernel).enumerated().max { left, right in
            (left.element.anonRSSBytes ?? -1, -left.offset) < (
                right.element.anonRSSBytes ?? -1, -right.offset
            )
        }?.element ?? records[0]
    }

    var victim: String? { place != nil ? nil : main.victim ?? records.lazy.compactMap(\.victim).first }
    var pid: Int64? { place != nil ? nil : main.pid ?? records.lazy.compactMap(\.pid).first }
    var anonRSSBytes: Int64? {
        place != nil ? nil : main.anonRSSBytes ?? records.lazy.compactMap(\.anonRSSBytes).first
    }
    var limitBytes: Int64? { records.lazy.compactMap(\.limitBytes).first ?? run?.limitBytes }

    /// The kernel's time, where its year is written.
    var exactTime: Interval? {
        records.first { $0.teller == .kernel && $0.at != nil && !$0.yearIsGuessed }?.at
    }

    /// When it happened, by the best of what tells it.
    var at: Interval? {
        if let end = run?.finishedAt {
            // The runtime's time has a zone; a log's that is not near it has another.
            guard let exactTime, OOMKill.isShort(end.subtractingSaturating(exactTime.low)) else {
                return Interval(low: end, high: end)
            }
        }
        if let exactTime { return exactTime }
        return records.lazy.compactMap(\.at).first
    }

    /// The ISO week it happened in, such as 202647; `nil` when nothing tells, or the year is a guess.
    var week: Int64? {
        let isKnown = exactTime != nil || run?.finishedAt != nil
        let isGuess = !isKnown && records.first { $0.at != nil }?.yearIsGuessed ?? false
        return isGuess ? nil : at?.week
    }

    /// Whose limit was reached; a process beside the main one counts as a child, whatever the limit.
    ///
    /// - Parameter survived: Whether the container is known and did not end by it.
    func scope(survived: Bool) -> String {
        let told = mayBeOther ? .unknown : toldScope
        if told == .node { return told.name }
        if survived || run.map({ $0.exitCode != 137 }) ?? false { return "child" }
        if told == .unknown, run?.limitBytes != nil { return "container" }
        return told.name
    }

    /// The kubelet calls every kill one of the system; a record that names a cgroup knows better.
    private var toldScope: KernelKillFact.Scope {
        let isCgroup = records.contains { $0.isMemoryCgroup }
        return records.lazy.map(\.scope).first { $0 != .unknown && !(isCgroup && $0 == .node) } ?? .unknown
    }

    /// Whether a run can have ended by this kill.
    func canEnd(_ run: OOMRun) -> Bool {
        guard let end = run.finishedAt, let exactTime else { return true }
        let wait = end.subtractingSaturating(exactTime.low)
        if OOMKill.isShort(wait) { return true }
        // Where the container is named, a log in another zone than UTC is off by whole quarters of an hour.
        guard subject.run == run.id, abs(wait) <= OOMKill.farthestZone else { return false }
        let rest = wait % OOMKill.zoneStep
        return [rest, rest - OOMKill.zoneStep, rest + OOMKill.zoneStep].contains(where: OOMKill.isShort)
    }

    /// Whether a run's end comes as soon after a kill as it does when the kill ended it.
    private static func isShort(_ wait: Int64) -> Bool { wait <= beforeEnd && wait >= -afterEnd }

    private static let zoneStep: Int64 = 900 * 1_000_000_000
    private static let farthestZone: Int64 = 14 * 3600 * 1_000_000_000

    /// How far a run's end is from the kill.
    func distance(to run: OOMRun) -> Int64 {
        guard let end = run.finishedAt, let at = exactTime ?? records.lazy.compactMap(\.at).first else {
            return .max
        }
        return abs(end.subtractingSaturating(at.low))
    }

    /// What names the kill in every corpus.
    var key: FactKey {
        if let run { return run.key }
        var builder = KeyBuilder("oom-kill")
        builder.add(podUID)
        builder.add(containerID)
        builder.add(victim)
        builder.add(pid)
        builder.add(at.map { $0.low / 1_000_000_000 } ?? records[0].uptime.map { -$0 / 1_000_000 })
        builder.add(place.map(Int64.init))
        return builder.key
    }
}
