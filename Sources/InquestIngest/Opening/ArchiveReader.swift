import CArchive
import InquestCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The members of an archive in the order in which they stand in it, read by libarchive from a stream.
///
/// Invariants of the unsafe code: `archive` is made in `init` and freed in `deinit`, and only this class reaches it.
/// libarchive keeps a pointer to `input`, which this class holds as long as the archive; the bytes that `input` lends
/// it lie at one address until it asks for more. An entry is used only until the next call that moves the archive, and
/// what it says is copied into Swift values before that.
@safe final class ArchiveReader {
    /// What the stream is to be read as. Only this is tried: formats that nobody asked for are no way in.
    enum Format {
        case tar
        case zip
        /// One compressed stream, which has a single member without a name.
        case compressed(Int32)

        static let xz = Format.compressed(ARCHIVE_FILTER_XZ)
        static let zstd = Format.compressed(ARCHIVE_FILTER_ZSTD)
        static let bzip2 = Format.compressed(ARCHIVE_FILTER_BZIP2)
    }

    /// Headers of one member may be so long; a longer one would be gathered in memory.
    private static let longestHeader = 64 << 20

    private let archive: OpaquePointer
    private let input: ArchiveInput
    /// Whether bytes of a member may be left unread.
    private var isInMember = false
    /// Blocks that were no headers where one was due.
    private(set) var damagedHeaders = 0
    /// Why nothing more can be read; `nil` while reading can go on.
    private(set) var failure: ReadError?

    /// - Parameter stream: The archive's bytes from the beginning.
    init(_ stream: any ByteStream, _ format: Format) throws(ReadError) {
        guard let made = unsafe archive_read_new() else {
            throw ReadError("there is no memory left to unpack it. Use fewer jobs.")
        }
        unsafe archive = made
        input = ArchiveInput(stream)
        switch format {
        case .tar: unsafe archive_read_support_format_tar(made)
        case .zip: unsafe archive_read_support_format_zip_streamable(made)
        case .compressed(let filter):
            unsafe archive_read_append_filter(made, filter)
            unsafe archive_read_support_format_raw(made)
            unsafe archive_read_support_format_empty(made)
        }
        let client = unsafe Unmanaged.passUnretained(input).toOpaque()
        let status = unsafe archive_read_open2(
            made, client, nil,
            { archive, client, start in
                guard let client = unsafe client, let start = unsafe start else { return -1 }
                let input = unsafe Unmanaged<ArchiveInput>.fromOpaque(client).takeUnretainedValue()
                let count = unsafe input.lend(start)
                if count < 0 { unsafe inquest_archive_fail(archive) }
                return count
            }, nil, nil)
        if status != ARCHIVE_OK {
            let error = self.error(status)
            failure = error
        }
    }

    deinit {
        unsafe archive_read_free(archive)
    }

    /// Moves to the next member, past what is left of the one before.
    ///
    /// - Returns: `nil` at the end.
    func next() throws(ReadError) -> ArchiveEntry? {
        if let failure { throw failure }
        if isInMember {
            isInMember = false
            let skipped = unsafe archive_read_data_skip(archive)
            if skipped == ARCHIVE_FATAL { throw fail(skipped) }
        }
        while true {
            input.allowance = ArchiveReader.longestHeader
            defer { input.allowance = .max }
            var entry: OpaquePointer?
            let status = unsafe archive_read_next_header(archive, &entry)
            switch status {
            case ARCHIVE_EOF: return nil
            case ARCHIVE_RETRY: damagedHeaders += 1
            case ARCHIVE_OK, ARCHIVE_WARN:
                guard let entry = unsafe entry else { throw fail(status) }
                isInMember = true
                return unsafe describe(entry)
            default: throw fail(status)
            }
        }
    }

    /// Appends at most `count` bytes of the current member.
    ///
    /// - Returns: 0 at the member's end.
    func read(into buffer: inout [UInt8], atMost count: Int) throws(ReadError) -> Int {
        if let failure { throw failure }
        guard count > 0 else { return 0 }
        let room = min(count, ByteWindow.chunk)
        var result = 0
        buffer.append(addingCapacity: room) { span in
            unsafe span.withUnsafeMutableBufferPointer { tail, initialized in
                result = unsafe archive_read_data(archive, tail.baseAddress, room)
                initialized = max(0, result)
            }
        }
        guard result < 0 else { return result }
        let status = Int32(truncatingIfNeeded: result)
        let error = error(status)
        if status == ARCHIVE_FATAL || input.failure != nil { failure = error }
        throw error
    }

    private func describe(_ entry: OpaquePointer) -> ArchiveEntry {
        let kind: ArchiveEntry.Kind =
            switch unsafe inquest_entry_kind(entry) {
            case INQUEST_ENTRY_FILE: .file
            case INQUEST_ENTRY_DIRECTORY: .directory
            case INQUEST_ENTRY_SYMBOLIC_LINK:
                .symbolicLink(
                    unsafe text(archive_entry_symlink_utf8(entry), archive_entry_symlink(entry)))
            case INQUEST_ENTRY_HARD_LINK:
                .hardLink(unsafe text(archive_entry_hardlink_utf8(entry), archive_entry_hardlink(entry)))
            case INQUEST_ENTRY_PIPE: .pipe
            case INQUEST_ENTRY_DEVICE: .device
            case INQUEST_ENTRY_SOCKET: .socket
            default: .other
            }
        let seconds = unsafe archive_entry_mtime_is_set(entry) != 0 ? Int64(archive_entry_mtime(entry)) : 0
        let hasOtherTimes = unsafe (archive_entry_atime(entry) != 0 || archive_entry_ctime(entry) != 0)
        return unsafe ArchiveEntry(
            path: text(archive_entry_pathname_utf8(entry), archive_entry_pathname(entry)), kind: kind,
            size: archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : nil,
            modifiedAt: ArchiveEntry.time(seconds, nanoseconds: Int64(archive_entry_mtime_nsec(entry))),
            localOffset: localOffset(at: seconds), hasOtherTimes: hasOtherTimes,
            isEncrypted: archive_entry_is_encrypted(entry) != 0,
            method: text(archive_format_name(archive), nil))
    }

    /// Seconds that this machine's clock on the wall is ahead of UTC.
    private func localOffset(at seconds: Int64) -> Int64 {
        var time = time_t(seconds)
        var fields = unsafe tm()
        unsafe localtime_r(&time, &fields)
        return unsafe Int64(fields.tm_gmtoff)
    }

    /// The first of two spellings that is there. The second is bytes in no known encoding.
    private func text(_ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> String {
        guard let start = unsafe first ?? second else { return "" }
        return unsafe String(cString: start)
    }

    private func fail(_ status: Int32) -> ReadError {
        let error = error(status)
        failure = error
        return error
    }

    /// What the stream said, which is nearer to the cause than what libarchive makes of it.
    private func error(_ status: Int32) -> ReadError {
        if let cause = input.failure { return cause }
        if input.isBeyondAllowance {
            return ReadError("a member's header is longer than \(ArchiveReader.longestHeader >> 20) MiB.")
        }
        let words = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
        return ReadError(
            "it is damaged (\(words ?? "libarchive error \(status)")): what came before was read. "
                + "Copy it again.")
    }
}

/// What libarchive says of one member.
struct ArchiveEntry {
    enum Kind: Equatable {
        case file
        case directory
        /// With its target as it stands there.
        case symbolicLink(String)
        case hardLink(String)
        case pipe
        case device
        case socket
        case other
    }

    /// As it stands there, which may be anything.
    let path: String
    let kind: Kind
    /// Bytes unpacked, when the header tells.
    let size: Int64?
    let modifiedAt: Timestamp?
    /// What libarchive has taken off a time that had no zone, in seconds.
    let localOffset: Int64
    /// Whether more times than the one of the last change are recorded.
    let hasOtherTimes: Bool
    let isEncrypted: Bool
    /// libarchive's name of the format and, for zip, how the member is packed.
    let method: String

    /// A time as libarchive gives it; `nil` for what no export can have.
    static func time(_ seconds: Int64, nanoseconds: Int64) -> Timestamp? {
        guard (0..<9_000_000_000).contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
            return nil
        }
        return plausible(Timestamp(nanoseconds: seconds * 1_000_000_000 + nanoseconds))
    }

    /// A time of last change, unless it is before Kubernetes was: tools that want the same bytes every time write 0.
    static func plausible(_ time: Timestamp) -> Timestamp? {
        time < Timestamp(seconds: 1_400_000_000) ? nil : time
    }
}

/// The bytes that libarchive reads, one piece at a time.
@safe private final class ArchiveInput {
    private static let piece = 256 << 10

    private var stream: any ByteStream
    private var bytes: [UInt8] = []
    private let lent: UnsafeMutablePointer<UInt8>
    /// Why the stream ended early.
    private(set) var failure: ReadError?
    /// Bytes that may still be asked for.
    var allowance = Int.max
    private(set) var isBeyondAllowance = false

    init(_ stream: any ByteStream) {
        self.stream = stream
        unsafe lent = UnsafeMutablePointer<UInt8>.allocate(capacity: ArchiveInput.piece)
    }

    deinit {
        unsafe lent.deallocate()
    }

    /// Reads a piece and says where it lies until the next call.
    ///
    /// - Returns: Its bytes; 0 at the end, -1 when there is no more to be had.
    func lend(_ start: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
        guard failure == nil, !isBeyondAllowance else { return -1 }
        bytes.removeAll(keepingCapacity: true)
        do throws(ReadError) {
            _ = try stream.read(into: &bytes, atMost: ArchiveInput.piece)
        } catch {
            failure = error
        }
        if failure != nil, bytes.isEmpty { return -1 }
        let count = min(bytes.count, ArchiveInput.piece)
        allowance -= count
        guard allowance >= 0 else {
            isBeyondAllowance = true
            return -1
        }
        for index in 0..<count { unsafe lent[index] = bytes[index] }
        unsafe start.pointee = UnsafeRawPointer(lent)
        return count
    }
}
