import GRDB

/// Reads texts back by their row id, keeping those used lately.
final class TextReader {
    private let statement: BulkStatement
    private var recent: [Int64: String] = [:]

    init(in db: Database) throws {
        statement = try BulkStatement("SELECT text FROM string WHERE id = ?", in: db)
    }

    /// Keeps a text whose row id is known, which spares reading it back.
    func remember(_ id: Int64, _ text: String) {
        if recent.count >= 20_000 { recent.removeAll(keepingCapacity: true) }
        recent[id] = text
    }

    func text(_ id: Int64) throws -> String {
        if let known = recent[id] { return known }
        statement.bind(id, at: 1)
        guard try statement.step(), let text = statement.text(0) else {
            throw StoreError(
                "the corpus refers to text \(id), which it does not hold; run 'PRAGMA integrity_check'")
        }
        statement.reset()
        remember(id, text)
        return text
    }
}
