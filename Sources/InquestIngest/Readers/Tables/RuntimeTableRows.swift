import InquestCore

/// Rows of `docker ps -a` and `crictl ps -a`.
struct RuntimeTableRows {
    let header: TableHeader

    /// One container of a runtime.
    private struct Container {
        var namespace: TextRef = .none
        var pod: TextRef = .none
        var podUID: TextRef = .none
        var name: TextRef = .none
        var image: TextRef = .none
        var id: TextRef = .none
        var attempt: Int64?
        var state: ContainerFact.State = .unknown
    }

    // MARK: docker

    /// Adds the container of a row.
    ///
    /// - Returns: Whether it was one; sandboxes of pods are, and say nothing.
    func addDocker(_ text: TableText, line: UInt32, into sink: inout some FactSink) -> Bool {
        let cells = text.cells(text.trimmed)
        // The command may hold anything, so the status is looked for behind the time of creation.
        guard cells.count >= 5, isID(cells[0], text),
            let created = cells.indices.dropFirst(2).first(where: {
                text.string(cells[$0]).hasSuffix(" ago") && $0 + 2 < cells.count
                    && state(text.string(cells[$0 + 1])) != nil
            })
        else { return false }
        let status = text.string(cells[created + 1])
        var last = cells[cells.count - 1]
        if header.columns.last == "SIZE" {
            guard created + 3 < cells.count else { return false }
            last = cells[cells.count - 2]
        }
        // Links put further names behind a comma.
        let names = text.string(last).split(separator: ",").map(String.init)
        guard let name = names.first(where: { !$0.contains("/") }) ?? names.first, !name.contains(" ") else {
            return false
        }
        if name.hasPrefix("k8s_POD") { return true }
        var container = Container()
        container.id = sink.add(cells[0], of: text)
        container.image = sink.add(cells[1], of: text)
        container.state = state(status) ?? .unknown
        takeName(name, &container, into: &sink)
        add(container, line: line, into: &sink)
        if let code = exitCode(status) {
            var end = TerminationFact(
                container: Int32(sink.batch.containers.count - 1), slot: .state, exitCode: code)
            end.containerID = container.id
            end.line = line
            if let close = status.firstIndex(of: ")"), status.hasSuffix(" ago") {
                let words = status[status.index(after: close)...].dropLast(4).drop { $0 == " " }
                end.finishedAge = RuntimeAge.age(words)
            }
            sink.batch.terminations.append(end)
        }
        sink.boundary()
        return true
    }

    /// `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>`. Up to 1.5 a hash stood behind the container, and a random
    /// word in place of the attempt.
    private func takeName(_ name: String, _ container: inout Container, into sink: inout some FactSink) {
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count >= 6, parts[0] == "k8s", KubernetesName.isSubdomain(parts[2]),
            KubernetesName.isLabel(parts[3])
        else {
            container.name = sink.batch.add(name[...])
            return
        }
        let isOld = parts[1].contains(".")
        container.name = sink.batch.add(parts[1].prefix { $0 != "." })
        container.pod = sink.batch.add(parts[2])
        container.namespace = sink.batch.add(parts[3])
        if KubernetesName.isPodUID(parts[4]) { container.podUID = sink.batch.add(parts[4]) }
        if !isOld, parts[5].utf8.count < 10 { container.attempt = Int64(parts[5]) }
    }

    private func state(_ status: String) -> ContainerFact.State? {
        if status.hasPrefix("Up ") { return .running }
        if status.hasPrefix("Exited (") || status == "Dead" { return .terminated }
        if status == "Created" || status.hasPrefix("Restarting (") { return .waiting }
        return status.hasPrefix("Removal ") ? .terminated : nil
    }

    private func exitCode(_ status: String) -> Int32? {
        guard status.hasPrefix("Exited (") || status.hasPrefix("Restarting ("),
            let open = status.firstIndex(of: "("),
            let close = status.firstIndex(of: ")"), open < close
        else { return nil }
        return Int32(status[status.index(after: open)..<close])
    }

    // MARK: crictl

    /// Adds the container of a row. crictl prints no exit codes.
    ///
    /// - Returns: Whether it was one.
    func addCrictl(_ text: TableText, line: UInt32, into sink: inout some FactSink) -> Bool {
        let cells = text.cells(text.trimmed)
        guard cells.count >= 7, isID(cells[0], text), text.string(cells[2]).hasSuffix(" ago"),
            let attempt = text.number(cells[5]), attempt < 1_000_000_000
        else { return false }
        func cell(_ column: String) -> Range<Int>? {
            guard let index = header.columns.firstIndex(of: column), cells.count == header.columns.count
            else { return nil }
            return text.isName(cells[index]) ? cells[index] : nil
        }
        var container = Container()
        switch text.string(cells[3]) {
        case "Running": container.state = .running
        case "Exited": container.state = .terminated
        case "Created": container.state = .waiting
        case "Unknown": container.state = .unknown
        default: return false
        }
        container.id = sink.add(cells[0], of: text)
        container.image = sink.add(cells[1], of: text)
        container.name = sink.add(cells[4], of: text)
        container.attempt = attempt
        if let pod = cell("POD"), !text.equals(pod, "unknown") { container.pod = sink.add(pod, of: text) }
        container.namespace = sink.add(cell("NAMESPACE"), of: text)
        add(container, line: line, into: &sink)
        sink.boundary()
        return true
    }

    // MARK: Both

    private func add(_ container: Container, line: UInt32, into sink: inout some FactSink) {
        var pod = PodFact()
        pod.namespace = container.namespace
        pod.name = container.pod
        pod.uid = container.podUID
        pod.line = line
        sink.batch.pods.append(pod)
        var fact = ContainerFact(pod: Int32(sink.batch.pods.count - 1))
        fact.name = container.name
        fact.image = container.image
        fact.containerID = container.id
        fact.restartCount = container.attempt
        fact.state = container.state
        fact.line = line
        sink.batch.containers.append(fact)
    }

    private func isID(_ cell: Range<Int>, _ text: TableText) -> Bool {
        (10...64).contains(cell.count) && cell.allSatisfy { KubernetesName.isHexadecimal(text.bytes[$0]) }
    }
}
