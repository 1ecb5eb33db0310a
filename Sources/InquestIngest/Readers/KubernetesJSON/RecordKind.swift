import InquestCore

/// What a record is, told by its kind, and where there is none by its shape.
enum RecordKind: Equatable {
    case event
    case pod
    /// A node, or a controller that owns pods.
    case object(StaticString)
    /// An object around the one that matters: a frame of a watch or of an exporter.
    case frame(type: Int, object: Int)
    /// A list whose items are all read, or that has none.
    case list
    /// Known, and says nothing about container deaths.
    case silent
    /// `Status`, by which the API says that something went wrong.
    case failure
    case unknown

    static func == (left: RecordKind, right: RecordKind) -> Bool {
        switch (left, right) {
        case (.event, .event), (.pod, .pod), (.list, .list), (.silent, .silent), (.failure, .failure),
            (.unknown, .unknown):
            true
        case (.object(let left), .object(let right)): "\(left)" == "\(right)"
        default: false
        }
    }

    private static let objects: [StaticString] = [
        "Node", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob",
        "ReplicationController",
    ]

    private static let silentKinds: [StaticString] = [
        "APIService", "BuildConfig", "CertificateSigningRequest", "ClusterOperator", "ClusterRole",
        "ClusterRoleBinding", "ClusterVersion", "ComponentStatus", "ConfigMap", "ControllerRevision",
        "CSIDriver", "CSINode", "CSIStorageCapacity", "CustomResourceDefinition", "DeploymentConfig",
        "Endpoints", "EndpointSlice", "FlowSchema", "HorizontalPodAutoscaler", "ImageStream", "Ingress",
        "IngressClass", "Lease", "LimitRange", "MutatingWebhookConfiguration", "Namespace", "NetworkPolicy",
        "NodeMetrics", "PersistentVolume", "PersistentVolumeClaim", "PodDisruptionBudget", "PodMetrics",
        "PodSecurityPolicy", "PodTemplate", "PriorityClass", "PriorityLevelConfiguration", "ResourceQuota",
        "Role", "RoleBinding", "Route", "RuntimeClass", "Secret", "Service", "ServiceAccount", "StorageClass",
        "ValidatingWebhookConfiguration", "VolumeAttachment",
    ]

    /// The kind with a name such as `Pod` or, where `isList`, `PodList`; `nil` for a name nobody knows.
    static func named(_ name: Span<UInt8>, isList: Bool = false) -> RecordKind? {
        let isNamedList = name.count > 4 && name.extracting(droppingFirst: name.count - 4).equals("List")
        if isList {
            return isNamedList ? named(name.extracting(first: name.count - 4)) : nil
        }
        if name.equals("Event") { return .event }
        if name.equals("Pod") { return .pod }
        for object in objects where name.equals(object) { return .object(object) }
        for kind in silentKinds where name.equals(kind) { return .silent }
        if name.equals("Status") { return .failure }
        return isNamedList || name.equals("List") ? .list : nil
    }

    /// The kind of what a file holds, by the names that `kubectl cluster-info dump` gives its files.
    static func kind(ofFile path: String) -> RecordKind? {
        let name = path.split(separator: "/").last?.prefix { $0 != "." }.lowercased()
        return switch name {
        case "deployments": .object("Deployment")
        case "replicasets": .object("ReplicaSet")
        case "replication-controllers": .object("ReplicationController")
        case "daemonsets": .object("DaemonSet")
        case "statefulsets": .object("StatefulSet")
        case "jobs": .object("Job")
        case "cronjobs": .object("CronJob")
        case "services": .silent
        default: nil
        }
    }
}

extension RecordReader {
    /// What the object is whose members have been taken.
    mutating func kind() -> RecordKind {
        if record.kind(top[.kind]) == .string {
            let name = record.bytes.span.extracting(record.range(top[.kind]))
            return RecordKind.named(name) ?? .unknown
        }
        if isEvent { return .event }
        if let frame { return frame }
        if let known = RecordKind.named(record.listKind.span, isList: true) { return known }
        let (spec, status) = (top[.spec], top[.status])
        guard record.kind(spec) == .object || record.kind(status) == .object else {
            return items(of: object) != nil ? .list : .unknown
        }
        loadInner(status)
        if inner[.containerStatuses] != 0 || inner[.qosClass] != 0 || inner[.initContainerStatuses] != 0 {
            return .pod
        }
        if inner[.nodeInfo] != 0 { return .object("Node") }
        let isDaemonSet = inner[.desiredNumberScheduled] != 0
        loadInner(spec)
        if inner[.containers] != 0 { return .pod }
        if let fileKind { return fileKind }
        return isDaemonSet ? .object("DaemonSet") : kindBySpec()
    }

    private var isEvent: Bool {
        if record.kind(top[.involvedObject]) == .object || record.kind(top[.regarding]) == .object {
            return true
        }
        // Insights archives keep five members of an event, and its object is not among them.
        return record.kind(top[.reason]) == .string
            && (top[.lastTimestamp] != 0 || top[.firstTimestamp] != 0 || top[.eventTime] != 0)
            && (top[.message] != 0 || top[.note] != 0)
    }

    private var frame: RecordKind? {
        if record.kind(top[.type]) == .string, record.kind(top[.object]) == .object {
            return .frame(type: top[.type], object: top[.object])
        }
        if record.kind(top[.event]) == .object { return .frame(type: 0, object: top[.event]) }
        return nil
    }

    /// The list an object holds in `items` or `events`, which may be `null`; `nil` where it has none.
    ///
    /// In JSON, the items of lists come as records of their own, and what is left is `{"items": null}`.
    func items(of object: Int) -> Int? {
        guard record.kind(object) == .object else { return nil }
        var index = object + 1
        while index + 1 < record.next(after: object) {
            let text = record.bytes.span.extracting(record.range(index))
            let kind = record.kind(index + 1)
            if kind == .null || kind == .array,
                text.equalsIgnoringCase("items") || text.equalsIgnoringCase("events")
            {
                return index + 1
            }
            index = record.next(after: index + 1)
        }
        return nil
    }

    private func kindBySpec() -> RecordKind {
        if inner[.podCIDR] != 0 { return .object("Node") }
        if inner[.clusterIP] != 0 { return .silent }
        if inner[.jobTemplate] != 0 { return .object("CronJob") }
        if inner[.completions] != 0 || inner[.parallelism] != 0 { return .object("Job") }
        if inner[.serviceName] != 0 { return .object("StatefulSet") }
        if inner[.strategy] != 0 { return .object("Deployment") }
        guard inner[.template] != 0, record.kind(inner[.selector]) == .object else { return .unknown }
        var members = record.members(of: inner[.selector])
        while members.advance(record) {
            let text = record.bytes.span.extracting(record.range(members.name))
            if text.equalsIgnoringCase("matchlabels") || text.equalsIgnoringCase("matchexpressions") {
                return .object("ReplicaSet")
            }
        }
        return .object("ReplicationController")
    }
}
