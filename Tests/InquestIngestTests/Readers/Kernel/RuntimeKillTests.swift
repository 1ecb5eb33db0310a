import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private typealias N = NodeNames

struct RuntimeKillTests {
    private let head = "2026-03-02T09:14:09+00:00 node-a"

    @Test func `runtime, detector and kubelet each tell of the kill`() throws {
        let text = """
            2026-03-02T09:14:08+00:00 node-a kernel: \(N.summary())
            2026-03-02T09:14:08+00:00 node-a kernel: \(N.killed())
            \(head) containerd[7]: time="2026-03-02T09:14:09Z" level=info msg="TaskOOM event container_id:\\"\(N.id)\\""
            \(head) node-problem-detector-startup.sh[8]: I0302 09:14:09.000001       8 log_monitor.go:159] New status \
            generated: &{Source:kernel-monitor Events:[{Severity:warn Timestamp:2026-03-02 09:14:08.4 +0000 UTC \
            Reason:OOMKilling Message:\(N.killed())}] Conditions:[]}
            \(head) kubelet[9]: I0302 09:14:09.000001       9 event.go:291] "Event occurred" reason="SystemOOM" \
            message="System OOM encountered, victim process: java, pid: 9"
            """
        #expect(
            try kills(text) == [
                "2 2026-03-02T09:14:08Z @node-a container java 9 pod=5b0c c=3f9a anon=9216",
                "3 2026-03-02T09:14:09Z @node-a runtime unknown c=3f9a",
                "4 2026-03-02T09:14:09Z @node-a detector unknown java 9 anon=9216",
                "5 2026-03-02T09:14:09Z @node-a kubelet node java 9",
            ])
    }

    @Test(arguments: [
        #"containerd[7]: time="t" level=info msg="TaskOOM event &TaskOOM{ContainerID:\#(N.id),XXX_unrecognized:[],}""#,
        #"dockerd[7]: level=info msg="ignoring event" container=\#(N.id) module=libcontainerd topic=/tasks/oom type="*events.TaskOOM""#,
    ])
    func `runtimes name the container in several ways`(line: String) throws {
        #expect(
            try kills("\(head) \(line)\n\(head) \(line)\n") == [
                "1 2026-03-02T09:14:09Z @node-a runtime unknown c=3f9a"
            ])
    }

    @Test(arguments: [
        #"containerd[7]: level=info msg="TaskExit event container_id:\"\#(N.id)\"""#,
        #"containerd[7]: level=info msg="TaskOOM event container_id:\"\#(N.id)\" of \"\#(N.otherID)\"""#,
        #"containerd[7]: level=info msg="TaskOOM event container_id:\"\#(N.id.dropLast())\"""#,
        "systemd[1]: kubelet.service: A process of this unit has been killed by the OOM killer.",
        "systemd[1]: cri-containerd-\(N.id).scope: Deactivated successfully.",
        #"app[7]: level=info msg="TaskOOM event container_id:\"\#(N.id)\"""#,
        #"kubelet[7]: "System OOM encountered, victim process: java""#,
        #"kubelet[7]: \#(N.killed())"#,
        #"node-problem-detector[7]: Reason:OOMKilling Message:something else"#,
    ])
    func `what names nobody for sure is a log line`(line: String) throws {
        #expect(try kills("\(head) \(line)\n") == [])
        #expect(try KernelLogReader.facts(Array("\(head) \(line)\n".utf8)).batch.logLines.count == 1)
    }
}
