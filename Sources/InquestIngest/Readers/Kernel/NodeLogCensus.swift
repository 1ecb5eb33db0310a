import InquestCore

/// What the lines of a sample are, for telling a node's logs from a container's.
struct NodeLogCensus {
    private var lines = 0
    /// Lines with the kernel's name, or a time since boot.
    private var kernelLines = 0
    /// Lines of programs with a process id, as the journal and syslog write them.
    private var daemonLines = 0
    /// Of these, lines of programs that run on nodes.
    private var nodeLines = 0
    private var tags: Set<String> = []
    /// Lines without anything before them that only a kernel writes.
    private var bareLines = 0
    /// Lines about kills for memory.
    private var killLines = 0
    private var firstIsKernel = false
    private let path: String

    init(_ sample: SniffSample) {
        path = sample.path
        let clock = NodeClock(capturedBy: nil)
        _ = LineCensus(sample) { line in
            count(line, clock)
            return false
        }
    }

    private mutating func count(_ bytes: Span<UInt8>, _ clock: NodeClock) {
        let line = NodeLine(bytes, clock: clock)
        let message = bytes.extracting(line.message)
        lines += 1
        switch line.origin {
        case .kernel: kernelLines += 1
        case .daemon: countDaemon(line, bytes)
        case .bare: if BareKernelLine.isKnown(message) { bareLines += 1 }
        }
        if line.origin != .daemon {
            if case .other = KernelPhrase(message) {} else { killLines += 1 }
        }
        if lines == 1 { firstIsKernel = bareLines == 1 || killLines == 1 }
    }

    private mutating func countDaemon(_ line: NodeLine, _ bytes: Span<UInt8>) {
        guard !line.tag.isEmpty, line.tag.upperBound < bytes.count, bytes[line.tag.upperBound] == 0x5B else {
            return
        }
        daemonLines += 1
        let tag = bytes.extracting(line.tag).string
        if tags.count < 8 { tags.insert(tag) }
        if NodeLogCensus.programs.contains(tag) { nodeLines += 1 }
    }

    private static let programs: Set<String> = [
        "kubelet", "kubenswrapper", "hyperkube", "containerd", "dockerd", "crio", "systemd", "systemd-logind",
        "systemd-journald", "systemd-networkd", "systemd-resolved", "systemd-udevd", "sshd", "k3s", "rke2",
        "NetworkManager", "node-problem-detector-startup.sh", "auditd", "chronyd", "CRON", "cloud-init",
        "rsyslogd", "dbus-daemon", "conmon", "systemd-oomd", "earlyoom",
    ]

    // MARK: Judgement

    /// How sure the reader of node logs can be.
    var guess: Guess {
        let node = kernelLines + daemonLines
        let reason =
            "of the first \(lines) lines \(kernelLines) are the kernel's, \(daemonLines) of programs on a node"
            + (bareLines > 0 ? ", \(bareLines) read like a kernel's" : "")
        guard node + bareLines + killLines > 0, !isDocument else { return Guess(.no, reason) }
        if isNodePath, node * 2 >= lines { return Guess(.certain, reason + ", and the path is of such logs") }
        if kernelLines > 0, node * 10 >= lines * 9 {
            return Guess(isContainerPath && killLines == 0 ? .no : .certain, reason)
        }
        if killLines > 0, node * 2 >= lines { return Guess(isContainerPath ? .possible : .certain, reason) }
        // A container can log such lines too; where the path names one, they are its own.
        if isContainerPath { return Guess(.no, reason + ", but the path names a container") }
        if kernelLines > 0, node * 2 >= lines { return Guess(.likely, reason) }
        if daemonLines * 10 >= lines * 9, nodeLines > 0 || tags.count > 1 { return Guess(.likely, reason) }
        return guessOfMixture(reason)
    }

    /// Bare messages, or a kernel's report inside other text.
    private func guessOfMixture(_ reason: String) -> Guess {
        let known = bareLines + kernelLines + killLines
        if firstIsKernel || bareLines * 4 >= lines { return Guess(.likely, reason) }
        return known >= 3 && killLines > 0 ? Guess(.likely, reason) : Guess(.no, reason)
    }

    /// Endings that say that kernel lines are quoted in something else.
    private var isDocument: Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return [".json", ".yaml", ".yml", ".html", ".swift", ".go", ".c", ".py"].contains(
            where: name.hasSuffix)
    }

    private var isContainerPath: Bool {
        let hints = PathHints.hints(for: path)
        return (hints.pod != nil || hints.podUID != nil) && hints.container != nil
    }

    /// Whether tools keep logs of nodes under such a path.
    var isNodePath: Bool {
        let parts = path.split(separator: "/").map(String.init)
        guard var name = parts.last else { return false }
        if name.hasSuffix(".gz") { name.removeLast(3) }
        let folders = parts.dropLast()
        if folders.contains("host-collectors") || folders.contains("host_service_logs") { return true }
        if folders.contains("sos_commands") {
            return folders.contains("kernel") || folders.contains("logs") || name.contains("journal")
        }
        if PathHints.hints(for: path).node != nil { return true }
        // `dmesg-node-a.txt`, `kern.log.1`
        let stem = name.prefix { $0 != "." && $0 != "-" }
        return ["dmesg", "kern", "messages", "syslog", "journal", "journalctl", "kubelet", "kubelet_service"]
            .contains(stem) && !isContainerPath
    }
}

/// Messages of the kernel that are known without anything before them.
enum BareKernelLine {
    static func isKnown(_ text: Span<UInt8>) -> Bool {
        if case .other = KernelPhrase(text) {} else { return true }
        if KernelLevel.level(of: text) != .unknown { return !text.hasPrefix("trap ") }
        for prefix in prefixes where text.hasPrefix(prefix) { return true }
        // ` [<ffffffff81512d45>] ? down_write+0x29/0x40`
        return text.hasPrefix(" [<ffffffff") || text.hasPrefix("[<ffffffff")
    }

    private static let prefixes: [StaticString] = [
        "EXT4-fs (", "XFS (", "CPU: ", "Hardware name: ", "Modules linked in: ", "Call Trace:", "RIP: 00",
        "RSP: 00", "RAX: 0", "Code: ", "divide error: ", "general protection", "invalid opcode: ",
        "---[ end trace ", "Mem-Info:", "Node 0 DMA", "unregister_netdevice: ",
    ]
}
