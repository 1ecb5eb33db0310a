package import InquestCore

/// A source that can be opened: a file, standard input, or a member of an archive while that is read.
package struct SourceCandidate: Sendable, Hashable {
    /// What stands between an archive and the path inside.
    package static let memberMark = "!/"

    /// The path as the user named it or the walk found it; `-` for standard input.
    package let path: String
    /// The path inside the archive, `inner.tar!/x` for a member of a member; `nil` for plain files.
    package let member: String?
    /// Bytes as stored, which for compressed files is the compressed size; `nil` when nobody knows.
    package let byteCount: Int64?
    /// When the file or member was last changed, at the latest: a weak bound on the instant of capture. `nil` when nothing
    /// tells.
    package let modifiedAt: Timestamp?
    /// The earliest instant that `modifiedAt` can mean: another one where the time has no zone.
    package let modifiedFrom: Timestamp?
    /// What path and flags say about whose data it holds.
    package let hints: SourceHints
    /// Whether the user named this very file, rather than a tree or an archive that holds it.
    package let isNamed: Bool
    /// The path without links, where it is another one.
    package let realPath: String?

    package init(
        path: String, member: String? = nil, byteCount: Int64?, modifiedAt: Timestamp?,
        modifiedFrom: Timestamp? = nil, hints: SourceHints, isNamed: Bool, realPath: String? = nil
    ) {
        self.path = path
        self.member = member
        self.byteCount = byteCount
        self.modifiedAt = modifiedAt
        self.modifiedFrom = modifiedFrom ?? modifiedAt
        self.hints = hints
        self.isNamed = isNamed
        self.realPath = realPath
    }

    /// Where the source is, for people: the path, and behind it the path inside.
    package var place: String {
        member.map { path + SourceCandidate.memberMark + $0 } ?? path
    }

    /// The same by the path without links, for what lies in one tree by whatever names.
    package var realPlace: String {
        let file = realPath ?? path
        return member.map { file + SourceCandidate.memberMark + $0 } ?? file
    }

    /// The bytes as they are stored.
    ///
    /// - Throws: `ReadError` with the system's words when the file cannot be opened any more.
    func openStored() throws(ReadError) -> any ByteStream {
        path == "-" ? StandardInput() : try FileStream(path: path)
    }

    /// The bytes from the beginning, unpacked when they are compressed by content, whatever the name says.
    ///
    /// - Throws: `ReadError` with the system's words when the file cannot be opened any more.
    package func open() throws(ReadError) -> any ByteStream {
        Opening.unpacked(try openStored())
    }
}
