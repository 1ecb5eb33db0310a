/// Why something could not be explained.
public enum ExplainError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The question was empty.
    case nothingAsked
    /// A number beyond 32 bits.
    case notACode(String)
    /// A name nobody knows, with names that are close to it.
    case unknown(String, suggestions: [String])

    /// What was asked and what to ask instead.
    public var description: String {
        switch self {
        case .nothingAsked:
            "nothing to explain: give an exit code, a signal, a reason, the reason of an event or a verdict"
        case .notACode(let text):
            "'\(Self.short(text))' is not an exit code: give a number from \(Int32.min) to \(UInt32.max)"
        case .unknown(let text, let suggestions) where suggestions.isEmpty:
            "'\(Self.short(text))' is not a known exit code, signal, reason or verdict; "
                + "the views signals, reasons, event_reasons and verdicts list them all"
        case .unknown(let text, let suggestions):
            "'\(Self.short(text))' is not a known exit code, signal, reason or verdict; did you mean "
                + suggestions.map { "'\($0)'" }.joined(separator: " or ") + "?"
        }
    }

    private static func short(_ text: String) -> String {
        text.count <= 60 ? text : text.prefix(57) + "..."
    }
}
