import InquestCore

extension RecordReader {
    /// Reads the pod whose members have been taken.
    mutating func readPod(into batch: inout FactBatch) {
        var pod = PodFact()
        pod.line = line(of: object)
        takeMetadata(&pod, into: &batch)
        let status = top[.status]
        loadInner(top[.spec])
        pod.node = copy(inner[.nodeName], into: &batch)
        pod.restartPolicy = copy(inner[.restartPolicy], into: &batch)
        let grace = inner[.terminationGracePeriodSeconds]
        pod.graceSeconds = record.integer(metadata[.deletionGracePeriodSeconds]) ?? record.integer(grace)
        let specs = (inner[.initContainers], inner[.containers], inner[.ephemeralContainers])
        loadInner(status)
        pod.phase = copy(inner[.phase], into: &batch)
        pod.reason = copy(inner[.reason], into: &batch)
        pod.message = copy(inner[.message], into: &batch)
        pod.qosClass = copy(inner[.qosClass], into: &batch)
        pod.startedAt = pastTime(inner[.startTime])
        let conditions = inner[.conditions]
        let statuses = (
            inner[.initContainerStatuses], inner[.containerStatuses], inner[.ephemeralContainerStatuses]
        )
        let index = Int32(truncatingIfNeeded: batch.pods.count)
        batch.pods.append(pod)
        readContainers(.initial, specs: specs.0, statuses: statuses.0, pod: index, into: &batch)
        readContainers(.app, specs: specs.1, statuses: statuses.1, pod: index, into: &batch)
        readContainers(.ephemeral, specs: specs.2, statuses: statuses.2, pod: index, into: &batch)
        let kind = batch.add("Pod")
        readConditions(conditions, kind: kind, namespace: pod.namespace, name: pod.name, into: &batch)
    }

    private mutating func takeMetadata(_ pod: inout PodFact, into batch: inout FactBatch) {
        loadMetadata()
        pod.namespace = copy(metadata[.namespace], into: &batch)
        pod.name = copy(metadata[.name], into: &batch)
        pod.uid = copy(metadata[.uid], into: &batch)
        pod.createdAt = pastTime(metadata[.creationTimestamp])
        // A deletion time is when the grace period ends, which may lie behind the capture.
        pod.deletionAt = time(metadata[.deletionTimestamp])
        pod.ownerIsKnown = true
        (pod.ownerKind, pod.ownerName) = copyOwner(into: &batch)
    }
}
