import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// The lines of a container with the facts in them: the container itself, then its ended runs.
private let stateCases = [
    DescribeCase(
        name: "running",
        text: """
            Container ID:   containerd://aa
            Image:          example.com/web:1
            State:          Running
              Started:      Sun, 01 Nov 2026 10:00:02 +0200
            Ready:          True
            Restart Count:  0
            """,
        expected: ["web app running - since 2026-11-01T08:00:02Z restarts 0 ready true memory -…-"]),
    DescribeCase(
        name: "waiting after an ended run",
        text: """
            Container ID:   containerd://aa
            Image:          example.com/web:1
            State:          Waiting
              Reason:       CrashLoopBackOff
            Last State:     Terminated
              Reason:       Error
              Exit Code:    1
              Started:      Sun, 01 Nov 2026 08:00:02 +0000
              Finished:     Sun, 01 Nov 2026 08:00:05 +0000
            Ready:          False
            Restart Count:  12
            """,
        expected: [
            "web app waiting CrashLoopBackOff since - restarts 12 ready false memory -…-",
            "web lastState Error 1 signal - 2026-11-01T08:00:02Z … 2026-11-01T08:00:05Z",
        ]),
    DescribeCase(
        name: "waiting for no reason",
        text: """
            Image:          example.com/web:1
            State:          Waiting
            Ready:          False
            Restart Count:  0
            """,
        expected: ["web app waiting - since - restarts 0 ready false memory -…-"]),
    DescribeCase(
        name: "ended twice",
        text: """
            Image:          example.com/web:1
            State:          Terminated
              Reason:       Completed
              Exit Code:    0
              Started:      Sun, 01 Nov 2026 08:00:02 +0000
              Finished:     Sun, 01 Nov 2026 08:00:05 +0000
            Last State:     Terminated
              Reason:       OOMKilled
              Exit Code:    137
              Started:      Sun, 01 Nov 2026 07:00:02 +0000
              Finished:     Sun, 01 Nov 2026 07:00:05 +0000
            Ready:          False
            Restart Count:  1
            """,
        expected: [
            "web app terminated - since - restarts 1 ready false memory -…-",
            "web state Completed 0 signal - 2026-11-01T08:00:02Z … 2026-11-01T08:00:05Z",
            "web lastState OOMKilled 137 signal - 2026-11-01T07:00:02Z … 2026-11-01T07:00:05Z",
        ]),
    DescribeCase(
        name: "codes of Windows, a signal, no reason",
        text: """
            Image:          example.com/web:1
            State:          Terminated
              Exit Code:    -1073741819
              Signal:       9
              Started:      Sun, 01 Nov 2026 08:00:02 +0000
              Finished:     Sun, 01 Nov 2026 08:00:05 +0000
            Last State:     Terminated
              Reason:       Error
              Exit Code:    1073807364
              Started:      Sun, 01 Nov 2026 07:00:02 +0000
              Finished:     Sun, 01 Nov 2026 07:00:05 +0000
            Ready:          False
            Restart Count:  1
            """,
        expected: [
            "web app terminated - since - restarts 1 ready false memory -…-",
            "web state - -1073741819 signal 9 2026-11-01T08:00:02Z … 2026-11-01T08:00:05Z",
            "web lastState Error 1073807364 signal - 2026-11-01T07:00:02Z … 2026-11-01T07:00:05Z",
        ]),
    DescribeCase(
        name: "zero times are unknown, the epoch of a run that never started is kept",
        text: """
            Image:          example.com/web:1
            State:          Terminated
              Reason:       ContainerStatusUnknown
              Exit Code:    137
              Started:      Mon, 01 Jan 0001 00:00:00 +0000
              Finished:     Mon, 01 Jan 0001 00:00:00 +0000
            Last State:     Terminated
              Reason:       StartError
              Exit Code:    128
              Started:      Thu, 01 Jan 1970 01:00:00 +0100
              Finished:     Sun, 01 Nov 2026 08:00:05 +0100
            Ready:          False
            Restart Count:  1
            """,
        expected: [
            "web app terminated - since - restarts 1 ready false memory -…-",
            "web state ContainerStatusUnknown 137 signal - - … -",
            "web lastState StartError 128 signal - 1970-01-01T00:00:00Z … 2026-11-01T07:00:05Z",
        ]),
    DescribeCase(
        name: "the field of old clients; neither readiness nor restarts are shown",
        text: """
            Image:          example.com/web:1
            State:          Running
              Started:      Sun, 01 Nov 2026 08:00:02 +0000
            Last Termination State:  Terminated
              Exit Code:    2
              Started:      Sun, 01 Nov 2026 07:00:02 +0000
              Finished:     Sun, 01 Nov 2026 07:00:05 +0000
            """,
        expected: [
            "web app running - since 2026-11-01T08:00:02Z restarts - ready - memory -…-",
            "web lastState - 2 signal - 2026-11-01T07:00:02Z … 2026-11-01T07:00:05Z",
        ]),
    DescribeCase(
        name: "limits and requests",
        text: """
            Image:          example.com/web:1
            State:          Waiting
              Reason:       ContainerCreating
            Ready:          False
            Restart Count:  0
            Limits:
              cpu:                1
              ephemeral-storage:  1Gi
              memory:             256Mi
            Requests:
              cpu:     250m
              memory:  64M
            Environment:
              memory:  1Gi
            """,
        expected: [
            "web app waiting ContainerCreating since - restarts 0 ready false memory 64000000…268435456"
        ]),
    DescribeCase(
        name: "a limit of the processor only",
        text: """
            Image:          example.com/web:1
            Limits:
              cpu:  1
            Requests:
              memory:  1Gi
            Environment:  <none>
            """,
        expected: ["web app unknown - since - restarts - ready - memory 1073741824…-"]),
    DescribeCase(
        name: "arguments that read like fields",
        text: """
            Image:          example.com/web:1
            Command:
              sh
              State:
              State:          Terminated
            Args:
              Restart Count:  999
              Last State:     Terminated
              Exit Code:      0

            State:          Running
              Started:      Sun, 01 Nov 2026 08:00:02 +0000
            Ready:          True
            Restart Count:  3
            """,
        expected: ["web app running - since 2026-11-01T08:00:02Z restarts 3 ready true memory -…-"]),
    DescribeCase(
        name: "an ended run without its code",
        text: """
            Image:          example.com/web:1
            State:          Terminated
              Reason:       Error
            Ready:          False
            Restart Count:  1
            """,
        expected: ["web app terminated - since - restarts 1 ready false memory -…-"],
        skips: ["9: an ended run without an exit code: State:          Terminated"]),
    DescribeCase(
        name: "a time that was cut off",
        text: """
            Image:          example.com/web:1
            State:          Terminated
              Reason:       Error
              Exit Code:    3
              Started:      Sun, 01 Nov 2026 08:0
              Finished:     Sun, 01 Nov 2026 08:00:05 +0000
            Ready:          False
            Restart Count:  1
            """,
        expected: [
            "web app terminated - since - restarts 1 ready false memory -…-",
            "web state Error 3 signal - - … 2026-11-01T08:00:05Z",
        ],
        skips: [
            "12: a time that is cut off or of an unknown form: Started:      Sun, 01 Nov 2026 08:0"
        ]),
]

@Suite struct StateTests {
    @Test(arguments: stateCases)
    func `a container's fields and runs are those printed`(state: DescribeCase) throws {
        let lines = state.text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
        let found = try Described(podText("Containers:\n  web:\n\(lines)"))
        #expect(found.containers + found.ends == state.expected)
        #expect(found.skips == state.skips)
        #expect(found.pods == ["1: shop/web-0 on node-a Running of -/-"])
        #expect(found.events == [])
    }
}
