import Foundation
package import Inquest

/// A corpus in a folder of its own that goes with it.
package struct TestCorpus: Sendable {
    /// How an unknown value reads in rows.
    package static let null = "␀"

    package let corpus: Corpus
    package let folder: TemporaryFolder
    /// What the latest ingest came to.
    package var summary = IngestSummary()

    package init() throws {
        folder = try TemporaryFolder()
        corpus = try Corpus.forIngestion(at: folder("test.db"))
    }

    /// A new corpus with these files and folders.
    package init(of paths: [String], options: IngestOptions = IngestOptions(jobs: 1)) throws {
        try self.init()
        try ingest(paths, options: options)
    }

    /// A new corpus with one file of this text.
    package init(text: String, named name: String = "input.txt") throws {
        try self.init()
        try ingest([folder.file("in/" + name, text)])
    }

    package mutating func ingest(_ paths: [String], options: IngestOptions = IngestOptions(jobs: 1)) throws {
        summary = try corpus.ingest(
            paths, options: options, now: Timestamp(nanoseconds: 1_795_000_000_000_000_000))
    }

    /// The rows a query gives, every value as text.
    package func rows(_ sql: String, _ parameters: [String: Value] = [:]) throws -> [[String]] {
        let table = try corpus.run(
            Query(sql: sql, parameters: parameters),
            limits: QueryLimits(seconds: 60, rows: 10_000_000, cellBytes: 64 << 20))
        return table.rows.map { $0.map(TestCorpus.text) }
    }

    /// The only column of a query.
    package func column(_ sql: String, _ parameters: [String: Value] = [:]) throws -> [String] {
        try rows(sql, parameters).map { $0[0] }
    }

    /// A count or sum.
    package func number(_ sql: String, _ parameters: [String: Value] = [:]) throws -> Int {
        try column(sql, parameters).first.flatMap { Int($0) } ?? 0
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .null: null
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): bytes.map { String($0, radix: 16) }.joined(separator: " ")
        }
    }
}

/// Elements of one list that another lacks, duplicates counted, in order.
package func difference<Element: Hashable & Comparable>(_ first: [Element], _ second: [Element]) -> [Element]
{
    var left: [Element: Int] = [:]
    for element in second { left[element, default: 0] += 1 }
    return first.filter { element in
        guard let count = left[element], count > 0 else { return true }
        left[element] = count - 1
        return false
    }.sorted()
}
