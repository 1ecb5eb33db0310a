import InquestCore

/// Hands on what a file holds: itself, or the members of the archive it is, one after the other and as streams in
/// streams.
final class ArchiveWalk {
    typealias Visit = (SourceCandidate, any ByteStream) -> Bool

    private let budget: UnpackBudget
    private let flags: SourceHints
    private let visit: Visit
    private var refusals = Refusals()
    private var isStopped = false
    /// Whether the file is an archive.
    private(set) var isArchive = false

    init(budget: UnpackBudget, flags: SourceHints, visit: @escaping Visit) {
        self.budget = budget
        self.flags = flags
        self.visit = visit
    }

    /// Reads a file.
    func open(_ stream: any ByteStream, as candidate: SourceCandidate) {
        open(stream, as: candidate, depth: 0)
    }

    /// What was refused, once everything is read.
    func report(of stored: StoredStream) -> ArchiveReport {
        // The digest is of the whole file, also where something behind the archive is passed over.
        if !isStopped, budget.failure == nil { drain(stored) }
        return ArchiveReport(sha256: stored.sha256, byteCount: stored.total, refusals: refusals.all)
    }

    private func open(_ stream: any ByteStream, as candidate: SourceCandidate, depth: Int) {
        let packed = PeekedStream(stream)
        let unpacked = Packing.unpacked(packed, within: budget)
        guard let kind = ArchiveKind(unpacked.head) else {
            let isExpanded = unpacked !== packed || candidate.member != nil
            let source: any ByteStream =
                isExpanded ? LimitedStream(unpacked, limit: budget.limits.memberBytes) : unpacked
            isStopped = !visit(candidate, source)
            return
        }
        isArchive = true
        budget.isInArchive = true
        guard depth < budget.limits.depth else {
            return refusals.add(
                "is an archive within \(depth) others: no more are opened. Unpack it and name what is inside.",
                member: candidate.member)
        }
        do {
            try read(kind, unpacked, candidate, depth: depth)
        } catch {
            // What ends the archive around this one, too, is told of that.
            guard depth == 0 || !error.isOfArchive else { return }
            refusals.add(error.description, member: candidate.member)
        }
    }

    private func read(
        _ kind: ArchiveKind, _ stream: PeekedStream, _ candidate: SourceCandidate, depth: Int
    ) throws(ReadError) {
        let input = CountedStream(stream)
        let meter = UnpackMeter(of: input, within: budget)
        let reader = try ArchiveReader(input, kind.format)
        var links = ArchiveLinks()
        while !isStopped, let entry = try reader.next() {
            try budget.takeMember()
            let bytes = ExpandedStream(MemberStream(reader), meter: meter)
            let member = ArchiveMember(entry, of: kind, in: candidate, flags: flags)
            if take(member, member.verdict(&links, limits: budget.limits)) {
                let peeked = PeekedStream(bytes)
                if take(member, member.verdict(beginning: peeked.head, &links)) {
                    open(peeked, as: member.candidate, depth: depth + 1)
                }
            }
            if let failure = budget.failure ?? reader.failure { throw failure }
        }
        guard !isStopped else { return }
        for link in links.refused { refusals.add(link.reason, member: link.name) }
        if reader.damagedHeaders > 0 {
            refusals.add(
                "\(reader.damagedHeaders) damaged blocks were passed over: members may be missing. Copy it again.",
                member: candidate.member)
        }
        // Behind the members a compressed archive may show that it is cut or damaged.
        try drained(stream)
    }

    /// Whether a member's bytes are to be read.
    private func take(_ member: ArchiveMember, _ verdict: ArchiveMember.Verdict) -> Bool {
        switch verdict {
        case .read: return true
        case .pass: return false
        case .refuse(let reason, let link):
            refusals.add(reason, member: member.member + (link.map { " -> " + $0 } ?? ""))
            return false
        }
    }

    private func drain(_ stream: any ByteStream) { try? drained(stream) }

    private func drained(_ stream: any ByteStream) throws(ReadError) {
        var stream = stream
        var buffer: [UInt8] = []
        repeat {
            buffer.removeAll(keepingCapacity: true)
        } while try stream.read(into: &buffer, atMost: 256 << 10) > 0
    }
}

/// A kind of archive that is known by its first bytes.
enum ArchiveKind {
    case tar
    case zip

    init?(_ head: [UInt8]) {
        // A member, the end of an empty archive, or the mark of one that was split once.
        let zips: [[UInt8]] = [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 7, 8]]
        if zips.contains(where: head.starts) {
            self = .zip
        } else if ArchiveKind.isTarHeader(head) {
            self = .tar
        } else {
            return nil
        }
    }

    var format: ArchiveReader.Format {
        switch self {
        case .tar: .tar
        case .zip: .zip
        }
    }

    /// Tar archives of before 1988 have no magic, but every header has the sum of its bytes.
    private static func isTarHeader(_ head: [UInt8]) -> Bool {
        guard head.count == 512, head[0] != 0 else { return false }
        if head[257..<262].elementsEqual("ustar".utf8) { return true }
        var sum = 0
        for digit in head[148..<156] where digit != 0x20 && digit != 0 {
            guard (0x30...0x37).contains(digit) else { return false }
            sum = sum << 3 | Int(digit - 0x30)
        }
        // The sum is taken with blanks in its own place.
        let blanks = 8 * 0x20
        let rest = head[..<148].reduce(0) { $0 + Int($1) } + head[156...].reduce(0) { $0 + Int($1) }
        return sum == rest + blanks
    }
}
