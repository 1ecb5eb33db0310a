import InquestCore
import InquestTestSupport
import Testing

@testable import InquestStore

/// One kill is one row of `oom_kills`, however many records tell of it and whatever their order.
struct OOMKillTests {
    private static let id = String(repeating: "0123456789abcdef", count: 4)
    private static let otherID = String(repeating: "fedcba9876543210", count: 4)
    private static let uid = "0d3f8c1e-8a53-4b9e-9a39-5f0a6c1d2e3f"
    private static let start: Int64 = 1_790_000_000

    private func time(_ seconds: Int64) -> Timestamp {
        Timestamp(nanoseconds: (Self.start + seconds) * 1_000_000_000)
    }

    /// A pod with one container and the runs of it that have ended: seconds, code, reason, runtime id.
    private func pod(
        _ name: String = "web-0", uid: String? = uid,
        runs: [(at: Int64, code: Int32, reason: String, id: String?)], limit: Int64? = 512 << 20,
        runningID: String? = nil
    ) -> FactBatch {
        var batch = FactBatch()
        var pod = PodFact()
        pod.namespace = batch.add("shop"[...])
        pod.name = batch.add(name[...])
        pod.uid = batch.add(uid)
        pod.node = batch.add("node-a"[...])
        pod.line = 1
        batch.pods.append(pod)
        for (index, run) in runs.enumerated() {
            var container = ContainerFact(pod: 0)
            container.name = batch.add("app"[...])
            container.memoryLimitBytes = limit
            container.containerID = batch.add(runningID.map { "containerd://\($0)" })
            container.restartCount = Int64(index + 1)
            batch.containers.append(container)
            var fact = TerminationFact(container: Int32(index), slot: .lastState, exitCode: run.code)
            fact.reason = batch.add(run.reason[...])
            fact.containerID = batch.add(run.id.map { "containerd://\($0)" })
            fact.finishedAt = time(run.at)
            fact.line = UInt32(index + 2)
            batch.terminations.append(fact)
        }
        return batch
    }

    private struct Kill {
        var at: Int64?
        var yearIsGuessed = false
        var teller = KernelKillFact.Teller.kernel
        var uptime: Int64?
        var pid: Int64? = 9
        var victim: String? = "java"
        var id: String? = OOMKillTests.id
        var uid: String? = OOMKillTests.uid
        var scope = KernelKillFact.Scope.container
        var rss: Int64?
        var node: String? = "node-a"
        var text = "Memory cgroup out of memory: Killed process 9 (java)"
    }

    private func log(_ kills: [Kill]) -> FactBatch {
        var batch = FactBatch()
        for (index, kill) in kills.enumerated() {
            var fact = KernelKillFact()
            fact.at = kill.at.map(time)
            fact.yearIsGuessed = kill.yearIsGuessed
            fact.teller = kill.teller
            fact.uptime = kill.uptime
            fact.pid = kill.pid
            fact.victim = batch.add(kill.victim)
            fact.containerID = batch.add(kill.id)
            fact.podUID = batch.add(kill.uid)
            fact.scope = kill.scope
            fact.anonRSSBytes = kill.rss
            fact.node = batch.add(kill.node)
            fact.text = batch.add(kill.text[...])
            fact.line = UInt32(index + 1)
            batch.kernelKills.append(fact)
        }
        return batch
    }

    private func event(_ reason: String, _ message: String, at seconds: Int64, uid: String) -> FactBatch {
        var batch = FactBatch()
        var event = EventFact()
        event.uid = batch.add(uid[...])
        event.objectKind = batch.add("Node"[...])
        event.objectName = batch.add("node-a"[...])
        event.reason = batch.add(reason[...])
        event.message = batch.add(message[...])
        event.firstAt = time(seconds)
        event.lastAt = time(seconds)
        event.line = 1
        batch.events.append(event)
        return batch
    }

    /// The same rows for every order of the sources.
    private func rows(
        _ sources: [(String, FactBatch)],
        _ columns: String =
            "COALESCE(pod, '-') || ' ' || scope || ' ' || COALESCE(victim, '-') || ' ' || COALESCE(pid, '-') "
            + "|| ' ' || (termination_key IS NOT NULL)"
    ) throws -> [String] {
        var answers: Set<[String]> = []
        for order in permutations(sources) {
            let fixture = try StoreFixture()
            let corpus = try CorpusDatabase.openForWriting(fixture.path)
            for (name, batch) in order {
                try corpus.write(now: StoreFixture.now) { writer in
                    _ = try StoreFixture.store(name, batch, with: writer)
                }
                try corpus.finish()
            }
            answers.insert(try corpus.column("SELECT \(columns) FROM oom_kills ORDER BY 1, key"))
        }
        #expect(answers.count == 1, "the rows depend on the order: \(answers)")
        return answers.first ?? []
    }

    private let died = (at: Int64(101), code: Int32(137), reason: "OOMKilled", id: Optional(id))

    @Test func `kernel, runtime, detector, kubelet and status tell of one kill`() throws {
        let sources = [
            ("pods", pod(runs: [died])), ("kernel", log([Kill(at: 100)])),
            (
                "runtime",
                log([Kill(at: 102, teller: .runtime, pid: nil, victim: nil, uid: nil, text: "TaskOOM")])
            ),
            (
                "detector",
                event(
                    "OOMKilling",
                    "Memory cgroup out of memory: Killed process 9 (java) total-vm:9kB, anon-rss:8kB",
                    at: 130,
                    uid: "a")
            ),
        ]
        #expect(try rows(sources) == ["web-0 container java 9 1"])
        let evidence = try rows(sources, "evidence")
        #expect(
            evidence == [
                "kernel: Memory cgroup out of memory: Killed process 9 (java); runtime: TaskOOM; "
                    + "detector: Memory cgroup out of memory: Killed process 9 (java) total-vm:9kB, anon-rss:8kB; "
                    + "status: reason OOMKilled, exit code 137"
            ])
    }

    @Test func `a kubelet's event joins the kernel's line of the same process`() throws {
        let found = try rows([
            ("kernel", log([Kill(at: 100, id: nil, uid: nil, scope: .node)])),
            (
                "event",
                event("SystemOOM", "System OOM encountered, victim process: java, pid: 9", at: 103, uid: "a")
            ),
        ])
        #expect(found == ["- node java 9 0"])
    }

    @Test func `a kubelet's event joins the only run on its node that was killed then`() throws {
        let message = "System OOM encountered, victim process: java, pid: 9"
        let found = try rows([
            ("pods", pod(runs: [died])), ("event", event("SystemOOM", message, at: 103, uid: "a")),
        ])
        #expect(found == ["web-0 node java 9 1"])
        let two = try rows([
            ("pods", pod(runs: [died])),
            ("others", pod("web-1", uid: nil, runs: [(102, 137, "OOMKilled", nil)])),
            ("event", event("SystemOOM", message, at: 103, uid: "a")),
        ])
        #expect(two == ["web-0 container - - 1", "web-1 container - - 1"])
    }

    @Test func `kills that are certainly among some runs are no further ones`() throws {
        let events = (0..<2).map { index in
            (
                "event \(index)",
                event(
                    "SystemOOM", "System OOM encountered, victim process: java, pid: \(7 + index)", at: 102,
                    uid: "\(index)")
            )
        }
        let pods = [
            ("pods", pod(runs: [died])),
            ("others", pod("web-1", uid: nil, runs: [(102, 137, "OOMKilled", nil)])),
        ]
        #expect(try rows(pods + events) == ["web-0 node - - 1", "web-1 node - - 1"])
        #expect(
            try rows([pods[0]] + events)
                == ["- node - - 0", "web-0 node - - 1"])
    }

    @Test func `a log in another zone tells of the run whose container it names`() throws {
        let found = try rows(
            [("pods", pod(runs: [died])), ("dmesg", log([Kill(at: 100 + 19_800)]))],
            "pod || ' ' || scope || ' ' || at || ' ' || (termination_key IS NOT NULL)")
        #expect(found == ["web-0 container 2026-09-21T14:15:01Z 1"])
    }

    @Test func `a body without time or node tells of the only kill of its process`() throws {
        let kubelet = "System OOM encountered, victim process: java, pid: 9"
        let body = ("body", log([Kill(id: nil, uid: nil, scope: .unknown, node: nil)]))
        #expect(
            try rows([body, ("event", event("SystemOOM", kubelet, at: 130, uid: "a"))])
                == ["- node java 9 0"])
        #expect(
            try rows([
                body, ("event", event("SystemOOM", kubelet, at: 130, uid: "a")),
                ("later", event("SystemOOM", kubelet, at: 9000, uid: "b")),
            ]).count == 3)
    }

    @Test func `a body without time or node and a detector's event tell of one kill`() throws {
        let message =
            "Memory cgroup out of memory: Killed process 9 (java) total-vm:9kB, anon-rss:8kB, file-rss:0kB"
        let found = try rows([
            ("body", log([Kill(rss: 8192, node: nil)])),
            ("detector", event("OOMKilling", message, at: 130, uid: "a")),
        ])
        #expect(found == ["- container java 9 0"])
    }

    @Test func `a log without times and an event with one tell of one kill`() throws {
        let found = try rows([
            ("pods", pod(runs: [died])), ("dmesg", log([Kill(node: nil)])),
            (
                "event",
                event("SystemOOM", "System OOM encountered, victim process: java, pid: 9", at: 103, uid: "a")
            ),
        ])
        #expect(found == ["web-0 container java 9 1"])
    }

    @Test func `the same log in several forms is one kill`() throws {
        let found = try rows([
            ("dmesg", log([Kill(uptime: 5_000_000)])), ("journal", log([Kill(at: 100)])),
            ("kern.log", log([Kill(at: 100, uptime: 5_000_100, node: "node-a.example")])),
        ])
        #expect(found == ["- container java 9 0"])
    }

    @Test func `one process number at two times or on two nodes is two kills`() throws {
        #expect(
            try rows([("a", log([Kill(at: 100), Kill(at: 9000, id: Self.otherID)]))])
                == ["- container java 9 0", "- container java 9 0"])
        #expect(
            try rows([
                ("a", log([Kill(at: 100, id: nil, uid: nil)])),
                ("b", log([Kill(at: 100, id: nil, uid: nil, node: "node-b")])),
            ])
                == ["- container java 9 0", "- container java 9 0"])
    }

    @Test func `processes killed as a group are one kill, named by the largest`() throws {
        let found = try rows([
            ("pods", pod(runs: [died])),
            (
                "kernel",
                log([
                    Kill(at: 100, pid: 7, victim: "sh", rss: 10),
                    Kill(at: 100, pid: 9, victim: "java", rss: 90),
                    Kill(at: 101, pid: 8, victim: "sidecar", rss: 20),
                ])
            ),
        ])
        #expect(found == ["web-0 container java 9 1"])
    }

    @Test func `a process killed while its container lived on is a child`() throws {
        let found = try rows([
            ("pods", pod(runs: [(4000, 0, "Completed", Self.id)])), ("kernel", log([Kill(at: 100)])),
        ])
        #expect(found == ["web-0 child java 9 0"])
    }

    @Test func `a run that a kill did not end has its own row`() throws {
        let found = try rows([
            ("pods", pod(runs: [(4000, 137, "OOMKilled", Self.id)])),
            ("kernel", log([Kill(at: 100, victim: "worker"), Kill(at: 3999, pid: 1)])),
        ])
        #expect(found == ["web-0 child worker 9 0", "web-0 container java 1 1"])
    }

    @Test func `a kill in a container with an exit code of its own is a child's`() throws {
        let found = try rows([
            ("pods", pod(runs: [(101, 1, "OOMKilled", Self.id)])), ("kernel", log([Kill(at: 100)])),
        ])
        #expect(found == ["web-0 child java 9 1"])
    }

    @Test func `the pod's uid is enough when one run can be meant`() throws {
        let kill = Kill(at: 100, id: nil, scope: .pod)
        #expect(
            try rows([("pods", pod(runs: [(101, 137, "Error", nil)])), ("kernel", log([kill]))])
                == ["web-0 pod java 9 1"])
        #expect(
            try rows([("pods", pod(runs: [(5000, 137, "Error", nil)])), ("kernel", log([kill]))])
                == ["web-0 pod java 9 0"])
    }

    @Test func `a kill without a time takes the time of the run it ended`() throws {
        let found = try rows(
            [("pods", pod(runs: [died])), ("dmesg", log([Kill(uptime: 5)]))], "at || ' ' || week_is_certain")
        #expect(found == ["2026-09-21T14:15:01Z 1"])
        let alone = try rows([("dmesg", log([Kill(uptime: 5)]))], "COALESCE(at, '-') || week_is_certain")
        #expect(alone == ["-0"])
    }

    @Test func `a kill whose year is a guess is of no certain week`() throws {
        let kill = Kill(at: 100, yearIsGuessed: true)
        #expect(try rows([("syslog", log([kill]))], "week_is_certain") == ["0"])
        #expect(
            try rows([("pods", pod(runs: [died])), ("syslog", log([kill]))], "at || ' ' || week_is_certain")
                == ["2026-09-21T14:15:01Z 1"])
    }

    @Test func `what a status alone tells stays as it was`() throws {
        #expect(try rows([("pods", pod(runs: [died]))]) == ["web-0 container - - 1"])
        #expect(try rows([("pods", pod(runs: [died], limit: nil))]) == ["web-0 unknown - - 1"])
        #expect(try rows([("pods", pod(runs: [(1, 137, "Error", nil)]))]) == [])
    }

    @Test func `many copies of a process number are still few comparisons`() throws {
        let kills = (0..<20_000).map { index in
            OOMTelling(
                teller: .kernel, cluster: 1, at: Interval(low: Int64(index) << 40, high: Int64(index) << 40),
                pid: 9, victim: "java", text: "", sourceID: 1,
                order: SightingOrder(source: FactKey(high: 1, low: 1), line: Int64(index)))
        }
        #expect(OOMKillIdentity.clusters(of: kills).count == 20_000)
    }
}
