/// One signal, or the span of real-time signals.
public struct SignalEntry: Sendable, Hashable, Codable {
    /// What the signal does to a process without a handler for it.
    public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
        /// Ends the process.
        case terminate
        /// Ends the process and writes a core dump where that is set up.
        case core
        /// Nothing.
        case ignore
        /// Stops the process until it is resumed.
        case stop
        /// Resumes a stopped process.
        case `continue`

        /// Whether the process ends, and so a container whose main process it is.
        public var ends: Bool { self == .terminate || self == .core }
    }

    /// The numbers this entry speaks about, on Linux for x86-64 and arm64.
    public let numbers: ClosedRange<Int32>
    /// The name with its prefix, such as `SIGTERM`.
    public let name: String
    /// Other names of the same signal.
    public let aliases: [String]
    /// What it does to a process without a handler.
    public let action: Action
    /// What it means, in one sentence.
    public let meaning: String
    /// Who sends it to containers.
    public let sentBy: String
    /// Ids of the verdicts it often leads to, the most frequent first.
    public let verdicts: [String]

    /// The number, or `nil` when the entry speaks about a span of signals.
    public var number: Int32? { numbers.count == 1 ? numbers.lowerBound : nil }

    /// The name of one signal of this entry: `SIGTERM`, or `SIGRTMIN+3` within a span.
    public func name(of number: Int32) -> String {
        number == numbers.lowerBound ? name : "\(name)+\(number - numbers.lowerBound)"
    }
}

extension SignalEntry {
    /// The fields of a row; others are refused.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case number, from, to, name, aliases, action, meaning
        case sentBy = "sent_by"
        case verdicts
    }

    /// Reads a row; a field outside ``CodingKeys`` is an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.closedFields(CodingKeys.self)
        numbers = try fields.span(single: .number, from: .from, to: .to)
        name = try fields.decode(String.self, forKey: .name)
        aliases = try fields.list(String.self, .aliases)
        action = try fields.decode(Action.self, forKey: .action)
        meaning = try fields.decode(String.self, forKey: .meaning)
        sentBy = try fields.decode(String.self, forKey: .sentBy)
        verdicts = try fields.list(String.self, .verdicts)
    }

    /// Writes a row as it is read, with empty lists.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(span: numbers, single: .number, from: .from, to: .to)
        try fields.encode(name, forKey: .name)
        try fields.encode(aliases, forKey: .aliases)
        try fields.encode(action, forKey: .action)
        try fields.encode(meaning, forKey: .meaning)
        try fields.encode(sentBy, forKey: .sentBy)
        try fields.encode(verdicts, forKey: .verdicts)
    }
}

/// All signals of Linux.
public struct SignalTable: Sendable {
    /// All entries, sorted by number.
    public let rows: [SignalEntry]

    /// Makes a table of entries.
    public init(_ rows: [SignalEntry]) { self.rows = rows }

    /// The entry of a signal number.
    public func entry(for number: Int32) -> SignalEntry? {
        rows.first { $0.numbers.contains(number) }
    }

    /// The entry of a signal by name or number in any case: `SIGKILL`, `KILL`, `9`, `SIGRTMIN+3`.
    public func entry(named name: String) -> SignalEntry? {
        number(named: name).flatMap { entry(for: $0) }
    }

    /// The number of a signal by name or number in any case; see ``entry(named:)``.
    public func number(named name: String) -> Int32? {
        if let number = Int32(name) { return entry(for: number) == nil ? nil : number }
        let folded = name.lowercased()
        let full = folded.hasPrefix(Self.prefix) ? folded : Self.prefix + folded
        if let row = rows.first(where: { $0.name.lowercased() == full }) { return row.numbers.lowerBound }
        // The alias of a span names its last number: real-time signals are counted from both ends.
        if let row = rows.first(where: { $0.aliases.contains { $0.lowercased() == full } }) {
            return row.numbers.upperBound
        }
        return counted(full)
    }

    /// `sigrtmin+3` and `sigrtmax-1`: a span's end and the distance from it.
    private func counted(_ full: String) -> Int32? {
        guard let sign = full.firstIndex(where: { $0 == "+" || $0 == "-" }),
            let distance = UInt8(full[full.index(after: sign)...]),
            let end = number(named: String(full[..<sign])), let row = entry(for: end), row.number == nil
        else { return nil }
        let number = full[sign] == "+" ? end + Int32(distance) : end - Int32(distance)
        return row.numbers.contains(number) ? number : nil
    }

    private static let prefix = "sig"
}
