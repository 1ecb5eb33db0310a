package import InquestCore

/// The unread part of a source: a buffer that is filled in chunks and consumed from the front.
///
/// Memory stays flat: the buffer holds one chunk and whatever record is not complete yet. The window also keeps
/// the line number, the digest of all bytes, and where the text stops being UTF-8.
package struct ByteWindow: ~Copyable {
    /// Bytes read at a time.
    package static let chunk = 1 << 20
    /// The longest line or record that is held; what is longer is cut and reported.
    package static let longestRecord = 32 << 20

    /// Buffered bytes; the unread ones are `start..<buffer.count`.
    package private(set) var buffer: [UInt8] = []
    /// Where the unread bytes begin in `buffer`.
    package private(set) var start = 0
    /// 1-based line of the first unread byte.
    package private(set) var line: UInt32 = 1
    /// Bytes consumed so far.
    package private(set) var consumed = 0
    /// Bytes read so far.
    package private(set) var total = 0
    /// The line of the first text that is not UTF-8.
    package private(set) var firstInvalidLine: UInt32?
    /// The line of the first line that was longer than `longestRecord`.
    package private(set) var firstOverlongLine: UInt32?
    /// SHA-256 of all bytes read so far.
    package private(set) var digest = SHA256()

    private var stream: any ByteStream
    private var isExhausted = false
    private let onRead: (Int) -> Void

    /// - Parameter onRead: Called with the number of bytes after each chunk, for progress.
    package init(_ stream: any ByteStream, onRead: @escaping (Int) -> Void = { _ in }) {
        self.stream = stream
        self.onRead = onRead
    }

    /// Unread bytes in the buffer.
    package var available: Int { buffer.count - start }

    /// Reads one more chunk behind the unread bytes. Ranges into `buffer` are void afterwards.
    ///
    /// - Returns: `false` at the end of the source.
    package mutating func fill() throws(ReadError) -> Bool {
        guard !isExhausted else { return false }
        if start > 0 {
            buffer.removeSubrange(0..<start)
            start = 0
        }
        let before = buffer.count
        buffer.reserveCapacity(before + ByteWindow.chunk)
        let count: Int
        do {
            count = try stream.read(into: &buffer, atMost: ByteWindow.chunk)
        } catch {
            isExhausted = true
            throw error
        }
        guard count > 0 else {
            isExhausted = true
            return false
        }
        digest.update(buffer, from: before)
        total += count
        onRead(count)
        return true
    }

    /// Marks the first `count` unread bytes as read. Ends must fall on record boundaries, not inside a character.
    ///
    /// - Parameter isText: Whether the bytes should be UTF-8.
    package mutating func consume(_ count: Int, isText: Bool = true) {
        let (newlines, isASCII) = scan(start..<start + count)
        let isUnchecked = isText && !isASCII && firstInvalidLine == nil
        if isUnchecked, !buffer.span.extracting(start..<start + count).isValidUTF8 {
            firstInvalidLine = line
        }
        line &+= UInt32(truncatingIfNeeded: newlines)
        start += count
        consumed += count
    }

    /// Reads the next line.
    ///
    /// - Returns: Its range in `buffer` without `\n` and a `\r` before it, good until the next read; `nil` at the end.
    ///   After the call `line` is the number of the line *behind* it. A line longer than `longestRecord` is cut.
    package mutating func nextLine() throws(ReadError) -> Range<Int>? {
        var searched = 0
        while true {
            if let newline = buffer.span.firstIndex(of: 0x0A, from: start + searched) {
                let range = start..<newline
                consume(newline + 1 - start)
                return trimmed(range)
            }
            searched = available
            if searched >= ByteWindow.longestRecord { return try cutLine() }
            if try !fill() {
                guard available > 0 else { return nil }
                let range = start..<buffer.count
                consume(available)
                return trimmed(range)
            }
        }
    }

    /// Drops everything up to the next newline, keeping only the first bytes of the line.
    private mutating func cutLine() throws(ReadError) -> Range<Int> {
        firstOverlongLine = firstOverlongLine ?? line
        let kept = Array(buffer[start..<start + 65_536])
        try dropLine()
        buffer.replaceSubrange(0..<start, with: kept)
        start = kept.count
        return 0..<kept.count
    }

    /// Consumes up to and including the next newline, holding one chunk at a time.
    package mutating func dropLine() throws(ReadError) {
        while true {
            if let newline = buffer.span.firstIndex(of: 0x0A, from: start) {
                return consume(newline + 1 - start)
            }
            start = buffer.count
            if try !fill() { return }
        }
    }

    /// Reads what is left, so that the digest covers the whole source.
    package mutating func drain() throws(ReadError) {
        repeat { start = buffer.count } while try fill()
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        guard let last = range.last, buffer[last] == 0x0D else { return range }
        return range.lowerBound..<last
    }

    private func scan(_ range: Range<Int>) -> (newlines: Int, isASCII: Bool) {
        let bytes = buffer.span.extracting(range)
        var newlines = 0
        var merged: UInt64 = 0
        var position = 0
        while position + 8 <= bytes.count {
            let word = Words.load(bytes, at: position)
            merged |= word
            newlines &+= Words.newlineCount(word)
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            merged |= UInt64(byte)
            newlines &+= byte == 0x0A ? 1 : 0
            position += 1
        }
        return (newlines, Words.isASCII(merged))
    }
}
