import InquestCore

/// `crictl inspect`, `inspectp`, `ps -o json` and `pods -o json`.
package enum CrictlInspect: RuntimeClient {
    package static let format = InputFormat(
        id: "crictl-inspect", title: "Containers of containerd or CRI-O as JSON",
        origin: "crictl inspect ID; crictl ps -a -o json; crictl pods -o json",
        samples: [
            #"{"status":{"id":"4f2c","metadata":{"attempt":3,"name":"api"},"state":"CONTAINER_EXITED","#
                + #""startedAt":"2026-03-02T09:10:08.1Z","finishedAt":"2026-03-02T09:14:08.2Z","exitCode":137,"#
                + #""reason":"OOMKilled","message":"","image":{"image":"co:3"},"labels":{"#
                + #""io.kubernetes.container.name":"api","io.kubernetes.pod.name":"co-7c9-x2","#
                + #""io.kubernetes.pod.namespace":"shop","io.kubernetes.pod.uid":"7c9e"},"annotations":{"#
                + #""io.kubernetes.container.restartCount":"3"}},"info":{"runtimeSpec":{"linux":{"resources":{"#
                + #""memory":{"limit":536870912}}}}}}"# + "\n",
            #"{"containers":[{"id":"4f2c","podSandboxId":"9e1b","metadata":{"name":"api","attempt":3},"#
                + #""state":"CONTAINER_RUNNING","labels":{"io.kubernetes.pod.name":"co-7c9-x2","#
                + #""io.kubernetes.pod.namespace":"shop"}}]}"# + "\n",
        ])

    package static func contents(_ record: borrowing JSONRecord) -> RuntimeContents {
        let root = JSONRecord.root
        var contents = RuntimeContents()
        let list = record.member("containers", of: root)
        if record.kind(list) == .array, record.member("kind", of: root) == 0 {
            var elements = record.elements(of: list)
            while elements.advance(record) { take(elements.value, info: 0, &contents, of: record) }
            return contents
        }
        let status = record.member("status", of: root)
        if record.kind(status) == .object {
            take(status, info: record.member("info", of: root), &contents, of: record)
        } else {
            take(root, info: 0, &contents, of: record)
        }
        return contents
    }

    /// Takes a container or a pod.
    private static func take(
        _ object: Int, info: Int, _ contents: inout RuntimeContents, of record: borrowing JSONRecord
    ) {
        guard let state = record.text(record.member("state", of: object)),
            record.kind(record.member("metadata", of: object)) == .object,
            record.member("id", of: object) != 0
        else { return }
        if state.hasPrefix("SANDBOX_") {
            // Says that there is such a pod, and nothing of its containers.
            contents.isKnown = true
            let metadata = record.member("metadata", of: object)
            let name = record.text(record.member("name", of: metadata))
            guard name != nil else { return }
            contents.pods.append(
                RuntimePod(
                    namespace: record.text(record.member("namespace", of: metadata)), name: name,
                    uid: record.text(record.member("uid", of: metadata))))
            return
        }
        guard state.hasPrefix("CONTAINER_") else { return }
        contents.isKnown = true
        var container = RuntimeContainer()
        container.line = record.line
        takeNames(object, info, &container, of: record)
        takeState(state, object, &container, of: record)
        takeLimits(object, info, &container, of: record)
        // A list of containers tells their states and no exit codes.
        if container.phase == .exited, container.exitCode == nil, info != 0 {
            contents.problem = "a container that has ended, without an exit code"
        }
        contents.containers.append(container)
    }

    private static func takeNames(
        _ object: Int, _ info: Int, _ container: inout RuntimeContainer, of record: borrowing JSONRecord
    ) {
        let labels = record.member("labels", of: object)
        container.namespace = record.text(record.member("io.kubernetes.pod.namespace", of: labels))
        container.pod = record.text(record.member("io.kubernetes.pod.name", of: labels))
        container.podUID = record.text(record.member("io.kubernetes.pod.uid", of: labels))
        let metadata = record.member("metadata", of: object)
        container.name =
            record.text(record.member("io.kubernetes.container.name", of: labels))
            ?? record.text(record.member("name", of: metadata))
        let annotation = record.value("annotations", "io.kubernetes.container.restartCount", of: object)
        let count =
            record.text(annotation).flatMap { Int32($0) }
            ?? record.int32(record.member("attempt", of: metadata))
        container.attempt = count.flatMap { $0 >= 0 ? Int64($0) : nil }
        container.image =
            record.text(record.value("image", "userSpecifiedImage", of: object))
            ?? record.text(record.value("image", "image", of: object))
        container.imageID = record.text(record.member("imageRef", of: object))
        if let id = record.text(record.member("id", of: object)) {
            container.id = (scheme(info, of: record) ?? "") + id
        }
    }

    /// The runtime, told by what only it writes.
    private static func scheme(_ info: Int, of record: borrowing JSONRecord) -> String? {
        let annotations = record.value("runtimeSpec", "annotations", of: info)
        if record.member("io.kubernetes.cri-o.ContainerID", of: annotations) != 0 { return "cri-o://" }
        let isContainerd =
            record.member("io.kubernetes.cri.container-type", of: annotations) != 0
            || record.text(record.member("runtimeType", of: info))?.hasPrefix("io.containerd.") == true
        return isContainerd ? "containerd://" : nil
    }

    private static func takeState(
        _ state: String, _ object: Int, _ container: inout RuntimeContainer, of record: borrowing JSONRecord
    ) {
        switch state {
        case "CONTAINER_RUNNING": container.phase = .running
        case "CONTAINER_EXITED": container.phase = .exited
        case "CONTAINER_CREATED": container.phase = .created
        default: break
        }
        guard container.phase == .running || container.phase == .exited else { return }
        container.startedAt = time(record.member("startedAt", of: object), of: record)
        guard container.phase == .exited else { return }
        container.finishedAt = time(record.member("finishedAt", of: object), of: record)
        // Go leaves out a 0 in some versions; only `inspect` has the member's neighbours.
        let hasEnd = record.member("finishedAt", of: object) != 0
        let code = record.member("exitCode", of: object)
        container.exitCode = code == 0 && hasEnd ? 0 : record.int32(code)
        container.reason = record.text(record.member("reason", of: object))
        container.message = record.text(record.member("message", of: object))
    }

    /// RFC 3339, or nanoseconds since 1970 as a number or as text.
    private static func time(_ value: Int, of record: borrowing JSONRecord) -> Timestamp? {
        if let time = record.time(value) { return time }
        if let number = record.integer(value) { return Timestamp(nanoseconds: number) }
        guard record.kind(value) == .string else { return nil }
        return JSONNumber.integer(record.bytes.span.extracting(record.range(value))).map(
            Timestamp.init(nanoseconds:))
    }

    private static func takeLimits(
        _ object: Int, _ info: Int, _ container: inout RuntimeContainer, of record: borrowing JSONRecord
    ) {
        container.memoryLimitBytes =
            record.bytes(record.value("runtimeSpec", "linux", "resources", "memory", "limit", of: info))
            ?? record.bytes(record.value("resources", "linux", "memoryLimitInBytes", of: object))
            ?? record.bytes(record.value("config", "linux", "resources", "memory_limit_in_bytes", of: info))
    }
}
