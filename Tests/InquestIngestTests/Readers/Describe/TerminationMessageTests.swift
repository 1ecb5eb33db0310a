import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Termination messages are whatever a program wrote; kubectl prints them as they are.
@Suite struct TerminationMessageTests {
    private func pod(_ message: String) -> DescribedPod {
        var pod = DescribedPod()
        pod.restarts = 7
        pod.lastState = DescribedPod.ended(
            "Error", 42, message: message, started: "Sun, 01 Nov 2026 07:00:02 +0000",
            finished: "Sun, 01 Nov 2026 07:00:05 +0000")
        pod.events = ["Warning  BackOff    2m (x3 over 4m)    kubelet  Back-off restarting failed container"]
        return pod
    }

    private func expectWhole(_ text: String, _ message: String?) throws {
        let found = try Described(text)
        #expect(found.messages == [message])
        #expect(
            found.ends == ["web lastState Error 42 signal - 2026-11-01T07:00:02Z … 2026-11-01T07:00:05Z"])
        #expect(
            found.containers == [
                "web app running - since 2026-11-01T08:00:02Z restarts 7 ready true memory -…268435456"
            ])
        #expect(found.pods == ["1: shop/web-7d4b9c6f5d-x2x4z on node-a Running of ReplicaSet/web-7d4b9c6f5d"])
        #expect(
            found.events == [
                "Warning BackOff ×3 120 of 240 kubelet@-[-] Back-off restarting failed container"
            ])
        #expect(found.objects == [])
        #expect(found.skips == [])
    }

    @Test(arguments: [
        "out of memory",
        "panic: no route\n\ngoroutine 1 [running]:\n\tmain.main()\n\t\t/app/main.go:12 +0x1d",
        "Name:             fake",
        "Name:             fake\nNamespace:        fake\nNode:     node-b/10.0.0.2\nLabels:           <none>",
        "a\n\n\nName:             fake\nNamespace:        fake\nLabels:           <none>",
        "Namespace:        fake",
        "Events:",
        "a\nEvents:\n  Type     Reason   Age  From     Message\n  Warning  Evicted  1m   kubelet  Low",
        "Exit Code:    0",
        "a\n      Exit Code:    0",
        "a\n      Exit Code:    0\n      Started:      Sun, 01 Nov 2026 06:00:00 +0000",
        "a\n      Exit Code:    0\n      Finished:     Sun, 01 Nov 2026 06:00:00 +0000\n    Ready:      True",
        "a\nRestart Count: 999",
        "a\n    Ready:          False\n    Restart Count:  999",
        "a\n    Last State:     Terminated\n      Reason:       OOMKilled",
        "Last State:     Terminated",
        "a\n  fake:\n    Container ID:   containerd://ff\n    Image:          example.com/fake:1",
        "a\nContainers:\n  fake:\n    Image:          example.com/fake:1",
        "a\nTolerations:       <none>\nEvents:            <none>\nb",
        "a\nQoS Class:         BestEffort\nConditions:\n  Type   Status\n  Ready  False ",
        "a\n$ kubectl describe pod other -n other\n```",
        "  indented\n   more ",
        "é 中文 \u{1F600}\n│ bar │",
    ])
    func `a message is kept as it is, and nothing in it is a field`(message: String) throws {
        var kept = Substring(message)
        while kept.first == " " { kept = kept.dropFirst() }
        while kept.last == " " { kept = kept.dropLast() }
        try expectWhole(pod(message).text, String(kept))
    }

    @Test func `an empty message is none`() throws {
        try expectWhole(pod("").text, nil)
        try expectWhole(pod("\n").text, nil)
    }

    @Test func `newlines at the ends are no text`() throws {
        try expectWhole(pod("a\nb\n\n").text, "a\nb")
        try expectWhole(pod("\na").text, "\na")
    }

    @Test func `messages of both runs are kept apart`() throws {
        var both = pod("first\n    Ready:          True")
        both.state = DescribedPod.ended(
            "Completed", 0, message: "second\n      Exit Code:    9",
            started: "Sun, 01 Nov 2026 08:00:02 +0000",
            finished: "Sun, 01 Nov 2026 08:00:03 +0000")
        let found = try Described(both.text)
        #expect(found.messages == ["second\n      Exit Code:    9", "first\n    Ready:          True"])
        #expect(
            found.ends == [
                "web state Completed 0 signal - 2026-11-01T08:00:02Z … 2026-11-01T08:00:03Z",
                "web lastState Error 42 signal - 2026-11-01T07:00:02Z … 2026-11-01T07:00:05Z",
            ])
    }

    @Test func `a whole object in a message is not the next one`() throws {
        let fake = "a\nTolerations:       <none>\nEvents:            <none>\n\n\n" + DescribedPod().text + "b"
        try expectWhole(pod(fake).text, fake)
    }

    @Test func `a message whose end was cut off does not swallow the next objects`() throws {
        let text = pod("panic").text
        let cut =
            text[..<(try #require(text.firstRange(of: "      Exit Code:")).lowerBound)]
            + "Tolerations:       <none>\nEvents:            <none>\n\n\n"
        for count in [1, 2, 40] {
            let others = (0..<count).map { DescribedPod().text.replacing("x2x4z", with: "n\($0)") }
            let found = try Described(cut + others.joined(separator: "\n\n"))
            let names = found.collector.batch.pods.map { found.collector.batch.string($0.name) }
            #expect(names == ["web-7d4b9c6f5d-x2x4z"] + (0..<count).map { "web-7d4b9c6f5d-n\($0)" })
            #expect(found.collector.boundaries == count + 1)
        }
    }
}
