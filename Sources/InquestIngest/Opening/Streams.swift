import InquestCore

/// A stream whose beginning can be looked at before it is read.
final class PeekedStream: ByteStream {
    /// The first bytes: a block of a tar archive, or all there is.
    let head: [UInt8]

    private static let headSize = 512
    private var rest: any ByteStream
    private var position = 0
    /// Told once the head is delivered.
    private var failure: ReadError?

    init(_ stream: any ByteStream) {
        var stream = stream
        var head: [UInt8] = []
        do throws(ReadError) {
            while head.count < PeekedStream.headSize {
                if try stream.read(into: &head, atMost: PeekedStream.headSize - head.count) == 0 { break }
            }
        } catch {
            failure = error
        }
        self.head = head
        rest = stream
    }

    func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        if position < head.count {
            let end = min(head.count, position + count)
            defer { position = end }
            buffer.append(contentsOf: head[position..<end])
            return end - position
        }
        if let failure { throw failure }
        return try rest.read(into: &buffer, atMost: count)
    }
}

/// The bytes of the file itself, counted and digested.
final class StoredStream: ByteStream {
    private var stream: any ByteStream
    private var digest = SHA256()
    private(set) var total = 0
    private let onRead: (Int) -> Void

    init(_ stream: any ByteStream, onRead: @escaping (Int) -> Void) {
        self.stream = stream
        self.onRead = onRead
    }

    var sha256: [UInt8] { digest.digest() }

    func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        let start = buffer.count
        let got = try stream.read(into: &buffer, atMost: count)
        digest.update(buffer, from: start)
        total += got
        onRead(got)
        return got
    }
}

/// A stream that counts what goes into an unpacker.
final class CountedStream: ByteStream {
    private var stream: any ByteStream
    private(set) var total = 0

    init(_ stream: any ByteStream) { self.stream = stream }

    func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        let got = try stream.read(into: &buffer, atMost: count)
        total += got
        return got
    }
}

/// How much an unpacker made of its input, over all members of an archive, charged to the budget where it is more than went in.
final class UnpackMeter {
    private let input: CountedStream
    private let budget: UnpackBudget
    private var total = 0
    private var charged = 0

    init(of input: CountedStream, within budget: UnpackBudget) {
        self.input = input
        self.budget = budget
    }

    func add(_ count: Int) throws(ReadError) {
        total += count
        let grown = total - input.total
        guard grown > charged else { return }
        try budget.charge(grown - charged)
        charged = grown
    }
}

/// What an unpacker makes of its input, metered.
final class ExpandedStream: ByteStream {
    private var stream: any ByteStream
    private let meter: UnpackMeter

    init(_ stream: any ByteStream, meter: UnpackMeter) {
        self.stream = stream
        self.meter = meter
    }

    func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        let got = try stream.read(into: &buffer, atMost: count)
        try meter.add(got)
        return got
    }
}

/// A stream that may be so long and no longer.
final class LimitedStream: ByteStream {
    private var stream: any ByteStream
    private var left: Int
    private let limit: Int

    init(_ stream: any ByteStream, limit: Int) {
        self.stream = stream
        self.limit = limit
        left = limit
    }

    func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        let got = try stream.read(into: &buffer, atMost: count)
        left -= got
        guard left >= 0 else {
            throw ReadError(
                "it unpacks to more than \(limit) bytes: what came before was read. "
                    + "Raise --max-member-bytes if it can be trusted.")
        }
        return got
    }
}

/// The current member of an archive. Whatever ends the archive is told as the archive's trouble.
final class MemberStream: ByteStream {
    private let reader: ArchiveReader

    init(_ reader: ArchiveReader) { self.reader = reader }

    func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        do {
            return try reader.read(into: &buffer, atMost: count)
        } catch {
            guard reader.failure != nil else { throw error }
            throw ReadError(
                "the archive cannot be read beyond this point, so the member is not whole: "
                    + "\(error.description)", isOfArchive: true)
        }
    }
}
