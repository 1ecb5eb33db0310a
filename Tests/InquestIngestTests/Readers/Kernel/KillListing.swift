import InquestCore
import InquestIngest
import InquestTestSupport

/// Names that tests of node logs use.
enum NodeNames {
    static let uid = "5b0c8a3e-7d21-4f6a-9e05-1c2d3e4f5a6b"
    static let underscored = "5b0c8a3e_7d21_4f6a_9e05_1c2d3e4f5a6b"
    static let id = String(repeating: "3f9a6c0d", count: 8)
    static let otherID = String(repeating: "77aa", count: 16)
    static let pod = "/kubepods/burstable/pod\(uid)"
    static let container = "\(pod)/\(id)"

    /// The line that names group and victim since 5.0.
    static func summary(
        _ name: String = "java", _ pid: Int = 9, limited: String? = container, victim: String = container
    ) -> String {
        let group = limited.map { "oom_memcg=\($0)" } ?? "global_oom"
        let constraint = limited == nil ? "CONSTRAINT_NONE" : "CONSTRAINT_MEMCG"
        return "oom-kill:constraint=\(constraint),nodemask=(null),cpuset=\(id),mems_allowed=0-1,3,\(group),"
            + "task_memcg=\(victim),task=\(name),pid=\(pid),uid=1000"
    }

    /// The line that says it was killed, with sizes made of the pid.
    static func killed(
        _ name: String = "java", _ pid: Int = 9, _ head: String = "Memory cgroup out of memory: "
    )
        -> String
    {
        "\(head)Killed process \(pid) (\(name)) total-vm:\(pid + 900)kB, anon-rss:\(pid)kB, file-rss:1kB, "
            + "shmem-rss:0kB, UID:0 pgtables:40kB oom_score_adj:984"
    }
}

/// The kills of a text, one line each: line, time or uptime, node, scope, victim and pid, then what else is known.
func kills(
    _ text: String, capturedBy: String? = "2026-03-10T00:00:00Z", piece: Int = .max, path: String = "dmesg",
    hints: SourceHints = SourceHints()
) throws -> [String] {
    let context = ReadContext(
        hints: hints, path: path, capturedBy: capturedBy.flatMap { Timestamp(rfc3339: $0) })
    return kills(in: try KernelLogReader.facts(Array(text.utf8), piece: piece, context: context))
}

func kills(in collector: Collector) -> [String] {
    let batch = collector.batch
    return batch.kernelKills.map { kill in
        var words = ["\(kill.line)"]
        if let at = kill.at { words.append(at.iso8601 + (kill.yearIsGuessed ? "?" : "")) }
        if let uptime = kill.uptime { words.append("+\(uptime)") }
        if let node = batch.string(kill.node) { words.append("@\(node)") }
        if kill.teller != .kernel { words.append(kill.teller.name) }
        words.append(kill.scope.name)
        if let victim = batch.string(kill.victim) { words.append(victim) }
        if let pid = kill.pid { words.append("\(pid)") }
        if let uid = batch.string(kill.podUID) { words.append("pod=\(uid.prefix(4))") }
        if let id = batch.string(kill.containerID) { words.append("c=\(id.prefix(4))") }
        if let limit = kill.limitBytes { words.append("limit=\(limit)") }
        if let usage = kill.usageBytes { words.append("usage=\(usage)") }
        if let size = kill.anonRSSBytes { words.append("anon=\(size)") }
        return words.joined(separator: " ")
    }
}

/// The log lines of a text: time, level, text.
func nodeLines(in collector: Collector) -> [String] {
    let batch = collector.batch
    return batch.logLines.map { line in
        let time = line.at.map { $0.iso8601 + " " } ?? ""
        let level = line.level.name.map { $0 + " " } ?? ""
        return "\(line.line) \(time)\(level)|\(batch.string(line.text) ?? "")"
    }
}
