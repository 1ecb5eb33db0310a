// Builds archives in memory with libarchive. Sound because every pointer handed to it is to a Swift value that outlives
// the call, and the buffer it writes to lives until the archive is closed.
import CArchive

/// An archive made in memory, member by member.
package struct ArchiveBytes: Sendable {
    package enum Form: String, Sendable, CaseIterable {
        case tar
        case zip
    }

    package enum Filter: String, Sendable, CaseIterable {
        case none
        case gzip
        case xz
        case zstd
        case bzip2
    }

    /// What a member is.
    package enum Kind: Sendable {
        case file([UInt8])
        case directory
        case symbolicLink(String)
        case hardLink(String)
        case pipe
        case device
        case socket
    }

    package struct Member: Sendable {
        package var path: String
        package var kind: Kind
        /// Seconds since 1970.
        package var modified: Int

        package init(_ path: String, _ kind: Kind, modified: Int = 1_795_000_000) {
            self.path = path
            self.kind = kind
            self.modified = modified
        }

        package init(_ path: String, _ text: String, modified: Int = 1_795_000_000) {
            self.init(path, .file(Array(text.utf8)), modified: modified)
        }
    }

    /// The bytes of an archive.
    ///
    /// - Parameter password: Encrypts the members of a zip file.
    package static func make(
        _ members: [Member], _ form: Form = .tar, _ filter: Filter = .none, password: String? = nil
    ) -> [UInt8] {
        let archive = unsafe archive_write_new()
        unsafe setUp(archive, form, filter, password: password)
        let room = members.reduce(1 << 17) { size, member in
            if case .file(let bytes) = member.kind {
                size + bytes.count + bytes.count / 50 + 8192
            } else {
                size + 8192
            }
        }
        var bytes = [UInt8](repeating: 0, count: room)
        var used = 0
        unsafe bytes.withUnsafeMutableBytes { buffer in
            let opened = unsafe archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
            precondition(opened == ARCHIVE_OK, "libarchive cannot write into memory")
            for member in members { unsafe add(member, to: archive) }
            precondition(
                unsafe archive_write_close(archive) == ARCHIVE_OK, "the archive does not fit its buffer")
        }
        unsafe archive_write_free(archive)
        return Array(bytes[..<used])
    }

    /// One compressed file.
    package static func compressed(_ content: [UInt8], _ filter: Filter) -> [UInt8] {
        let archive = unsafe archive_write_new()
        unsafe archive_write_set_format_raw(archive)
        unsafe set(filter, of: archive)
        var bytes = [UInt8](repeating: 0, count: content.count + content.count / 50 + (1 << 16))
        var used = 0
        unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe archive_write_set_bytes_in_last_block(archive, 1)
            unsafe archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
            unsafe add(Member("content", .file(content)), to: archive)
            unsafe archive_write_close(archive)
        }
        unsafe archive_write_free(archive)
        return Array(bytes[..<used])
    }

    private static func setUp(_ archive: OpaquePointer?, _ form: Form, _ filter: Filter, password: String?) {
        switch form {
        case .tar: unsafe archive_write_set_format_pax_restricted(archive)
        case .zip: unsafe archive_write_set_format_zip(archive)
        }
        unsafe set(filter, of: archive)
        unsafe archive_write_set_bytes_in_last_block(archive, 1)
        if let password {
            unsafe archive_write_set_options(archive, "zip:encryption=traditional")
            unsafe archive_write_set_passphrase(archive, password)
        }
    }

    private static func set(_ filter: Filter, of archive: OpaquePointer?) {
        switch filter {
        case .none: unsafe archive_write_add_filter_none(archive)
        case .gzip: unsafe archive_write_add_filter_gzip(archive)
        case .xz: unsafe archive_write_add_filter_xz(archive)
        case .zstd: unsafe archive_write_add_filter_zstd(archive)
        case .bzip2: unsafe archive_write_add_filter_bzip2(archive)
        }
    }

    private static func add(_ member: Member, to archive: OpaquePointer?) {
        let entry = unsafe archive_entry_new()
        defer { unsafe archive_entry_free(entry) }
        unsafe archive_entry_set_pathname(entry, member.path)
        unsafe archive_entry_set_perm(entry, 0o644)
        unsafe archive_entry_set_mtime(entry, time_t(member.modified), 0)
        unsafe archive_entry_set_atime(entry, time_t(member.modified), 0)
        var content: [UInt8] = []
        switch member.kind {
        case .file(let bytes):
            content = bytes
            unsafe archive_entry_set_filetype(entry, 0o100000)
            unsafe archive_entry_set_size(entry, Int64(bytes.count))
        case .directory: unsafe archive_entry_set_filetype(entry, 0o040000)
        case .symbolicLink(let target):
            unsafe archive_entry_set_filetype(entry, 0o120000)
            unsafe archive_entry_set_symlink(entry, target)
        case .hardLink(let target):
            unsafe archive_entry_set_filetype(entry, 0o100000)
            unsafe archive_entry_set_hardlink(entry, target)
        case .pipe: unsafe archive_entry_set_filetype(entry, 0o010000)
        case .device: unsafe archive_entry_set_filetype(entry, 0o020000)
        case .socket: unsafe archive_entry_set_filetype(entry, 0o140000)
        }
        unsafe archive_write_header(archive, entry)
        if !content.isEmpty {
            let written = unsafe archive_write_data(archive, content, content.count)
            precondition(written == content.count, "the member does not fit")
        }
    }
}
