import InquestCore

extension Report {
    /// How often each exit code and reason ended a container.
    static let exitCodes = Report(
        id: "exit-codes", title: "Exit codes", question: "Which exit codes end our containers, and why?",
        sections: [
            Section(
                "exit_codes", title: "Exit codes and reasons", query: "exit_codes.sql",
                columns: [
                    Column("code", kind: .count), Column("reason"), Column("name"),
                    Column("runs", kind: .count), Column("share", kind: .share),
                    Column("bar", title: "", kind: .bar),
                    Column("workloads", kind: .count), Column("trend", title: "8 weeks", kind: .series),
                    Column("last_at", title: "last", kind: .time),
                    Column("first_at", title: "first", kind: .time),
                    Column("meaning"), Column("top_workload", isWide: true),
                    Column("signal", kind: .count, isWide: true), Column("verdict", isWide: true),
                ])
        ],
        remarks: [
            "Runs are ended runs seen, not restarts. A code alone proves no cause: 137 is a memory kill "
                + "only with the reason OOMKilled."
        ])
}
