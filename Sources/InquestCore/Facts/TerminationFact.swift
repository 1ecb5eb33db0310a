/// One sighting of an ended container run.
///
/// A container that restarted five times has five terminations, but a capture shows the latest two at most.
public struct TerminationFact: Sendable, Hashable {
    /// Where the status stood: the container's current state, or the one before.
    public enum Slot: UInt8, Sendable, Hashable {
        case state = 0
        case lastState = 1
    }

    /// Index of its container in the batch's `containers`.
    public var container: Int32
    public var slot: Slot
    /// As the API stores it: 0…255 on Linux, any 32-bit value on Windows.
    public var exitCode: Int32
    /// Only where the source has it and it is not 0.
    public var signal: Int32?
    public var reason: TextRef = .none
    public var message: TextRef = .none
    /// The runtime id of the run that ended; absent in `kubectl describe`.
    public var containerID: TextRef = .none
    /// `nil` for zero times (year 1), which stand for "nobody knows". 1970 is kept: the runtime wrote it for a run that never started.
    public var startedAt: Timestamp?
    public var finishedAt: Timestamp?
    /// How long before the capture it ended, where the source prints that in place of a time.
    public var finishedAge: Age?
    /// 1-based line of the `Terminated` state.
    public var line: UInt32 = 0

    public init(container: Int32, slot: Slot, exitCode: Int32) {
        self.container = container
        self.slot = slot
        self.exitCode = exitCode
    }
}
