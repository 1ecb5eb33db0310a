import Dispatch
import Foundation
import GRDB
import InquestCore

/// Calls something once when a time has passed, unless it is cancelled before.
struct Deadline {
    private let work: DispatchWorkItem

    init(seconds: Double, _ action: @escaping @Sendable () -> Void) {
        work = DispatchWorkItem(block: action)
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: work)
    }

    func cancel() { work.cancel() }
}

/// Runs one read-only statement and cuts what is over the limits.
enum QueryRunner {
    static func run(_ query: Query, limits: QueryLimits, in db: Database) throws -> InquestCore.Table {
        let statement = try only(query.sql, in: db)
        guard statement.isReadonly, !isForbidden(query.sql) else {
            throw StoreError("only statements that read are allowed here, such as SELECT")
        }
        try bind(query.parameters, to: statement)
        var table = InquestCore.Table(columns: statement.columnNames.map { Column($0) }, rows: [])
        let cursor = try Row.fetchCursor(statement)
        var bytes = 0
        while let row = try cursor.next() {
            guard table.rows.count < limits.rows, bytes < QueryRunner.largestResult else {
                table.isTruncated = true
                break
            }
            for value in row.databaseValues { bytes += size(value) }
            table.rows.append(row.databaseValues.map { cell($0, limit: limits.cellBytes) })
        }
        return table
    }

    /// The only statement in the text; a second one would be ignored in silence.
    private static func only(_ sql: String, in db: Database) throws -> Statement {
        let cursor = try db.allStatements(sql: sql)
        guard let statement = try cursor.next() else { throw StoreError("there is no statement to run") }
        guard try cursor.next() == nil else {
            throw StoreError("only one statement at a time; remove what follows ';'")
        }
        return statement
    }

    /// Statements that SQLite counts as reading but that change the connection.
    private static func isForbidden(_ sql: String) -> Bool {
        [
            "ATTACH", "DETACH", "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA",
            "VACUUM",
        ].contains(firstWord(of: sql))
    }

    /// The first word after remarks, which end as SQLite ends them: at a newline or at `*/` and nowhere else.
    private static func firstWord(of sql: String) -> String {
        var rest = Array(sql.utf8)[...]
        func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
        while let byte = rest.first, !isLetter(byte) {
            if rest.starts(with: "--".utf8) {
                rest = rest.drop { $0 != 0x0A }
            } else if rest.starts(with: "/*".utf8) {
                rest = rest.dropFirst(2)
                while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
                rest = rest.dropFirst(2)
            } else {
                rest = rest.dropFirst()
            }
        }
        return String(decoding: rest.prefix(while: isLetter), as: UTF8.self).uppercased()
    }

    private static func bind(_ parameters: [String: Value], to statement: Statement) throws {
        var arguments: [String: DatabaseValue] = [:]
        for name in SQLLimits.parameterNames(of: statement) {
            arguments[name] = databaseValue(parameters[name] ?? .null)
        }
        try statement.setArguments(StatementArguments(arguments))
    }

    private static func databaseValue(_ value: Value) -> DatabaseValue {
        switch value {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }

    /// Bytes of all values of a result together.
    private static let largestResult = 256 << 20

    private static func size(_ value: DatabaseValue) -> Int {
        switch value.storage {
        case .string(let text): text.utf8.count
        case .blob(let data): data.count
        case .null, .int64, .double: 8
        }
    }

    private static func cell(_ value: DatabaseValue, limit: Int) -> Value {
        switch value.storage {
        case .null: return .null
        case .int64(let number): return .integer(number)
        case .double(let number): return .real(number)
        case .string(let text):
            guard text.utf8.count > limit else { return .text(text) }
            return .text(String(decoding: text.utf8.prefix(limit), as: UTF8.self) + "…")
        case .blob(let data): return .blob(Array(data.prefix(limit)))
        }
    }
}
