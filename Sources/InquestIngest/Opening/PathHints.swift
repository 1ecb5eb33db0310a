package import InquestCore

/// What a path says about whose data a file holds.
package enum PathHints {
    /// The hints of a path. A hint is right or absent: a path that fits no known layout gives none.
    package static func hints(for path: String) -> SourceHints {
        var parts = path.split(separator: "/").filter { $0 != "." }
        guard let name = parts.popLast() else { return SourceHints() }
        let ending = Packing.endings.first { name.hasSuffix($0) } ?? ""
        parts.append(name.dropLast(ending.count))
        for layout in PathLayout.all {
            if let hints = layout.match(parts) { return hints }
        }
        return SourceHints()
    }
}

extension SourceHints {
    /// These hints, with what the user says in place of what they say.
    package func overridden(by flags: SourceHints) -> SourceHints {
        var result = self
        // The uid and the run belong to the pod the path names; another pod has others.
        let isOtherPod =
            flags.pod.map { $0 != pod } ?? false || flags.namespace.map { $0 != (namespace ?? $0) } ?? false
        if isOtherPod {
            result.podUID = nil
            result.attempt = nil
        }
        result.namespace = flags.namespace ?? namespace
        result.pod = flags.pod ?? pod
        result.podUID = flags.podUID ?? result.podUID
        result.container = flags.container ?? container
        result.node = flags.node ?? node
        result.attempt = flags.attempt ?? result.attempt
        result.isPrevious = isPrevious || flags.isPrevious
        return result
    }

    /// These hints and what another path of the same file adds, unless the two disagree.
    func completed(by other: SourceHints) -> SourceHints {
        func differ(_ mine: String?, _ theirs: String?) -> Bool {
            mine != nil && theirs != nil && mine != theirs
        }
        if differ(namespace, other.namespace) || differ(pod, other.pod) || differ(container, other.container)
        {
            return self
        }
        var result = self
        result.namespace = namespace ?? other.namespace
        result.pod = pod ?? other.pod
        result.podUID = podUID ?? other.podUID
        result.container = container ?? other.container
        result.node = node ?? other.node
        result.attempt = attempt ?? other.attempt
        result.isPrevious = isPrevious || other.isPrevious
        return result
    }
}
