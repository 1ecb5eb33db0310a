import Foundation
import Testing

@Suite struct CommandTests {
    private static let log = """
        2026-11-22T09:14:08.000000001Z started
        2026-11-22T09:14:09.000000001Z error: no route to host
        2026-11-22T09:14:10.000000001Z bye

        """

    @Test(arguments: [
        ["bogus"], ["report"], ["report", "oom", "--top", "0"], ["report", "oom", "--since", "soon"],
        ["report", "oom", "-o", "xml"], ["ingest"], ["ingest", "x", "--format", "nope"],
        ["ingest", "x", "--captured-at", "noon"], ["ingest", "x", "--jobs", "0"],
        ["sql", "SELECT 1", "--limit", "0"],
        ["explain"],
    ])
    func `bad usage ends with 64`(arguments: [String]) throws {
        let program = try Program()
        defer { program.remove() }
        let line = "\"$INQUEST\" " + arguments.map { "'\($0)'" }.joined(separator: " ")
        let run = try program.shell(line)
        #expect(run.status == 64, "\(run.errors)")
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("Error: "))
    }

    @Test(arguments: ["report oom", "sql 'SELECT 1'", "sources"])
    func `without a corpus nothing can be done`(line: String) throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.shell("\"$INQUEST\" \(line)")
        #expect(run.status == 2)
        #expect(run.output == "")
        #expect(
            run.errors
                == "inquest: inquest.db: there is no corpus; make one with 'inquest ingest PATH… --db inquest.db'\n"
        )
    }

    @Test func `an unknown report is suggested`() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.run("report", "exitcodes")
        #expect(run.status == 64)
        #expect(run.errors.hasPrefix("Error: there is no report 'exitcodes'; did you mean 'exit-codes'?\n"))
    }

    @Test func `a mistyped workload shows how reports are used`() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.run("report", "oom", "--workload", "a/b/c")
        #expect(run.status == 64)
        #expect(run.errors.hasPrefix("Error: --workload: 'a/b/c' is not a workload: give NAME or KIND/NAME"))
        #expect(run.errors.contains("Usage: inquest report"))
    }

    @Test func `the reports can be listed`() throws {
        let program = try Program()
        defer { program.remove() }
        #expect(
            try program.run("report", "list", "-o", "csv").output == """
                report,question\r
                exit-codes,"Which exit codes end our containers, and why?"\r
                oom,"Who is OOM killed, at which limit, and is it getting worse?"\r
                offenders,Which workloads should we mend first?\r

                """)
    }

    @Test func `explain needs no corpus`() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.run("explain", "137")
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(run.output.hasPrefix("## Exit code 137 (SIGKILL)\n"))
        let unknown = try program.run("explain", "OOMKiled")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("'OOMKilled'"))
    }

    @Test func `a log is ingested once`() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write(Self.log, to: "app.log")
        let first = try program.run(
            "ingest", "app.log", "--namespace", "shop", "--pod", "cart-0", "--container", "cart")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors == "")
        #expect(
            first.output == """
                1 source read: 3 facts, 0 of them known, 0 skipped
                  log-kubectl-timestamps: 1 source, 3 facts
                The corpus is inquest.db.

                """)
        let second = try program.run(
            "ingest", "app.log", "--namespace", "shop", "--pod", "cart-0", "--container", "cart")
        #expect(second.status == 0)
        #expect(second.output.hasPrefix("1 source read, 1 of them in the corpus already: "))
        let count = try program.run(
            "sql", "SELECT count(*) AS n, min(pod) AS pod FROM log_lines", "-o", "json")
        #expect(count.output == "[\n  {\"n\": 3, \"pod\": \"cart-0\"}\n]\n")
    }

    @Test func `several ingests at once lose and double nothing`() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write("2026-11-20T10:00:00Z first\n", to: "shop_web-0_web.log")
        #expect(try program.run("ingest", "shop_web-0_web.log").status == 0)
        for index in 1...6 {
            try program.write("2026-11-20T10:00:0\(index)Z line\n", to: "shop_web-\(index)_web.log")
        }
        let line = "for i in 1 2 3 4 5 6; do $INQUEST ingest shop_web-${i}_web.log & done; wait"
        let errors = try program.shell(line).errors
        #expect(errors == "", "\(errors)")
        let count = try program.run(
            "sql", "SELECT count(*) AS n, count(DISTINCT pod) AS pods FROM log_lines", "-o", "csv")
        #expect(count.output == "n,pods\r\n7,7\r\n")
    }

    @Test func `the corpus is named by option or environment`() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write(Self.log, to: "app.log")
        #expect(try program.run("ingest", "app.log", environment: ["INQUEST_DB": "a.db"]).status == 0)
        #expect(try program.run("ingest", "-", "--db", "b.db", input: Self.log).status == 0)
        for name in ["a.db", "b.db"] {
            let run = try program.run(
                "sql", "-", "--db", name, "-o", "csv", input: "SELECT count(*) AS n FROM log_lines")
            #expect(run.output == "n\r\n3\r\n")
        }
    }

    @Test func `one missing input does not stop the rest`() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write(Self.log, to: "app.log")
        let run = try program.run("ingest", "gone\u{1B}[2J.log", "app.log", "-o", "json")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("inquest: gone\\x1b[2J.log: "))
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.output.contains("\"facts\": 3"))
        let none = try program.run("ingest", "gone.log", "--db", "other.db")
        #expect(none.status == 2)
        #expect(none.errors == "inquest: gone.log: there is no such file or directory; check the path\n")
        #expect(
            !FileManager.default.fileExists(atPath: program.folder.appendingPathComponent("other.db").path))
    }

    @Test func `SQL only reads`() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write(Self.log, to: "app.log")
        #expect(try program.run("ingest", "app.log").status == 0)
        for statement in ["DELETE FROM log_line", "SELEC 1", "SELECT 1; SELECT 2", "ATTACH 'x.db' AS x", ""] {
            let run = try program.run("sql", statement)
            #expect(run.status == 2, "\(statement)")
            #expect(run.output == "")
            #expect(run.errors.hasPrefix("inquest: "))
        }
        let table = try program.run("sql", "SELECT * FROM termination_")
        #expect(
            table.errors == "inquest: no such table: termination_; 'inquest help sql' lists the views\n")
        let column = try program.run("sql", "SELECT podd FROM pods")
        #expect(
            column.errors == "inquest: no such column: podd; SELECT * FROM a view LIMIT 1 shows its columns\n"
        )
        let limited = try program.run(
            "sql", "SELECT line FROM log_lines ORDER BY line", "--limit", "1", "-o", "csv")
        #expect(limited.status == 0)
        #expect(limited.output == "line\r\n1\r\n")
        #expect(limited.errors == "inquest: only the first row is shown; --limit N shows more\n")
    }

    @Test func `a query that gathers too much is stopped`() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write("a line\n", to: "web-0_app.log")
        _ = try program.run("ingest", "web-0_app.log")
        // Fifty texts of 14 MB at once.
        let columns = (0..<50).map { "group_concat(hex(zeroblob(700000)) || \($0))" }.joined(separator: ", ")
        let run = try program.run(
            "sql",
            "WITH n(i) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) SELECT \(columns) FROM n"
        )
        #expect(run.status == 2)
        #expect(run.errors == "inquest: the query needs too much memory; add a WHERE or a LIMIT\n")
    }

    @Test func `a closed pipe is success`() throws {
        let program = try Program()
        defer { program.remove() }
        let run = try program.shell(
            "\"$INQUEST\" explain 137 -o json | true; echo ${PIPESTATUS[0]}; sleep 0.1;"
                + " (sleep 0.2; \"$INQUEST\" explain 137; echo $? >&2) | true")
        #expect(run.output == "0\n")
        #expect(run.errors == "0\n")
    }

    @Test func `colour and width follow the terminal`() throws {
        let program = try Program()
        defer { program.remove() }
        let pipe = try program.run("formats", "-o", "table", environment: ["COLUMNS": "60"])
        #expect(!pipe.output.contains("\u{1B}"))
        #expect(pipe.output.split(separator: "\n").allSatisfy { $0.count <= 60 })
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
        let command = "script -qec '\"$INQUEST\" formats' /dev/null"
        let colored = try program.shell(command, environment: ["TERM": "xterm"])
        #expect(colored.output.contains("\u{1B}[1mID"))
        let plain = try program.shell(command, environment: ["TERM": "xterm", "NO_COLOR": "1"])
        #expect(plain.output.hasPrefix("ID "))
        #expect(!plain.output.contains("\u{1B}"))
    }

    @Test func `every command has examples in its help`() throws {
        let program = try Program()
        defer { program.remove() }
        for command in ["ingest", "report", "sql", "explain", "sources", "sniff", "formats"] {
            let run = try program.run("help", command)
            #expect(run.status == 0)
            #expect(run.output.contains("Example"), "\(command)")
            #expect(run.output.contains("  inquest \(command)"), "\(command)")
        }
    }
}
