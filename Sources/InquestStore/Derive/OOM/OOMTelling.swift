import InquestCore

/// One record that says that a process was killed for memory.
struct OOMTelling {
    var teller: KernelKillFact.Teller
    var cluster: Int64
    /// The node as the record spells it.
    var node: String?
    /// When it happened; for events when they were reported.
    var at: Interval?
    /// Whether the year of `at` is a guess.
    var yearIsGuessed = false
    /// Microseconds since the node was started.
    var uptime: Int64?
    var pid: Int64?
    var victim: String?
    /// Hexadecimal, without a scheme.
    var containerID: String?
    var podUID: String?
    var scope = KernelKillFact.Scope.unknown
    /// Whether the record says that a cgroup was full, without saying which.
    var isMemoryCgroup = false
    var limitBytes: Int64?
    var anonRSSBytes: Int64?
    var text: String
    var sourceID: Int64
    var order: SightingOrder

    /// The kernel's own words first, those with a time before those without.
    var rank: (UInt8, Int, Int64, SightingOrder) {
        (teller.rawValue, at == nil || yearIsGuessed ? 1 : 0, at?.low ?? uptime ?? .max, order)
    }

    /// Seconds in which all records of one kill come: events are reported late, and clocks drift.
    static let slack: Int64 = 300 * 1_000_000_000
    /// Processes of one container that are killed this close together are killed as a group.
    static let groupSlack: Int64 = 2 * 1_000_000_000

    /// Whether two records are of one process.
    func isSameProcess(as other: OOMTelling) -> Bool {
        guard let pid, pid == other.pid, agrees(with: other) else { return false }
        if let same = isSameUptime(as: other) { return same }
        if let mine = at, let theirs = other.at { return mine.meets(theirs, slack: OOMTelling.slack) }
        // Without times a process number alone says little: nodes share them. The memory it held is as good as a name.
        if let anonRSSBytes, anonRSSBytes > 0, anonRSSBytes == other.anonRSSBytes { return true }
        return sharesPlace(with: other)
    }

    /// How late a runtime tells that a container was short of memory.
    static let runtimeSlack: Int64 = 10 * 1_000_000_000

    /// Whether two records are of processes that were killed together because they share a container, or one of them is a
    /// runtime's, which names no process.
    func isSameGroup(as other: OOMTelling) -> Bool {
        guard let containerID, let theirs = other.containerID, OOMTelling.isSameID(containerID, theirs),
            cluster == other.cluster
        else { return false }
        let isRuntime = teller == .runtime || other.teller == .runtime
        let slack = isRuntime ? OOMTelling.runtimeSlack : OOMTelling.groupSlack
        if let uptime, let other = other.uptime {
            return abs(uptime.subtractingSaturating(other)) <= slack / 1000
        }
        guard let at, let other = other.at else { return false }
        return at.meets(other, slack: slack)
    }

    /// Whether the record tells neither when nor on which node.
    var isPlaceless: Bool { at == nil && node == nil }

    /// Whether nothing that two records say of place and process speaks against their being one.
    func agrees(with other: OOMTelling) -> Bool {
        cluster == other.cluster && areCompatible(node, other.node, OOMTelling.isSameNode)
            // The kernel cuts names after 15 bytes.
            && areCompatible(victim, other.victim) { $0.utf8.prefix(15).elementsEqual($1.utf8.prefix(15)) }
            && areCompatible(containerID, other.containerID, OOMTelling.isSameID)
            && areCompatible(podUID, other.podUID, ==)
    }

    private func sharesPlace(with other: OOMTelling) -> Bool {
        if let containerID, let theirs = other.containerID { return OOMTelling.isSameID(containerID, theirs) }
        if let podUID, let theirs = other.podUID { return podUID == theirs }
        if let node, let theirs = other.node { return OOMTelling.isSameNode(node, theirs) }
        return false
    }

    /// `nil` when one of the two does not tell it.
    private func isSameUptime(as other: OOMTelling) -> Bool? {
        guard let uptime, let other = other.uptime else { return nil }
        return abs(uptime.subtractingSaturating(other)) <= 2_000_000
    }

    private func areCompatible(_ left: String?, _ right: String?, _ isSame: (String, String) -> Bool) -> Bool
    {
        guard let left, let right else { return true }
        return isSame(left, right)
    }

    /// Logs print a host's first name, the API often all of it.
    static func isSameNode(_ left: String, _ right: String) -> Bool {
        left == right || left.hasPrefix(right + ".") || right.hasPrefix(left + ".")
    }

    static func isSameID(_ left: String, _ right: String) -> Bool {
        left.hasPrefix(right) || right.hasPrefix(left)
    }
}

extension Int64 {
    func subtractingSaturating(_ other: Int64) -> Int64 {
        let difference = subtractingReportingOverflow(other)
        // The smallest number has no positive counterpart.
        return difference.overflow ? (self < other ? -.max : .max) : Swift.max(difference.partialValue, -.max)
    }
}
