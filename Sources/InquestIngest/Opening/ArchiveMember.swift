import InquestCore

/// One member of an archive, and what is to be done with it.
struct ArchiveMember {
    enum Verdict {
        case read
        /// There is nothing to read, or it is read elsewhere.
        case pass
        /// Why, and where a link leads.
        case refuse(String, link: String? = nil)
    }

    private let entry: ArchiveEntry
    private let kind: ArchiveKind
    private let path: MemberPath?
    /// The path inside the outermost archive.
    let member: String
    let candidate: SourceCandidate

    init(_ entry: ArchiveEntry, of kind: ArchiveKind, in archive: SourceCandidate, flags: SourceHints) {
        self.entry = entry
        self.kind = kind
        let path = MemberPath(entry.path, separatesByBackslash: kind == .zip)
        self.path = path
        let outer = archive.member.map { $0 + SourceCandidate.memberMark } ?? ""
        member = outer + (path?.text ?? entry.path)
        let (from, at) = ArchiveMember.times(entry, of: kind)
        candidate = SourceCandidate(
            path: archive.path, member: member, byteCount: entry.size, modifiedAt: at, modifiedFrom: from,
            hints: PathHints.hints(for: path?.text ?? "").overridden(by: flags), isNamed: false,
            realPath: archive.realPath)
    }

    func verdict(_ links: inout ArchiveLinks, limits: UnpackLimits) -> Verdict {
        guard let path else {
            return entry.kind == .directory
                && entry.path.allSatisfy { "./".contains($0) && entry.path != "/" }
                ? .pass
                : .refuse(
                    MemberPath.isTooLong(entry.path)
                        ? "its path is longer than systems allow: it is not read. Look who made the archive."
                        : "its path leads out of the archive: it is not read. Look who made the archive.")
        }
        switch entry.kind {
        case .directory:
            links.note(path)
            return .pass
        case .symbolicLink(let target): return follow(target, from: path, &links)
        case .hardLink(let target): return follow(target, isFromRoot: true, from: path, &links)
        case .pipe: return .refuse("is a pipe: an archive holds none of its bytes.")
        case .device: return .refuse("is a device: an archive holds none of its bytes.")
        case .socket: return .refuse("is a socket: an archive holds none of its bytes.")
        case .other: return .refuse("is neither a file nor a directory: it is not read.")
        case .file: break
        }
        links.note(path)
        if path.isHidden { return .pass }
        if entry.isEncrypted {
            return .refuse("is encrypted. Unpack the archive with its password and name the directory.")
        }
        if kind == .zip, !isUsualZip {
            return .refuse(
                "is packed in an unusual way (\(entry.method)). Pack the archive again with 'zip'.")
        }
        if let size = entry.size, size > limits.memberBytes {
            return .refuse(
                "is larger than \(limits.memberBytes) bytes: it is not read. "
                    + "Raise --max-member-bytes if it can be trusted.")
        }
        return .read
    }

    /// What is to be done with a member that begins so: zip files keep a link as a file that holds its target, and say only
    /// at their end, which a stream has not seen, that it is one.
    func verdict(beginning head: [UInt8], _ links: inout ArchiveLinks) -> Verdict {
        guard kind == .zip, let path, entry.method.contains("(uncompressed)"), (1..<512).contains(head.count),
            head.allSatisfy({ (0x21...0x7E).contains($0) && !"\"'{}[]<>=,;".utf8.contains($0) }),
            head.contains(0x2F)
        else { return .read }
        return follow(String(decoding: head, as: UTF8.self), from: path, &links)
    }

    /// A link is the member it leads to, which is read where it stands.
    ///
    /// - Parameter isFromRoot: Whether the target is a path in the archive, as those of hard links are.
    private func follow(
        _ target: String, isFromRoot: Bool = false, from path: MemberPath, _ links: inout ArchiveLinks
    ) -> Verdict {
        guard let found = path.target(of: isFromRoot ? "/" + target : target) else {
            return .refuse(ArchiveLinks.leadsOut, link: String(target.prefix(200)))
        }
        if !path.isHidden {
            links.add(
                path, at: member, text: target, to: found.path, isAbsolute: found.isAbsolute && !isFromRoot)
        }
        return .pass
    }

    /// Decoders for the other methods want memory by the gigabyte, and no export needs them.
    private var isUsualZip: Bool {
        entry.method.contains("(uncompressed)") || entry.method.contains("(deflation)")
    }

    /// The first and last instant that the member's time can mean.
    private static func times(_ entry: ArchiveEntry, of kind: ArchiveKind) -> (Timestamp?, Timestamp?) {
        guard let time = entry.modifiedAt, kind == .zip, !entry.hasOtherTimes else {
            return (entry.modifiedAt, entry.modifiedAt)
        }
        // Plain zip files hold local time and no zone. libarchive takes it for the time of this machine.
        let wall = time.nanoseconds / 1_000_000_000 + entry.localOffset
        return (Timestamp(seconds: wall - 14 * 3600), Timestamp(seconds: wall + 12 * 3600))
    }
}
