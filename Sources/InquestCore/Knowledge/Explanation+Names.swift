extension Explanation {
    /// Explains a reason in a status.
    static func explanation(of entry: ReasonEntry) -> Explanation {
        var lines = guidanceLines(
            Knowledge.guidance.row(.reason, entry.name) ?? firstGuidance(entry.verdicts))
        lines[.notes] = entry.notes
        lines[.related] = relatedVerdicts(entry.verdicts)
        let places = entry.places.map(\.title).joined(separator: ", ")
        return Explanation(
            kind: .reason, subject: entry.name, title: "\(entry.name) (reason: \(places))",
            summary: entry.meaning,
            lines: lines)
    }

    /// Explains the reason of an event.
    static func explanation(of entry: EventReasonEntry) -> Explanation {
        var lines = guidanceLines(
            Knowledge.guidance.row(.eventReason, entry.name) ?? firstGuidance(entry.verdicts))
        lines[.sender] = entry.sources
        lines[.notes] = entry.notes
        lines[.related] = relatedVerdicts(entry.verdicts)
        return Explanation(
            kind: .eventReason, subject: entry.name, title: "\(entry.name) (event)", summary: entry.meaning,
            lines: lines)
    }

    /// Explains a verdict.
    static func explanation(of entry: VerdictEntry) -> Explanation {
        var lines = guidanceLines(Knowledge.guidance.row(verdict: entry))
        lines[.alsoSeenAs] = signs(of: entry.id)
        lines[.notes] = ["Decided by: \(entry.endedBy.title).", entry.expected.sentence]
        lines[.related] = relatedVerdicts(
            Knowledge.verdicts.family(entry.family).map(\.id).filter { $0 != entry.id })
        return Explanation(
            kind: .verdict, subject: entry.id, title: "\(entry.id) (verdict)", summary: entry.meaning,
            lines: lines)
    }

    /// Explains a family of verdicts; `nil` when there is none of that name.
    static func explanation(ofFamily name: String) -> Explanation? {
        let members = Knowledge.verdicts.family(name)
        guard let family = members.first?.family else { return nil }
        return Explanation(
            kind: .family, subject: family, title: "\(family) (family of \(members.count) verdicts)",
            summary: "Verdicts whose ids begin with \(family).",
            lines: [.related: relatedVerdicts(members.map(\.id))])
    }

    /// The codes, reasons and events that often lead to a verdict.
    private static func signs(of verdict: String) -> [String] {
        Knowledge.exitCodes.rows
            .filter { $0.code != nil && $0.verdicts.contains(verdict) }
            .map { "exit code \($0.codes.lowerBound) (\($0.name))" }
            + Knowledge.reasons.rows.filter { $0.verdicts.contains(verdict) }.map { "reason \($0.name)" }
            + Knowledge.eventReasons.rows.filter { $0.verdicts.contains(verdict) }.map { "event \($0.name)" }
    }

    /// A reason without guidance of its own borrows that of the verdict it leads to most often.
    private static func firstGuidance(_ verdicts: [String]) -> Guidance? {
        verdicts.first.flatMap { Knowledge.guidance.row(.verdict, $0) }
    }
}

extension Decider {
    /// The decider in the words of a sentence.
    var title: String {
        switch self {
        case .kernel: "the kernel"
        case .kubelet: "the kubelet"
        case .controlPlane: "the control plane or somebody through it"
        case .runtime: "the container runtime"
        case .program: "the program itself"
        case .unknown: "nobody who can be named"
        }
    }
}

extension VerdictEntry.Expected {
    /// How an end with the verdict counts.
    var sentence: String {
        switch self {
        case .yes: "It counts as normal operation."
        case .no: "It counts as a failure."
        case .context: "The circumstances decide whether it counts as a failure."
        }
    }
}

extension ReasonEntry.Place {
    /// The place in the words of a headline.
    var title: String {
        switch self {
        case .waiting: "container waiting"
        case .terminated: "container terminated"
        case .pod: "pod"
        case .condition: "condition"
        case .job: "job"
        }
    }
}
