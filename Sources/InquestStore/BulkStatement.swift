import GRDB
import GRDBSQLite
import InquestCore

/// A prepared statement bound and stepped directly, for the bulk paths where GRDB's conversions cost more
/// than SQLite itself (see BENCHMARKS.md).
///
/// Sound because the handle is made in `init`, finalized in `deinit`, never leaves this type, and every pointer
/// given to SQLite is either static, or copied by SQLite before the call returns. The connection outlives the
/// statement: both are used only inside one access to the database.
@safe
final class BulkStatement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    /// - Throws: `StoreError` with SQLite's message when the SQL does not compile.
    init(_ sql: String, in db: Database) throws {
        guard let connection = unsafe db.sqliteConnection else { throw StoreError("the corpus is closed") }
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement = unsafe statement else {
            throw unsafe StoreError("\(String(cString: sqlite3_errmsg(connection))) in: \(sql)")
        }
        unsafe handle = statement
        unsafe self.connection = connection
    }

    deinit { unsafe sqlite3_finalize(handle) }

    // MARK: Binding; parameters are numbered from 1.

    func bind(_ value: Int64, at index: Int32) {
        unsafe sqlite3_bind_int64(handle, index, value)
    }

    func bind(_ value: Int64?, at index: Int32) {
        if let value {
            unsafe sqlite3_bind_int64(handle, index, value)
        } else {
            unsafe sqlite3_bind_null(handle, index)
        }
    }

    func bindText(_ bytes: Span<UInt8>, at index: Int32) {
        unsafe bytes.withUnsafeBytes { buffer in
            // An empty span may have no address, which SQLite would take for NULL.
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            if let start = unsafe start, buffer.count > 0 {
                unsafe sqlite3_bind_text64(
                    handle, index, start, UInt64(buffer.count), transient, UInt8(SQLITE_UTF8))
            } else {
                unsafe sqlite3_bind_text(handle, index, "", 0, transient)
            }
        }
    }

    func bindText(_ text: String?, at index: Int32) {
        guard let text else {
            unsafe sqlite3_bind_null(handle, index)
            return
        }
        bindText(Array(text.utf8).span, at: index)
    }

    func bindBlob(_ bytes: [UInt8]?, at index: Int32) {
        guard let bytes else {
            unsafe sqlite3_bind_null(handle, index)
            return
        }
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe sqlite3_bind_blob64(handle, index, buffer.baseAddress, UInt64(buffer.count), transient)
        }
    }

    /// Binds a 16-byte key.
    func bind(_ key: FactKey, at index: Int32) {
        var bytes = key.bigEndianWords
        unsafe withUnsafeBytes(of: &bytes) { buffer in
            _ = unsafe sqlite3_bind_blob64(handle, index, buffer.baseAddress, 16, transient)
        }
    }

    // MARK: Running

    /// Runs a statement that returns no rows, and makes it ready for the next binding.
    func run() throws {
        let code = unsafe sqlite3_step(handle)
        unsafe sqlite3_reset(handle)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure() }
    }

    /// Goes to the next row; resets the statement at the end.
    func step() throws -> Bool {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        unsafe sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw failure() }
        return false
    }

    /// Makes the statement ready again before its last row.
    func reset() {
        unsafe sqlite3_reset(handle)
    }

    /// Rows changed by the last run of any statement of the connection.
    var changes: Int {
        Int(unsafe sqlite3_changes(connection))
    }

    private func failure() -> StoreError {
        let message = unsafe String(cString: sqlite3_errmsg(connection))
        let code = unsafe sqlite3_errcode(connection)
        if code == SQLITE_FULL {
            return StoreError(
                "the disk is full (\(message)); free some space and ingest again: whole sources are kept")
        }
        return StoreError("SQLite says: \(message)")
    }

    // MARK: Columns of the current row, numbered from 0.

    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(handle, column)
    }

    func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    func text(_ column: Int32) -> String? {
        guard let start = unsafe sqlite3_column_text(handle, column) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8]? {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Whether the text of a column has exactly these bytes.
    func textEquals(_ bytes: Span<UInt8>, column: Int32) -> Bool {
        guard let start = unsafe sqlite3_column_text(handle, column) else { return false }
        guard Int(unsafe sqlite3_column_bytes(handle, column)) == bytes.count else { return false }
        for index in 0..<bytes.count where unsafe start[index] != bytes[index] { return false }
        return true
    }

    /// Tells SQLite to copy what it is given.
    private var transient: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

extension BulkStatement {
    /// An `INSERT` that sets every column of a table in order.
    static func insert(into table: String, columns: Int, orIgnore: Bool = false, in db: Database) throws
        -> BulkStatement
    {
        let values = Array(repeating: "?", count: columns).joined(separator: ",")
        return try BulkStatement(
            "INSERT \(orIgnore ? "OR IGNORE " : "")INTO \(table) VALUES (\(values))", in: db)
    }
}
