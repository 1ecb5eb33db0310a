import InquestCore

/// What a line of the kernel says about a kill for memory.
enum KernelPhrase {
    /// `java invoked oom-killer: …`: a report begins. The process that asked need not be the victim.
    case invoked
    /// `Task in A killed as a result of limit of B`, before 5.0.
    case limit(victim: Range<Int>, limited: Range<Int>)
    /// `memory: usage XkB, limit YkB, …` of the group that was full; `nil` for a number that means no limit.
    case usage(bytes: Int64?, limit: Int64?)
    /// `oom-kill:constraint=…`, since 5.0.
    case summary(KillSummary)
    /// A process is chosen, killed or reaped.
    case message(OOMMessage)
    /// `Tasks in G are going to be killed due to memory.oom.group set`.
    case group(Range<Int>)
    /// `OOM victim 9 (java) is already exiting. Skip killing the task`: there is no kill.
    case skipped
    case other

    /// - Parameter text: The message, without what stands before it.
    init(_ text: Span<UInt8>) {
        self = .other
        guard text.count > 8 else { return }
        switch text[0] {
        case 0x4D where text.hasPrefix("Memory cgroup out of memory"),
            0x4F where text.hasPrefix("Out of memory"):
            if let message = OOMMessage(text) {
                self = .message(message)
            } else if text.contains("is already exiting. Skip killing") {
                self = .skipped
            }
        case 0x4B where text.hasPrefix("Killed process "), 0x6F where text.hasPrefix("oom_reaper: "):
            if let message = OOMMessage(text) { self = .message(message) }
        case 0x6F where text.hasPrefix("oom-kill:"):
            if let summary = KillSummary(text) { self = .summary(summary) }
        case 0x6D where text.hasPrefix("memory: usage "): self = KernelPhrase.usage(text) ?? .other
        case 0x54 where text.hasPrefix("Task in /"): self = KernelPhrase.limit(text) ?? .other
        case 0x54 where text.hasPrefix("Tasks in /"):
            if let end = text.firstIndex(of: " are going to be killed due to memory.oom.group set") {
                self = .group(9..<end)
            }
        default: break
        }
        if case .other = self, KernelPhrase.isInvocation(text) { self = .invoked }
    }

    /// The name before the words has 15 bytes at most.
    private static func isInvocation(_ text: Span<UInt8>) -> Bool {
        for index in 1..<min(17, text.count) where text[index] == 0x20 {
            if text.extracting(index..<text.count).hasPrefix(" invoked oom-killer:") { return true }
        }
        return false
    }

    private static func usage(_ text: Span<UInt8>) -> KernelPhrase? {
        var cursor = TextCursor(position: "memory: usage ".utf8.count)
        let bytes = cursor.kilobytes(in: text)
        guard cursor.take(", limit ", in: text) else { return nil }
        let limit = cursor.kilobytes(in: text)
        // The kernel prints the largest number of pages where there is no limit.
        return .usage(bytes: bytes, limit: limit.flatMap { $0 >= 1 << 60 ? nil : $0 })
    }

    private static func limit(_ text: Span<UInt8>) -> KernelPhrase? {
        let words: StaticString = " killed as a result of limit of "
        guard let end = text.firstIndex(of: words) else { return nil }
        let limited = end + words.utf8CodeUnitCount
        guard limited < text.count, text[limited] == 0x2F else { return nil }
        var last = text.count
        while last > limited + 1, text[last - 1] == 0x20 { last -= 1 }
        return .limit(victim: 8..<end, limited: limited..<last)
    }
}

/// `oom-kill:constraint=…,oom_memcg=B,task_memcg=A,task=java,pid=9,uid=0`. Ranges are positions in the line.
struct KillSummary {
    /// Whether the machine was out of memory, not a group.
    let isGlobal: Bool
    /// Empty where the line was cut before it.
    let limited: Range<Int>
    let victim: Range<Int>
    /// The process; `nil` where the line was cut before its end.
    let process: (name: Range<Int>, pid: Int64)?

    init?(_ text: Span<UInt8>) {
        var cursor = TextCursor()
        guard cursor.take("oom-kill:constraint=", in: text) else { return nil }
        let constraint = text.extracting(cursor.position..<text.count)
        let start = cursor.position
        isGlobal =
            text.firstIndex(of: ",global_oom,", from: start) != nil
            || constraint.hasPrefix("CONSTRAINT_NONE,")
        limited = KillSummary.value(behind: ",oom_memcg=", before: ",task_memcg=", in: text, from: start)
        victim = KillSummary.value(behind: ",task_memcg=", before: ",task=", in: text, from: start)
        process = KillSummary.process(text, from: max(start, victim.upperBound))
    }

    private static func value(
        behind name: StaticString, before next: StaticString, in text: Span<UInt8>, from start: Int
    ) -> Range<Int> {
        var cursor = TextCursor(position: start)
        guard cursor.skip(past: name, in: text) else { return 0..<0 }
        let begin = cursor.position
        guard begin < text.count, text[begin] == 0x2F, let end = text.firstIndex(of: next, from: begin) else {
            return 0..<0
        }
        return begin..<end
    }

    /// The name may hold the words around it: the last `,pid=` with a number and a comma behind it counts.
    private static func process(_ text: Span<UInt8>, from start: Int) -> (name: Range<Int>, pid: Int64)? {
        var cursor = TextCursor(position: start)
        guard cursor.skip(past: ",task=", in: text) else { return nil }
        let begin = cursor.position
        var found: (name: Range<Int>, pid: Int64)?
        while cursor.position <= begin + OOMMessage.longestName + 5, cursor.skip(past: ",pid=", in: text) {
            let end = cursor.position - 5
            var number = cursor
            if end <= begin + OOMMessage.longestName, let pid = number.number(in: text),
                number.take(",", in: text)
            {
                found = (begin..<end, pid)
            }
        }
        return found
    }
}

/// The levels at which kernels print what is known of their lines, for logs that leave the severity out.
enum KernelLevel {
    static func level(of text: Span<UInt8>) -> LogLevel {
        for (prefix, level) in prefixes where text.hasPrefix(prefix) { return level }
        for index in 1..<min(17, max(1, text.count)) where text[index] == 0x20 || text[index] == 0x5B {
            let rest = text.extracting(index..<text.count)
            if rest.hasPrefix(" invoked oom-killer:") { return .warning }
            // `java[9]: segfault at 0 ip … sp … error 4 in libjvm.so[…]`
            if text[index] == 0x5B, rest.count < 400, rest.contains("]: segfault at ") { return .info }
        }
        return .unknown
    }

    private static let prefixes: [(StaticString, LogLevel)] = [
        ("Memory cgroup out of memory: Kill", .error), ("Out of memory: Kill", .error),
        ("Killed process ", .error), ("oom-kill:constraint=", .info), ("oom_reaper: ", .info),
        ("Task in /", .info), ("Tasks in /", .info), ("memory: usage ", .info),
        ("Memory cgroup stats for ", .info), ("traps: ", .info), ("trap ", .info),
        ("INFO: task ", .error), ("rcu: INFO: ", .error), ("watchdog: BUG: soft lockup", .fatal),
        ("BUG: ", .fatal), ("Oops: ", .fatal), ("general protection fault", .fatal),
        ("Kernel panic - not syncing", .fatal), ("EXT4-fs error", .fatal), ("Buffer I/O error", .error),
        ("blk_update_request: I/O error", .error), ("I/O error, dev ", .error),
        ("cgroup: fork rejected by pids controller", .info),
    ]
}
