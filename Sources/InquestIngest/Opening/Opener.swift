package import InquestCore

/// A source that can be opened: a file, or standard input.
package struct SourceCandidate: Sendable, Hashable {
    /// The path as the user named it or the walk found it; `-` for standard input.
    package let path: String
    /// The path inside an archive; `nil` for plain files.
    package let member: String?
    /// Bytes as stored, which for gzip is the compressed size; `nil` when nobody knows.
    package let byteCount: Int64?
    /// When the file was last changed: a weak bound on the instant of capture. `nil` for standard input.
    package let modifiedAt: Timestamp?
    /// What path and flags say about whose data it holds.
    package let hints: SourceHints

    /// The bytes from the beginning, unpacked when they are gzip by content, whatever the name says.
    ///
    /// - Throws: `ReadError` with the system's words when the file cannot be opened any more.
    package func open() throws(ReadError) -> any ByteStream {
        path == "-" ? try Opening.unpacked(StandardInput()) : try Opening.unpacked(FileStream(path: path))
    }
}

/// A path that cannot be read, and what to do about it.
package struct OpeningProblem: Sendable, Hashable, CustomStringConvertible {
    /// The path as the user named it or the walk found it.
    package let path: String
    /// What is wrong and what to do about it.
    package let reason: String

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

    /// A stream over the same bytes, or over what they hold when they begin as gzip does.
    package static func unpacked(_ stream: any ByteStream) throws(ReadError) -> any ByteStream {
        var stream = stream
        var head: [UInt8] = []
        while head.count < GzipStream.magic.count {
            if try stream.read(into: &head, atMost: GzipStream.magic.count - head.count) == 0 { break }
        }
        let whole = PrefixedStream(head: head, rest: stream)
        return head == GzipStream.magic ? try GzipStream(whole) : whole
    }
}

/// A stream with the bytes put back that were read to look at them.
private struct PrefixedStream: ByteStream {
    var head: [UInt8]
    var rest: any ByteStream

    mutating func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        guard !head.isEmpty else { return try rest.read(into: &buffer, atMost: count) }
        let taken = min(count, head.count)
        buffer.append(contentsOf: head[..<taken])
        head.removeFirst(taken)
        return taken
    }
}
