import InquestCore

/// A compression that is known by its first bytes.
enum Packing: CaseIterable {
    case gzip
    case xz
    case zstd
    case bzip2

    /// Compressions of compressions that are followed.
    private static let deepest = 2
    /// What an xz stream may ask for to be unpacked: `xz -9` asks for half of it.
    private static let largestDictionary = 128 << 20

    /// The compression whose stream begins so.
    init?(_ head: [UInt8]) {
        guard let found = Packing.allCases.first(where: { head.starts(with: $0.magic) }), found.fits(head)
        else { return nil }
        self = found
    }

    /// Endings of file names that go with the compressions.
    static let endings: [String] = [".gz", ".xz", ".zst", ".bz2"]

    private var magic: [UInt8] {
        switch self {
        case .gzip: GzipStream.magic
        case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
        case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
        case .bzip2: Array("BZh".utf8)
        }
    }

    /// Whether more than the magic bytes is as it should be: text may begin with "BZh" too.
    private func fits(_ head: [UInt8]) -> Bool {
        guard self == .bzip2, head.count >= 10 else { return true }
        let isBlock = head[4..<10].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        let isEnd = head[4..<10].elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
        return (0x31...0x39).contains(head[3]) && (isBlock || isEnd)
    }

    /// A stream over the same bytes, or over what they hold when they are compressed.
    ///
    /// Trouble is told by the stream, behind what can be read.
    static func unpacked(_ stream: PeekedStream, within budget: UnpackBudget) -> PeekedStream {
        var stream = stream
        for _ in 0..<deepest {
            guard let packing = Packing(stream.head) else { break }
            let input = CountedStream(stream)
            let output: any ByteStream
            do throws(ReadError) {
                output = try packing.decoder(of: input, head: stream.head)
            } catch {
                output = FailedStream(error: error)
            }
            stream = PeekedStream(ExpandedStream(output, meter: UnpackMeter(of: input, within: budget)))
        }
        return stream
    }

    private func decoder(of input: CountedStream, head: [UInt8]) throws(ReadError) -> any ByteStream {
        switch self {
        case .gzip: return try GzipStream(input)
        case .xz:
            if let size = Packing.xzDictionary(head), size > Packing.largestDictionary {
                throw ReadError(
                    "it needs \(size >> 20) MiB of memory to be unpacked, more than the "
                        + "\(Packing.largestDictionary >> 20) that are allowed. Pack it again with 'xz -9' or less."
                )
            }
            return DecodedStream(try ArchiveReader(input, .xz), name: "xz")
        case .zstd: return DecodedStream(try ArchiveReader(input, .zstd), name: "zstd")
        case .bzip2: return DecodedStream(try ArchiveReader(input, .bzip2), name: "bzip2")
        }
    }

    /// The size of the dictionary of the first block, by the xz file format (section 5.3.1); `nil` when it is not there.
    static func xzDictionary(_ head: [UInt8]) -> Int? {
        // Stream header 12, block header: its size, flags, sizes that may be there, then the filters.
        guard head.count >= 24, head[12] != 0 else { return nil }
        let flags = head[13]
        var position = 14
        func number() -> Int? {
            var value = 0
            for shift in stride(from: 0, to: 63, by: 7) {
                guard position < head.count else { return nil }
                let byte = head[position]
                position += 1
                value |= Int(byte & 0x7F) << shift
                if byte & 0x80 == 0 { return value }
            }
            return nil
        }
        if flags & 0x40 != 0, number() == nil { return nil }
        if flags & 0x80 != 0, number() == nil { return nil }
        for _ in 0...(flags & 3) {
            guard let filter = number(), let size = number(), position + size <= head.count else {
                return nil
            }
            if filter == 0x21, size == 1 {
                let bits = Int(head[position] & 0x3F)
                return bits >= 40 ? 4 << 30 : (2 | bits & 1) << (bits / 2 + 11)
            }
            position += size
        }
        return nil
    }
}

/// What libarchive makes of one compressed stream.
private struct DecodedStream: ByteStream {
    private let reader: ArchiveReader
    private let name: String
    private var isOpen = false
    private var isAtEnd = false

    init(_ reader: ArchiveReader, name: String) {
        self.reader = reader
        self.name = name
    }

    mutating func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        if !isOpen {
            isOpen = true
            isAtEnd = try reader.next() == nil
        }
        guard !isAtEnd, count > 0 else { return 0 }
        do {
            return try reader.read(into: &buffer, atMost: count)
        } catch {
            isAtEnd = true
            throw error
        }
    }
}

/// A stream of which nothing can be read.
private struct FailedStream: ByteStream {
    let error: ReadError

    mutating func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        throw error
    }
}
