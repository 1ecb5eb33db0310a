import CZlib
import InquestCore

/// The bytes inside a gzip file: one member after another, as `gzip -dc` gives them.
///
/// What decodes is delivered before trouble is reported, for half a log is better than none. Bytes behind the
/// last member that are no gzip member are passed over, as gzip(1) does.
package struct GzipStream: ByteStream {
    /// The first bytes of every gzip member.
    package static let magic: [UInt8] = [0x1F, 0x8B]

    private var compressed: any ByteStream
    private let inflater: Inflater
    private var input: [UInt8] = []
    private var position = 0
    private var state = State.reading

    private enum State {
        case reading
        case finished
        /// Reported once the bytes before it are delivered.
        case failed(ReadError)
    }

    /// - Parameter compressed: The bytes of the gzip file from its beginning.
    package init(_ compressed: any ByteStream) throws(ReadError) {
        self.compressed = compressed
        inflater = try Inflater()
    }

    package mutating func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        guard count > 0 else { return 0 }
        while case .reading = state {
            if position == input.count { refill() }
            let step = inflater.inflate(input, from: &position, into: &buffer, atMost: count)
            advance(after: step.outcome)
            if step.produced > 0 { return step.produced }
        }
        guard case .failed(let error) = state else { return 0 }
        state = .finished
        throw error
    }

    /// Replaces the input that is used up. At the end of the file `input` stays empty.
    private mutating func refill() {
        input.removeAll(keepingCapacity: true)
        position = 0
        do throws(ReadError) {
            _ = try compressed.read(into: &input, atMost: 256 << 10)
        } catch {
            state = .failed(error)
        }
    }

    private mutating func advance(after outcome: Inflater.Outcome) {
        // A fault of the file itself says more than what the decoder makes of it.
        if case .failed = state { return }
        switch outcome {
        case .more:
            break
        case .starved:
            guard input.isEmpty else { return }
            state = .failed(
                ReadError(
                    "the gzip member is truncated: what came before was read. Copy the file again."
                ))
        case .corrupt(let words):
            state = .failed(
                ReadError(
                    "the gzip member is corrupt (\(words)): what came before was read. "
                        + "Check the file with 'gzip -t' and copy it again."))
        case .memberEnd:
            if !nextMemberFollows() { state = .finished }
        }
    }

    /// Looks at the two bytes behind a member, and makes ready for the next member when there is one.
    private mutating func nextMemberFollows() -> Bool {
        while input.count - position < 2 {
            let rest = Array(input[position...])
            refill()
            if case .failed = state { return true }
            let isEnd = input.isEmpty
            input.insert(contentsOf: rest, at: 0)
            if isEnd { return false }
        }
        guard Array(input[position..<position + 2]) == GzipStream.magic else { return false }
        inflater.reset()
        return true
    }
}

/// A zlib decoder.
///
/// Invariant of the unsafe code: zlib keeps a pointer to its `z_stream`, so that lives at one address from
/// `init` to `deinit`, in memory of its own that only this class reaches. `next_in` and `next_out` are set
/// for the length of one call, to arrays that the call holds on to, with their true sizes.
@safe private final class Inflater {
    enum Outcome {
        /// The call went well; call again.
        case more
        /// Nothing can come without further input.
        case starved
        case memberEnd
        /// With zlib's words.
        case corrupt(String)
    }

    private let stream: UnsafeMutablePointer<z_stream>

    init() throws(ReadError) {
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe inquest_inflate_init(stream) == Z_OK else {
            unsafe stream.deallocate()
            throw ReadError("there is no memory left to unpack it. Use fewer jobs.")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Makes ready for the header of another member.
    func reset() {
        unsafe inflateReset(stream)
    }

    /// Decodes from `input[position...]` until input or room runs out.
    func inflate(
        _ input: [UInt8], from position: inout Int, into buffer: inout [UInt8], atMost count: Int
    ) -> (produced: Int, outcome: Outcome) {
        let room = min(count, ByteWindow.chunk)
        let given = input.count - position
        let start = position
        var status = Z_OK
        var produced = 0
        unsafe input.withUnsafeBufferPointer { source in
            buffer.append(addingCapacity: room) { span in
                unsafe span.withUnsafeMutableBufferPointer { tail, initialized in
                    // zlib declares its input mutable and never writes to it.
                    unsafe stream.pointee.next_in = source.baseAddress.map {
                        unsafe UnsafeMutablePointer(mutating: $0 + start)
                    }
                    unsafe stream.pointee.avail_in = UInt32(given)
                    unsafe stream.pointee.next_out = tail.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(room)
                    status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                    produced = unsafe room - Int(stream.pointee.avail_out)
                    initialized = produced
                }
            }
        }
        position = unsafe input.count - Int(stream.pointee.avail_in)
        unsafe stream.pointee.next_in = nil
        unsafe stream.pointee.next_out = nil
        return (produced, outcome(of: status))
    }

    private func outcome(of status: Int32) -> Outcome {
        switch status {
        case Z_OK: return .more
        case Z_STREAM_END: return .memberEnd
        case Z_BUF_ERROR: return .starved
        default:
            let words = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
            return .corrupt(words ?? "zlib error \(status)")
        }
    }
}
