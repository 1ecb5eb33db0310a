/// Which list of a pod a container stands in.
public enum ContainerKind: UInt8, Sendable, Hashable, CaseIterable {
    case app = 0
    case initial = 1
    /// An init container that restarts always. `kubectl describe` prints these as plain init containers.
    case sidecar = 2
    case ephemeral = 3

    /// The name the views use.
    public var name: String {
        switch self {
        case .app: "app"
        case .initial: "init"
        case .sidecar: "sidecar"
        case .ephemeral: "ephemeral"
        }
    }
}

/// One sighting of a container of a pod.
public struct ContainerFact: Sendable, Hashable {
    /// The state a container is in at the instant of the capture.
    public enum State: UInt8, Sendable, Hashable {
        case unknown = 0
        case running = 1
        case waiting = 2
        case terminated = 3
    }

    /// Index of its pod in the batch's `pods`.
    public var pod: Int32
    public var name: TextRef = .none
    public var kind: ContainerKind = .app
    public var image: TextRef = .none
    public var imageID: TextRef = .none
    /// The current runtime id, such as `containerd://…`.
    public var containerID: TextRef = .none
    /// A counter sample: how often the kubelet has restarted it in this pod; `nil` when not shown.
    public var restartCount: Int64?
    public var ready: Bool?
    public var state: State = .unknown
    /// Why it waits, such as `CrashLoopBackOff`.
    public var waitingReason: TextRef = .none
    /// Only in objects; `kubectl describe` never prints it.
    public var waitingMessage: TextRef = .none
    /// When the current run started.
    public var runningSince: Timestamp?
    /// Bytes; `nil` means no limit was set or the source does not show limits.
    public var memoryLimitBytes: Int64?
    public var memoryRequestBytes: Int64?
    /// 1-based line where the container's block begins.
    public var line: UInt32 = 0

    public init(pod: Int32) { self.pod = pod }
}
