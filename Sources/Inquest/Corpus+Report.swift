public import InquestCore
import InquestSchema

extension Corpus {
    /// The time of the newest fact about deaths; `nil` when the corpus has none with a time.
    public func newestFact() throws -> Timestamp? {
        let table = try run(Query(sql: try Self.sql("newest.sql")), limits: .reports)
        guard case .text(let text)? = table.rows.first?.first else { return nil }
        return Timestamp(rfc3339: text)
    }

    /// Answers a report.
    ///
    /// - Parameter clock: The instant an empty corpus takes for now, and from which an age given as `now`
    /// counts back.
    /// - Throws: `FilterError` when the filter cannot hold, `StoreError` when the corpus cannot be read.
    public func report(
        _ report: Report, filter: Filter = Filter(), clock: Timestamp = .now
    ) throws -> ReportResult {
        let resolved = try filter.resolved(newest: try newestFact() ?? clock, clock: clock)
        let top = filter.top ?? report.defaultTop
        var notes = try self.notes(resolved) + uncertainty(of: report, resolved)
        var tables: [ReportResult.NamedTable] = []
        for section in report.sections {
            var parameters = resolved.parameters
            let limit = section.isLimited ? top : nil
            // One row more than wanted tells whether there are more.
            parameters["top"] = limit.map { .integer(Int64($0) + 1) } ?? .null
            var table = try run(
                Query(sql: try Self.sql(section.query), parameters: parameters), limits: .reports)
            precondition(
                table.columns.map(\.name) == section.columns.map(\.name), "\(section.query) has other columns"
            )
            table.columns = section.columns
            if let limit, table.rows.count > limit {
                table.rows.removeLast(table.rows.count - limit)
                table.isTruncated = true
                notes.append("\(section.title): the first \(limit) rows are shown; --top N shows more.")
            }
            tables.append(ReportResult.NamedTable(name: section.name, title: section.title, table: table))
        }
        return ReportResult(
            id: report.id, title: report.title, question: report.question, now: resolved.now,
            filters: resolved.settings, tables: tables, notes: notes + report.remarks)
    }

    static func sql(_ name: String) throws -> String {
        guard let text = Schema.text(folder: "reports", name: name) else {
            preconditionFailure("there is no report query \(name)")
        }
        return text
    }

    /// What was counted and what was not seen.
    private func notes(_ filter: Filter.Resolved) throws -> [String] {
        let totals = try Row(
            run(Query(sql: try Self.sql("totals.sql"), parameters: filter.parameters), limits: .reports))
        let unseen = try Row(
            run(Query(sql: try Self.sql("unseen.sql"), parameters: filter.parameters), limits: .reports))
        var seen =
            "\(count(totals["runs"], "termination")) seen in \(count(totals["pods"], "pod")) of "
            + count(totals["workloads"], "workload")
        if case .text(let first)? = totals.value("first_at"), case .text(let last)? = totals.value("last_at")
        {
            seen += ", from \(first) to \(last)"
        }
        var notes = [seen + "."]
        let missing = unseen["unseen"]
        // A counter has no time, so a time range cannot narrow it.
        let period = filter.since == nil && filter.until == nil ? "" : " over all time"
        if missing > 0 {
            notes.append(
                "\(count(missing, "more ended run")) must have been\(period), by the restart counters, "
                    + "but no source shows " + (missing == 1 ? "it." : "them."))
        } else if unseen["restarts"] > 0 {
            notes.append("Every restart that the counters show\(period) was seen.")
        }
        if totals["timeless"] > 0 {
            notes.append(
                "\(count(totals["timeless"], "termination")) without a time: counted, but in no week.")
        }
        if totals["left_out_timeless"] > 0 {
            notes.append(
                count(totals["left_out_timeless"], "termination")
                    + " without a time: left out of the time range."
            )
        }
        return notes
    }

    /// How many facts a report counts that belong to no certain week.
    private func uncertainty(of report: Report, _ filter: Filter.Resolved) throws -> [String] {
        guard let (query, noun) = report.uncertain else { return [] }
        let row = try Row(
            run(Query(sql: try Self.sql(query), parameters: filter.parameters), limits: .reports))
        guard row["facts"] > 0 else { return [] }
        return ["\(count(row["facts"], noun)) of no certain week: counted, but in no week."]
    }

    private func count(_ number: Int64, _ noun: String) -> String {
        "\(number) \(noun)" + (number == 1 ? "" : "s")
    }
}

/// The only row of a table, by column.
private struct Row {
    let table: Table

    init(_ table: Table) { self.table = table }

    func value(_ name: String) -> Value? {
        table.columns.firstIndex { $0.name == name }.flatMap { table.rows.first?[$0] }
    }

    subscript(name: String) -> Int64 {
        if case .integer(let number)? = value(name) { number } else { 0 }
    }
}
