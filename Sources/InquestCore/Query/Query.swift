/// A read-only question to a corpus.
public struct Query: Sendable, Hashable {
    /// One `SELECT` (or another statement that only reads).
    public let sql: String
    /// Values of the named parameters, without the colon. Missing ones are NULL.
    public let parameters: [String: Value]

    public init(sql: String, parameters: [String: Value] = [:]) {
        self.sql = sql
        self.parameters = parameters
    }
}

/// How far a query may go.
public struct QueryLimits: Sendable, Hashable {
    /// Seconds of wall time.
    public var seconds: Double
    public var rows: Int
    /// Bytes of one text or blob; longer values are cut and marked with `…`.
    public var cellBytes: Int

    public init(seconds: Double = 30, rows: Int = 10_000, cellBytes: Int = 65_536) {
        self.seconds = seconds
        self.rows = rows
        self.cellBytes = cellBytes
    }

    /// For our own report queries, whose size is known.
    public static let reports = QueryLimits(seconds: 600, rows: 1_000_000, cellBytes: 1 << 20)
}

/// Something that answers queries: the read side of a store.
public protocol TableSource: Sendable {
    /// - Throws: `StoreError` or the like, which says what is wrong with the SQL or that a limit was reached.
    func run(_ query: Query, limits: QueryLimits) throws -> Table
}
