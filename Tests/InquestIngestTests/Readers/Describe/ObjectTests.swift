import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Descriptions of single objects that are not pods, and the objects and conditions in them.
private let objectCases = [
    DescribeCase(
        name: "Deployment",
        text: """
            Name:                   web
            Namespace:              shop
            CreationTimestamp:      Sun, 01 Nov 2026 08:00:00 +0100
            Labels:                 app=web
            Selector:               app=web
            Replicas:               2 desired | 2 updated | 2 total | 1 available | 1 unavailable
            StrategyType:           RollingUpdate
            MinReadySeconds:        0
            Pod Template:
              Labels:  app=web
              Containers:
               web:
                Image:        example.com/web:1
                Port:         <none>
              Volumes:        <none>
            Conditions:
              Type           Status  Reason
              ----           ------  ------
              Available      False   MinimumReplicasUnavailable
              Progressing    True    NewReplicaSetAvailable
            OldReplicaSets:  <none>
            NewReplicaSet:   web-7d4b9c6f5d (2/2 replicas created)
            Events:
              Type    Reason             Age   From                   Message
              ----    ------             ----  ----                   -------
              Normal  ScalingReplicaSet  3m    deployment-controller  Scaled up replica set web-7d4b9c6f5d \
            to 2

            """,
        expected: [
            "1: Deployment shop/web of -/- created 2026-11-01T07:00:00Z",
            "19: Deployment/web Available=False MinimumReplicasUnavailable - -",
            "20: Deployment/web Progressing=True NewReplicaSetAvailable - -",
            "Deployment shop/web",
            "Normal ScalingReplicaSet ×1 180 of 180 deployment-controller@-[-] "
                + "Scaled up replica set web-7d4b9c6f5d to 2",
        ]),
    DescribeCase(
        name: "ReplicaSet",
        text: """
            Name:           web-7d4b9c6f5d
            Namespace:      shop
            Selector:       app=web
            Labels:         app=web
            Annotations:    <none>
            Controlled By:  Deployment/web
            Replicas:       2 current / 2 desired
            Pods Status:    1 Running / 1 Waiting / 0 Succeeded / 0 Failed
            Pod Template:
              Labels:           app=web
              Service Account:  default
              Containers:
               web:
                Image:        example.com/web:1
              Volumes:        <none>
            Events:           <none>

            """,
        expected: ["1: ReplicaSet shop/web-7d4b9c6f5d of Deployment/web created -"]),
    DescribeCase(
        name: "StatefulSet",
        text: """
            Name:               db
            Namespace:          shop
            CreationTimestamp:  Sun, 01 Nov 2026 08:00:00 +0000
            Selector:           app=db
            Labels:             <none>
            Replicas:           3 desired | 3 total
            Update Strategy:    RollingUpdate
              Partition:        0
            Pods Status:        3 Running / 0 Waiting / 0 Succeeded / 0 Failed
            Volume Claims:      <none>
            Events:             <none>

            """,
        expected: ["1: StatefulSet shop/db of -/- created 2026-11-01T08:00:00Z"]),
    DescribeCase(
        name: "StatefulSet, cut",
        text: """
            Name:               db
            Namespace:          shop
            Selector:           app=db
            Replicas:           3 desired | 3 total
            """,
        expected: ["1: StatefulSet shop/db of -/- created -"]),
    DescribeCase(
        name: "DaemonSet without a namespace",
        text: """
            Name:           agent
            Selector:       app=agent
            Node-Selector:  <none>
            Labels:         app=agent
            Desired Number of Nodes Scheduled: 3
            Current Number of Nodes Scheduled: 3
            Pods Status:    3 Running / 0 Waiting / 0 Succeeded / 0 Failed
            Events:         <none>

            """,
        expected: ["1: DaemonSet -/agent of -/- created -"]),
    DescribeCase(
        name: "Job",
        text: """
            Name:             report-29300
            Namespace:        shop
            Selector:         controller-uid=7c9e
            Labels:           <none>
            Controlled By:    CronJob/report
            Parallelism:      1
            Completions:      1
            Start Time:       Sun, 01 Nov 2026 08:00:00 +0000
            Pods Statuses:    0 Active (0 Ready) / 0 Succeeded / 3 Failed
            Pod Template:
              Containers:
               report:
                Image:      example.com/report:1
            Events:
              Type     Reason                Age  From            Message
              ----     ------                ---  ----            -------
              Warning  BackoffLimitExceeded  90s  job-controller  Job has reached the specified backoff limit

            """,
        expected: [
            "1: Job shop/report-29300 of CronJob/report created -",
            "Job shop/report-29300",
            "Warning BackoffLimitExceeded ×1 90 of 90 job-controller@-[-] "
                + "Job has reached the specified backoff limit",
        ]),
    DescribeCase(
        name: "CronJob",
        text: """
            Name:                          report
            Namespace:                     shop
            Labels:                        <none>
            Schedule:                      0 8 * * *
            Concurrency Policy:            Forbid
            Suspend:                       False
            Parallelism:                   <unset>
            Completions:                   <unset>
            Last Schedule Time:            <unset>
            Active Jobs:                   <none>
            Events:                        <none>

            """,
        expected: ["1: CronJob shop/report of -/- created -"]),
    DescribeCase(
        name: "Node",
        text: """
            Name:               node-a
            Roles:              <none>
            Labels:             kubernetes.io/os=linux
            CreationTimestamp:  Sun, 01 Nov 2026 07:00:00 +0000
            Taints:             <none>
            Lease:
              HolderIdentity:  node-a
              RenewTime:       Sun, 01 Nov 2026 09:00:00 +0000
            Conditions:
              Type             Status  LastHeartbeatTime                 LastTransitionTime                \
            Reason                       Message
              ----             ------  -----------------                 ------------------                \
            ------                       -------
              MemoryPressure   False   Sun, 01 Nov 2026 08:59:00 +0000   Sun, 01 Nov 2026 07:00:01 +0000   \
            KubeletHasSufficientMemory   kubelet has sufficient memory available
              Ready            Unknown   Sun, 01 Nov 2026 08:59:00 +0000   Sun, 01 Nov 2026 08:59:50 \
            +0000   NodeStatusUnknown            Kubelet stopped posting node status.
            Addresses:
              InternalIP:  10.0.0.1
            Non-terminated Pods:          (1 in total)
              Namespace                   Name      CPU Requests  CPU Limits  Age
              ---------                   ----      ------------  ----------  ---
              shop                        web-0     0 (0%)        0 (0%)      3m
            Events:
              Type     Reason        Age  From             Message
              ----     ------        ---- ----             -------
              Normal   NodeNotReady  10s  node-controller  Node node-a status is now: NodeNotReady

            """,
        expected: [
            "1: Node -/node-a of -/- created 2026-11-01T07:00:00Z",
            "12: Node/node-a MemoryPressure=False KubeletHasSufficientMemory 2026-11-01T07:00:01Z "
                + "kubelet has sufficient memory available",
            "13: Node/node-a Ready=Unknown NodeStatusUnknown 2026-11-01T08:59:50Z "
                + "Kubelet stopped posting node status.",
            "Node -/node-a",
            "Normal NodeNotReady ×1 10 of 10 node-controller@-[-] Node node-a status is now: NodeNotReady",
        ]),
]

@Suite struct ObjectTests {
    @Test(arguments: objectCases)
    func `the kind is told by the keys that only it has`(object: DescribeCase) throws {
        let found = try Described(object.text)
        #expect(found.objects + found.conditions + found.about + found.events == object.expected)
        #expect(found.pods == [])
        #expect(found.containers == [])
        #expect(found.skips == [])
    }

    @Test func `a node's lease and conditions bound the capture`() throws {
        let text = objectCases[7].text
        #expect(try Described(text).collector.earliestCapture?.iso8601 == "2026-11-01T09:00:00Z")
        let older = text.replacing("09:00:00", with: "08:59:30")
        #expect(try Described(older).collector.earliestCapture?.iso8601 == "2026-11-01T08:59:50Z")
    }

    @Test func `only conditions of a pod that do not hold are facts`() throws {
        let text = podText("").replacing(
            "Ready             True ", with: "Ready             False \n  PodScheduled      True ")
        #expect(try Described(text).conditions == ["9: Pod/web-0 Ready=False - - -"])
    }

    private static let events = "Normal  A  1m  kubelet  a"

    private func pod(_ name: String, events: [String] = [events]) -> String {
        var pod = DescribedPod()
        pod.name = name
        pod.events = events
        return pod.text
    }

    @Test(arguments: ["", "\n", "\n\n", "\n\n\n\n"], [[], [events], ["\(events)\n\nb\n"]])
    func `objects are parted by any number of empty lines`(gap: String, events: [String]) throws {
        let names = ["web-0", "web-1", "web-2"]
        let found = try Described(names.map { pod($0, events: events) }.joined(separator: gap))
        let batch = found.collector.batch
        #expect(batch.pods.map { batch.string($0.name) } == names)
        #expect(batch.containers.map(\.pod) == [0, 1, 2])
        #expect(found.about == events.flatMap { _ in names.map { "Pod shop/\($0)" } })
        #expect(
            batch.events.map { batch.string($0.message) }
                == events.flatMap { event in
                    names.map { _ in event.hasSuffix("b\n") ? "a\n\nb" : "a" }
                })
        #expect(found.collector.boundaries == 3)
        #expect(found.skips == [])
    }

    @Test(arguments: ["", "\n", "\n\n"])
    func `objects of several kinds stand in one text`(gap: String) throws {
        let text =
            ([pod("web-0")] + objectCases.filter { $0.text.hasSuffix("\n") }.map(\.text) + [
                pod("web-1", events: [])
            ]).joined(separator: gap)
        let found = try Described(text)
        #expect(
            found.objects.map { $0.split(separator: " ")[1...2].joined(separator: " ") } == [
                "Deployment shop/web", "ReplicaSet shop/web-7d4b9c6f5d", "StatefulSet shop/db",
                "DaemonSet -/agent", "Job shop/report-29300", "CronJob shop/report",
                "Node -/node-a",
            ])
        #expect(found.pods.count == 2)
        #expect(found.conditions.count == 4)
        #expect(
            found.about == [
                "Pod shop/web-0", "Deployment shop/web", "Job shop/report-29300", "Node -/node-a",
            ])
        #expect(found.skips == [])
    }
}
