import InquestCore

/// `docker inspect`, and what podman and nerdctl print in its shape.
package enum DockerInspect: RuntimeClient {
    package static let format = InputFormat(
        id: "docker-inspect", title: "Containers of docker, podman or nerdctl as JSON",
        origin: "docker inspect $(docker ps -aq)",
        samples: [
            #"[{"Id":"4f2c","State":{"Status":"exited","OOMKilled":true,"ExitCode":137,"Error":"","#
                + #""StartedAt":"2026-03-02T09:10:08.1Z","FinishedAt":"2026-03-02T09:14:08.2Z"},"#
                + #""Name":"/k8s_api_co-7c9-x2_shop_7c9e_3","HostConfig":{"Memory":536870912},"#
                + #""Config":{"Image":"co:3","Labels":{"io.kubernetes.pod.name":"co-7c9-x2"}}}]"# + "\n"
        ])

    package static func contents(_ record: borrowing JSONRecord) -> RuntimeContents {
        var contents = RuntimeContents()
        let root = JSONRecord.root
        let state = record.member("State", of: root)
        guard record.kind(state) == .object, record.kind(record.member("Id", of: root)) == .string,
            record.member("Name", of: root) != 0 || record.kind(record.member("Config", of: root)) == .object
        else { return contents }
        contents.isKnown = true
        var container = RuntimeContainer()
        container.line = record.line
        guard takeNames(&container, of: record) else { return contents }
        takeState(state, &container, of: record)
        if container.phase == .exited, container.exitCode == nil {
            contents.problem = "a container that has ended, without an exit code"
        }
        contents.containers = [container]
        return contents
    }

    /// Takes what the container is called. `false` for the container that holds a pod's network.
    private static func takeNames(_ container: inout RuntimeContainer, of record: borrowing JSONRecord)
        -> Bool
    {
        let labels = record.value("Config", "Labels")
        container.namespace = record.text(record.member("io.kubernetes.pod.namespace", of: labels))
        container.pod = record.text(record.member("io.kubernetes.pod.name", of: labels))
        container.podUID = record.text(record.member("io.kubernetes.pod.uid", of: labels))
        container.name = record.text(record.member("io.kubernetes.container.name", of: labels))
        let count = record.text(record.member("annotation.io.kubernetes.container.restartCount", of: labels))
        container.attempt = count.flatMap { Int32($0) }.map(Int64.init)
        let plain = record.text(record.value("Name"))
        if let name = plain.flatMap(RuntimeName.init) { container.complete(from: name) }
        let kind = record.member("io.cri-containerd.kind", of: labels)
        let type = record.member("io.kubernetes.docker.type", of: labels)
        if container.name == "POD" || record.equals(kind, "sandbox") || record.equals(type, "podsandbox") {
            return false
        }
        if container.pod == nil {
            container.name = plain.map { String($0.drop { $0 == "/" }) }
            container.attempt = record.int32(record.value("RestartCount")).map(Int64.init)
        }
        container.id = id(of: container, isContainerd: kind != 0, record)
        container.image =
            record.text(record.value("Config", "Image")) ?? record.text(record.value("ImageName"))
        return true
    }

    /// The id as the kubelet writes it, where it is sure which runtime that is.
    private static func id(
        of container: RuntimeContainer, isContainerd: Bool, _ record: borrowing JSONRecord
    ) -> String? {
        guard let id = record.text(record.value("Id")) else { return nil }
        if isContainerd { return "containerd://" + id }
        let isPodman = record.value("OCIRuntime") != 0 || record.value("ImageName") != 0
        return isPodman ? id : "docker://" + id
    }

    private static func takeState(
        _ state: Int, _ container: inout RuntimeContainer, of record: borrowing JSONRecord
    ) {
        let limit = record.value("HostConfig", "Memory")
        container.memoryLimitBytes = record.bytes(limit)
        container.memoryRequestBytes = record.bytes(record.value("HostConfig", "MemoryReservation"))
        container.startedAt = record.time(record.member("StartedAt", of: state))
        container.finishedAt = record.time(record.member("FinishedAt", of: state))
        container.exitCode = record.int32(record.member("ExitCode", of: state))
        container.message = record.text(record.member("Error", of: state))
        // Whether a run without it went well is for the kubelet to say: docker only gives the code.
        if record.boolean(record.member("OOMKilled", of: state)) == true { container.reason = "OOMKilled" }
        container.phase = phase(state, container, of: record)
        if container.phase != .exited { container.finishedAt = nil }
    }

    private static func phase(
        _ state: Int, _ container: RuntimeContainer, of record: borrowing JSONRecord
    ) -> RuntimeContainer.Phase {
        switch record.text(record.member("Status", of: state)) {
        case "running", "paused": return .running
        case "exited", "dead", "stopped", "removing", "restarting": return .exited
        // A container that could not be started stays created, with the code the kubelet reports.
        case "created", "configured", "initialized":
            return container.exitCode.map { $0 != 0 } == true && container.message != nil ? .exited : .created
        case nil: break
        default: return .unknown
        }
        // docker before 1.9 had no status.
        if record.boolean(record.member("Running", of: state)) == true { return .running }
        return container.finishedAt == nil ? .unknown : .exited
    }
}
