/// The answer to "what is this?" for an exit code, a signal, a reason or a verdict.
public struct Explanation: Sendable, Hashable, Codable {
    /// What is explained.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The code a container ended with.
        case exitCode = "exit_code"
        /// A signal.
        case signal
        /// A reason in the status of a container, pod, node or job.
        case reason
        /// The reason of an event.
        case eventReason = "event_reason"
        /// A conclusion of ours.
        case verdict
        /// All verdicts whose ids begin alike.
        case family
    }

    /// The part of an explanation a section holds, in the order they are shown.
    public enum Heading: String, Sendable, Hashable, Codable, CaseIterable {
        /// What most likely happened.
        case diagnosis = "Diagnosis"
        /// What to look at, with commands.
        case check = "Check"
        /// What to change.
        case fix = "Fix"
        /// Why the remedy works.
        case why = "Why it works"
        /// Who sends the signal or writes the event.
        case sender = "Who sends it"
        /// What well-known programs mean by the code.
        case programs = "Known programs"
        /// Other spellings, or the signs a verdict is seen by.
        case alsoSeenAs = "Also seen as"
        /// Traps for the reader.
        case notes = "Notes"
        /// Verdicts it often leads to, or that stand beside it.
        case related = "Related"
    }

    /// One section; never empty.
    public struct Section: Sendable, Hashable, Codable {
        /// Which section it is.
        public let heading: Heading
        /// Its lines, one thought each; commands stand between backquotes.
        public let lines: [String]
    }

    /// What is explained.
    public let kind: Kind
    /// Its own spelling: `137`, `SIGTERM`, `OOMKilled`, `oom.node`.
    public let subject: String
    /// A headline, such as `Exit code 137 (SIGKILL)`.
    public let title: String
    /// What it means, in one sentence.
    public let summary: String
    /// The sections that have something to say, in the order of ``Heading``.
    public let sections: [Section]

    /// The lines of one section; empty when it is absent.
    public func lines(_ heading: Heading) -> [String] {
        sections.first { $0.heading == heading }?.lines ?? []
    }

    init(kind: Kind, subject: String, title: String, summary: String, lines: [Heading: [String]]) {
        self.kind = kind
        self.subject = subject
        self.title = title
        self.summary = summary
        sections = Heading.allCases.compactMap { heading in
            guard let text = lines[heading], !text.isEmpty else { return nil }
            return Section(heading: heading, lines: text)
        }
    }
}

extension Explanation {
    /// Explains an exit code, a signal, a reason, the reason of an event, a verdict or a family of verdicts.
    ///
    /// Names are found in any case. Codes may be signed, unsigned or hexadecimal: `-1073741819`,
    /// `3221225477` and `0xC0000005` are the same. A bare number is an exit code.
    ///
    /// - Returns: At least one explanation; more when the name means several things.
    public static func explain(_ query: String) throws(ExplainError) -> [Explanation] {
        let text = query.trimmed
        switch ExplainQuery(text) {
        case .nothing: throw .nothingAsked
        case .tooLarge: throw .notACode(text)
        case .code(let code): return [explanation(ofCode: code)]
        case .name(let name):
            let found = explanations(ofName: name)
            guard found.isEmpty else { return found }
            throw .unknown(text, suggestions: Suggestions.names(near: name, among: allNames))
        }
    }

    private static func explanations(ofName name: String) -> [Explanation] {
        var found: [Explanation] = []
        if let number = Knowledge.signals.number(named: name) { found.append(explanation(ofSignal: number)) }
        if let code = Knowledge.exitCodes.entry(named: name)?.code { found.append(explanation(ofCode: code)) }
        if let entry = Knowledge.reasons.entry(named: name) { found.append(explanation(of: entry)) }
        if let entry = Knowledge.eventReasons.entry(named: name) { found.append(explanation(of: entry)) }
        if let entry = Knowledge.verdicts.entry(for: name) {
            found.append(explanation(of: entry))
        } else if let family = explanation(ofFamily: name) {
            found.append(family)
        }
        return found
    }

    /// Every name ``explain(_:)`` knows, for suggestions and completion.
    package static var allNames: [String] {
        let verdicts = Knowledge.verdicts.rows
        return Knowledge.signals.rows.flatMap { [$0.name] + $0.aliases } + Knowledge.exitCodes.names
            + Knowledge.reasons.rows.map(\.name) + Knowledge.eventReasons.rows.map(\.name)
            + verdicts.map(\.id) + Set(verdicts.map(\.family)).sorted()
    }
}
