import InquestCore

extension StoreWriter {
    /// Stores pods with their containers and ended runs.
    ///
    /// A pod that a new corpus sees for the first time is concluded at once, from what is in memory; any other is marked
    /// and concluded from all its sightings when the ingest ends.
    func storePods(_ batch: FactBatch) throws {
        let firstContainer = ids.container + 1
        let firstPod = ids.pod + 1
        var pods = try batch.pods.map { try store($0, batch) }
        var places: [Int] = []
        places.reserveCapacity(batch.containers.count)
        for container in batch.containers {
            let pod = Int(container.pod)
            places.append(pods[pod].containers.count)
            pods[pod].containers.append(try store(container, pod: firstPod + Int64(pod), batch))
        }
        for termination in batch.terminations {
            let container = Int(termination.container)
            let pod = Int(batch.containers[container].pod)
            let run = try store(
                termination, containerID: firstContainer + Int64(container),
                of: pods[pod].containers[places[container]], in: pods[pod], batch)
            pods[pod].containers[places[container]].terminations.append(run)
        }
        for pod in pods { try concludeOrMark(pod, batch) }
    }

    private func concludeOrMark(_ pod: StoredPod, _ batch: FactBatch) throws {
        guard let name = pod.name else {
            statements.staleHeadless.bind(pod.sighting.id, at: 1)
            return try statements.staleHeadless.run()
        }
        if pod.namespace == nil { try noteLoose(pod: name) }
        let subject = FactKey(
            high: UInt64(bitPattern: clusterID) << 40 ^ UInt64(bitPattern: pod.namespace ?? 0),
            low: UInt64(bitPattern: name))
        // Once a source shows controllers, owners are known only when all of them are in.
        if ids.object == 0, !pod.hasAges, seenPods?.insert(subject) == true {
            var sighting = pod.sighting
            sighting.containers = pod.containers
            let conclusions = try conclusions()
            conclusions.remember(name, batch.string(pod.fact.name))
            conclusions.remember(sighting.ownerName, batch.string(pod.fact.ownerName))
            return try conclusions.add(
                PodSubject(cluster: clusterID, namespace: pod.namespace, name: name), sightings: [sighting])
        }
        try markStalePod(namespace: pod.namespace, name: name)
    }

    private func markStalePod(namespace: Int64?, name: Int64) throws {
        statements.stalePod.bind(clusterID, at: 1)
        statements.stalePod.bind(namespace ?? 0, at: 2)
        statements.stalePod.bind(name, at: 3)
        try statements.stalePod.run()
    }

    private func store(_ pod: PodFact, _ batch: FactBatch) throws -> StoredPod {
        ids.pod += 1
        let name = try id(pod.name, batch) ?? hint(start.hints.pod)
        let namespace = try id(pod.namespace, batch) ?? hint(start.hints.namespace)
        let sighting = PodSighting(
            id: ids.pod, sourceID: sourceID,
            // The source's key is not known yet; it matters only between several sightings.
            order: SightingOrder(source: FactKey(high: 0, low: 0), line: Int64(pod.line)),
            uid: try id(pod.uid, batch), node: try id(pod.node, batch), phase: try id(pod.phase, batch),
            status: try id(pod.status, batch), restartSum: pod.restarts, reason: try id(pod.reason, batch),
            message: try id(pod.message, batch),
            ownerKind: try id(pod.ownerKind, batch), ownerName: try id(pod.ownerName, batch),
            ownerIsKnown: pod.ownerIsKnown, qosClass: try id(pod.qosClass, batch),
            restartPolicy: try id(pod.restartPolicy, batch), createdAt: pod.createdAt?.nanoseconds,
            startedAt: pod.startedAt?.nanoseconds, deletionAt: pod.deletionAt?.nanoseconds,
            graceSeconds: pod.graceSeconds)
        let insert = statements.pod
        insert.bind(sighting.id, at: 1)
        insert.bind(sourceID, at: 2)
        insert.bind(Int64(pod.line), at: 3)
        insert.bind(namespace, at: 4)
        insert.bind(name, at: 5)
        insert.bind(sighting.uid, at: 6)
        insert.bind(sighting.node, at: 7)
        insert.bind(sighting.phase, at: 8)
        insert.bind(sighting.status, at: 9)
        insert.bind(sighting.restartSum, at: 10)
        insert.bind(sighting.reason, at: 11)
        insert.bind(sighting.message, at: 12)
        insert.bind(sighting.ownerKind, at: 13)
        insert.bind(sighting.ownerName, at: 14)
        insert.bind(sighting.ownerIsKnown ? 1 : 0, at: 15)
        insert.bind(sighting.qosClass, at: 16)
        insert.bind(sighting.restartPolicy, at: 17)
        insert.bind(sighting.createdAt, at: 18)
        insert.bind(sighting.startedAt, at: 19)
        insert.bind(sighting.deletionAt, at: 20)
        insert.bind(sighting.graceSeconds, at: 21)
        insert.bind(namespace == nil ? 1 : 0, at: 22)
        try insert.run()
        return StoredPod(fact: pod, namespace: namespace, name: name, sighting: sighting)
    }

    private func hint(_ text: String?) throws -> Int64? {
        guard let text else { return nil }
        return try interner.id(of: text)
    }

    private func store(_ container: ContainerFact, pod: Int64, _ batch: FactBatch) throws -> ContainerSighting
    {
        ids.container += 1
        let sighting = ContainerSighting(
            id: ids.container, line: Int64(container.line), name: try id(container.name, batch),
            kind: Int64(container.kind.rawValue), image: try id(container.image, batch),
            imageDigest: try id(container.imageID, batch), restartCount: container.restartCount,
            ready: container.ready.map { $0 ? 1 : 0 }, state: Int64(container.state.rawValue),
            waitingReason: try id(container.waitingReason, batch),
            waitingMessage: try id(container.waitingMessage, batch),
            runningSince: container.runningSince?.nanoseconds, memoryLimit: container.memoryLimitBytes,
            memoryRequest: container.memoryRequestBytes)
        let insert = statements.container
        insert.bind(sighting.id, at: 1)
        insert.bind(pod, at: 2)
        insert.bind(sighting.line, at: 3)
        insert.bind(sighting.name, at: 4)
        insert.bind(sighting.kind, at: 5)
        insert.bind(sighting.image, at: 6)
        insert.bind(sighting.imageDigest, at: 7)
        bindText(container.containerID, batch, to: insert, at: 8)
        insert.bind(sighting.restartCount, at: 9)
        insert.bind(sighting.ready, at: 10)
        insert.bind(sighting.state, at: 11)
        insert.bind(sighting.waitingReason, at: 12)
        insert.bind(sighting.waitingMessage, at: 13)
        insert.bind(sighting.runningSince, at: 14)
        insert.bind(sighting.memoryLimit, at: 15)
        insert.bind(sighting.memoryRequest, at: 16)
        try insert.run()
        return sighting
    }

    private func store(
        _ termination: TerminationFact, containerID: Int64, of container: ContainerSighting,
        in pod: StoredPod,
        _ batch: FactBatch
    ) throws -> TerminationSighting {
        ids.termination += 1
        let sighting = TerminationSighting(
            exitCode: Int64(termination.exitCode), signal: termination.signal.map(Int64.init),
            reason: try id(termination.reason, batch), message: try id(termination.message, batch),
            runtimeID: termination.containerID.isEmpty ? nil : batch.string(termination.containerID),
            startedAt: termination.startedAt?.nanoseconds, finishedAt: termination.finishedAt?.nanoseconds,
            finishedAge: termination.finishedAge, slot: Int64(termination.slot.rawValue),
            restartCount: container.restartCount,
            isWaiting: container.isWaiting, containerName: container.name, incarnation: 0,
            hasUID: pod.sighting.uid != nil, memoryLimit: container.memoryLimit,
            memoryRequest: container.memoryRequest, image: container.image, sourceID: sourceID,
            order: SightingOrder(source: pod.sighting.order.source, line: Int64(termination.line)))
        let insert = statements.termination
        insert.bind(ids.termination, at: 1)
        insert.bind(containerID, at: 2)
        insert.bind(sighting.order.line, at: 3)
        insert.bind(sighting.slot, at: 4)
        insert.bind(sighting.exitCode, at: 5)
        insert.bind(sighting.signal, at: 6)
        insert.bind(sighting.reason, at: 7)
        insert.bind(sighting.message, at: 8)
        bindText(termination.containerID, batch, to: insert, at: 9)
        insert.bind(sighting.startedAt, at: 10)
        insert.bind(sighting.finishedAt, at: 11)
        insert.bind(termination.finishedAge?.atLeast, at: 12)
        insert.bind(termination.finishedAge?.below, at: 13)
        try insert.run()
        return sighting
    }

    /// Binds text that hardly ever repeats, which a dictionary would not make smaller.
    private func bindText(_ ref: TextRef, _ batch: FactBatch, to insert: BulkStatement, at index: Int32) {
        guard !ref.isEmpty else { return insert.bind(nil as Int64?, at: index) }
        let start = Int(ref.offset)
        insert.bindText(batch.text.span.extracting(start..<start + Int(ref.length)), at: index)
    }
}

/// A pod that has just been stored, with what is needed to conclude at once.
private struct StoredPod {
    let fact: PodFact
    var namespace: Int64?
    var name: Int64?
    var sighting: PodSighting
    var containers: [ContainerSighting] = []

    /// Whether a run's end is known by an age, which takes the capture that only the end of the source tells.
    var hasAges: Bool {
        containers.contains { $0.terminations.contains { $0.finishedAge != nil } }
    }
}
