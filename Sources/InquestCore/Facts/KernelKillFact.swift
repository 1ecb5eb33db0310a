/// One process that the kernel killed for memory, as one line of a node's logs tells it.
///
/// The kernel, the runtime, a detector and the kubelet may each tell of the same kill; each telling is a fact of
/// its own. They are the same kill when node, pid and victim agree and the times are close, or, of a runtime's
/// fact, which has no pid, when the container agrees.
public struct KernelKillFact: Sendable, Hashable {
    /// Whose limit was reached.
    public enum Scope: UInt8, Sendable, Hashable, CaseIterable {
        case unknown = 0
        /// The container's own cgroup.
        case container = 1
        /// The pod's cgroup.
        case pod = 2
        /// The node, or what it allots to pods.
        case node = 3

        /// The name the views use.
        public var name: String { "\(self)" }
    }

    /// Who tells of the kill.
    public enum Teller: UInt8, Sendable, Hashable, CaseIterable {
        /// The kernel's own report.
        case kernel = 0
        /// A container runtime, or systemd for it: the container is known, the process is not.
        case runtime = 1
        /// A program that repeats the kernel's last line, such as node-problem-detector.
        case detector = 2
        /// The kubelet: victim and pid, of kills for the node's own memory only.
        case kubelet = 3

        /// The name the views use.
        public var name: String { "\(self)" }
    }

    public var teller: Teller = .kernel
    /// The node, where the line or the path names it.
    public var node: TextRef = .none
    /// `nil` when the log prints only seconds since boot, or nothing.
    public var at: Timestamp?
    /// Whether the year of `at` was not written and is taken from the capture.
    public var yearIsGuessed = false
    /// Microseconds since boot, where the log prints them.
    public var uptime: Int64?
    public var scope: Scope = .unknown
    /// The process, such as `java`, as the kernel cuts it: 15 bytes at most.
    public var victim: TextRef = .none
    public var pid: Int64?
    /// The uid of the pod whose cgroup the victim was in, written with dashes.
    public var podUID: TextRef = .none
    /// The runtime's id of the container whose cgroup the victim was in: hexadecimal, without a scheme.
    public var containerID: TextRef = .none
    /// The cgroup whose limit was reached, and the victim's. Of a process that was killed with its whole group,
    /// the victim's is the group's.
    public var limitedCgroup: TextRef = .none
    public var victimCgroup: TextRef = .none
    /// Bytes, of the cgroup whose limit was reached; `nil` when that has no limit.
    public var limitBytes: Int64?
    public var usageBytes: Int64?
    public var anonRSSBytes: Int64?
    public var fileRSSBytes: Int64?
    public var shmemRSSBytes: Int64?
    /// The line that says it was killed, verbatim but without what the log daemon puts in front.
    public var text: TextRef = .none
    /// 1-based line of `text`.
    public var line: UInt32 = 0

    public init() {}
}
