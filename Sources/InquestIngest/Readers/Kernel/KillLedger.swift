import InquestCore

/// The kills told so far, so that one that is told again is not counted again.
///
/// The kernel itself names a process twice when it kills a whole group, its reaper names it once more, and pastes
/// hold the same report from dmesg and from the journal.
struct KillLedger {
    private struct Name: Hashable {
        let teller: KernelKillFact.Teller
        let pid: Int64?
        /// The process; the container where no process is named.
        let victim: [UInt8]
    }

    private struct Sighting {
        let host: [UInt8]
        let at: Timestamp?
        let uptime: Int64?
        /// Of the text, where it tells sizes that no other kill has.
        let sizes: UInt64?
    }

    /// Names kept; beyond that the oldest half is forgotten.
    private static let capacity = 1 << 14
    private static let sightingsPerName = 8
    /// Seconds within which a pid is not given to another process of the same name.
    private static let closeTogether: UInt64 = 60
    /// Seconds by which two clocks of one report can differ: the times that dmesg computes drift, and both may be
    /// printed in a zone that is not written.
    private static let clocksApart: UInt64 = 26 * 3600

    private var recent: [Name: [Sighting]] = [:]
    private var older: [Name: [Sighting]] = [:]

    /// Whether a kill is told for the first time.
    mutating func isNew(_ kill: NodeKill) -> Bool {
        let name = Name(
            teller: kill.teller, pid: kill.pid, victim: kill.pid == nil ? kill.containerID : kill.victim)
        let sighting = Sighting(
            host: kill.host, at: kill.at, uptime: kill.uptime,
            sizes: kill.anonRSSBytes == nil ? nil : KillLedger.hash(kill.text))
        let seconds = kill.pid == nil ? 1 : KillLedger.closeTogether
        let known = (recent[name] ?? []) + (older[name] ?? [])
        if known.contains(where: { KillLedger.areSame($0, sighting, within: seconds) }) { return false }
        if recent.count >= KillLedger.capacity {
            older = recent
            recent = [:]
        }
        var sightings = recent[name] ?? []
        if sightings.count == KillLedger.sightingsPerName { sightings.removeFirst() }
        recent[name] = sightings + [sighting]
        return true
    }

    private static func areSame(_ first: Sighting, _ second: Sighting, within seconds: UInt64) -> Bool {
        if !first.host.isEmpty, !second.host.isEmpty, first.host != second.host { return false }
        if let one = first.uptime, let other = second.uptime,
            NodeKill.distance(one, other) > seconds * 1_000_000
        {
            return false
        }
        guard let one = first.at, let other = second.at else { return true }
        let apart = NodeKill.distance(one.nanoseconds, other.nanoseconds)
        if apart <= seconds * 1_000_000_000 { return true }
        return first.sizes != nil && first.sizes == second.sizes && apart <= clocksApart * 1_000_000_000
    }

    /// FNV-1a.
    private static func hash(_ text: [UInt8]) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return value
    }
}
