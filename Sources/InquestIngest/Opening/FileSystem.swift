import InquestCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system calls that opening needs.
///
/// Invariant of the unsafe calls below: every pointer handed to the system is to a Swift value that outlives
/// the call, with its true size; what the system hands back is copied into a Swift value before the next
/// call.
enum FileSystem {
    /// What `stat(2)` says, as far as it matters here.
    struct Status: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case file
            case directory
            case link
            case pipe
            case socket
            case device
        }

        let kind: Kind
        /// Bytes as stored.
        let byteCount: Int64
        let modifiedAt: Timestamp
        /// Names the file on this machine whatever its path.
        let identity: Identity
    }

    /// Device and inode.
    struct Identity: Sendable, Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// The status of what a path leads to, links followed.
    static func status(_ path: String) throws(SystemError) -> Status {
        var record = stat()
        guard unsafe stat(path, &record) == 0 else { throw SystemError(code: errno) }
        return Status(record)
    }

    /// Whether the path itself is a symbolic link.
    static func isLink(_ path: String) -> Bool {
        var record = stat()
        guard unsafe lstat(path, &record) == 0 else { return false }
        return Status(record).kind == .link
    }

    /// Whether this process may read the file.
    static func isReadable(_ path: String) -> Bool {
        unsafe access(path, R_OK) == 0
    }

    /// The path without links and `..`.
    static func realPath(_ path: String) throws(SystemError) -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw SystemError(code: errno) }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// The names in a directory, unsorted, without `.` and `..`.
    ///
    /// Names that are not UTF-8 come back repaired, so that opening them fails with a word about it.
    static func names(in directory: String) throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(directory) else { throw SystemError(code: errno) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                guard errno == 0 else { throw SystemError(code: errno) }
                return names
            }
            // The name is read through the entry's own pointer: the record is as long as its name needs, so
            // copying the whole declared array could read beyond it.
            // A field that is stored has an offset.
            // swift-format-ignore: NeverForceUnwrap
            let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
            let start = unsafe UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(
                to: CChar.self)
            let name = unsafe String(cString: start)
            if name != ".", name != ".." { names.append(name) }
        }
    }
}

extension FileSystem.Status {
    fileprivate init(_ record: stat) {
        kind =
            switch record.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .link
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            default: .device
            }
        byteCount = Int64(record.st_size)
        #if canImport(Darwin)
            let modified = record.st_mtimespec
        #else
            let modified = record.st_mtim
        #endif
        // A file can claim any time; what 64-bit nanoseconds cannot hold becomes the nearest they can.
        let seconds = min(max(Int64(modified.tv_sec), -9_000_000_000), 9_000_000_000)
        modifiedAt = Timestamp(nanoseconds: seconds * 1_000_000_000 + Int64(modified.tv_nsec))
        identity = FileSystem.Identity(
            device: UInt64(truncatingIfNeeded: record.st_dev),
            inode: UInt64(truncatingIfNeeded: record.st_ino))
    }
}

/// Why a system call failed.
struct SystemError: Error, Sendable, Hashable {
    /// The value of `errno`.
    let code: Int32

    /// No such file or directory.
    static let notFound = SystemError(code: ENOENT)
    /// Too many levels of symbolic links.
    static let circle = SystemError(code: ELOOP)
    /// Permission denied.
    static let notAllowed = SystemError(code: EACCES)

    /// The system's words, such as `Permission denied`.
    var words: String {
        var text = [CChar](repeating: 0, count: 256)
        _ = unsafe strerror_r(code, &text, text.count)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// What the user can do about it.
    var advice: String {
        switch code {
        case ENOENT, ENOTDIR: "Check the spelling of the path"
        case EACCES, EPERM: "Run as a user who may read it, or change its permissions"
        case ELOOP: "Its symbolic links lead in a circle: name the file itself"
        case EMFILE, ENFILE: "Raise the limit on open files (ulimit -n), or use fewer jobs"
        case EIO: "The disk or network file system reports a fault: copy the file elsewhere and try that copy"
        case ENAMETOOLONG: "Name it by a shorter path, from a directory closer to it"
        default: "Copy the file elsewhere and try that copy"
        }
    }
}
