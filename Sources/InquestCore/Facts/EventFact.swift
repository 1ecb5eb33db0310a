/// An age as kubectl prints it: an interval of seconds, because it is floored to a unit.
public struct Age: Sendable, Hashable {
    /// Seconds, inclusive.
    public let atLeast: Int64
    /// Seconds, exclusive.
    public let below: Int64

    public init(atLeast: Int64, below: Int64) {
        self.atLeast = atLeast
        self.below = below
    }
}

/// One sighting of a Kubernetes Event.
public struct EventFact: Sendable, Hashable {
    /// The event's own uid; absent in every text form.
    public var uid: TextRef = .none
    /// The namespace of the object it is about.
    public var namespace: TextRef = .none
    /// `Pod`, `Node`, …
    public var objectKind: TextRef = .none
    public var objectName: TextRef = .none
    public var objectUID: TextRef = .none
    /// The container the event names through its field path (`spec.containers{api}`).
    public var container: TextRef = .none
    /// `Normal` or `Warning`.
    public var type: TextRef = .none
    public var reason: TextRef = .none
    /// Verbatim, but without the `spec.containers{name}: ` that kubectl 1.35 puts in front.
    public var message: TextRef = .none
    /// Whether the message is only its beginning: tables cut it at the first newline.
    public var messageIsCut = false
    /// Who reports it, such as `kubelet`.
    public var component: TextRef = .none
    public var host: TextRef = .none
    /// How often it occurred up to this capture. Cumulative: never added over captures.
    public var count: Int64 = 1
    /// Whether the source shows the count; plain tables do not.
    public var isCountShown = true
    public var firstAt: Timestamp?
    public var lastAt: Timestamp?
    /// Ages, where the source prints those in place of times.
    public var firstAge: Age?
    public var lastAge: Age?
    /// 1-based line of the object this event was printed with, or of the event's own object in JSON.
    /// Two rows of one block are two events.
    public var block: UInt32 = 0
    /// 1-based line of the event.
    public var line: UInt32 = 0

    public init() {}
}
