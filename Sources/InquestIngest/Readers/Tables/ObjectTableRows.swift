import InquestCore

/// Rows of the tables of pods and nodes.
struct ObjectTableRows {
    /// `nil` when rows come without a heading.
    let header: TableHeader?
    /// What rows without a namespace of their own are taken to be in.
    let namespace: String?

    private static let phases: [StaticString] = ["Running", "Pending", "Succeeded", "Failed"]

    // MARK: Pods

    /// The cells of a pod's row that are used.
    private struct Pod {
        var namespace: Range<Int>?
        var name: Range<Int>
        var status: Range<Int>
        var restarts: Int64
        var node: Range<Int>?
    }

    /// Whether a line is the row of a pod.
    func isPod(_ text: TableText) -> Bool { pod(text, isCut: false) != nil }

    /// Adds the pod of a row.
    ///
    /// - Parameter isCut: Whether the text ended inside the row.
    /// - Returns: Whether it was one.
    func addPod(_ text: TableText, line: UInt32, isCut: Bool, into sink: inout some FactSink) -> Bool {
        guard let row = pod(text, isCut: isCut) else { return false }
        var fact = PodFact()
        fact.namespace = row.namespace.map { sink.add($0, of: text) } ?? sink.batch.add(namespace)
        fact.name = sink.add(row.name, of: text)
        fact.status = sink.add(row.status, of: text)
        // kubectl prints `Unknown` for pods of lost nodes too, whatever their phase.
        if ObjectTableRows.phases.contains(where: { text.equals(row.status, $0) }) {
            fact.phase = fact.status
        }
        fact.restarts = row.restarts
        fact.node = sink.add(row.node, of: text)
        fact.line = line
        sink.batch.pods.append(fact)
        sink.boundary()
        return true
    }

    private func pod(_ text: TableText, isCut: Bool) -> Pod? {
        guard let header, !isStandard(header) else { return standardPod(text, isCut: isCut) }
        return pod(text, header, isCut: isCut)
    }

    private func isStandard(_ header: TableHeader) -> Bool {
        guard let name = header.columns.firstIndex(of: "NAME") else { return false }
        return header.columns[name...].starts(with: ["NAME", "READY", "STATUS", "RESTARTS", "AGE"])
    }

    /// `[NAMESPACE] NAME READY STATUS RESTARTS AGE [IP NODE …]`, told by `2/3` and what surrounds it.
    private func standardPod(_ text: TableText, isCut: Bool) -> Pod? {
        let words = text.words(text.trimmed, limit: 24)
        guard let ready = words.prefix(3).firstIndex(where: { isRatio($0, text) }), ready >= 1,
            header.map({ ready == ($0.has("NAMESPACE") ? 2 : 1) }) ?? true, ready + 3 < words.count
        else { return nil }
        guard let name = podName(words[ready - 1], text), ready == 1 || text.isName(words[0]),
            let restarts = text.number(words[ready + 2])
        else { return nil }
        var age = ready + 3
        if text.begins(words[age], "("), age + 2 < words.count, text.equals(words[age + 1], "ago)") {
            age += 2
        }
        guard text.isAge(words[age]) else { return nil }
        var pod = Pod(name: name, status: words[ready + 1], restarts: restarts)
        if ready == 2 { pod.namespace = words[0] }
        let isWide = header.map { $0.has("NODE") } ?? (words.count >= age + 5)
        // A node that the end of the text cut short would be another node.
        if isWide, age + 2 < words.count, !isCut || age + 3 < words.count {
            let node = words[age + 2]
            if text.isName(node) { pod.node = node }
        }
        return pod
    }

    /// Columns that the user chose: as many cells as headings, or nothing is certain.
    private func pod(_ text: TableText, _ header: TableHeader, isCut: Bool) -> Pod? {
        let cells = text.cells(text.trimmed)
        guard !isCut, cells.count == header.columns.count else { return nil }
        func cell(_ column: String) -> Range<Int>? { header.columns.firstIndex(of: column).map { cells[$0] } }
        guard let name = cell("NAME").flatMap({ podName($0, text) }), let status = cell("STATUS"),
            let restarts = cell("RESTARTS").flatMap({ text.number(text.words($0, limit: 1)[0]) })
        else { return nil }
        return Pod(
            namespace: cell("NAMESPACE"), name: name, status: status, restarts: restarts, node: cell("NODE"))
    }

    /// `kubectl get all` prints `pod/` before names.
    private func podName(_ word: Range<Int>, _ text: TableText) -> Range<Int>? {
        let name = text.begins(word, "pod/") ? word.lowerBound + 4..<word.upperBound : word
        return text.isName(name) ? name : nil
    }

    private func isRatio(_ word: Range<Int>, _ text: TableText) -> Bool {
        guard let slash = text.bytes[word].firstIndex(of: 0x2F) else { return false }
        return text.number(word.lowerBound..<slash) != nil && text.number(slash + 1..<word.upperBound) != nil
    }

    // MARK: Nodes

    /// Whether a line is the row of a node.
    func isNode(_ text: TableText) -> Bool { node(text) != nil }

    /// Adds the node of a row and whether it is ready.
    ///
    /// - Returns: Whether it was one.
    func addNode(_ text: TableText, line: UInt32, into sink: inout some FactSink) -> Bool {
        guard let row = node(text) else { return false }
        var fact = ObjectFact()
        fact.kind = sink.batch.add("Node"[...])
        fact.name = sink.add(row.name, of: text)
        fact.line = line
        sink.batch.objects.append(fact)
        var condition = ConditionFact()
        condition.objectKind = fact.kind
        condition.objectName = fact.name
        condition.type = sink.batch.add("Ready"[...])
        condition.status = sink.batch.add(row.ready[...])
        condition.line = line
        sink.batch.conditions.append(condition)
        sink.boundary()
        return true
    }

    private func node(_ text: TableText) -> (name: Range<Int>, ready: String)? {
        let words = text.words(text.trimmed, limit: 6)
        // The age, behind the roles where those are printed, shows that the status is whole.
        guard words.count >= 3, words[2...].contains(where: { text.isAge($0) }) else { return nil }
        let name = text.begins(words[0], "node/") ? words[0].lowerBound + 5..<words[0].upperBound : words[0]
        guard text.isName(name) else { return nil }
        let status = text.string(words[1]).split(separator: ",").first
        switch status {
        case "Ready": return (name, "True")
        // A node that went silent is Unknown, one that says it is not ready False: both print as this.
        case "NotReady": return (name, "False or Unknown")
        case "Unknown" where header != nil: return (name, "Unknown")
        default: return nil
        }
    }

    // MARK: What `kubectl get all` names

    /// Adds the workload of a row such as `deployment.apps/api`.
    ///
    /// - Returns: Whether the row names its kind.
    func addWorkload(_ text: TableText, line: UInt32, into sink: inout some FactSink) -> Bool {
        let words = text.words(text.trimmed, limit: 4)
        guard words.count == 4 else { return false }
        let named = words.prefix(2).first { text.bytes[$0].contains(0x2F) }
        guard let named, let slash = text.bytes[named].firstIndex(of: 0x2F) else { return false }
        let printed = text.string(named.lowerBound..<slash)
        let kind = KubernetesKind.spelled(printed)
        let workloads: Set<String> = [
            "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicationController",
        ]
        let name = slash + 1..<named.upperBound
        guard workloads.contains(kind), text.isName(name) else { return false }
        var fact = ObjectFact()
        fact.kind = sink.batch.add(kind[...])
        fact.namespace = named == words[1] ? sink.add(words[0], of: text) : sink.batch.add(namespace)
        fact.name = sink.add(name, of: text)
        fact.line = line
        sink.batch.objects.append(fact)
        sink.boundary()
        return true
    }
}
