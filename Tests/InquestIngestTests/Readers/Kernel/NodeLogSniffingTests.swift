import InquestIngest
import Testing

private typealias N = NodeNames

struct NodeLogSniffingTests {
    private func choice(_ text: String, path: String = "saved.txt") -> String {
        let sample = SniffSample(bytes: Array(text.utf8), path: path, isWhole: true)
        switch Sniffer.choose(sample) {
        case .reader(let reader, let guess): return "\(reader.format.id) \(guess.certainty)"
        case .none(let reason): return reason
        }
    }

    private func lines(_ head: String, _ count: Int = 12) -> String {
        (0..<count).map { "\(head)message \($0)\n" }.joined()
    }

    @Test func `the kernel's lines are recognised`() {
        #expect(choice(lines("[  100.000001] ")) == "kernel-log certain")
        #expect(choice(lines("[Mon Mar  2 09:14:08 2026] ")) == "kernel-log certain")
        #expect(choice(lines("Mar  2 09:14:08 node-a kernel: ")) == "kernel-log certain")
        #expect(choice(lines("2026-03-02T09:14:08.1+00:00 node-a kernel: ")) == "kernel-log certain")
        #expect(choice(lines("Mar  2 09:14:08 node-a kubelet[1]: ")) == "kernel-log likely")
        #expect(choice(lines("2026-03-02T09:14:08Z node-a containerd[1]: ")) == "kernel-log likely")
        #expect(
            choice(lines("Mar  2 09:14:08 node-a a[1]: ") + lines("Mar  2 09:14:08 node-a b[1]: "))
                == "kernel-log likely")
        #expect(choice("EXT4-fs (sda1): Remounting filesystem read-only\n") == "kernel-log likely")
        #expect(
            choice("Today it died again:\n\n> [  10.000001] \(N.summary())\n> [  10.000002] \(N.killed())\n")
                == "kernel-log certain")
    }

    @Test func `a paste around a report is taken for its report`() {
        let prose = (0..<20).map { "Some words of line \($0) that tell what we saw.\n" }.joined()
        let report = [N.summary(), N.killed(), "oom_reaper: reaped process 9 (java), now anon-rss:0kB"]
            .map { "Mar  2 09:14:08 node-a kernel: \($0)\n" }.joined()
        #expect(choice(prose + report + prose) == "kernel-log likely")
        // One such line in a program's log is that program's.
        #expect(
            choice(prose + "Mar  2 09:14:08 host kernel: \(N.killed())\n" + prose) == "log-plain possible")
    }

    @Test func `containers that write such lines keep them`() {
        let haproxy = lines("Mar  2 09:14:08 edge haproxy[1]: ")
        #expect(choice(haproxy) == "log-plain possible")
        #expect(
            choice(haproxy + lines("Mar  2 09:14:08 edge agent[2]: "), path: "edge-0_haproxy.log")
                == "log-plain possible")
        #expect(choice(lines("2026-03-02T09:14:08Z INFO worker[3]: ")) == "log-kubectl-timestamps likely")
        #expect(
            choice(lines("2026-03-02T09:14:08Z stdout F Mar  2 09:14:08 node-a kernel: "))
                == "log-cri certain")
        #expect(choice(lines("2026-03-02T09:14:08,123 INFO [main] ")) == "log-plain possible")
        #expect(choice(lines("stress: info: [1] ")) == "log-plain possible")
        #expect(choice(lines("[1.5] ")) == "log-plain possible")
        #expect(choice(lines("[INFO] [1612345678.123456] ")) == "log-plain possible")
        #expect(
            choice(
                lines("[  100.000001] "), path: "/var/log/pods/shop_a-1_\(N.uid)/vm/0.log")
                == "log-plain possible")
        #expect(choice("Traceback (most recent call last):\n  File \"a.py\"\n") == "log-plain possible")
    }

    @Test(arguments: [
        "b/host-collectors/journald/kubelet.txt", "s/sos_commands/kernel/dmesg", "s/var/log/messages",
        "var/log/kern.log",
        "mg/host_service_logs/masters/kubelet_service.log", "x/dmesg-node-a.txt", "var/log/syslog.1",
        "config/node/logs/node-a.log", "n/var/log/kern.log.2.gz",
    ])
    func `a path of a node's logs makes up for lines of other shapes`(path: String) {
        let text = lines("Mar  2 09:14:08 node-a thing[1]: ", 6) + "-- Logs begin --\nmore\nmore\n"
        #expect(choice(text, path: path) == "kernel-log certain")
        #expect(choice(text) == "log-plain possible")
    }

    @Test func `the journal as JSON is recognised, other JSON is not`() {
        let entry = #"{"MESSAGE":"a","__REALTIME_TIMESTAMP":"1772442848123456"}"#
        #expect(choice(entry) == "journal-json certain")
        #expect(choice("[\(entry)]", path: "journal.json") == "journal-json certain")
        #expect(choice(#"{"MESSAGE":"a","level":"info"}"#) == "log-plain possible")
    }
}
