/// What one message says of a process that was killed for memory.
///
/// Reads the kernel's lines of all versions since 2.6.32, and the events that repeat them:
///
/// - `Memory cgroup out of memory: Killed process 9 (java) total-vm:…kB, anon-rss:…kB, file-rss:…kB, …`
/// - `Out of memory: Kill process 9 (java) score 912 or sacrifice child`, with or without the line after it
/// - `Killed process 9 (java) total-vm:…`, `Killed process 9, UID 0, (java) total-vm:…`
/// - `oom_reaper: reaped process 9 (java), now anon-rss:0kB, …`
/// - `System OOM encountered, victim process: java, pid: 9` of the kubelet
public struct OOMMessage: Sendable, Hashable {
    /// How far the kill has come.
    public enum Stage: Sendable, Hashable {
        /// The kernel has chosen the process; it may kill a child in its place.
        case chosen
        case killed
        /// Its memory has been taken back.
        case reaped
    }

    public let stage: Stage
    /// `node` when the message says so, otherwise `unknown`: which cgroup was full stands on other lines.
    public private(set) var scope: KernelKillFact.Scope
    /// Whether the message says that a cgroup was full.
    public private(set) var isMemoryCgroup: Bool
    /// The process, 15 bytes at most as the kernel cuts it.
    public let victim: String
    public let pid: Int64
    /// Bytes, where the message tells them.
    public private(set) var anonRSSBytes: Int64?
    public private(set) var fileRSSBytes: Int64?
    public private(set) var shmemRSSBytes: Int64?

    /// Reads a message of one line or several.
    ///
    /// - Returns: `nil` for anything else. The message must begin with the words; only what Kubernetes puts before
    ///   events that it combines may stand there.
    public init?(_ text: Span<UInt8>) {
        var found: OOMMessage?
        var cursor = TextCursor()
        _ = cursor.take("(combined from similar events): ", in: text)
        var start = cursor.position
        for _ in 0..<8 where start < text.count {
            let end = text.firstIndex(of: 0x0A, from: start) ?? text.count
            if var next = OOMMessage(line: text.extracting(start..<end)) {
                if let found, next.scope == .unknown {
                    next.scope = found.scope
                    next.isMemoryCgroup = next.isMemoryCgroup || found.isMemoryCgroup
                }
                found = next
            }
            start = end + 1
        }
        guard let found else { return nil }
        self = found
    }

    /// Reads a message held in a string.
    public init?(_ text: String) { self.init(Array(text.utf8).span) }

    private init?(line: Span<UInt8>) {
        var cursor = TextCursor()
        if cursor.take("System OOM encountered, victim process: ", in: line) {
            self.init(kubelet: line, from: cursor.position)
            return
        }
        if cursor.take("oom_reaper: reaped process ", in: line) {
            _ = cursor.take(":", in: line)
            guard let pid = cursor.number(in: line), cursor.take(" (", in: line),
                let name = OOMMessage.name(in: line, from: cursor.position)
            else { return nil }
            self.init(.reaped, .unknown, false, line.extracting(name), pid)
            return
        }
        var scope = KernelKillFact.Scope.unknown
        var isMemoryCgroup = false
        if cursor.take("Memory cgroup out of memory", in: line) {
            isMemoryCgroup = true
        } else if cursor.take("Out of memory", in: line) {
            scope = .node
        }
        if cursor.position > 0 {
            // `Out of memory (oom_kill_allocating_task): `
            if cursor.take(" (oom_kill_allocating_task)", in: line) {}
            guard cursor.take(": ", in: line) else { return nil }
        }
        let stage: Stage
        if cursor.take("Killed process ", in: line) {
            stage = .killed
        } else if cursor.position > 0, cursor.take("Kill process ", in: line) {
            stage = .chosen
        } else {
            return nil
        }
        guard let pid = cursor.number(in: line) else { return nil }
        if cursor.take(", UID ", in: line) {
            guard cursor.number(in: line) != nil, cursor.take(",", in: line) else { return nil }
        }
        guard cursor.take(" (", in: line), let name = OOMMessage.name(in: line, from: cursor.position) else {
            return nil
        }
        self.init(stage, scope, isMemoryCgroup, line.extracting(name), pid)
        let sizes = line.extracting(name.upperBound..<line.count)
        anonRSSBytes = OOMMessage.size("anon-rss:", in: sizes)
        fileRSSBytes = OOMMessage.size("file-rss:", in: sizes)
        shmemRSSBytes = OOMMessage.size("shmem-rss:", in: sizes)
    }

    private init(
        _ stage: Stage, _ scope: KernelKillFact.Scope, _ isMemoryCgroup: Bool, _ name: Span<UInt8>,
        _ pid: Int64
    ) {
        self.stage = stage
        self.scope = scope
        self.isMemoryCgroup = isMemoryCgroup
        self.pid = pid
        victim = name.string
    }

    /// `java, pid: 9`
    private init?(kubelet line: Span<UInt8>, from start: Int) {
        var cursor = TextCursor(position: start)
        var end: Int?
        // The name may hold the words itself; the last ones count.
        while cursor.skip(past: ", pid: ", in: line) { end = cursor.position }
        guard let end else { return nil }
        cursor.position = end
        guard let pid = cursor.number(in: line) else { return nil }
        self.init(.killed, .node, false, line.extracting(start..<end - 7), pid)
    }

    /// Where a name ends that begins at `start`: before the last parenthesis that can close it. Names may hold
    /// parentheses.
    private static func name(in line: Span<UInt8>, from start: Int) -> Range<Int>? {
        var end: Int?
        for index in start..<min(line.count, start + longestName + 1)
        where line[index] == 0x29 && isFollowed(line, index + 1) {
            end = index
        }
        return end.map { start..<$0 }
    }

    /// The kernel keeps 15 bytes of a process's name.
    package static let longestName = 15

    private static func isFollowed(_ line: Span<UInt8>, _ index: Int) -> Bool {
        guard index < line.count else { return true }
        let rest = line.extracting(index..<line.count)
        return rest.hasPrefix(" total-vm:") || rest.hasPrefix(",") || rest.hasPrefix(" score ")
            || rest.hasPrefix(" with ") || rest.hasPrefix(" anon-rss:") || rest.hasPrefix(" ...")
    }

    private static func size(_ name: StaticString, in text: Span<UInt8>) -> Int64? {
        var cursor = TextCursor()
        guard cursor.skip(past: name, in: text) else { return nil }
        return cursor.kilobytes(in: text)
    }
}
