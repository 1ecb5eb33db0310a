import InquestCore
import Testing

/// A pod and what it is thought to belong to.
private struct WorkloadCase: Sendable, CustomTestStringConvertible {
    let pod: String
    var owner = Ownership.unknown
    /// The owner of the owner, where an object shows it.
    var ownersOwner = Ownership.unknown
    let expected: Workload

    var testDescription: String { pod }

    init(
        _ pod: String, by owner: Ownership = .unknown, above: Ownership = .unknown, _ kind: String,
        _ name: String,
        guessed: Bool
    ) {
        self.pod = pod
        self.owner = owner
        ownersOwner = above
        expected = Workload(kind: kind, name: name, isGuessed: guessed)
    }

    static let all: [WorkloadCase] = [
        // By the pod's name alone.
        WorkloadCase("web-7d4b9c6f5d-x2x4z", "Deployment", "web", guessed: true),
        WorkloadCase("a-b-c-7d4b9c6f5d-x2x4z", "Deployment", "a-b-c", guessed: true),
        WorkloadCase("php-apache-2046965998-x2x4z", "Deployment", "php-apache", guessed: true),
        WorkloadCase("db-0", "StatefulSet", "db", guessed: true),
        WorkloadCase("db-1234", "StatefulSet", "db", guessed: true),
        WorkloadCase("db-12345", Workload.unknownKind, "db-12345", guessed: true),
        WorkloadCase("agent-x2x4z", Workload.unknownKind, "agent", guessed: true),
        WorkloadCase("my-cache-redis", Workload.unknownKind, "my-cache-redis", guessed: true),
        WorkloadCase("nginx", Workload.unknownKind, "nginx", guessed: true),
        WorkloadCase("x2x4z", Workload.unknownKind, "x2x4z", guessed: true),
        WorkloadCase("-0", Workload.unknownKind, "-0", guessed: true),
        WorkloadCase("web-server-abcde", Workload.unknownKind, "web-server-abcde", guessed: true),
        // By its controller.
        WorkloadCase(
            "web-7d4b9c6f5d-x2x4z", by: .owned(kind: "ReplicaSet", name: "web-7d4b9c6f5d"), "Deployment",
            "web",
            guessed: true),
        WorkloadCase(
            "web-x2x4z", by: .owned(kind: "ReplicaSet", name: "web"), "ReplicaSet", "web", guessed: false),
        WorkloadCase(
            "b-29919600-vmz8m", by: .owned(kind: "Job", name: "b-29919600"), "CronJob", "b", guessed: true),
        WorkloadCase(
            "load-7-vmz8m", by: .owned(kind: "Job", name: "load-7"), "Job", "load-7", guessed: false),
        WorkloadCase(
            "db-0", by: .owned(kind: "StatefulSet", name: "db"), "StatefulSet", "db", guessed: false),
        WorkloadCase(
            "ds-x2x4z", by: .owned(kind: "DaemonSet", name: "ds"), "DaemonSet", "ds", guessed: false),
        WorkloadCase("nginx", by: .bare, "Pod", "nginx", guessed: false),
        WorkloadCase("db-0", by: .bare, "Pod", "db-0", guessed: false),
        WorkloadCase(
            "etcd-node-a", by: .owned(kind: "Node", name: "node-a"), "StaticPod", "etcd", guessed: false),
        WorkloadCase("etcd", by: .owned(kind: "Node", name: "node-a"), "StaticPod", "etcd", guessed: false),
        // By what an object says of its controller.
        WorkloadCase(
            "web-7d4b9c6f5d-x2x4z", by: .owned(kind: "ReplicaSet", name: "web-7d4b9c6f5d"),
            above: .owned(kind: "Rollout", name: "shop"), "Rollout", "shop", guessed: false),
        WorkloadCase(
            "web-7d4b9c6f5d-x2x4z", by: .owned(kind: "ReplicaSet", name: "web-7d4b9c6f5d"), above: .bare,
            "ReplicaSet", "web-7d4b9c6f5d", guessed: false),
    ]
}

struct WorkloadTests {
    @Test(arguments: WorkloadCase.all)
    private func `a pod belongs to the owner people talk about`(pod: WorkloadCase) {
        let found = Workload.of(pod: pod.pod, owner: pod.owner, node: nil) { _, _ in pod.ownersOwner }
        #expect(found == pod.expected)
    }
}
