import InquestCore

/// Finds reports of the kernel in text of another kind, such as an issue that shows a pod's description and then the
/// log of its node.
///
/// One such line may be what a program wrote, a termination message for one. So only kills count whose report has the
/// line that names the full group, and stands among lines of the kernel.
struct PastedKernelReports {
    /// Lines of the kernel that must have come before a kill, its own included.
    private static let fewest = 4
    /// Lines of other kinds that may stand between: programs print while the kernel does.
    private static let longestGap = 8

    private let clock: NodeClock
    private let node: String?
    private var reports = KillReports()
    private var ledger = KillLedger()
    private var kernelLines = 0
    private var gap = 0

    init(_ context: ReadContext) {
        clock = NodeClock(capturedBy: context.capturedBy)
        node = context.hints.node
    }

    /// Takes the next line, as it stands in the source.
    mutating func take(_ bytes: Span<UInt8>, number: UInt32, into batch: inout FactBatch) {
        guard PastedKernelReports.mayBeKernel(bytes) else { return pass() }
        let line = NodeLine(bytes, clock: clock)
        guard line.origin == .kernel, line.uptime != nil || !line.tag.isEmpty || line.at != nil else {
            return pass()
        }
        kernelLines += 1
        gap = 0
        reports.take(line, of: bytes, number: number)
        guard !reports.found.isEmpty else { return }
        for kill in reports.found where kernelLines >= PastedKernelReports.fewest && !kill.limited.isEmpty {
            if ledger.isNew(kill) { kill.append(to: &batch, node: node) }
        }
        reports.found.removeAll()
    }

    private mutating func pass() {
        guard kernelLines > 0 else { return }
        gap += 1
        guard gap > PastedKernelReports.longestGap else { return }
        kernelLines = 0
        reports = KillReports()
    }

    /// Whether a line can be the kernel's: cheap, since most of such texts is not.
    private static func mayBeKernel(_ line: Span<UInt8>) -> Bool {
        guard line.count > 20 else { return false }
        var start = 0
        while start < 12, line[start] == 0x20 || line[start] == 0x3E || line[start] == 0x09 { start += 1 }
        if line[start] == 0x5B || line[start] == 0x3C { return true }
        guard isDate(line, start) || line[start] &- 0x61 < 26 else { return false }
        let head = line.extracting(start..<min(line.count, start + 320))
        return head.hasPrefix("kern") || head.contains(" kernel: ")
    }

    /// Whether a line begins as `Mar 02` or `2026-` do; the fields of descriptions begin with longer words.
    private static func isDate(_ line: Span<UInt8>, _ start: Int) -> Bool {
        line[start] &- 0x30 < 10 || line[start] &- 0x41 < 26 && line[start + 3] == 0x20
    }
}
