/// One sighting of an object that is not a pod: a node, or a controller that owns pods.
public struct ObjectFact: Sendable, Hashable {
    /// `Node`, `Deployment`, `ReplicaSet`, `Job`…
    public var kind: TextRef = .none
    /// Absent for nodes.
    public var namespace: TextRef = .none
    public var name: TextRef = .none
    public var uid: TextRef = .none
    public var ownerKind: TextRef = .none
    public var ownerName: TextRef = .none
    public var createdAt: Timestamp?
    /// 1-based line where the object begins.
    public var line: UInt32 = 0

    public init() {}
}

/// One sighting of a condition of an object, such as a node's `MemoryPressure` or a job's `Failed`.
public struct ConditionFact: Sendable, Hashable {
    public var objectKind: TextRef = .none
    public var namespace: TextRef = .none
    public var objectName: TextRef = .none
    public var type: TextRef = .none
    /// `True`, `False` or `Unknown`; `False or Unknown` where a table says no more than that it is not true.
    public var status: TextRef = .none
    public var reason: TextRef = .none
    public var message: TextRef = .none
    /// When the status last changed.
    public var transitionAt: Timestamp?
    public var line: UInt32 = 0

    public init() {}
}
