import InquestCore

extension StoreWriter {
    func storePods(_ batch: FactBatch) throws {
        let firstPod = ids.pod + 1
        let firstContainer = ids.container + 1
        for pod in batch.pods { try store(pod, batch) }
        for container in batch.containers { try store(container, firstPod: firstPod, batch) }
        for termination in batch.terminations { try store(termination, firstContainer: firstContainer, batch) }
    }

    private func store(_ pod: PodFact, _ batch: FactBatch) throws {
        ids.pod += 1
        let name = try id(pod.name, batch) ?? hint(start.hints.pod)
        let namespace = try id(pod.namespace, batch) ?? hint(start.hints.namespace)
        let insert = statements.pod
        insert.bind(ids.pod, at: 1)
        insert.bind(sourceID, at: 2)
        insert.bind(Int64(pod.line), at: 3)
        insert.bind(namespace, at: 4)
        insert.bind(name, at: 5)
        insert.bind(try id(pod.uid, batch), at: 6)
        insert.bind(try id(pod.node, batch), at: 7)
        insert.bind(try id(pod.phase, batch), at: 8)
        insert.bind(try id(pod.reason, batch), at: 9)
        insert.bind(try id(pod.message, batch), at: 10)
        insert.bind(try id(pod.ownerKind, batch), at: 11)
        insert.bind(try id(pod.ownerName, batch), at: 12)
        insert.bind(pod.ownerIsKnown ? 1 : 0, at: 13)
        insert.bind(try id(pod.qosClass, batch), at: 14)
        insert.bind(try id(pod.restartPolicy, batch), at: 15)
        insert.bind(pod.createdAt?.nanoseconds, at: 16)
        insert.bind(pod.startedAt?.nanoseconds, at: 17)
        insert.bind(pod.deletionAt?.nanoseconds, at: 18)
        insert.bind(pod.graceSeconds, at: 19)
        try insert.run()
        try markStale(pod: ids.pod, namespace: namespace, name: name)
    }

    private func hint(_ text: String?) throws -> Int64? {
        guard let text else { return nil }
        return try interner.id(of: text)
    }

    private func markStale(pod: Int64, namespace: Int64?, name: Int64?) throws {
        guard let name else {
            statements.staleHeadless.bind(pod, at: 1)
            return try statements.staleHeadless.run()
        }
        statements.stalePod.bind(clusterID, at: 1)
        statements.stalePod.bind(namespace ?? 0, at: 2)
        statements.stalePod.bind(name, at: 3)
        try statements.stalePod.run()
    }

    private func store(_ container: ContainerFact, firstPod: Int64, _ batch: FactBatch) throws {
        ids.container += 1
        let insert = statements.container
        insert.bind(ids.container, at: 1)
        insert.bind(firstPod + Int64(container.pod), at: 2)
        insert.bind(Int64(container.line), at: 3)
        insert.bind(try id(container.name, batch), at: 4)
        insert.bind(Int64(container.kind.rawValue), at: 5)
        insert.bind(try id(container.image, batch), at: 6)
        insert.bind(try id(container.imageID, batch), at: 7)
        bindText(container.containerID, batch, to: insert, at: 8)
        insert.bind(container.restartCount, at: 9)
        insert.bind(container.ready.map { $0 ? 1 : 0 }, at: 10)
        insert.bind(Int64(container.state.rawValue), at: 11)
        insert.bind(try id(container.waitingReason, batch), at: 12)
        insert.bind(try id(container.waitingMessage, batch), at: 13)
        insert.bind(container.runningSince?.nanoseconds, at: 14)
        insert.bind(container.memoryLimitBytes, at: 15)
        insert.bind(container.memoryRequestBytes, at: 16)
        try insert.run()
    }

    private func store(_ termination: TerminationFact, firstContainer: Int64, _ batch: FactBatch) throws {
        ids.termination += 1
        let insert = statements.termination
        insert.bind(ids.termination, at: 1)
        insert.bind(firstContainer + Int64(termination.container), at: 2)
        insert.bind(Int64(termination.line), at: 3)
        insert.bind(Int64(termination.slot.rawValue), at: 4)
        insert.bind(Int64(termination.exitCode), at: 5)
        insert.bind(termination.signal.map(Int64.init), at: 6)
        insert.bind(try id(termination.reason, batch), at: 7)
        insert.bind(try id(termination.message, batch), at: 8)
        bindText(termination.containerID, batch, to: insert, at: 9)
        insert.bind(termination.startedAt?.nanoseconds, at: 10)
        insert.bind(termination.finishedAt?.nanoseconds, at: 11)
        try insert.run()
    }

    /// Binds text that hardly ever repeats, which a dictionary would not make smaller.
    private func bindText(_ ref: TextRef, _ batch: FactBatch, to insert: BulkStatement, at index: Int32) {
        guard !ref.isEmpty else { return insert.bind(nil as Int64?, at: index) }
        let start = Int(ref.offset)
        insert.bindText(batch.text.span.extracting(start..<start + Int(ref.length)), at: index)
    }
}
