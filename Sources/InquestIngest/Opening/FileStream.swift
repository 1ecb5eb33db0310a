#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a file, read in order.
package struct FileStream: ByteStream {
    private let descriptor: Descriptor

    /// Opens a file for reading.
    ///
    /// - Throws: `ReadError` with the system's words and what to do about them.
    package init(path: String) throws(ReadError) {
        // Without O_NONBLOCK, a pipe put where a file was would hold the program forever.
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else {
            let error = SystemError(code: errno)
            throw ReadError("cannot be opened: \(error.words). \(error.advice).")
        }
        descriptor = Descriptor(number, closes: true)
    }

    fileprivate init(_ descriptor: Descriptor) {
        self.descriptor = descriptor
    }

    package mutating func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        try descriptor.read(into: &buffer, atMost: min(count, ByteWindow.chunk))
    }
}

/// Standard input, which is named `-`.
package struct StandardInput: ByteStream {
    private var stream = FileStream(Descriptor(0, closes: false))

    package init() {}

    package mutating func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        try stream.read(into: &buffer, atMost: count)
    }
}

/// An open file, closed when the last stream over it is gone.
///
/// Invariant of the unsafe call: `read(2)` gets the uninitialized tail of an array that holds at least
/// `count` bytes, and the tail counts as initialized only as far as the call says it wrote.
private final class Descriptor: Sendable {
    private let number: Int32
    private let closes: Bool

    init(_ number: Int32, closes: Bool) {
        self.number = number
        self.closes = closes
    }

    deinit {
        if closes { _ = close(number) }
    }

    func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        guard count > 0 else { return 0 }
        var result = 0
        repeat {
            buffer.append(addingCapacity: count) { span in
                unsafe span.withUnsafeMutableBufferPointer { tail, initialized in
                    // Room for at least one byte was just added, so there is an address.
                    // swift-format-ignore: NeverForceUnwrap
                    result = unsafe systemRead(number, tail.baseAddress!, count)
                    initialized = max(0, result)
                }
            }
        } while result < 0 && errno == EINTR
        guard result >= 0 else {
            let error = SystemError(code: errno)
            throw ReadError("reading stopped: \(error.words). \(error.advice).")
        }
        return result
    }
}

/// `read(2)`, under a name that the methods here do not hide.
private func systemRead(_ descriptor: Int32, _ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    unsafe read(descriptor, start, count)
}
