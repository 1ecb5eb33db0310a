/// How bad a log line says it is.
public enum LogLevel: UInt8, Sendable, Hashable, CaseIterable {
    case unknown = 0
    case trace = 1
    case debug = 2
    case info = 3
    case warning = 4
    case error = 5
    case fatal = 6

    /// The name the views use; `nil` when the line states none.
    public var name: String? {
        self == .unknown ? nil : "\(self)"
    }
}

/// One line a container wrote; partial lines are joined.
public struct LogLineFact: Sendable, Hashable {
    public enum Stream: UInt8, Sendable, Hashable {
        case unknown = 0
        case stdout = 1
        case stderr = 2
    }

    /// Whose line it is, where the line or the document says so; otherwise the source's hints apply. Empty text says that
    /// no container wrote it.
    public var namespace: TextRef = .none
    public var pod: TextRef = .none
    public var container: TextRef = .none
    /// When the runtime received it; `nil` for plain logs.
    public var at: Timestamp?
    public var stream: Stream = .unknown
    public var level: LogLevel = .unknown
    public var text: TextRef = .none
    /// How many lines of this source before this one have the same container, time and text.
    public var ordinal: UInt32 = 0
    public var line: UInt32 = 0

    public init() {}
}
