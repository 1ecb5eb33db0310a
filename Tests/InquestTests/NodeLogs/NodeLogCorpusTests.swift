import Inquest
import InquestTestSupport
import Testing

/// Logs of a node beside the other exports of one incident.
struct NodeLogCorpusTests {
    /// The pod `search-indexer-ddcwvp776h-6sltk` of the sample `oom-loop`, and its node.
    private let pod = "0318a791-3ce1-48b9-b67d-d85d157c39e2"
    private let id = String(repeating: "5c1d", count: 16)
    private let node = "kiln-a-7d2f"

    /// A report of the kernel as the journal prints it, of a kill that the sample tells of by status and event.
    private var journal: String {
        let group =
            "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod\(pod.replacing("-", with: "_")).slice"
        let scope = "\(group)/cri-containerd-\(id).scope"
        let lines = [
            "kernel: java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=984",
            "kernel: memory: usage 524288kB, limit 524288kB, failcnt 9021",
            "kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
                + "oom_memcg=\(scope),task_memcg=\(scope),task=java,pid=30117,uid=1000",
            "kernel: Memory cgroup out of memory: Killed process 30117 (java) total-vm:4817252kB, anon-rss:498120kB, "
                + "file-rss:18244kB, shmem-rss:0kB, UID:1000 pgtables:1412kB oom_score_adj:984",
            "containerd[881]: time=\"2026-11-19T11:00:56Z\" level=info msg=\"TaskOOM event container_id:\\\"\(id)\\\"\"",
        ]
        return lines.map { "2026-11-19T11:00:56+0000 \(node) \($0)\n" }.joined()
    }

    private func kills(_ corpus: TestCorpus) throws -> [String] {
        try corpus.column("SELECT count(*) || ' ' || scope FROM oom_kills GROUP BY scope ORDER BY scope")
    }

    @Test func `a kill in the kernel's log is the death that the pod's status shows`() throws {
        let sample = PackageFolder.path("SampleData/oom-loop")
        let before = try TestCorpus(of: [sample])
        let count = try before.number("SELECT count(*) FROM oom_kills")
        let folder = try TemporaryFolder()
        let log = try folder.file("in/journal.txt", journal)
        for files in [[sample, log], [log, sample]] {
            let corpus = try TestCorpus(of: files)
            #expect(try corpus.number("SELECT count(*) FROM oom_kills") == count)
            #expect(try corpus.number("SELECT count(*) FROM terminations") == 22)
            let rows = try corpus.rows(
                """
                SELECT k.pod, k.container, k.scope, k.victim, k.pid, k.limit_bytes, t.exit_code, t.finished_at
                FROM oom_kills AS k JOIN terminations AS t ON t.key = k.termination_key WHERE k.pid = 30117
                """)
            #expect(
                rows == [
                    [
                        "search-indexer-ddcwvp776h-6sltk", "indexer", "container", "java", "30117",
                        "536870912", "137",
                        "2026-11-19T11:00:57Z",
                    ]
                ])
            let tellers = try corpus.column(
                """
                SELECT DISTINCT e.teller FROM oom_evidence AS e JOIN oom_kills AS k ON k.key = e.key
                WHERE k.pid = 30117 ORDER BY 1
                """)
            #expect(tellers == ["detector", "kernel", "runtime"])
        }
    }

    @Test func `the lines of a node's log are found by their words`() throws {
        let folder = try TemporaryFolder()
        let corpus = try TestCorpus(of: [folder.file("in/journal.txt", journal)])
        #expect(try corpus.column("SELECT format FROM sources") == ["kernel-log"])
        #expect(
            try corpus.number("SELECT count(*) FROM log_lines WHERE text LIKE '% invoked oom-killer:%'") == 1)
        #expect(try corpus.number("SELECT count(*) FROM log_lines") == 5)
        #expect(try corpus.number("SELECT count(*) FROM log_lines WHERE pod IS NOT NULL") == 0)
        #expect(try corpus.number("SELECT count(*) FROM skipped") == 0)
        #expect(try corpus.rows("SELECT scope, pid FROM oom_kills") == [["container", "30117"]])
    }

    @Test func `text and JSON of one journal give one kill`() throws {
        let entries = journal.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            let name = parts[2].prefix { $0 != ":" }
            let message = parts[2].dropFirst(name.count + 2).replacing("\\", with: "\\\\").replacing(
                "\"", with: "\\\"")
            let program = name.prefix { $0 != "[" }
            let pid = name.contains("[") ? "\"_PID\":\"881\"," : ""
            return "{\"__REALTIME_TIMESTAMP\":\"1795086056000000\",\(pid)\"_HOSTNAME\":\"\(node)\","
                + "\"SYSLOG_IDENTIFIER\":\"\(program)\",\"MESSAGE\":\"\(message)\"}"
        }
        let folder = try TemporaryFolder()
        let files = [
            try folder.file("in/journal.json", entries.joined(separator: "\n") + "\n"),
            try folder.file("in/journal.txt", journal),
        ]
        for one in files {
            let corpus = try TestCorpus(of: [one])
            #expect(try corpus.number("SELECT count(*) FROM log_lines") == 5)
            #expect(try kills(corpus) == ["1 container"])
        }
        let both = try TestCorpus(of: files)
        #expect(try kills(both) == ["1 container"])
        let texts = "SELECT at || ' ' || text FROM log_lines ORDER BY 1"
        #expect(try TestCorpus(of: [files[0]]).column(texts) == TestCorpus(of: [files[1]]).column(texts))
    }
}
