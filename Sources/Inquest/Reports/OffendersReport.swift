import InquestCore

extension Report {
    /// The workloads whose failures matter most now.
    static let offenders = Report(
        id: "offenders", title: "Offenders", question: "Which workloads should we mend first?",
        defaultTop: 20,
        sections: [
            Section(
                "offenders", title: "Workloads by score", query: "offenders.sql",
                columns: [
                    Column("rank", title: "#", kind: .count), Column("workload"), Column("namespace"),
                    Column("score", kind: .count), Column("failures", kind: .count),
                    Column("pods", kind: .count),
                    Column("top", title: "mostly"), Column("series", title: "8 weeks", kind: .series),
                    Column("unseen", kind: .count), Column("last_at", title: "last", kind: .time),
                    Column("first_at", title: "first", kind: .time), Column("kind", isWide: true),
                    Column("cluster", isWide: true), Column("seen", kind: .count, isWide: true),
                ])
        ],
        remarks: [
            "Score: 100 for each failure, x 1.5 for OOMKilled, x 1.3 for codes 132, 134, 135, 136 and 139, "
                + "halved for every 7 days of age; the sum x 1.1 for two pods, x 1.2 for three, up to x 2.",
            "Exit code 0 (Completed) counts as a failure only where a container is meant to run for ever: app "
                + "and sidecar containers of Deployments, StatefulSets, DaemonSets, ReplicaSets and static pods.",
        ])
}
