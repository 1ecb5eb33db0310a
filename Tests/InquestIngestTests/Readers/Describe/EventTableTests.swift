import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private let modernHeader = """
    Events:
      Type     Reason     Age                From     Message
      ----     ------     ----               ----     -------

    """

/// Tables of events, without their header, and the events in them.
private let modernCases = [
    DescribeCase(
        name: "ages, counts and series",
        text: """
              Normal   Pulled     3m12s              kubelet  Image "example.com/web:1" is present
              Warning  BackOff    2m (x4 over 10m)   kubelet  Back-off restarting failed container
              Warning  Unhealthy  5h3m (x1200 over 2d4h)  kubelet  Liveness probe failed: 503
              Normal   Scheduled  9d                 default-scheduler  Successfully assigned shop/web-0 \
            to node-a
            """,
        expected: [
            "Normal Pulled ×1 192 of 192 kubelet@-[-] Image \"example.com/web:1\" is present",
            "Warning BackOff ×4 120 of 600..<660 kubelet@-[-] Back-off restarting failed container",
            "Warning Unhealthy ×1200 18180..<18240 of 187200..<190800 kubelet@-[-] "
                + "Liveness probe failed: 503",
            "Normal Scheduled ×1 777600..<864000 of 777600..<864000 default-scheduler@-[-] "
                + "Successfully assigned shop/web-0 to node-a",
        ]),
    DescribeCase(
        name: "times that nobody knows",
        text: """
              Normal   Scheduled  <unknown>          default-scheduler  Assigned
              Warning  Odd        <invalid>          kubelet  From the future
              Warning  Odd        <invalid> (x2 over 3m)  kubelet  From the future, twice
              Warning  Odd        3m (x2 over <unknown>)  kubelet  Since ever
            """,
        expected: [
            "Normal Scheduled ×1 - of - default-scheduler@-[-] Assigned",
            "Warning Odd ×1 - of - kubelet@-[-] From the future",
            "Warning Odd ×2 - of 180 kubelet@-[-] From the future, twice",
            "Warning Odd ×2 180 of - kubelet@-[-] Since ever",
        ]),
    DescribeCase(
        name: "reporters: none, with a host, with a path",
        text: """
              Normal   Scheduled  <unknown>                    Successfully assigned shop/web-0 to node-a
              Normal   Pulled     3m         kubelet, node-a   Pulled
              Normal   Killing    3m         node-controller   Marking for deletion
              Warning  Issue      3m         example.com/gate  No
            """,
        expected: [
            "Normal Scheduled ×1 - of - -@-[-] Successfully assigned shop/web-0 to node-a",
            "Normal Pulled ×1 180 of 180 kubelet@node-a[-] Pulled",
            "Normal Killing ×1 180 of 180 node-controller@-[-] Marking for deletion",
            "Warning Issue ×1 180 of 180 example.com/gate@-[-] No",
        ]),
    DescribeCase(
        name: "nothing is said",
        text: """
              Normal   Quiet      3m         kubelet
              Normal   Quieter    3m
              Normal   Series     3m (x2 over 4m)  kubelet
            """,
        expected: [
            "Normal Quiet ×1 180 of 180 kubelet@-[-] -", "Normal Quieter ×1 180 of 180 -@-[-] -",
            "Normal Series ×2 180 of 240 kubelet@-[-] -",
        ]),
    DescribeCase(
        name: "the prefix of 1.35 names the container",
        text: """
              Normal   Started    3m      kubelet  spec.containers{web}: Container started
              Normal   Started    3m      kubelet  spec.initContainers{prepare}: Container started
              Normal   Started    3m      kubelet  spec.containers{web} without a colon
              Normal   Started    3m      kubelet  Saw spec.containers{web}: no prefix
            """,
        expected: [
            "Normal Started ×1 180 of 180 kubelet@-[web] Container started",
            "Normal Started ×1 180 of 180 kubelet@-[prepare] Container started",
            "Normal Started ×1 180 of 180 kubelet@-[-] spec.containers{web} without a colon",
            "Normal Started ×1 180 of 180 kubelet@-[-] Saw spec.containers{web}: no prefix",
        ]),
    DescribeCase(
        name: "messages with newlines align the rows behind them anew",
        text: """
              Warning  Failed     3m                 kubelet  first line
            second line

              fourth line
              Normal  Pulled  2m  kubelet  Pulled
              Warning    FailedMount    1m (x2 over 3m)    kubelet    last
              of two: a b c

            """,
        expected: [
            "Warning Failed ×1 180 of 180 kubelet@-[-] first line\nsecond line\n\n  fourth line",
            "Normal Pulled ×1 120 of 120 kubelet@-[-] Pulled",
            "Warning FailedMount ×2 60 of 180 kubelet@-[-] last\n  of two: a b c",
        ]),
    DescribeCase(
        name: "rows fused on one line",
        text: """
              Normal  Pulled  2m  kubelet  Pulled  Warning  BackOff  1m (x2 over 3m)  kubelet  Back-off    \
            Normal  Killing  5s  kubelet  Stopping
            """,
        expected: [
            "Normal Pulled ×1 120 of 120 kubelet@-[-] Pulled",
            "Warning BackOff ×2 60 of 180 kubelet@-[-] Back-off",
            "Normal Killing ×1 5 of 5 kubelet@-[-] Stopping",
        ]),
    DescribeCase(
        name: "folded blanks, tabs and reasons of several words",
        text: """
            Warning BackOff 2m (x4 over 10m) kubelet Back-off restarting failed container
            Normal ScalingReplicaSet 1m deployment-controller Scaled up
            Warning\tUnhealthy\t5s\tkubelet\tReadiness probe failed: 503
              Warning  Failed to pull  1m  kubelet  No such image
            """,
        expected: [
            "Warning BackOff ×4 120 of 600..<660 kubelet@-[-] Back-off restarting failed container",
            "Normal ScalingReplicaSet ×1 60 of 60 deployment-controller@-[-] Scaled up",
            "Warning Unhealthy ×1 5 of 5 kubelet@-[-] Readiness probe failed: 503",
            "Warning Failed to pull ×1 60 of 60 kubelet@-[-] No such image",
        ]),
    DescribeCase(
        name: "a message that looks like a row's beginning",
        text: """
              Warning  Failed  3m  kubelet  Normal  operation is over
            Normal service
            Warning: 3m left
            """,
        expected: [
            "Warning Failed ×1 180 of 180 kubelet@-[-] "
                + "Normal  operation is over\nNormal service\nWarning: 3m left"
        ]),
]

private let oldCases = [
    DescribeCase(
        name: "seven columns",
        text: """
            Events:
              FirstSeen  LastSeen  Count  From              SubobjectPath         Type     Reason   Message
              ---------  --------  -----  ----              -------------         ----     ------   -------
              5m         1m        4      {kubelet node-a}  spec.containers{web}  Warning  BackOff  \
            Back-off restarting
              1h         1h        1      {default-scheduler }                    Normal   Scheduled  Assigned
              5m         5m        1      kubelet, node-a   spec.initContainers{prepare}  Normal  Pulled  \
            Pulled
            """,
        expected: [
            "Warning BackOff ×4 60 of 300 kubelet@node-a[web] Back-off restarting",
            "Normal Scheduled ×1 3600..<3660 of 3600..<3660 default-scheduler@-[-] Assigned",
            "Normal Pulled ×1 300 of 300 kubelet@node-a[prepare] Pulled",
        ]),
    DescribeCase(
        name: "without a type",
        text: """
            Events:
              FirstSeen\tLastSeen\tCount\tFrom\tSubobjectPath\tReason\tMessage
              ─────────\t────────\t─────\t────\t─────────────\t──────\t───────
              7m\t7m\t1\t{scheduler }\t\tscheduled\tSuccessfully assigned web-0 to node-a
              7m\t6m\t2\t{kubelet node-a}\tspec.containers{web}\tpulled\tPulled
              7m\t6m\t3\t{kubelet node-a}\timplicitly required container POD\tcreated\tCreated
            """,
        expected: [
            "- scheduled ×1 420 of 420 scheduler@-[-] Successfully assigned web-0 to node-a",
            "- pulled ×2 360 of 420 kubelet@node-a[web] Pulled",
            "- created ×3 360 of 420 kubelet@node-a[-] Created",
        ]),
    DescribeCase(
        name: "absolute times",
        text: """
            Events:
              FirstSeen                        LastSeen                         Count  From              \
            SubobjectPath  Reason  Message
              Sun, 01 Nov 2026 10:00:02 +0200  Sun, 01 Nov 2026 10:05:02 +0200  3      {kubelet \
            node-a}                 failed  Error syncing pod
            """,
        expected: [
            "- failed ×3 2026-11-01T08:05:02Z of 2026-11-01T08:00:02Z kubelet@node-a[-] Error syncing pod"
        ]),
]

@Suite struct EventTableTests {
    @Test(arguments: modernCases)
    func `each row is read by its own shape`(table: DescribeCase) throws {
        let head = podText("").replacing("Events:             <none>\n", with: modernHeader)
        let found = try Described(head + table.text + "\n")
        #expect(found.events == table.expected)
        #expect(found.skips == [])
        #expect(found.about == table.expected.map { _ in "Pod shop/web-0" })
        #expect(found.collector.batch.events.allSatisfy { $0.block == 1 })
    }

    @Test(arguments: oldCases)
    func `tables of clients up to 1.8 are read`(table: DescribeCase) throws {
        let head = podText("").replacing("Events:             <none>\n", with: "")
        let found = try Described(head + table.text + "\n")
        #expect(found.events == table.expected)
        #expect(found.skips == [])
        #expect(found.about == table.expected.map { _ in "Pod shop/web-0" })
    }

    @Test(arguments: modernCases + oldCases)
    func `a table alone has the same rows`(table: DescribeCase) throws {
        let isOld = table.text.hasPrefix("Events:")
        let found = try Described((isOld ? "" : modernHeader) + table.text)
        #expect(found.events == table.expected)
        #expect(found.pods == [])
    }

    @Test(arguments: [
        "Events:             <none>", "Events:  <none>", "No events.", "Events:", "Events:\n", "",
    ])
    func `a pod without events has none`(end: String) throws {
        let found = try Described(podText("").replacing("Events:             <none>", with: end))
        #expect(found.events == [])
        #expect(found.skips == [])
        #expect(found.pods == ["1: shop/web-0 on node-a Running of -/-"])
    }

    @Test func `rows know their line, and what is no row is told once`() throws {
        let head = podText("").replacing("Events:             <none>\n", with: modernHeader)
        let found = try Described(
            head.replacing("------\n", with: "------\n  <removed>\n  and more\n")
                + "  Normal  A  1m  kubelet  a\nb\n\n  Normal  B  1m  kubelet  b\n")
        #expect(found.collector.batch.events.map(\.line) == [19, 22])
        #expect(found.skips == ["17: 2 lines that are no rows of events: <removed>"])
    }

    @Test func `the newest absolute time bounds the capture`() throws {
        let found = try Described(oldCases[2].text)
        #expect(found.collector.earliestCapture?.iso8601 == "2026-11-01T08:05:02Z")
    }
}
