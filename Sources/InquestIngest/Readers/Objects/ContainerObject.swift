import InquestCore

/// A container of a pod: where its spec and its status stand. 0 stands for the one that is missing.
struct ContainerPair: Sendable {
    var spec: Int
    var status: Int
    var name: Int
}

extension RecordReader {
    /// How many containers are compared with a status before it counts as one without a spec. Pods have some dozens;
    /// this keeps a made-up one with a million from taking hours.
    private static let mostTried = 1000

    /// Reads the containers of one list of a pod, joined with their status by name.
    mutating func readContainers(
        _ kind: ContainerKind, specs: Int, statuses: Int, pod: Int32, into batch: inout FactBatch
    ) {
        pair(specs, with: statuses)
        for index in pairs.indices { readContainer(pairs[index], kind, pod: pod, into: &batch) }
    }

    /// Fills `pairs`: the containers in the order of the spec, then those that only a status shows.
    private mutating func pair(_ specs: Int, with statuses: Int) {
        pairs.removeAll(keepingCapacity: true)
        var elements = record.elements(of: specs)
        while elements.advance(record) {
            guard let name = containerName(elements.value) else { continue }
            pairs.append(ContainerPair(spec: elements.value, status: 0, name: name))
        }
        let specCount = pairs.count
        var next = 0
        elements = record.elements(of: statuses)
        while elements.advance(record) {
            guard let name = containerName(elements.value) else { continue }
            // Statuses mostly come in the order of the spec, so the search begins behind the last one found.
            let place = (0..<min(specCount, RecordReader.mostTried)).lazy.map { ($0 + next) % specCount }
                .first { pairs[$0].status == 0 && record.areEqual(pairs[$0].name, name) }
            if let place {
                pairs[place].status = elements.value
                next = place + 1
            } else {
                pairs.append(ContainerPair(spec: 0, status: elements.value, name: name))
            }
        }
    }

    private func containerName(_ container: Int) -> Int? {
        var members = record.members(of: container)
        while members.advance(record) {
            let text = record.bytes.span.extracting(record.range(members.name))
            if text.equalsIgnoringCase("name"), !record.isEmpty(members.value) { return members.value }
        }
        return nil
    }

    private mutating func readContainer(
        _ pair: ContainerPair, _ kind: ContainerKind, pod: Int32, into batch: inout FactBatch
    ) {
        var container = ContainerFact(pod: pod)
        container.name = copy(pair.name, into: &batch)
        container.kind = kind
        container.line = line(of: pair.status == 0 ? pair.spec : pair.status)
        loadInner(pair.spec)
        let image = inner[.image]
        if kind == .initial, record.equals(inner[.restartPolicy], "Always") { container.kind = .sidecar }
        loadInner(inner[.resources])
        let requests = inner[.requests]
        container.memoryLimitBytes = memory(inner[.limits])
        container.memoryRequestBytes = memory(requests)
        loadInner(pair.status)
        // The status names what the runtime resolved, such as a digest; people know what the spec says.
        container.image = copy(image, else: inner[.image], into: &batch)
        takeStatus(&container, into: &batch)
    }

    private mutating func memory(_ amounts: Int) -> Int64? {
        var members = record.members(of: amounts)
        while members.advance(record) {
            let text = record.bytes.span.extracting(record.range(members.name))
            guard text.equalsIgnoringCase("memory") else { continue }
            let kind = record.kind(members.value)
            guard kind == .string || kind == .number else { return nil }
            return Quantity.bytes(record.bytes.span.extracting(record.range(members.value)))
        }
        return nil
    }

    /// Takes the status whose members are in `inner`, and the runs it says have ended.
    private mutating func takeStatus(_ container: inout ContainerFact, into batch: inout FactBatch) {
        container.imageID = copy(inner[.imageID], into: &batch)
        container.containerID = copy(inner[.containerID], into: &batch)
        // The API counts with 32 bits.
        container.restartCount = record.integer(inner[.restartCount]).flatMap { Int32(exactly: $0) }.map(
            Int64.init)
        container.ready = record.boolean(inner[.ready])
        let state = inner[.state]
        // Clients up to 1.13 wrote the name that the API's own code has for it.
        let last = inner[.lastState] == 0 ? inner[.lastTerminationState] : inner[.lastState]
        loadInner(state)
        let (running, waiting, terminated) = (inner[.running], inner[.waiting], inner[.terminated])
        if terminated != 0 {
            container.state = .terminated
        } else if running != 0 {
            container.state = .running
            loadInner(running)
            container.runningSince = pastTime(inner[.startedAt])
        } else if waiting != 0 {
            container.state = .waiting
            loadInner(waiting)
            container.waitingReason = copy(inner[.reason], into: &batch)
            container.waitingMessage = copy(inner[.message], into: &batch)
        }
        let index = Int32(truncatingIfNeeded: batch.containers.count)
        batch.containers.append(container)
        takeTermination(terminated, .state, container: index, into: &batch)
        loadInner(last)
        takeTermination(inner[.terminated], .lastState, container: index, into: &batch)
    }

    private mutating func takeTermination(
        _ value: Int, _ slot: TerminationFact.Slot, container: Int32, into batch: inout FactBatch
    ) {
        guard value != 0 else { return }
        loadInner(value)
        guard let number = record.integer(inner[.exitCode]), let exitCode = Int32(exactly: number) else {
            unused.add(
                "a terminated state without an exit code", at: line(of: value), record.excerpt(of: value))
            return
        }
        var termination = TerminationFact(container: container, slot: slot, exitCode: exitCode)
        if let signal = record.integer(inner[.signal]).flatMap({ Int32(exactly: $0) }), signal != 0 {
            termination.signal = signal
        }
        termination.line = line(of: value)
        termination.reason = copy(inner[.reason], into: &batch)
        termination.message = copy(inner[.message], into: &batch)
        termination.containerID = copy(inner[.containerID], into: &batch)
        termination.startedAt = pastTime(inner[.startedAt])
        termination.finishedAt = pastTime(inner[.finishedAt])
        batch.terminations.append(termination)
    }
}
