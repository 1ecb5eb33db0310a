/// One sighting of a pod: what one source says of it at one instant.
public struct PodFact: Sendable, Hashable {
    public var namespace: TextRef = .none
    public var name: TextRef = .none
    /// The API's uid; absent in `kubectl describe`.
    public var uid: TextRef = .none
    /// The node it runs on, without its address; absent when it was never scheduled.
    public var node: TextRef = .none
    /// `Running`, `Failed`, or what kubectl prints in its place, such as `Terminating (lasts 5m)`.
    public var phase: TextRef = .none
    /// The STATUS column of `kubectl get pods`: a phase, or what ails the pod or one of its containers.
    public var status: TextRef = .none
    /// Restarts of all its containers together; only tables show this sum.
    public var restarts: Int64?
    public var reason: TextRef = .none
    public var message: TextRef = .none
    /// The controller's kind, such as `ReplicaSet`.
    public var ownerKind: TextRef = .none
    public var ownerName: TextRef = .none
    /// Whether the source names owners at all: then an absent owner means a bare pod.
    public var ownerIsKnown = false
    public var qosClass: TextRef = .none
    /// `Always`, `OnFailure` or `Never`; absent in `kubectl describe`.
    public var restartPolicy: TextRef = .none
    public var createdAt: Timestamp?
    /// When the kubelet first saw it (`status.startTime`).
    public var startedAt: Timestamp?
    /// When its grace period ends: the request to delete it plus `graceSeconds`. `nil` while nobody deletes it.
    public var deletionAt: Timestamp?
    /// Seconds between SIGTERM and SIGKILL.
    public var graceSeconds: Int64?
    /// 1-based line of the source where the object begins.
    public var line: UInt32 = 0

    public init() {}
}
