/// One process that the kernel killed for memory, as one kernel log tells it.
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
    /// The cgroup whose limit was reached, and the victim's.
    public var limitedCgroup: TextRef = .none
    public var victimCgroup: TextRef = .none
    /// Bytes.
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
