import InquestCore

/// Whose log a file on a node is, by the names that runtimes and the kubelet give.
struct ContainerFiles {
    /// Names remembered; files of a node are some hundreds.
    private static let capacity = 512

    private var known: [String: LogOwner] = [:]

    /// The owner of the file a path or tag names; nobody when it fits no layout.
    mutating func owner(of path: String) -> LogOwner {
        if let owner = known[path] { return owner }
        let owner = ContainerFiles.parse(path)
        if known.count >= ContainerFiles.capacity { known.removeAll() }
        known[path] = owner
        return owner
    }

    private static func parse(_ path: String) -> LogOwner {
        guard path.utf8.count <= 1024 else { return LogOwner() }
        // A tag is the path with dots in place of slashes, behind a prefix.
        let mark = "var.log.containers."
        let file = path.firstRange(of: mark).map { "/var/log/containers/" + path[$0.upperBound...] } ?? path
        // Only the node's own folders: other files have names that mean something else.
        guard file.contains("/var/log/") else { return LogOwner() }
        let hints = PathHints.hints(for: file)
        var owner = LogOwner()
        owner.namespace = Array((hints.namespace ?? "").utf8)
        owner.pod = Array((hints.pod ?? "").utf8)
        owner.container = Array((hints.container ?? "").utf8)
        return owner
    }
}

/// What dockershim and its kin call a container: `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>`.
struct RuntimeName {
    let container: String
    let pod: String
    let namespace: String
    let uid: String
    /// How many runs of the container came before this one.
    let attempt: Int64?

    /// - Parameter name: With or without the slash that docker puts in front; `nil` when it is another name.
    init?(_ name: String) {
        let parts = name.drop { $0 == "/" }.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "k8s", KubernetesName.isSubdomain(parts[2]),
            KubernetesName.isLabel(parts[3])
        else { return nil }
        // The kubelet of old wrote a hash of the spec behind the name: `api.4f2c1d`.
        container = String(parts[1].prefix { $0 != "." })
        pod = String(parts[2])
        namespace = String(parts[3])
        uid = String(parts[4])
        attempt = Int64(parts[5]).flatMap { $0 >= 0 && $0 <= Int64(Int32.max) ? $0 : nil }
    }

    /// Whether it is the container that holds a pod's network.
    var isSandbox: Bool { container == "POD" }
}
