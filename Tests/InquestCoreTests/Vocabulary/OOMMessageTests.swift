import InquestCore
import Testing

struct OOMCase: CustomTestStringConvertible, Sendable {
    let text: String
    /// `stage scope victim pid anon file shmem`, `-` for what is not said; `nil` when it is no such message.
    let expected: String?

    init(_ text: String, _ expected: String?) {
        self.text = text
        self.expected = expected
    }

    var testDescription: String { String(text.prefix(60)) }
}

private let cases = [
    OOMCase(
        "Memory cgroup out of memory: Killed process 9 (java) total-vm:100kB, anon-rss:20kB, file-rss:3kB, "
            + "shmem-rss:1kB, UID:0 pgtables:12kB oom_score_adj:984",
        "killed unknown java 9 20480 3072 1024"),
    OOMCase(
        "Memory cgroup out of memory: Kill process 9 (java) score 1974 or sacrifice child",
        "chosen unknown java 9 - - -"),
    OOMCase("Out of memory: Kill process 9 (java) score 9 or sacrifice child", "chosen node java 9 - - -"),
    OOMCase(
        "Out of memory: Killed process 9 (java) total-vm:1kB, anon-rss:2kB, file-rss:0kB",
        "killed node java 9 2048 0 -"),
    OOMCase(
        "Out of memory (oom_kill_allocating_task): Killed process 9 (java) total-vm:1kB, anon-rss:2kB",
        "killed node java 9 2048 - -"),
    OOMCase(
        "Killed process 9 (java) total-vm:1kB, anon-rss:2kB, file-rss:0kB", "killed unknown java 9 2048 0 -"),
    OOMCase(
        "Killed process 9, UID 48, (httpd) total-vm:1kB, anon-rss:2kB", "killed unknown httpd 9 2048 - -"),
    OOMCase("Killed process 9 (java), UID 48, total-vm:1kB, anon-rss:2kB", "killed unknown java 9 2048 - -"),
    OOMCase("Killed process 9 (java)", "killed unknown java 9 - - -"),
    OOMCase(
        "oom_reaper: reaped process 9 (java), now anon-rss:0kB, file-rss:0kB, shmem-rss:4kB",
        "reaped unknown java 9 - - -"),
    OOMCase("oom_reaper: reaped process :9 (java) anon-rss:0kB, file-rss:0kB", "reaped unknown java 9 - - -"),
    OOMCase("System OOM encountered, victim process: java, pid: 9", "killed node java 9 - - -"),
    OOMCase("System OOM encountered, victim process: a, pid: 3, pid: 9", "killed node a, pid: 3 9 - - -"),
    OOMCase(
        "(combined from similar events): System OOM encountered, victim process: Web Content, pid: 9\"",
        "killed node Web Content 9 - - -"),
    OOMCase(
        "Memory cgroup out of memory: Kill process 8 (sh) score 9 or sacrifice child\n"
            + "Killed process 9 (pause) total-vm:1024kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB",
        "killed unknown pause 9 4096 0 0"),
    OOMCase(
        "Out of memory: Kill process 8 (sh) score 9 or sacrifice child\nKilled process 9 (sh) total-vm:1kB",
        "killed node sh 9 - - -"),
    // Names of processes are free.
    OOMCase("Killed process 9 ((sd-pam)) total-vm:1kB, anon-rss:2kB", "killed unknown (sd-pam) 9 2048 - -"),
    OOMCase(
        "Killed process 9 (a) total-vm:1kB) total-vm:1kB, anon-rss:2kB",
        "killed unknown a) total-vm:1kB 9 2048 - -"),
    OOMCase(
        "Killed process 9 (anon-rss:7kB) total-vm:1kB, anon-rss:2kB", "killed unknown anon-rss:7kB 9 2048 - -"
    ),
    OOMCase("Killed process 9 (kworker/u4:2, x) total-vm:1kB", "killed unknown kworker/u4:2, x 9 - - -"),
    OOMCase("Killed process 9 () total-vm:1kB", "killed unknown  9 - - -"),
    // Numbers that no machine has are no numbers.
    OOMCase(
        "Killed process 9 (a) total-vm:1kB, anon-rss:99999999999999999kB, file-rss:1kB",
        "killed unknown a 9 - 1024 -"),
    OOMCase("Killed process 99999999999999999999 (a) total-vm:1kB", nil),
    OOMCase("Killed process 9 (a) total-vm:1kB, anon-rss:2", "killed unknown a 9 - - -"),
    OOMCase("Killed process 9 (java total-vm:1kB", nil),
    OOMCase("Kill process 9 (java) sharing same memory", nil),
    OOMCase("Killed process", nil),
    OOMCase("System OOM encountered", nil),
    OOMCase("the kernel said: Killed process 9 (java) total-vm:1kB", nil),
    OOMCase(
        "Memory cgroup out of memory: OOM victim 9 (java) is already exiting. Skip killing the task", nil),
    OOMCase("", nil),
]

struct OOMMessageTests {
    @Test(arguments: cases)
    func `a message tells process and sizes`(item: OOMCase) {
        let found = OOMMessage(item.text).map { message in
            let sizes = [message.anonRSSBytes, message.fileRSSBytes, message.shmemRSSBytes]
                .map { $0.map(String.init) ?? "-" }.joined(separator: " ")
            return "\(message.stage) \(message.scope) \(message.victim) \(message.pid) \(sizes)"
        }
        #expect(found == item.expected)
    }

    @Test func `a message says whether a group was full`() {
        #expect(OOMMessage("Memory cgroup out of memory: Killed process 9 (a)")?.isMemoryCgroup == true)
        #expect(OOMMessage("Out of memory: Killed process 9 (a)")?.isMemoryCgroup == false)
        #expect(OOMMessage("Killed process 9 (a)")?.isMemoryCgroup == false)
    }

    @Test func `a message that is cut anywhere is read or refused`() {
        for item in cases {
            let bytes = Array(item.text.utf8)
            for end in bytes.indices {
                let cut = OOMMessage(bytes.span.extracting(0..<end))
                if let cut { #expect(cut.pid >= 0) }
            }
        }
    }
}
