import InquestCore

/// Joins the lines of the kernel's reports to kills.
///
/// A report names the full group, its usage and the victim on lines of their own, and more than one report can be
/// under way: two CPUs print at once, and a log of many nodes mixes theirs. What a line says is given to a kill
/// only when it is certain that it belongs to it.
struct KillReports {
    /// Kills that are complete, in the order in which they were told. The caller takes them out.
    var found: [NodeKill] = []

    private var open: [KillReport] = []
    /// More reports than this are not under way at once.
    private static let most = 16

    /// Takes the next line of the kernel.
    mutating func take(_ line: NodeLine, of bytes: Span<UInt8>, number: UInt32) {
        let text = bytes.extracting(line.message)
        let phrase = KernelPhrase(text)
        if case .other = phrase { return }
        let key = ReportKey(line, of: bytes)
        closeStale(line, key)
        switch phrase {
        case .invoked: begin(line, key)
        case .limit(let victim, let limited):
            let index = context(line, key)
            open[index].victim = text.extracting(victim).copied()
            open[index].limited = text.extracting(limited).copied()
        case .usage(let bytes, let limit):
            let index = context(line, key)
            open[index].usageBytes = bytes
            open[index].limitBytes = limit
        case .summary(let summary):
            let index = context(line, key)
            var kill = NodeKill(line, of: bytes, number: number)
            open[index].take(summary, of: text, kill: &kill)
        case .message(let message):
            var kill = NodeKill(line, of: bytes, number: number)
            kill.take(message)
            take(kill, message, line, key)
        case .group(let range): beginGroup(text.extracting(range), line, key)
        case .skipped:
            if let index = open.lastIndex(where: { $0.key.matches(key) && !$0.isDone }) {
                open[index].chosen = nil
                open[index].isDone = true
            }
        case .other: break
        }
    }

    /// Gives out what was chosen and never confirmed, because the log ends.
    mutating func finish() {
        while !open.isEmpty { close(0) }
    }

    // MARK: Reports

    private mutating func begin(_ line: NodeLine, _ key: ReportKey) {
        // A report whose kill has been told is over when its CPU begins another.
        for index in open.indices.reversed() where open[index].key.matches(key) && open[index].isDone {
            close(index)
        }
        if open.count == KillReports.most { close(0) }
        open.append(KillReport(key: key, line))
    }

    /// The report that a line about its group belongs to; a new one when the head is not there.
    private mutating func context(_ line: NodeLine, _ key: ReportKey) -> Int {
        for index in open.indices.reversed()
        where open[index].isLive(for: key) && open[index].isStale(at: line, after: KillReport.ownPause) {
            close(index)
        }
        let live = open.indices.filter { open[$0].isLive(for: key) }
        guard let last = live.last else {
            begin(line, key)
            return open.count - 1
        }
        // Which of two reports goes on cannot be told.
        if live.count > 1 { for index in live { open[index].isMixed = true } }
        open[last].touch(line)
        return last
    }

    private mutating func close(_ index: Int) {
        let report = open.remove(at: index)
        if let chosen = report.chosen { found.append(chosen) }
    }

    private mutating func closeStale(_ line: NodeLine, _ key: ReportKey) {
        for index in open.indices.reversed()
        where open[index].key.host == key.host
            && open[index].isStale(at: line, after: KillReport.longestPause)
        {
            close(index)
        }
    }

    private mutating func beginGroup(_ group: Span<UInt8>, _ line: NodeLine, _ key: ReportKey) {
        let path = group.copied()
        if let index = open.lastIndex(where: { $0.key.matches(key) && $0.isDone }) {
            open[index].group = path
            open[index].touch(line)
            return
        }
        begin(line, key)
        open[open.count - 1].group = path
        open[open.count - 1].isDone = true
    }

    // MARK: Kills

    private mutating func take(
        _ kill: NodeKill, _ message: OOMMessage, _ line: NodeLine, _ key: ReportKey
    ) {
        switch message.stage {
        case .chosen:
            let index =
                open.lastIndex { $0.key.matches(key) && $0.chosen?.pid == message.pid }
                ?? context(line, key)
            open[index].choose(kill)
        case .killed:
            if let index = reportOf(kill, key) {
                open[index].touch(line)
                found.append(open[index].complete(kill))
            } else {
                begin(line, key)
                found.append(open[open.count - 1].complete(kill))
            }
        case .reaped:
            let index = open.firstIndex { $0.key.matches(key) && $0.chosen?.pid == message.pid }
            guard let index, let chosen = open[index].chosen else { return found.append(kill) }
            open[index].isDone = true
            open[index].chosen = nil
            found.append(chosen)
        }
    }

    /// The report a kill belongs to.
    private func reportOf(_ kill: NodeKill, _ key: ReportKey) -> Int? {
        let mine = open.indices.filter { open[$0].key.matches(key) }
        if let index = mine.first(where: { open[$0].chosen.map { $0.pid == kill.pid } ?? false }) {
            return index
        }
        if let index = mine.last(where: {
            open[$0].isDone && (open[$0].group != nil || open[$0].killed == kill.pid)
        }) {
            return index
        }
        // The kernel may kill a child of the chosen process, or name another of its threads.
        let chosen = mine.filter { open[$0].chosen != nil }
        if let index = chosen.first(where: { open[$0].chosen?.victim == kill.victim }) ?? chosen.first {
            return index
        }
        return mine.last { !open[$0].isDone }
    }
}

/// Whose report a line is of.
struct ReportKey {
    var host: [UInt8]
    /// Empty in kernels that do not print it.
    var caller: [UInt8]

    init(_ line: NodeLine, of text: Span<UInt8>) {
        host = text.extracting(line.host).copied()
        caller = text.extracting(line.caller).copied()
    }

    func matches(_ other: ReportKey) -> Bool {
        host == other.host && (caller == other.caller || caller.isEmpty || other.caller.isEmpty)
    }
}

/// One report of the kernel, as far as it has been read.
private struct KillReport {
    let key: ReportKey
    /// Whether its kill has been told.
    var isDone = false
    /// Whether lines of another report may have been taken for this one's.
    var isMixed = false
    /// The process that was chosen and not yet killed.
    var chosen: NodeKill?
    /// The process that was killed.
    var killed: Int64?
    /// The group all of whose processes die.
    var group: [UInt8]?
    var limited: [UInt8] = []
    var victim: [UInt8] = []
    var limitBytes: Int64?
    var usageBytes: Int64?
    private var scope = KernelKillFact.Scope.unknown
    private var at: Timestamp?
    private var uptime: Int64?

    /// Seconds after which a report is over. A slow console holds it up.
    static let longestPause: UInt64 = 30
    /// Seconds between two lines that stand beside each other in a report. What came before a longer pause was cut.
    static let ownPause: UInt64 = 2

    init(key: ReportKey, _ line: NodeLine) {
        self.key = key
        touch(line)
    }

    mutating func touch(_ line: NodeLine) {
        at = line.at ?? at
        uptime = line.uptime ?? uptime
    }

    /// Whether the report can go on with a line about its group.
    func isLive(for key: ReportKey) -> Bool { self.key.matches(key) && !isDone && chosen == nil }

    func isStale(at line: NodeLine, after seconds: UInt64) -> Bool {
        if let uptime, let now = line.uptime {
            return NodeKill.distance(now, uptime) > seconds * 1_000_000
        }
        guard let at, let now = line.at else { return false }
        return NodeKill.distance(now.nanoseconds, at.nanoseconds) > seconds * 1_000_000_000
    }

    /// Takes the line that names group and victim together.
    mutating func take(_ summary: KillSummary, of text: Span<UInt8>, kill: inout NodeKill) {
        limited = text.extracting(summary.limited).copied()
        victim = text.extracting(summary.victim).copied()
        scope = summary.isGlobal ? .node : .unknown
        if let process = summary.process {
            kill.victim = text.extracting(process.name).copied()
            kill.pid = process.pid
            kill.limited = limited
            kill.victimCgroup = victim
            kill.scope = scope
            if !isMixed {
                kill.limitBytes = limitBytes
                kill.usageBytes = usageBytes
            }
            chosen = kill
        }
    }

    /// Takes the line that names the victim, and adds what is known of the group.
    mutating func choose(_ kill: NodeKill) {
        var kill = kill
        if let earlier = chosen {
            kill.limited = earlier.limited
            kill.victimCgroup = earlier.victimCgroup
            kill.limitBytes = earlier.limitBytes
            kill.usageBytes = earlier.usageBytes
            if earlier.scope != .unknown { kill.scope = earlier.scope }
        } else {
            addContext(to: &kill)
        }
        chosen = kill
    }

    /// What is known of a process that is killed now.
    mutating func complete(_ kill: NodeKill) -> NodeKill {
        var kill = kill
        if let chosen {
            kill.limited = chosen.limited
            kill.victimCgroup = chosen.victimCgroup
            kill.limitBytes = chosen.limitBytes
            kill.usageBytes = chosen.usageBytes
            if chosen.scope != .unknown { kill.scope = chosen.scope }
        } else {
            addContext(to: &kill)
            if let group, killed != kill.pid { kill.victimCgroup = group }
        }
        chosen = nil
        killed = killed ?? kill.pid
        isDone = true
        return kill
    }

    private func addContext(to kill: inout NodeKill) {
        guard !isMixed else { return }
        kill.limited = limited
        kill.victimCgroup = victim
        kill.limitBytes = limitBytes
        kill.usageBytes = usageBytes
        if scope != .unknown { kill.scope = scope }
    }
}
