import GRDB
package import InquestCore

/// When all sources of a bundle were captured, as the bundle itself says.
package struct BundleCapture: Sendable, Hashable {
    /// Where the bundle's files are: the beginning of the places noted, ending with a slash.
    package var root: String
    package var earliest: Timestamp
    package var latest: Timestamp
    /// Whether the bundle gives a time on the wall and no zone, so that the interval is wide and a file's own time tells
    /// more.
    package var isWide: Bool

    package init(root: String, earliest: Timestamp, latest: Timestamp, isWide: Bool) {
        self.root = root
        self.earliest = earliest
        self.latest = latest
        self.isWide = isWide
    }
}

extension StoreWriter {
    /// The same bytes in two places are one source; which place stands there must not depend on the order.
    func keepSmallerPlace(of source: Int64) throws {
        try db.execute(
            sql: "UPDATE source SET path = ?, member = ? WHERE id = ? AND place > ?",
            arguments: [start.path, start.member, source, start.place])
    }

    /// The same bytes may be dated better in one place than in another; and of two times of last change the earlier bounds
    /// the capture best, for a file that is copied gets a later one.
    func keepStrongerCapture(of source: Int64, _ capture: Capture?) throws {
        guard let capture, capture.basis != .flag else { return }
        try db.execute(
            sql: try Statements.text("capture_stronger.sql"),
            arguments: [
                "source": source, "earliest": capture.earliest.nanoseconds,
                "latest": capture.latest.nanoseconds,
                "basis": Int64(capture.basis.rawValue), "told": capture.earliestIsTold,
            ])
        guard db.changesCount > 0 else { return }
        try db.execute(sql: "INSERT OR IGNORE INTO moved_source VALUES (?)", arguments: [source])
        try markMoved()
    }

    /// Remembers where a source was met, until the bundles are known that such places belong to.
    package func note(_ source: StoredSource, at place: String) throws {
        let insert = statements.metSource
        insert.bindText(place, at: 1)
        insert.bind(source.id, at: 2)
        try insert.run()
    }

    /// Gives the sources noted the captures of their bundles, the innermost bundle of each.
    ///
    /// A capture that a flag gave stays, and what documents tell of theirs narrows the bundle's.
    package func apply(_ bundles: [BundleCapture]) throws {
        guard !bundles.isEmpty else { return }
        if !db.isInsideTransaction { try db.execute(sql: "BEGIN IMMEDIATE") }
        let innermostFirst = bundles.sorted { left, right in
            (right.root.utf8.count, left.root, left.latest, left.earliest)
                < (left.root.utf8.count, right.root, right.latest, right.earliest)
        }
        for bundle in innermostFirst {
            try db.execute(
                sql: try Statements.text("capture_of_bundle.sql"),
                arguments: [
                    "root": bundle.root, "end": bundle.root.dropLast() + "0",
                    "earliest": bundle.earliest.nanoseconds, "latest": bundle.latest.nanoseconds,
                    "wide": bundle.isWide,
                ])
        }
        try markMoved()
    }

    private func markMoved() throws {
        try db.execute(sql: try Statements.text("mark_source.sql"))
        try db.execute(sql: "DELETE FROM moved_source")
    }
}
