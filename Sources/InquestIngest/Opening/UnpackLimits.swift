/// How far archives and compressed files may be unpacked.
///
/// Nothing unpacked is kept on disk or in memory; the limits keep a small file from occupying the machine for days.
public struct UnpackLimits: Sendable, Hashable {
    /// Bytes that one input may hold, unpacked.
    public var bytes = 64 << 30
    /// Bytes of one member.
    public var memberBytes = 16 << 30
    /// Members of one input, those of archives inside included.
    public var members = 1_000_000
    /// How many times its stored size an input may unpack to. Logs are packed to a tenth, rarely to a hundredth.
    public var ratio = 200
    /// Archives within archives.
    public var depth = 5

    /// Whatever the ratio, so much may be unpacked.
    static let freeBytes = 64 << 20

    public init() {}
}

/// What of the limits an input has used up. Held by one thread.
final class UnpackBudget {
    let limits: UnpackLimits
    /// Bytes read of the file as it is stored.
    var stored = 0
    /// Whether trouble concerns an archive as a whole.
    var isInArchive = false
    /// What unpacking has added to the stored bytes.
    private var added = 0
    private var members = 0
    /// The limit that was passed.
    private(set) var failure: ReadError?

    init(_ limits: UnpackLimits) { self.limits = limits }

    /// Notes bytes that come out of an unpacker beyond those that went in.
    ///
    /// - Throws: `ReadError` once a limit is passed, and ever after.
    func charge(_ count: Int) throws(ReadError) {
        if let failure { throw failure }
        added += count
        let total = stored + added
        if total > limits.bytes {
            failure = ReadError(
                "it unpacks to more than \(limits.bytes) bytes: what came before was read. "
                    + "Raise --max-unpacked-bytes if it can be trusted.", isOfArchive: isInArchive)
        } else if total > UnpackLimits.freeBytes, total / max(1, limits.ratio) > stored {
            failure = ReadError(
                "it unpacks to more than \(limits.ratio) times its size, as a bomb does: what came before was "
                    + "read. Raise --max-ratio if it can be trusted.", isOfArchive: isInArchive)
        }
        if let failure { throw failure }
    }

    /// Notes a member, whatever it is.
    func takeMember() throws(ReadError) {
        members += 1
        if failure == nil, members > limits.members {
            failure = ReadError(
                "it has more than \(limits.members) members: those before were read. "
                    + "Raise --max-members if it can be trusted.", isOfArchive: isInArchive)
        }
        if let failure { throw failure }
    }
}
