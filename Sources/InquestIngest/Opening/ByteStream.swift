/// Bytes of a source in order, however they are stored: a file, a gzip member, memory.
package protocol ByteStream {
    /// Appends at most `count` bytes to `buffer`.
    ///
    /// - Returns: How many were appended; 0 only at the end.
    /// - Throws: `ReadError` when the bytes that follow cannot be had, such as a truncated gzip member.
    mutating func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int
}

/// Bytes held in memory, handed out in pieces of a chosen size so that tests can cut anywhere.
package struct MemoryStream: ByteStream {
    private let bytes: [UInt8]
    private let piece: Int
    private var position = 0

    package init(_ bytes: [UInt8], piece: Int = .max) {
        self.bytes = bytes
        self.piece = max(1, piece)
    }

    package mutating func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        let end = position + min(count, piece, bytes.count - position)
        buffer.append(contentsOf: bytes[position..<end])
        defer { position = end }
        return end - position
    }
}
