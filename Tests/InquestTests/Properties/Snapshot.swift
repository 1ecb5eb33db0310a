import Foundation
import Inquest
import InquestTestSupport

/// The rows of all views, in an order of their own.
struct Snapshot {
    private let rows: [String: [String]]

    /// - Parameters:
    ///   - leavingOut: Views that are not compared.
    ///   - place: Where the sources are, which is cut off.
    init(of corpus: TestCorpus, leavingOut: Set<String> = [], below place: String = "") throws {
        var rows: [String: [String]] = [:]
        for view in try corpus.column("SELECT name FROM sqlite_schema WHERE type = 'view'")
        where !leavingOut.contains(view) && !Snapshot.internalViews.contains(view) {
            // Ids, times of ingestion and what was a duplicate when it came depend on the order of ingestion.
            let columns =
                view == "sources"
                ? "path, member, format, sha256, bytes, captured_at, captured_basis, facts, skipped" : "*"
            let table = try corpus.rows("SELECT \(columns) FROM \"\(view)\"")
            rows[view] = table.map { row in
                let text = row.joined(separator: " | ")
                return place.isEmpty ? text : text.replacingOccurrences(of: place, with: "")
            }.sorted()
        }
        self.rows = rows
    }

    /// Views with row ids of tables, which nobody sees.
    private static let internalViews: Set<String> = ["event_time", "node_condition"]

    var isEmpty: Bool { rows["terminations"]?.isEmpty ?? true }

    /// What another has that this one lacks and the other way round: a few rows of each view.
    func differences(from other: Snapshot) -> [String] {
        var result: [String] = []
        for view in Set(rows.keys).union(other.rows.keys).sorted() {
            let mine = rows[view] ?? []
            let theirs = other.rows[view] ?? []
            result += difference(mine, theirs).prefix(3).map { "\(view) - \($0.prefix(300))" }
            result += difference(theirs, mine).prefix(3).map { "\(view) + \($0.prefix(300))" }
        }
        return result
    }
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        // SplitMix64
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
