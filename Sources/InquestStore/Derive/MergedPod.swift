import InquestCore

/// One incarnation of a pod with all its sightings, newest first.
struct MergedPod {
    var cluster: Int64
    var namespace: Int64?
    var name: Int64?
    var sightings: [PodSighting]

    /// The newest known value of a field.
    @inline(__always)
    func first<Value>(_ field: (PodSighting) -> Value?) -> Value? {
        for sighting in sightings {
            if let value = field(sighting) { return value }
        }
        return nil
    }

    /// The containers by name, in the order the newest sighting that shows them has them.
    var containers: [MergedContainer] {
        var names: [Int64?] = []
        var byName: [Int64?: [(pod: PodSighting, container: ContainerSighting)]] = [:]
        for sighting in sightings {
            for container in sighting.containers {
                if byName[container.name] == nil { names.append(container.name) }
                byName[container.name, default: []].append((sighting, container))
            }
        }
        return names.map { MergedContainer(name: $0, sightings: byName[$0] ?? []) }
    }
}

/// One container with all its sightings, newest first.
struct MergedContainer {
    var name: Int64?
    var sightings: [(pod: PodSighting, container: ContainerSighting)]

    @inline(__always)
    func first<Value>(_ field: (ContainerSighting) -> Value?) -> Value? {
        for sighting in sightings {
            if let value = field(sighting.container) { return value }
        }
        return nil
    }

    @inline(__always)
    func max(_ field: (ContainerSighting) -> Int64?) -> Int64? {
        var result: Int64?
        for sighting in sightings {
            if let value = field(sighting.container) { result = Swift.max(result ?? value, value) }
        }
        return result
    }

    /// Only objects tell a sidecar from a plain init container, and runtimes call every container one of the app.
    var kind: Int64 {
        let kinds = Set(sightings.map(\.container.kind))
        let telling: [ContainerKind] = [.sidecar, .ephemeral, .initial]
        return Int64(
            (telling.first { kinds.contains(Int64($0.rawValue)) } ?? .app).rawValue)
    }
}

/// The names that go into the keys of a pod's ended runs.
struct PodIdentity {
    var cluster: String
    var namespace: String?
    var pod: String?
}
