/// What one exit code, or a span of codes, means by convention.
///
/// A convention is not proof: a program may choose any of these numbers itself.
public struct ExitCodeEntry: Sendable, Hashable, Codable {
    /// Who gives a code its meaning.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The program ended and reported no error.
        case success
        /// Chosen by the program, with no finer meaning.
        case general
        /// Made by a shell or a wrapper such as `timeout`, not by the program.
        case shell
        /// One of the classes of failure in `sysexits.h`.
        case sysexits
        /// 128 plus the number of the signal that ended the process.
        case signal
        /// Used by a language runtime or a well-known tool.
        case runtime
        /// A 32-bit status of a Windows process.
        case windows
        /// Left to programs.
        case custom
        /// Written by the platform for want of a real code.
        case placeholder
    }

    /// What the code means when one well-known program ends with it.
    public struct Program: Sendable, Hashable, Codable {
        /// The program or family of programs, such as `curl`.
        public let program: String
        /// When it ends with this code.
        public let meaning: String
    }

    /// The codes this entry speaks about, as Kubernetes stores them: signed, 32 bits.
    public let codes: ClosedRange<Int32>
    /// A short name, such as `SIGKILL`.
    public let name: String
    /// Who gives the code its meaning.
    public let kind: Kind
    /// What the code means, in one sentence.
    public let meaning: String
    /// The signal of the first code, when the codes stand for signals.
    public let signal: Int32?
    /// The code as Docker and Windows print it; only for Windows statuses.
    public let unsigned: UInt32?
    /// The code in hexadecimal, such as `0xC0000005`; only for Windows statuses.
    public let status: String?
    /// What well-known programs mean by it, sorted by name.
    public let programs: [Program]
    /// Traps for the reader.
    public let notes: [String]
    /// Ids of the verdicts this code often leads to, the most frequent first.
    public let verdicts: [String]

    /// The code, or `nil` when the entry speaks about a span of codes.
    public var code: Int32? { codes.count == 1 ? codes.lowerBound : nil }

    /// The signal a code of this entry stands for, or `nil` when it stands for none.
    public func signal(of code: Int32) -> Int32? {
        guard codes.contains(code), let signal else { return nil }
        return signal + (code - codes.lowerBound)
    }
}

extension ExitCodeEntry {
    /// The fields of a row; others are refused.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case code, from, to, name, kind, meaning, signal, unsigned, status, programs, notes, verdicts
    }

    /// Reads a row; a field outside ``CodingKeys`` is an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.closedFields(CodingKeys.self)
        codes = try fields.span(single: .code, from: .from, to: .to)
        name = try fields.decode(String.self, forKey: .name)
        kind = try fields.decode(Kind.self, forKey: .kind)
        meaning = try fields.decode(String.self, forKey: .meaning)
        signal = try fields.decodeIfPresent(Int32.self, forKey: .signal)
        unsigned = try fields.decodeIfPresent(UInt32.self, forKey: .unsigned)
        status = try fields.decodeIfPresent(String.self, forKey: .status)
        programs = try fields.list(Program.self, .programs)
        notes = try fields.list(String.self, .notes)
        verdicts = try fields.list(String.self, .verdicts)
    }

    /// Writes a row as it is read, with empty lists.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(span: codes, single: .code, from: .from, to: .to)
        try fields.encode(name, forKey: .name)
        try fields.encode(kind, forKey: .kind)
        try fields.encode(meaning, forKey: .meaning)
        try fields.encodeIfPresent(signal, forKey: .signal)
        try fields.encodeIfPresent(unsigned, forKey: .unsigned)
        try fields.encodeIfPresent(status, forKey: .status)
        try fields.encode(programs, forKey: .programs)
        try fields.encode(notes, forKey: .notes)
        try fields.encode(verdicts, forKey: .verdicts)
    }
}

extension ExitCodeEntry.Program {
    /// The fields of a row; others are refused.
    package enum CodingKeys: String, CodingKey, CaseIterable { case program, meaning }

    /// Reads a row; a field outside ``CodingKeys`` is an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.closedFields(CodingKeys.self)
        program = try fields.decode(String.self, forKey: .program)
        meaning = try fields.decode(String.self, forKey: .meaning)
    }
}
