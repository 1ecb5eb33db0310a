import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Pages with several pastes, and pieces that were cut out of descriptions.
@Suite struct PageTests {
    private static func ended(_ reason: String, _ code: Int, message: String? = nil) -> String {
        (["    Last State:     Terminated", "      Reason:       \(reason)"]
            + (message.map { ["      Message:      \($0)"] } ?? []) + [
                "      Exit Code:    \(code)", "      Started:      Sun, 01 Nov 2026 08:00:02 +0000",
                "      Finished:     Sun, 01 Nov 2026 08:00:0\(3 + code % 7) +0000",
            ]).joined(separator: "\n")
    }

    private func codes(_ text: String) throws -> [Int32] {
        try Described(text).collector.batch.terminations.map(\.exitCode)
    }

    @Test func `each block of a page is read alone`() throws {
        let page = """
            # What I saw

            ```
            kubectl describe po web-0 | grep -A5 State
            \(PageTests.ended("Error", 3, message: "it is gone"))
            ```

            - Exit Code: 9 means that it was killed
              State:  Terminated

            ```console
            $ ls
            app.py
            ```
            ```
            kubectl describe po db-0
            Containers:
              db:
                Image:          example.com/db:1
                State:          Running
                  Started:      Sun, 01 Nov 2026 09:00:02 +0000
            \(PageTests.ended("OOMKilled", 137))
                Ready:          True
                Restart Count:  1
            ```
            """
        let found = try Described(page)
        #expect(found.collector.batch.terminations.map(\.exitCode) == [3, 137])
        let names = found.collector.batch.pods.map { found.collector.batch.string($0.name) }
        #expect(names == ["web-0", "db-0"])
        #expect(!found.skips.isEmpty, "prose is told of")
    }

    @Test func `pieces cut out by grep keep their own exit codes`() throws {
        let pieces = [
            PageTests.ended("Error", 1, message: "first"), PageTests.ended("Error", 2, message: "second"),
        ]
        #expect(try codes(pieces.joined(separator: "\n--\n")) == [1, 2])
    }

    @Test func `a fence inside a message of the client's own output parts nothing`() throws {
        var pod = DescribedPod()
        pod.restarts = 1
        pod.lastState = DescribedPod.ended(
            "Error", 4, message: "see\n```\nName:  other\n```", started: "Sun, 01 Nov 2026 08:00:02 +0000",
            finished: "Sun, 01 Nov 2026 08:00:05 +0000")
        pod.events = ["Warning  Failed     2m    kubelet  it says\n```\nnothing\n```"]
        let found = try Described(pod.text + "\n\n" + DescribedPod().text)
        #expect(found.pods.count == 2)
        #expect(found.collector.batch.terminations.map(\.exitCode) == [4])
        #expect(found.events.count == 1)
    }

    @Test func `the oldest clients name a replication controller in words`() throws {
        let text = DescribedPod().text.replacing(
            "Controlled By:    ReplicaSet/web-7d4b9c6f5d",
            with: "Replication Controllers:  web (1/1 replicas created)")
        let batch = try Described(text).collector.batch
        #expect(batch.pods.map { batch.string($0.ownerKind) } == ["ReplicationController"])
        #expect(batch.pods.map { batch.string($0.ownerName) } == ["web"])
    }

    @Test func `YAML is no description, whatever its messages hold`() {
        let lines = DescribedPod().text.split(separator: "\n").map { "          \($0)" }
        let text = (["apiVersion: v1", "kind: Pod", "status:", "  message: |"] + lines)
            .joined(separator: "\n")
        let sample = SniffSample(bytes: Array(text.utf8), path: "pod.yaml", isWhole: true)
        #expect(DescribeReader.guess(sample).certainty == .no)
    }
}
