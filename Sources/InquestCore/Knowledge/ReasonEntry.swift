/// How much a reason matters in a report.
public enum ReasonSeverity: String, Sendable, Hashable, Codable, CaseIterable {
    /// Something failed.
    case error
    /// Something may fail or did so elsewhere.
    case warning
    /// Normal life.
    case info
    /// Decided by the message beside it.
    case context
}

/// Who decides that a container or pod must end, or must not start.
public enum Decider: String, Sendable, Hashable, Codable, CaseIterable {
    /// The Linux or Windows kernel of the node.
    case kernel
    /// The kubelet of the node.
    case kubelet
    /// A controller, the scheduler, or a person through the API.
    case controlPlane = "control_plane"
    /// The container runtime.
    case runtime
    /// The program in the container.
    case program
    /// Nobody who can be named.
    case unknown
}

/// A reason in the status of a container, pod or job.
public struct ReasonEntry: NamedEntry {
    /// The place in the status where a reason stands.
    public enum Place: String, Sendable, Hashable, Codable, CaseIterable {
        /// `state.waiting.reason` of a container.
        case waiting = "container.waiting"
        /// `state.terminated.reason` or `lastState.terminated.reason` of a container.
        case terminated = "container.terminated"
        /// `status.reason` of a pod.
        case pod
        /// The reason of a condition of a pod or node.
        case condition
        /// The reason of a condition of a job.
        case job
    }

    /// The reason exactly as Kubernetes writes it.
    public let name: String
    /// The places where it occurs.
    public let places: [Place]
    /// How much it matters in a report.
    public let severity: ReasonSeverity
    /// Who writes it.
    public let writtenBy: Decider
    /// What it means, in one sentence.
    public let meaning: String
    /// Traps for the reader.
    public let notes: [String]
    /// Ids of the verdicts it often leads to, the most frequent first.
    public let verdicts: [String]
}

extension ReasonEntry {
    /// The fields of a row; others are refused.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case name
        case places = "where"
        case severity
        case writtenBy = "written_by"
        case meaning, notes, verdicts
    }

    /// Reads a row; a field outside ``CodingKeys`` is an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.closedFields(CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        places = try fields.decode([Place].self, forKey: .places)
        severity = try fields.decode(ReasonSeverity.self, forKey: .severity)
        writtenBy = try fields.decode(Decider.self, forKey: .writtenBy)
        meaning = try fields.decode(String.self, forKey: .meaning)
        notes = try fields.list(String.self, .notes)
        verdicts = try fields.list(String.self, .verdicts)
    }
}
