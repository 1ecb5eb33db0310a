import InquestCore

extension Report {
    /// Who is killed for memory, at which limit, and whether it gets worse.
    static let oom = Report(
        id: "oom", title: "OOM kills",
        question: "Who is OOM killed, at which limit, and is it getting worse?",
        sections: [
            Section(
                "workloads", title: "By workload and container", query: "oom.sql",
                columns: [
                    Column("workload"), Column("namespace"), Column("container"),
                    Column("kills", kind: .count),
                    Column("series", title: "8 weeks", kind: .series), Column("scope"),
                    Column("limit_bytes", title: "limit", kind: .bytes), Column("pods", kind: .count),
                    Column("last_at", title: "last", kind: .time),
                    Column("first_at", title: "first", kind: .time),
                    Column("kind", isWide: true), Column("cluster", isWide: true),
                    Column("smallest_limit_bytes", title: "smallest limit", kind: .bytes, isWide: true),
                ]),
            Section(
                "weeks", title: "By week", query: "oom_weeks.sql", isLimited: false,
                columns: [
                    Column("week"), Column("kills", kind: .count), Column("bar", title: "", kind: .bar),
                    Column("container", kind: .count), Column("node", kind: .count),
                    Column("child", kind: .count),
                    Column("other", kind: .count), Column("workloads", kind: .count),
                    Column("terminations", title: "all deaths", kind: .count),
                ]),
        ],
        uncertain: ("oom_uncertain.sql", "OOM kill"),
        remarks: [
            "Only records that say so count: statuses, kernel logs, node events. 0 kills in a week with 0 deaths means that nothing is "
                + "known of the week, not that nothing happened.",
            "Scope: container hit its own limit; node ran out of memory; "
                + "child was not the container's main process; unknown has no limit on record.",
        ])
}
