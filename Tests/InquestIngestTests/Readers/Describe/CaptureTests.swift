import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Ages count back from an instant that the text does not tell: its times bound it.
@Suite struct CaptureTests {
    private func narrowed(_ pod: DescribedPod) throws -> [String] {
        try Described(pod.text).collector.narrowed.map { "\($0.0.iso8601) … \($0.1.iso8601)" }
    }

    private func started(_ age: String, _ message: String = "Started container web") -> DescribedPod {
        var pod = DescribedPod()
        pod.events = ["Normal   Started    \(age)    kubelet  \(message)"]
        return pod
    }

    @Test(arguments: [
        ("5m", "2026-11-01T08:05:01Z … 2026-11-01T08:05:08Z"),
        ("3m12s", "2026-11-01T08:03:13Z … 2026-11-01T08:03:20Z"),
        ("10m", "2026-11-01T08:10:01Z … 2026-11-01T08:11:07Z"),
        ("2d4h", "2026-11-03T12:00:01Z … 2026-11-03T13:00:07Z"),
    ])
    func `the start plus the age of its event is the capture`(age: String, expected: String) throws {
        #expect(try narrowed(started(age)) == [expected])
        #expect(try narrowed(started(age, "Container started")) == [expected])
        #expect(try narrowed(started(age, "spec.containers{web}: Container started")) == [expected])
    }

    @Test func `a container that was restarted says nothing`() throws {
        var pod = started("5m")
        pod.restarts = 1
        #expect(try narrowed(pod) == [])
    }

    @Test(arguments: ["5m (x2 over 10m)", "<unknown>", "<invalid>"])
    func `a start that recurred or has no age says nothing`(age: String) throws {
        #expect(try narrowed(started(age)) == [])
    }

    @Test func `events of other containers and reasons say nothing`() throws {
        #expect(try narrowed(started("5m", "Started container side")) == [])
        #expect(try narrowed(started("5m", "spec.containers{side}: Container started")) == [])
        var pod = DescribedPod()
        pod.events = ["Normal   Created    5m    kubelet  Created container web"]
        #expect(try narrowed(pod) == [])
        pod = started("5m")
        pod.state = ["Waiting", "  Reason:       ContainerCreating"]
        #expect(try narrowed(pod) == [])
    }

    @Test func `the capture is not before any time`() throws {
        var pod = DescribedPod()
        #expect(try Described(pod.text).collector.earliestCapture?.iso8601 == "2026-11-01T08:00:02Z")
        pod.lastState = DescribedPod.ended(
            "Error", 1, started: "Sun, 01 Nov 2026 08:00:02 +0000",
            finished: "Sun, 01 Nov 2026 10:00:05 +0100")
        #expect(try Described(pod.text).collector.earliestCapture?.iso8601 == "2026-11-01T09:00:05Z")
        pod.start = "Mon, 02 Nov 2026 08:00:00 +0000"
        #expect(try Described(pod.text).collector.earliestCapture?.iso8601 == "2026-11-02T08:00:00Z")
        pod.start = "Mon, 01 Jan 0001 00:00:00 +0000"
        pod.lastState = []
        pod.state = ["Waiting"]
        #expect(try Described(pod.text).collector.earliestCapture == nil)
    }
}
