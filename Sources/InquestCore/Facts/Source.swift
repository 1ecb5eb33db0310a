/// How an instant of capture is known, strongest first.
public enum CaptureBasis: UInt8, Sendable, Hashable, CaseIterable {
    /// `--captured-at`.
    case flag = 0
    /// The timestamp file of the bundle the source is part of.
    case bundle = 1
    /// Absolute times in the document.
    case document = 2
    /// `Started:` times plus the ages of their events.
    case events = 3
    /// The modification time of an archive's member.
    case memberTime = 4
    /// The file's modification time.
    case fileTime = 5
    case none = 6

    /// The name the views use.
    public var name: String {
        switch self {
        case .flag: "flag"
        case .bundle: "bundle"
        case .document: "document"
        case .events: "events"
        case .memberTime: "member_time"
        case .fileTime: "file_time"
        case .none: "none"
        }
    }
}

/// When a source was captured: an interval, and how it is known.
public struct Capture: Sendable, Hashable {
    public var earliest: Timestamp
    public var latest: Timestamp
    public var basis: CaptureBasis
    /// Whether the document itself tells that it was not captured earlier, rather than how long files take to write.
    public var earliestIsTold: Bool

    public init(
        earliest: Timestamp, latest: Timestamp, basis: CaptureBasis, earliestIsTold: Bool = true
    ) {
        self.earliestIsTold = earliestIsTold
        self.earliest = earliest
        self.latest = latest
        self.basis = basis
    }
}

/// What the path of a source, or the user, says about whose data it holds.
public struct SourceHints: Sendable, Hashable {
    public var namespace: String?
    public var pod: String?
    public var podUID: String?
    public var container: String?
    public var node: String?
    /// Which run of the container a log is of, counted from 0; `nil` when the path does not say.
    public var attempt: Int?
    /// Whether a log is marked as the run before the current one.
    public var isPrevious = false

    public init() {}
}
