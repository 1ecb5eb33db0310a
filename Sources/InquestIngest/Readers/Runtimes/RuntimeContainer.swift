import InquestCore

/// A container as a runtime on a node tells of it, ready to become facts.
struct RuntimeContainer {
    /// Whether the container runs, has ended or has not begun.
    enum Phase {
        case unknown, running, created, exited
    }

    var namespace: String?
    var pod: String?
    var podUID: String?
    var name: String?
    var id: String?
    /// How many runs of the container came before this one.
    var attempt: Int64?
    var image: String?
    var imageID: String?
    var phase = Phase.unknown
    var exitCode: Int32?
    var reason: String?
    var message: String?
    var startedAt: Timestamp?
    var finishedAt: Timestamp?
    var memoryLimitBytes: Int64?
    var memoryRequestBytes: Int64?
    var line: UInt32 = 0

    /// Takes what is missing from a name that the kubelet gave by way of dockershim.
    mutating func complete(from other: RuntimeName) {
        namespace = namespace ?? other.namespace
        pod = pod ?? other.pod
        podUID = podUID ?? other.uid
        name = name ?? other.container
        attempt = attempt ?? other.attempt
    }

    /// The newest time the capture cannot lie before.
    var newest: Timestamp? {
        guard let startedAt, let finishedAt else { return startedAt ?? finishedAt }
        return max(startedAt, finishedAt)
    }

    /// Adds a sighting of the pod with this container in it, and of the run's end.
    ///
    /// Each container is a pod sighting of its own, since several runs of one container are several containers here.
    func add(to batch: inout FactBatch) {
        var sighting = PodFact()
        sighting.line = line
        sighting.namespace = batch.add(namespace)
        sighting.name = batch.add(pod)
        sighting.uid = batch.add(podUID)
        var container = ContainerFact(pod: Int32(truncatingIfNeeded: batch.pods.count))
        batch.pods.append(sighting)
        container.line = line
        container.name = batch.add(name)
        container.image = batch.add(image)
        container.imageID = batch.add(imageID)
        let runtimeID = batch.add(id)
        container.containerID = runtimeID
        container.restartCount = attempt
        container.memoryLimitBytes = memoryLimitBytes
        container.memoryRequestBytes = memoryRequestBytes
        switch phase {
        case .running:
            container.state = .running
            container.runningSince = startedAt
        case .exited: container.state = .terminated
        case .created, .unknown: break
        }
        let index = Int32(truncatingIfNeeded: batch.containers.count)
        batch.containers.append(container)
        guard phase == .exited, let exitCode else { return }
        var run = TerminationFact(container: index, slot: .state, exitCode: exitCode)
        run.line = line
        run.reason = batch.add(reason)
        run.message = batch.add(message)
        run.containerID = runtimeID
        run.startedAt = startedAt
        run.finishedAt = finishedAt
        batch.terminations.append(run)
    }
}

extension JSONRecord {
    /// The text of a string that is not empty; `nil` for anything else.
    func text(_ value: Int) -> String? {
        guard !isEmpty(value) else { return nil }
        return string(value)
    }

    /// The value at the end of a path of member names; 0 when there is none.
    func value(_ path: StaticString..., of object: Int = JSONRecord.root) -> Int {
        var value = object
        for name in path {
            value = member(name, of: value)
            if value == 0 { return 0 }
        }
        return value
    }

    /// The value of a 32-bit number; `nil` for anything else.
    func int32(_ value: Int) -> Int32? { integer(value).flatMap { Int32(exactly: $0) } }

    /// A number of bytes above 0, written as a number or as text.
    func bytes(_ value: Int) -> Int64? {
        let number =
            integer(value)
            ?? (kind(value) == .string ? JSONNumber.integer(bytes.span.extracting(range(value))) : nil)
        return number.flatMap { $0 > 0 ? $0 : nil }
    }
}
