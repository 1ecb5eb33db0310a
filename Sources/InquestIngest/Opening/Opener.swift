package import InquestCore

/// A path that cannot be read, and what to do about it.
package struct OpeningProblem: Sendable, Hashable, CustomStringConvertible {
    /// The path as the user named it or the walk found it.
    package let path: String
    /// What is wrong and what to do about it.
    package let reason: String
    /// Whether it was refused for what it is, such as a link that leads in a circle, so that another try ends alike.
    package let isRefused: Bool

    package var description: String { "\(path): \(reason)" }
}

/// Turns what the user named into sources.
package enum Opening {
    /// The sources behind paths, in the order given; a directory's files are in the order of their bytes.
    ///
    /// No file is opened yet. A file that is reached twice, by name or through links, comes once.
    /// - Parameters:
    ///   - paths: Files, directories, or `-` for standard input.
    ///   - flags: What the user says about whose data it is; it wins over what paths say.
    package static func candidates(
        for paths: [String], flags: SourceHints = SourceHints()
    ) -> (candidates: [SourceCandidate], problems: [OpeningProblem]) {
        var walk = Walk(flags: flags)
        for path in paths { walk.add(path) }
        return (walk.candidates, walk.problems)
    }

    /// A stream over the same bytes, or over what they hold when they are compressed. Trouble is told by the stream.
    package static func unpacked(_ stream: any ByteStream) -> any ByteStream {
        Packing.unpacked(PeekedStream(stream), within: UnpackBudget(UnpackLimits()))
    }

    /// Opens a candidate and hands on every source in it: itself, or an archive's members one after the other.
    ///
    /// Nothing is held but what the decoders need, whatever the size of the archive.
    /// - Parameters:
    ///   - flags: What the user says about whose data it is.
    ///   - onRead: Called with the number of stored bytes after each piece.
    ///   - visit: Takes a source and its bytes, which can be read only during the call. `false` ends the reading.
    /// - Returns: What of an archive was refused, and why; `nil` for other files.
    /// - Throws: `ReadError` when the file cannot be opened.
    package static func expand(
        _ candidate: SourceCandidate, limits: UnpackLimits = UnpackLimits(),
        flags: SourceHints = SourceHints(),
        onRead: @escaping (Int) -> Void = { _ in }, visit: (SourceCandidate, any ByteStream) -> Bool
    ) throws(ReadError) -> ArchiveReport? {
        let budget = UnpackBudget(limits)
        let stored = StoredStream(try candidate.openStored()) { count in
            budget.stored += count
            onRead(count)
        }
        return withoutActuallyEscaping(visit) { visit in
            let walk = ArchiveWalk(budget: budget, flags: flags, visit: visit)
            walk.open(stored, as: candidate)
            return walk.isArchive ? walk.report(of: stored) : nil
        }
    }
}
