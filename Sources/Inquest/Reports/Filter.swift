import InquestCore

/// What narrows a report. An empty filter lets everything pass.
public struct Filter: Sendable, Hashable {
    /// One part of a filter, as it is shown: `since`, `2026-11-15T00:00:00Z`.
    public struct Setting: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    /// The earliest instant; a day or week counts from its beginning.
    public var since: TimePoint?
    /// The instant before which to stop; a day or week counts to its end.
    public var until: TimePoint?
    /// The instant from which ages and weeks count back, the last second of a day or week; `nil` is the
    /// newest fact in the corpus. What happened later is left out.
    public var now: TimePoint?
    public var cluster: String?
    public var namespace: String?
    /// `NAME`, or `KIND/NAME` such as `Deployment/checkout`.
    public var workload: String?
    public var pod: String?
    public var container: String?
    public var node: String?
    /// With or without its tag or digest.
    public var image: String?
    /// The most rows of a ranked table; `nil` is the report's own limit.
    public var top: Int?

    public init() {}
}

extension Filter {
    /// A filter with its times worked out.
    struct Resolved {
        let now: Timestamp
        let since: Timestamp?
        let until: Timestamp?
        let settings: [Setting]
        let parameters: [String: Value]
    }

    /// - Parameter newest: The newest fact in the corpus, which is now when nobody says otherwise.
    func resolved(newest: Timestamp, clock: Timestamp) throws(FilterError) -> Resolved {
        let now = now?.last(now: clock) ?? newest
        let since = since?.start(now: now)
        let until = until?.end(now: now)
        if let since, let until, until <= since {
            throw FilterError(
                "nothing lies between --since \(since.iso8601) and --until \(until.iso8601): "
                    + "swap them or widen the range"
            )
        }
        var settings = [
            Setting(name: "since", value: since?.iso8601), Setting(name: "until", value: until?.iso8601),
        ]
        let names = named
        settings += names.map { Setting(name: $0.name, value: $0.value) }
        var parameters: [String: Value] = [
            "now": .text(now.iso8601), "since": .time(since), "until": .time(until),
        ]
        for (name, value) in names where name != "workload" {
            parameters[name] = value.map(Value.text) ?? .null
        }
        if let (kind, name) = try workloadParts() {
            parameters["workload"] = .text(name)
            parameters["workload_kind"] = kind.map(Value.text) ?? .null
        }
        return Resolved(
            now: now, since: since, until: until, settings: settings.compactMap { $0 }, parameters: parameters
        )
    }

    private var named: [(name: String, value: String?)] {
        [
            ("cluster", cluster), ("namespace", namespace), ("workload", workload), ("pod", pod),
            ("container", container), ("node", node), ("image", image),
        ]
    }

    /// Looks at what can be judged without a corpus.
    ///
    /// - Throws: `FilterError` when a part of the filter cannot be understood.
    public func validate() throws(FilterError) {
        _ = try workloadParts()
    }

    private func workloadParts() throws(FilterError) -> (kind: String?, name: String)? {
        guard let workload else { return nil }
        let parts = workload.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts.contains("") else {
            throw FilterError(
                "'\(workload)' is not a workload: give NAME or KIND/NAME, such as Deployment/checkout")
        }
        return parts.count == 1 ? (nil, workload) : (Filter.kind(parts[0]), String(parts[1]))
    }

    /// The API's spelling of a kind that may be typed as kubectl takes it: `deploy`, `deployment`,
    /// `Deployment`.
    private static func kind(_ text: Substring) -> String {
        let kinds = [
            "Deployment": ["deploy", "deployments"], "StatefulSet": ["sts", "statefulsets"],
            "DaemonSet": ["ds", "daemonsets"], "ReplicaSet": ["rs", "replicasets"], "Job": ["jobs"],
            "CronJob": ["cj", "cronjobs"], "Pod": ["po", "pods"], "StaticPod": [],
            "ReplicationController": ["rc"],
        ]
        let typed = text.lowercased()
        return kinds.first { $0.key.lowercased() == typed || $0.value.contains(typed) }?.key ?? String(text)
    }
}

extension Filter.Setting {
    fileprivate init?(name: String, value: String?) {
        guard let value else { return nil }
        self.name = name
        self.value = value
    }
}

extension Value {
    /// A bound for comparing with the views' times: without the `Z`, so that a time with a fraction, which
    /// sorts before the same second without one, is on the right side of it.
    fileprivate static func time(_ instant: Timestamp?) -> Value {
        instant.map { .text(String($0.iso8601.dropLast())) } ?? .null
    }
}
