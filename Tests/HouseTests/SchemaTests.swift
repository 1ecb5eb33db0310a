import Inquest
import InquestSchema
import InquestTestSupport
import Testing

/// A view and the columns it promises, in their order.
private struct ViewPromise: Sendable, CustomTestStringConvertible {
    let view: String
    let columns: [String]

    var testDescription: String { view }

    init(_ view: String, _ columns: String) {
        self.view = view
        self.columns = columns.split(separator: " ").map(String.init)
    }

    private static let logColumns =
        "cluster namespace pod container attempt stream at level text signature_key source line"

    /// What users script against: columns may be added, but none goes and none moves.
    static let all: [ViewPromise] = [
        ViewPromise(
            "terminations",
            """
            key cluster namespace pod pod_uid container container_kind workload_kind workload node image \
            restart_count exit_code signal reason message started_at finished_at ran_seconds \
            memory_limit_bytes memory_request_bytes verdict family confidence expected explanation \
            last_words signature_key sightings source line
            """),
        ViewPromise(
            "events",
            """
            key uid cluster namespace object_kind object container type reason message count first_at \
            last_at last_at_earliest last_at_latest time_basis component host signature_key source line
            """),
        ViewPromise("log_lines", logColumns),
        ViewPromise("all_log_lines", logColumns),
        ViewPromise(
            "oom_kills",
            """
            key at cluster namespace pod container workload node scope victim pid anon_rss_bytes limit_bytes \
            evidence termination_key
            """),
        ViewPromise(
            "restarts", "cluster namespace pod container restart_count seen unseen first_at last_at"),
        ViewPromise("signatures", "key kind template example count first_at last_at pods workloads"),
        ViewPromise(
            "weekly_failures",
            """
            week cluster namespace workload_kind workload verdict exit_code signature_key failures expected
            """),
        ViewPromise("workloads", "cluster namespace kind name"),
        ViewPromise("pods", "cluster namespace pod uid"),
        ViewPromise("containers", "cluster namespace pod pod_uid container kind image"),
        ViewPromise("nodes", "cluster node"),
        ViewPromise(
            "sources",
            """
            id path member format sha256 bytes captured_at captured_basis ingested_at facts duplicates skipped
            """),
        ViewPromise("event_counts", "key from_at to_at count source line"),
        ViewPromise("oom_evidence", "key teller text source line"),
        ViewPromise("skipped", "source line reason excerpt"),
        ViewPromise("coverage", "cluster namespace kind first_at last_at facts gaps"),
        ViewPromise("evidence", "termination_key rule weight fact source line text"),
        ViewPromise("exit_codes", "code name"), ViewPromise("signals", "number name"),
        ViewPromise("reasons", "name"), ViewPromise("event_reasons", "name"),
        ViewPromise("verdicts", "verdict family"),
    ]
}

struct SchemaTests {
    @Test(arguments: ViewPromise.all)
    private func `a view has the columns it promises, in their order`(promise: ViewPromise) throws {
        let corpus = try TestCorpus()
        let table = try corpus.corpus.run(
            Query(sql: "SELECT * FROM \(promise.view) LIMIT 0"), limits: QueryLimits())
        let found = table.columns.map(\.name).filter(promise.columns.contains)
        #expect(found == promise.columns)
    }

    @Test func `every view is promised or internal`() throws {
        let corpus = try TestCorpus()
        let views = Set(try corpus.column("SELECT name FROM sqlite_schema WHERE type = 'view'"))
        let promised = Set(ViewPromise.all.map(\.view))
        #expect(promised.subtracting(views) == [])
        // Singular names are ours to change.
        let others = views.subtracting(promised)
        #expect(others.filter { $0.hasSuffix("s") } == [])
    }

    @Test(arguments: Schema.names(in: "views"))
    func `a view's file begins by saying what the view is`(file: String) throws {
        let text = try #require(Schema.text(folder: "views", name: file))
        let name = file.dropFirst(file.hasPrefix("0_") ? 2 : 0).dropLast(".sql".count)
        let view = try #require(text.firstMatch(of: /CREATE VIEW (\w+)/)).1
        #expect(view == name)
        #expect(text.hasPrefix("-- \(name): ") || text.hasPrefix("-- \(name) (internal): "))
    }

    @Test func `every column of a promised view that has a remark exists`() throws {
        let corpus = try TestCorpus()
        for file in Schema.names(in: "views") where !file.hasPrefix("0_") {
            let text = try #require(Schema.text(folder: "views", name: file))
            let view = file.dropLast(".sql".count)
            let table = try corpus.corpus.run(
                Query(sql: "SELECT * FROM \(view) LIMIT 0"), limits: QueryLimits())
            let columns = Set(table.columns.map(\.name))
            let remarks = text.matches(of: /(?m)^--   ([a-z_]+(?:, [a-z_]+)*)(?: {2,}|$)/)
            for remark in remarks {
                let missing = Set(remark.1.split(separator: ", ").map(String.init)).subtracting(columns)
                #expect(missing == [], "\(file)")
            }
        }
    }

    @Test func `every statement and every knowledge file is used`() throws {
        var code = ""
        for file in PackageFolder.files(below: "Sources", ending: ".swift") {
            code += try PackageFolder.text(file)
        }
        for folder in ["store", "reports", "knowledge"] {
            let names = Schema.names(in: folder)
            #expect(!names.isEmpty)
            let unused = names.filter { name in
                let stem = name.prefix { $0 != "." }
                return !code.contains("\"\(name)\"") && !code.contains("\"\(stem)\"")
            }
            #expect(unused == [], "\(folder)")
        }
    }

    @Test func `every file of the schema is part of the program`() {
        for folder in ["migrations", "store", "views", "reports", "knowledge"] {
            let files = PackageFolder.files(below: "Schema/\(folder)", ending: "")
                .map { String($0.dropFirst("Schema/\(folder)/".count)) }
            #expect(files == Schema.names(in: folder))
        }
    }
}
