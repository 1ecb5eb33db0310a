public import InquestCore

extension Corpus {
    /// What the corpus was made from, one row per ingested file, by path.
    public func sources() throws -> Table {
        var table = try run(Query(sql: try Self.sql("sources.sql")), limits: .reports)
        let kinds: [String: Column.Kind] = [
            "path": .path, "facts": .count, "duplicates": .count, "skipped": .count, "bytes": .bytes,
            "captured_at": .time,
            "ingested_at": .time,
        ]
        let wide: Set = ["ingested_at", "sha256", "id"]
        table.columns = table.columns.map {
            Column($0.name, kind: kinds[$0.name] ?? .text, isWide: wide.contains($0.name))
        }
        return table
    }
}
