/// Guidance by what it is about.
public struct GuidanceTable: Sendable {
    private struct Key: Hashable {
        let subject: Guidance.Subject
        let key: String
    }

    /// All rows, sorted by subject and key.
    public let rows: [Guidance]
    private let byKey: [Key: Int]
    private let signalSpans: [(numbers: ClosedRange<Int32>, row: Int)]

    /// Makes a table of rows with distinct subjects and keys.
    public init(_ rows: [Guidance]) {
        self.rows = rows
        byKey = Dictionary(
            rows.enumerated().map { (Key(subject: $1.subject, key: $1.key.lowercased()), $0) },
            uniquingKeysWith: { first, _ in first })
        signalSpans = rows.enumerated().compactMap { index, row in
            guard row.subject == .signal else { return nil }
            let ends = row.key.split(separator: ".", omittingEmptySubsequences: true).compactMap { Int32($0) }
            guard ends.count == 2, ends[0] <= ends[1] else { return nil }
            return (ends[0]...ends[1], index)
        }
    }

    /// The guidance for one subject and key exactly.
    public func row(_ subject: Guidance.Subject, _ key: String) -> Guidance? {
        byKey[Key(subject: subject, key: key.lowercased())].map { rows[$0] }
    }

    /// The guidance for an exit code: its own, else that of the signal it stands for, else that of its kind.
    ///
    /// - Parameters:
    ///   - code: The code as Kubernetes stores it.
    ///   - entry: What the code means; see ``ExitCodeTable/entry(for:)``.
    public func row(exitCode code: Int32, entry: ExitCodeEntry?) -> Guidance? {
        if let own = row(.exitCode, String(code)) { return own }
        if let number = entry?.signal(of: code), let own = row(signal: number) { return own }
        return entry.flatMap { row(.exitKind, $0.kind.rawValue) }
    }

    /// The guidance for a signal.
    public func row(signal number: Int32) -> Guidance? {
        row(.signal, String(number)) ?? signalSpans.first { $0.numbers.contains(number) }.map { rows[$0.row] }
    }

    /// The guidance for a verdict.
    public func row(verdict entry: VerdictEntry) -> Guidance? {
        row(.verdict, entry.id)
    }
}
