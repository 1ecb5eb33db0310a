import InquestCore

/// One way in which tools lay out files so that a path tells whose data they hold.
struct PathLayout: Sendable {
    /// Where the layout comes from.
    let id: String
    /// The hints of a path cut at its slashes, without `.gz`; `nil` when the path is not of this layout.
    let match: @Sendable ([Substring]) -> SourceHints?

    /// Every layout, the most telling first.
    static let all: [PathLayout] = [
        PathLayout(id: "pod-log-directory", match: podLogDirectory),
        PathLayout(id: "pod-uid-directory", match: podUIDDirectory),
        PathLayout(id: "container-log-links", match: containerLogLink),
        PathLayout(id: "must-gather", match: mustGather),
        PathLayout(id: "insights", match: insights),
        PathLayout(id: "support-bundle", match: supportBundle),
        PathLayout(id: "sonobuoy", match: sonobuoy),
        PathLayout(id: "sosreport", match: sosreport),
        PathLayout(id: "node-files", match: nodeFiles),
        PathLayout(id: "cluster-info-dump", match: clusterInfoDump),
        PathLayout(id: "collected-log", match: collectedLog),
        PathLayout(id: "saved-log", match: savedLog),
        PathLayout(id: "saved-describe", match: savedDescribe),
    ]

    /// `/var/log/pods/<ns>_<pod>_<uid>/<container>/<restart>.log[.date]`
    private static func podLogDirectory(_ parts: [Substring]) -> SourceHints? {
        guard parts.count >= 3, let attempt = attempt(of: parts[parts.count - 1]) else { return nil }
        let container = parts[parts.count - 2]
        let names = parts[parts.count - 3].split(separator: "_", omittingEmptySubsequences: false)
        guard names.count == 3, KubernetesName.isPodUID(names[2]),
            var hints = hints(namespace: names[0], pod: names[1], container: container)
        else { return nil }
        hints.podUID = String(names[2])
        hints.attempt = attempt
        return hints
    }

    /// Older kubelets: `pods/<uid>/<container>/0.log` and `pods/<uid>/<container>_0.log`
    private static func podUIDDirectory(_ parts: [Substring]) -> SourceHints? {
        guard let at = parts.lastIndex(of: "pods"), at + 1 < parts.count,
            KubernetesName.isPodUID(parts[at + 1])
        else { return nil }
        var rest = Array(parts[(at + 2)...])
        if rest.count == 1, let bar = rest[0].lastIndex(of: "_") {
            rest = [rest[0][..<bar], rest[0][rest[0].index(after: bar)...]]
        }
        guard rest.count == 2, KubernetesName.isLabel(rest[0]), let attempt = attempt(of: rest[1]) else {
            return nil
        }
        var hints = SourceHints()
        hints.podUID = String(parts[at + 1])
        hints.container = String(rest[0])
        hints.attempt = attempt
        return hints
    }

    /// `/var/log/containers/<pod>_<ns>_<container>-<64hex>.log`, cut so that the name has 255 bytes.
    private static func containerLogLink(_ parts: [Substring]) -> SourceHints? {
        guard let name = parts.last, name.hasSuffix(".log") else { return nil }
        let names = name.dropLast(4).split(separator: "_", omittingEmptySubsequences: false)
        guard names.count == 3, let dash = names[2].lastIndex(of: "-") else { return nil }
        let identifier = names[2][names[2].index(after: dash)...]
        guard identifier.utf8.allSatisfy(KubernetesName.isHexadecimal) else { return nil }
        let isWhole = identifier.utf8.count == 64
        // Of a cut id enough must be left that it cannot be the end of a container's name.
        let isCut = name.utf8.count == 255 && (16..<64).contains(identifier.utf8.count)
        guard isWhole || isCut else { return nil }
        return hints(namespace: names[1], pod: names[0], container: names[2][..<dash])
    }

    /// `namespaces/<ns>/pods/<pod>/<c>/<c>/logs/{current,previous}[.insecure].log`,
    /// `…/logs/rotated/0.log.<date>`
    private static func mustGather(_ parts: [Substring]) -> SourceHints? {
        guard let at = parts.lastIndex(of: "namespaces"), parts.count >= at + 8, parts[at + 2] == "pods",
            parts[at + 4] == parts[at + 5], parts[at + 6] == "logs",
            var hints = hints(namespace: parts[at + 1], pod: parts[at + 3], container: parts[at + 4])
        else { return nil }
        let rest = parts[(at + 7)...]
        switch rest.last {
        case "current.log" where rest.count == 1, "current.insecure.log" where rest.count == 1: return hints
        case "previous.log" where rest.count == 1, "previous.insecure.log" where rest.count == 1:
            hints.isPrevious = true
            return hints
        case let name? where rest.count == 2 && rest.first == "rotated":
            guard let attempt = attempt(of: name) else { return nil }
            hints.attempt = attempt
            return hints
        default: return nil
        }
    }

    /// `namespaces/<ns>/pods/<pod>/containers/<c>/logs/<file>`, `config/node/logs/<node>.log`,
    /// `config/pod/<ns>/logs/<pod>/<file>`, where newer operators call the file `<c>_current.log` and `<c>_previous.log`
    private static func insights(_ parts: [Substring]) -> SourceHints? {
        if let at = parts.lastIndex(of: "namespaces"), parts.count == at + 8, parts[at + 2] == "pods",
            parts[at + 4] == "containers", parts[at + 6] == "logs"
        {
            return hints(namespace: parts[at + 1], pod: parts[at + 3], container: parts[at + 5])
        }
        guard let at = parts.lastIndex(of: "config"), parts.count > at + 3 else { return nil }
        if parts[at + 1] == "pod", parts.count == at + 6, parts[at + 3] == "logs" {
            let file = parts[at + 5]
            for (ending, isPrevious) in [("_current.log", false), ("_previous.log", true)]
            where file.hasSuffix(ending) {
                var named = hints(
                    namespace: parts[at + 2], pod: parts[at + 4], container: file.dropLast(ending.count))
                named?.isPrevious = isPrevious
                if let named { return named }
            }
            return hints(namespace: parts[at + 2], pod: parts[at + 4], container: nil)
        }
        if parts[at + 1] == "node", parts.count == at + 4, parts[at + 2] == "logs",
            parts[at + 3].hasSuffix(".log"),
            KubernetesName.isSubdomain(parts[at + 3].dropLast(4))
        {
            var hints = SourceHints()
            hints.node = String(parts[at + 3].dropLast(4))
            return hints
        }
        return nil
    }

    /// `…/pods/logs/<ns>/<pod>/<c>[-previous].log`
    private static func supportBundle(_ parts: [Substring]) -> SourceHints? {
        guard parts.count >= 5, parts[parts.count - 4] == "logs", parts[parts.count - 5] == "pods",
            let file = logName(parts[parts.count - 1])
        else { return nil }
        var hints = hints(
            namespace: parts[parts.count - 3], pod: parts[parts.count - 2], container: file.stem)
        hints?.isPrevious = file.isPrevious
        return hints
    }

    /// `podlogs/<ns>/<pod>/logs/<c>.txt`
    private static func sonobuoy(_ parts: [Substring]) -> SourceHints? {
        guard parts.count >= 5, parts[parts.count - 5] == "podlogs", parts[parts.count - 2] == "logs",
            parts[parts.count - 1].hasSuffix(".txt")
        else { return nil }
        return hints(
            namespace: parts[parts.count - 4], pod: parts[parts.count - 3],
            container: parts[parts.count - 1].dropLast(4))
    }

    /// `cluster-info/<ns>/podlogs/<pod>/<command>`, where the command is `kubectl logs` with blanks and other marks turned
    /// into `_`
    private static func sosreport(_ parts: [Substring]) -> SourceHints? {
        guard parts.count >= 5, parts[parts.count - 5] == "cluster-info", parts[parts.count - 3] == "podlogs",
            parts[parts.count - 1].contains("logs")
        else { return nil }
        let words = parts[parts.count - 1].split(separator: "_")
        let container = words.firstIndex { $0 == "-c" || $0 == "--container" }
            .flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
        var hints = hints(
            namespace: parts[parts.count - 4], pod: parts[parts.count - 2], container: container)
        hints?.isPrevious = words.contains { $0 == "-p" || $0 == "--previous" }
        return hints
    }

    /// `nodes/<node>/<file>` of a must-gather, `plugins/systemd-logs/results/<node>[.json|/…]` of sonobuoy results
    private static func nodeFiles(_ parts: [Substring]) -> SourceHints? {
        var node: Substring?
        if parts.count >= 3, parts[parts.count - 3] == "nodes" {
            node = parts[parts.count - 2]
        } else if let at = parts.lastIndex(of: "results"), at > 0, at + 1 < parts.count,
            ["systemd-logs", "systemd_logs"].contains(parts[at - 1])
        {
            let name = parts[at + 1]
            node = name.hasSuffix(".json") ? name.dropLast(5) : name
        }
        guard let node, KubernetesName.isSubdomain(node) else { return nil }
        var hints = SourceHints()
        hints.node = String(node)
        return hints
    }

    /// `<collector>/<pod>/<c>[-previous].log` of support bundles, where nothing names the namespace
    private static func collectedLog(_ parts: [Substring]) -> SourceHints? {
        guard parts.count >= 2, let file = logName(parts[parts.count - 1]),
            !KubernetesName.isNumber(file.stem),
            isGenerated(parts[parts.count - 2])
        else { return nil }
        var hints = hints(namespace: nil, pod: parts[parts.count - 2], container: file.stem)
        hints?.isPrevious = file.isPrevious
        return hints
    }

    /// `<ns>/<pod>/logs.txt`. The file's own headings name the container.
    private static func clusterInfoDump(_ parts: [Substring]) -> SourceHints? {
        guard parts.count >= 3, parts[parts.count - 1] == "logs.txt", looksLikePod(parts[parts.count - 2]),
            // A file somebody saved as logs.txt in a home directory is no dump.
            !["home", "Users", "root", "tmp", "var", "log", "srv", "mnt", "opt"].contains(
                parts[parts.count - 3])
        else { return nil }
        return hints(namespace: parts[parts.count - 3], pod: parts[parts.count - 2], container: nil)
    }

    /// `<pod>[-previous].log`, `<pod>_<container>[-previous].log`, `<ns>_<pod>_<container>[-previous].log`
    private static func savedLog(_ parts: [Substring]) -> SourceHints? {
        guard let file = parts.last.flatMap(logName) else { return nil }
        let names = file.stem.split(separator: "_", omittingEmptySubsequences: false)
        var found: SourceHints?
        switch names.count {
        case 1 where looksLikePod(names[0]): found = hints(namespace: nil, pod: names[0], container: nil)
        case 2 where looksLikePod(names[0]): found = hints(namespace: nil, pod: names[0], container: names[1])
        // Three names are what the manual asks for, so the pod may have any name.
        case 3 where looksLikePod(names[1]) || KubernetesName.isSubdomain(names[1]) && !endsInID(names[2]):
            found = hints(namespace: names[0], pod: names[1], container: names[2])
        default: return nil
        }
        found?.isPrevious = file.isPrevious
        return found
    }

    /// `<ns>_<pod>.txt` and `describe-<pod>.txt`. Such a file names its objects; this helps where its head is
    /// cut.
    private static func savedDescribe(_ parts: [Substring]) -> SourceHints? {
        guard let name = parts.last, name.hasSuffix(".txt") else { return nil }
        let stem = name.dropLast(4)
        if stem.hasPrefix("describe-") {
            let pod = stem.dropFirst("describe-".count)
            // `describe-pod-web-0` may mean the pod `web-0`, `describe-node-a` the node `a`.
            let kinds = [
                "po", "pod", "pods", "node", "nodes", "deploy", "deployment", "sts", "statefulset", "job",
                "rs", "ds",
            ]
            guard looksLikePod(pod), !kinds.contains(where: { pod.hasPrefix($0 + "-") }) else { return nil }
            return hints(namespace: nil, pod: pod, container: nil)
        }
        let names = stem.split(separator: "_", omittingEmptySubsequences: false)
        guard names.count == 2, looksLikePod(names[1]) else { return nil }
        return hints(namespace: names[0], pod: names[1], container: nil)
    }
}

extension PathLayout {
    /// Hints of these names, or `nil` when one of them cannot be such a name.
    private static func hints(namespace: Substring?, pod: Substring, container: Substring?) -> SourceHints? {
        guard namespace.map(KubernetesName.isLabel) ?? true, KubernetesName.isSubdomain(pod),
            container.map(KubernetesName.isLabel) ?? true
        else { return nil }
        var hints = SourceHints()
        hints.namespace = namespace.map { String($0) }
        hints.pod = String(pod)
        hints.container = container.map { String($0) }
        return hints
    }

    /// The run a kubelet's log file is of: `3` for `3.log` and for `3.log.20260302-091500`.
    private static func attempt(of name: Substring) -> Int? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, KubernetesName.isNumber(parts[0]), parts[1] == "log" else { return nil }
        if parts.count == 3 {
            let date = parts[2].split(separator: "-", omittingEmptySubsequences: false)
            guard date.map(\.utf8.count) == [8, 6], date.allSatisfy(KubernetesName.isNumber) else {
                return nil
            }
        }
        return parts.count <= 3 ? Int(parts[0]) : nil
    }

    /// The name of a `.log` file without its endings.
    private static func logName(_ name: Substring) -> (stem: Substring, isPrevious: Bool)? {
        guard name.hasSuffix(".log") else { return nil }
        var stem = name.dropLast(4)
        // `<pod>_<container>.1030.log`: a mark of who saved it when. Pods may have such dots, containers none.
        if stem.contains("_"), let dot = stem.lastIndex(of: "."),
            KubernetesName.isNumber(stem[stem.index(after: dot)...])
        {
            stem = stem[..<dot]
        }
        for mark in ["-previous", ".previous"] where stem.hasSuffix(mark) {
            return (stem.dropLast(mark.count), true)
        }
        for mark in [".plain", ".current"] where stem.hasSuffix(mark) { stem = stem.dropLast(mark.count) }
        return (stem, false)
    }

    /// Whether a name ends like those of `/var/log/containers`, where the pod comes before the namespace.
    private static func endsInID(_ name: Substring) -> Bool {
        guard let dash = name.lastIndex(of: "-") else { return false }
        let last = name[name.index(after: dash)...]
        return last.count >= 4 && last.allSatisfy { $0.isHexDigit }
    }

    /// Whether a directory is called as a controller calls its pods: `-<ordinal>` or five letters and digits of those that
    /// Kubernetes makes names of, behind the hash of a template where there is one.
    private static func isGenerated(_ name: Substring) -> Bool {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 2, let last = parts.last, KubernetesName.isSubdomain(name) else { return false }
        let isRandom = last.utf8.count == 5 && last.allSatisfy { "bcdfghjklmnpqrstvwxz2456789".contains($0) }
        return isRandom || KubernetesName.isNumber(last) && last.utf8.count <= 4
    }

    /// Whether a file name can be trusted to be a pod's.
    ///
    /// Controllers append `-<hash>` or `-<ordinal>` to every pod, and `app.log` or `errors.log` are on every
    /// disk, so a dash is asked for; a few well-known files with a dash are left out.
    private static func looksLikePod(_ name: Substring) -> Bool {
        guard KubernetesName.isSubdomain(name), name.contains("-") else { return false }
        let others = [
            "must-gather", "cloud-init", "cloud-init-output", "event-filter", "kube-proxy", "kube-apiserver",
        ]
        let isExcerpt = name.hasPrefix("last-") && name.hasSuffix("-lines")
        return !others.contains(String(name)) && !isExcerpt
    }
}
