/// What is known about exit codes, signals, reasons and verdicts, apart from any corpus.
///
/// Each table is decoded when it is first used, and only then.
public enum Knowledge {
    /// What exit codes mean by convention.
    public static let exitCodes = ExitCodeTable(
        KnowledgeFile.embedded(ExitCodeEntry.self, named: "exit_codes.json"))

    /// The signals of Linux and who sends them to containers.
    public static let signals = SignalTable(KnowledgeFile.embedded(SignalEntry.self, named: "signals.json"))

    /// The reasons in the status of containers, pods, nodes and jobs.
    public static let reasons = NamedTable(KnowledgeFile.embedded(ReasonEntry.self, named: "reasons.json"))

    /// The reasons of events.
    public static let eventReasons = NamedTable(
        KnowledgeFile.embedded(EventReasonEntry.self, named: "event_reasons.json"))

    /// All verdicts.
    public static let verdicts = NamedTable(KnowledgeFile.embedded(VerdictEntry.self, named: "verdicts.json"))

    /// What to think, look at and do about each of them.
    public static let guidance = GuidanceTable(KnowledgeFile.embedded(Guidance.self, named: "guidance.json"))
}
