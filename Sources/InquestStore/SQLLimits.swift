import GRDB
import GRDBSQLite

/// Limits of a connection that GRDB has no call for.
///
/// Sound because the connection or statement is open for the length of the call, and no pointer is kept.
enum SQLLimits {
    /// Keeps queries from reaching other files: a read-only connection may still `ATTACH` any database it can read.
    static func forbidAttaching(_ db: Database) {
        guard let connection = unsafe db.sqliteConnection else { return }
        _ = unsafe sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
    }

    /// Bytes of the longest text or row a query may make.
    private static let longestValue: Int32 = 16 << 20

    /// Keeps a query from filling the memory with one value.
    static func limitValues(_ db: Database) {
        guard let connection = unsafe db.sqliteConnection else { return }
        _ = unsafe sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, longestValue)
    }

    /// Keeps queries from taking more than so many bytes in all: one that gathers more fails.
    ///
    /// SQLite counts for the whole process, so this is for programs that do nothing but answer.
    static func limitMemory(to bytes: Int64) {
        _ = sqlite3_hard_heap_limit64(bytes)
    }

    /// The named parameters of a statement, without the colon.
    static func parameterNames(of statement: Statement) -> [String] {
        let handle = unsafe statement.sqliteStatement
        let count = unsafe sqlite3_bind_parameter_count(handle)
        return (0..<count).compactMap { index in
            unsafe sqlite3_bind_parameter_name(handle, index + 1).map {
                unsafe String(String(cString: $0).dropFirst())
            }
        }
    }
}
