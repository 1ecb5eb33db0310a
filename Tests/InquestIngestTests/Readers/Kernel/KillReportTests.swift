import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private typealias N = NodeNames

struct KillReportTests {
    private let invoked = "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=984"
    private let usage = "memory: usage 512kB, limit 512kB, failcnt 3"

    /// Lines as dmesg prints them, a millisecond apart.
    private func dmesg(_ lines: [String], from second: Int = 100) -> String {
        lines.enumerated().map { index, line in
            let fraction = String(1_000_000 + index * 1000).dropFirst()
            return "[  \(second).\(fraction)] \(line)\n"
        }.joined()
    }

    @Test func `the lines of a report are one kill`() throws {
        let text = dmesg([
            invoked, "CPU: 1 PID: 9 Comm: java Not tainted", "Call Trace:", usage,
            "swap: usage 0kB, limit 9007199254740988kB, failcnt 0", "Memory cgroup stats for \(N.container):",
            "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name",
            "[      9]  1000     9   722801   129760  1372160        0           984 java", N.summary(),
            N.killed(), "oom_reaper: reaped process 9 (java), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB",
        ])
        #expect(
            try kills(text) == [
                "10 +100009000 container java 9 pod=5b0c c=3f9a limit=524288 usage=524288 anon=9216"
            ])
    }

    @Test func `before 5 the group stands on a line of its own`() throws {
        let text = dmesg([
            invoked, "java cpuset=\(N.id) mems_allowed=0",
            "Task in \(N.container) killed as a result of limit of \(N.pod)", usage,
            "memory+swap: usage 512kB, limit 9007199254740988kB, failcnt 0",
            "Memory cgroup out of memory: Kill process 9 (java) score 1974 or sacrifice child",
            "Killed process 9 (java) total-vm:900kB, anon-rss:9kB, file-rss:1kB",
        ])
        #expect(
            try kills(text) == ["7 +100006000 pod java 9 pod=5b0c c=3f9a limit=524288 usage=524288 anon=9216"]
        )
    }

    @Test func `a child killed in place of the chosen process is the victim`() throws {
        let text = dmesg([
            "Task in \(N.container) killed as a result of limit of \(N.container)", usage,
            "Memory cgroup out of memory: Kill process 9 (sh) score 3 or sacrifice child",
            "Killed process 12 (java) total-vm:900kB, anon-rss:9kB, file-rss:1kB",
        ])
        #expect(
            try kills(text) == [
                "4 +100003000 container java 12 pod=5b0c c=3f9a limit=524288 usage=524288 anon=9216"
            ])
    }

    @Test func `without a group it was the node`() throws {
        let old = dmesg([
            invoked, "Out of memory: Kill process 9 (java) score 800 or sacrifice child",
            "Killed process 9 (java) total-vm:900kB, anon-rss:9kB, file-rss:1kB",
        ])
        #expect(try kills(old) == ["3 +100002000 node java 9 anon=9216"])
        let new = dmesg([invoked, N.summary(limited: nil), N.killed("java", 9, "Out of memory: ")])
        #expect(try kills(new) == ["3 +100002000 node java 9 pod=5b0c c=3f9a anon=9216"])
        #expect(
            try kills(dmesg([N.killed("java", 9, "Out of memory: ")])) == [
                "1 +100000000 node java 9 anon=9216"
            ])
        let allocatable = dmesg([invoked, N.summary(limited: "/kubepods.slice"), N.killed()])
        #expect(try kills(allocatable) == ["3 +100002000 node java 9 pod=5b0c c=3f9a anon=9216"])
    }

    @Test func `a group that is killed together has several victims, each once`() throws {
        let text = dmesg([
            invoked, usage, N.summary(), N.killed(),
            "Tasks in \(N.container) are going to be killed due to memory.oom.group set", N.killed(),
            N.killed("sh", 5), N.killed("helper", 6), "oom_reaper: reaped process 5 (sh), now anon-rss:0kB",
        ])
        let known = "pod=5b0c c=3f9a limit=524288 usage=524288"
        #expect(
            try kills(text) == [
                "4 +100003000 container java 9 \(known) anon=9216",
                "7 +100006000 container sh 5 \(known) anon=5120",
                "8 +100007000 container helper 6 \(known) anon=6144",
            ])
        let pod = dmesg([
            N.summary(limited: N.pod), N.killed(),
            "Tasks in \(N.pod) are going to be killed due to memory.oom.group set", N.killed("sh", 5),
        ])
        #expect(
            try kills(pod) == [
                "2 +100001000 pod java 9 pod=5b0c c=3f9a anon=9216",
                "4 +100003000 pod sh 5 pod=5b0c anon=5120",
            ])
    }

    @Test func `a report without its kill is none, one whose victim is named is one`() throws {
        #expect(try kills(dmesg([invoked, "Call Trace:", usage])) == [])
        #expect(
            try kills(dmesg([invoked, usage, N.summary()]))
                == ["3 +100002000 container java 9 pod=5b0c c=3f9a limit=524288 usage=524288"])
        #expect(
            try kills(dmesg([invoked, "Out of memory: Kill process 9 (java) score 800 or sacrifice child"]))
                == ["2 +100001000 node java 9"])
        #expect(
            try kills(
                dmesg([
                    N.summary(),
                    "Memory cgroup out of memory: OOM victim 9 (java) is already exiting. Skip killing the task",
                ])) == [])
        // The summary may be cut inside the pid.
        #expect(try kills(dmesg([String(N.summary().prefix(N.summary().count - 10))])) == [])
    }

    @Test func `a report without its head keeps what is left`() throws {
        #expect(try kills(dmesg([N.killed()])) == ["1 +100000000 unknown java 9 anon=9216"])
        #expect(try kills(dmesg(["Killed process 9 (java) total-vm:1kB"])) == ["1 +100000000 unknown java 9"])
        #expect(
            try kills(dmesg(["oom_reaper: reaped process 9 (java), now anon-rss:0kB"]))
                == ["1 +100000000 unknown java 9"])
        #expect(
            try kills(
                dmesg([
                    "Tasks in \(N.container) are going to be killed due to memory.oom.group set", N.killed(),
                ]))
                == ["2 +100001000 unknown java 9 pod=5b0c c=3f9a anon=9216"])
        // The group of the report before is not that of a kill whose report was left out.
        #expect(
            try kills(dmesg([N.summary(), N.killed(), N.killed("ruby", 14)])) == [
                "2 +100001000 container java 9 pod=5b0c c=3f9a anon=9216",
                "3 +100002000 unknown ruby 14 anon=14336",
            ])
    }

    @Test func `reports of two CPUs that print at once are told apart`() throws {
        let other = "/kubepods/pod\(N.uid)/\(N.otherID)"
        let text = dmesg([
            invoked, "ruby invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1", usage,
            "memory: usage 64kB, limit 64kB, failcnt 3", N.summary(),
            N.summary("ruby", 14, limited: other, victim: other), N.killed("ruby", 14), N.killed(),
        ])
        // Whose limit is whose cannot be told, so there is none.
        #expect(
            try kills(text) == [
                "7 +100006000 container ruby 14 pod=5b0c c=77aa anon=14336",
                "8 +100007000 container java 9 pod=5b0c c=3f9a anon=9216",
            ])
    }

    @Test func `kernels that mark each line with its thread leave no doubt`() throws {
        func line(_ thread: Int, _ text: String) -> String { "[  100.000001][ T\(thread)] \(text)\n" }
        let text =
            line(9, invoked) + line(14, "ruby invoked oom-killer: gfp_mask=0xcc0, order=0") + line(9, usage)
            + line(14, "memory: usage 64kB, limit 64kB, failcnt 3")
            + line(14, "Task in \(N.pod)/\(N.otherID) killed as a result of limit of \(N.pod)")
            + line(9, "Task in \(N.container) killed as a result of limit of \(N.container)")
            + line(14, "Killed process 14 (ruby) total-vm:1kB, anon-rss:2kB")
            + line(9, "Killed process 9 (java)")
        #expect(
            try kills(text) == [
                "7 +100000001 pod ruby 14 pod=5b0c c=77aa limit=65536 usage=65536 anon=2048",
                "8 +100000001 container java 9 pod=5b0c c=3f9a limit=524288 usage=524288",
            ])
    }

    @Test func `what came before a pause is not of this report`() throws {
        let text =
            dmesg([invoked, "Task in \(N.container) killed as a result of limit of \(N.container)", usage])
            + dmesg([N.killed()], from: 900)
        #expect(try kills(text) == ["4 +900000000 unknown java 9 anon=9216"])
    }

    @Test func `a report that is there twice is one kill, a pid that is used again is another`() throws {
        let report = dmesg([invoked, usage, N.summary(), N.killed()])
        #expect(try kills(report + "$ dmesg\n" + report).count == 1)
        #expect(try kills(report + dmesg([invoked, N.summary(), N.killed()], from: 90_000)).count == 2)
        // From the journal and from dmesg, whose times drift.
        let journal = "Mar 02 09:14:08 node-a kernel: \(N.killed())\n"
        #expect(try kills(journal + "[Mon Mar  2 09:17:40 2026] \(N.killed())\n").count == 1)
        #expect(try kills(journal + dmesg([N.killed()])).count == 1)
        #expect(try kills(journal + journal.replacing("node-a", with: "node-b")).count == 2)
        #expect(try kills(journal + journal.replacing("Mar 02", with: "Mar 05")).count == 2)
    }

    @Test(arguments: [
        "tmux: server", "a (b) c", "x,pid=7,uid=0", "(sd-pam)", "a,task=b", "Web Content", "日本語日本",
    ])
    func `names of processes are free`(name: String) throws {
        let known = try kills(dmesg([N.summary(name), N.killed(name)]))
        #expect(known == ["2 +100001000 container \(name) 9 pod=5b0c c=3f9a anon=9216"])
        #expect(
            try kills(dmesg([N.summary(name)])) == ["1 +100000000 container \(name) 9 pod=5b0c c=3f9a"])
    }

    @Test func `numbers that no machine has are unknown`() throws {
        let text = dmesg([
            "memory: usage 99999999999999999999kB, limit 18014398509481983kB, failcnt 0", N.summary(),
            N.killed(),
        ])
        #expect(try kills(text) == ["3 +100002000 container java 9 pod=5b0c c=3f9a anon=9216"])
        #expect(try kills("[99999999999999999999.000001] \(N.killed())\n") == [])
        #expect(
            try kills("[999999999999.000001] \(N.killed())\n") == [
                "1 +999999999999000001 unknown java 9 anon=9216"
            ])
    }
}
