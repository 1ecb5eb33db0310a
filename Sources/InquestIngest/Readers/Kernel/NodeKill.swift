import InquestCore

/// A kill that was found, in bytes of its own: its lines may lie in different batches.
struct NodeKill {
    var teller = KernelKillFact.Teller.kernel
    var at: Timestamp?
    var yearIsGuessed = false
    var uptime: Int64?
    var host: [UInt8] = []
    /// Empty when the line does not name it.
    var victim: [UInt8] = []
    var pid: Int64?
    var scope = KernelKillFact.Scope.unknown
    var limited: [UInt8] = []
    var victimCgroup: [UInt8] = []
    /// For tellers that name the container and no cgroup.
    var containerID: [UInt8] = []
    var limitBytes: Int64?
    var usageBytes: Int64?
    var anonRSSBytes: Int64?
    var fileRSSBytes: Int64?
    var shmemRSSBytes: Int64?
    var text: [UInt8] = []
    var line: UInt32 = 0

    /// A kill told on this line.
    init(_ line: NodeLine, of text: Span<UInt8>, number: UInt32) {
        at = line.at
        yearIsGuessed = line.yearIsGuessed
        uptime = line.uptime
        host = text.extracting(line.host).copied()
        self.text = text.extracting(
            line.message.clamped(to: line.message.lowerBound..<line.message.lowerBound + 4096)
        )
        .copied()
        self.line = number
    }

    /// Takes what a message says of the process.
    mutating func take(_ message: OOMMessage) {
        victim = Array(message.victim.utf8)
        pid = message.pid
        if message.scope != .unknown { scope = message.scope }
        anonRSSBytes = message.anonRSSBytes
        fileRSSBytes = message.fileRSSBytes
        shmemRSSBytes = message.shmemRSSBytes
    }

    /// Appends the fact.
    ///
    /// - Parameter node: The node where the line does not name it.
    func append(to batch: inout FactBatch, node: String?) {
        var fact = KernelKillFact()
        fact.teller = teller
        fact.node = host.isEmpty ? batch.add(node) : batch.add(host.span)
        fact.at = at
        fact.yearIsGuessed = yearIsGuessed && at != nil
        fact.uptime = uptime
        fact.pid = pid
        fact.limitBytes = limitBytes
        fact.usageBytes = usageBytes
        fact.anonRSSBytes = anonRSSBytes
        fact.fileRSSBytes = fileRSSBytes
        fact.shmemRSSBytes = shmemRSSBytes
        fact.line = line
        fact.victim = NodeKill.add(victim, to: &batch)
        fact.limitedCgroup = NodeKill.add(limited, to: &batch)
        fact.victimCgroup = NodeKill.add(victimCgroup, to: &batch)
        fact.text = batch.add(text.span)
        let limitedGroup = NodeKill.cgroup(limited)
        let victimGroup = NodeKill.cgroup(victimCgroup)
        fact.scope = scope
        if scope == .unknown, let limitedGroup {
            fact.scope = KernelKillFact.Scope(limited: limitedGroup, victim: victimGroup)
        }
        // Whatever was killed for a group's limit was in the group.
        let home = victimGroup ?? limitedGroup
        fact.podUID = batch.add(home?.podUID)
        fact.containerID = containerID.isEmpty ? batch.add(home?.containerID) : batch.add(containerID.span)
        batch.kernelKills.append(fact)
    }

    /// How far two numbers lie apart.
    static func distance(_ first: Int64, _ second: Int64) -> UInt64 {
        let (difference, overflow) = first.subtractingReportingOverflow(second)
        return overflow ? .max : difference.magnitude
    }

    private static func add(_ bytes: [UInt8], to batch: inout FactBatch) -> TextRef {
        bytes.isEmpty ? .none : batch.add(bytes.span)
    }

    private static func cgroup(_ path: [UInt8]) -> KubernetesCgroup? {
        path.isEmpty ? nil : KubernetesCgroup(path.span.string)
    }
}
