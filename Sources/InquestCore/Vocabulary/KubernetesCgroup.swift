/// What the path of a control group says: whose pod and container it belongs to.
///
/// Reads what the kubelet and the runtimes make, with either driver:
///
/// - cgroupfs: `/kubepods/burstable/pod<uid>/<container id>`
/// - systemd: `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<uid>.slice/cri-containerd-<id>.scope`
/// - the same below the container that is the node: `/docker/<id>/kubelet/kubepods/…`
///
/// Where pods are nested in a container of another pod, the innermost counts.
public struct KubernetesCgroup: Sendable, Hashable {
    /// What the last part of the path is.
    public enum Level: Sendable, Hashable {
        /// All of the machine: `/`.
        case root
        /// All pods of the node, or all of one quality of service.
        case kubepods
        case pod
        case container
        /// A group that the container made for itself, or the whole of a node that is a container.
        case insideContainer
        /// The process that watches over a container of CRI-O or Podman, which is not in it.
        case monitor
        case other
    }

    public private(set) var level = Level.root
    /// With dashes, as the API writes it; the hash of its manifest for a static pod.
    public private(set) var podUID: String?
    /// 64 hexadecimal digits.
    public private(set) var containerID: String?

    /// Longer paths are not taken apart: the kernel makes none.
    private static let longest = 4096

    public init(_ path: String) {
        guard path.utf8.count <= KubernetesCgroup.longest, path.hasPrefix("/") else {
            level = .other
            return
        }
        for part in path.split(separator: "/") {
            // A runtime told to use the wrong driver: `kubepods-pod<uid>.slice:cri-containerd:<id>`.
            for name in part.split(separator: ":") where name != "cri-containerd" && name != "crio" {
                level = step(name)
            }
        }
    }

    /// What the group is that a name leads to.
    private mutating func step(_ name: Substring) -> Level {
        if let uid = KubernetesCgroup.podUID(in: name) {
            podUID = uid
            containerID = nil
            return .pod
        }
        let isQuality = level == .kubepods && (name == "burstable" || name == "besteffort")
        if isQuality || KubernetesCgroup.isKubepods(name) {
            podUID = nil
            containerID = nil
            return .kubepods
        }
        switch level {
        case .container:
            // crun puts the processes one group below the one with the limits.
            return name == "container" ? .container : .insideContainer
        case .insideContainer, .monitor: return level
        case .root, .kubepods, .pod, .other:
            guard let id = KubernetesCgroup.containerID(in: name) else { return .other }
            if id.isMonitor { return .monitor }
            containerID = String(id.text)
            return .container
        }
    }

    /// `kubepods`, `kubepods-burstable.slice`, `kubelet-kubepods.slice`
    private static func isKubepods(_ name: Substring) -> Bool {
        if name == "kubepods" { return true }
        guard name.hasSuffix(".slice") else { return false }
        let words = name.dropLast(6).split(separator: "-", omittingEmptySubsequences: false)
        guard let at = words.firstIndex(of: "kubepods") else { return false }
        let rest = words[(at + 1)...]
        return rest.isEmpty || rest.count == 1 && (rest.last == "burstable" || rest.last == "besteffort")
    }

    /// `pod<uid>` and `kubepods-burstable-pod<uid, underscores for dashes>.slice`
    private static func podUID(in name: Substring) -> String? {
        if name.hasPrefix("pod") { return uid(name.dropFirst(3)) }
        guard name.hasSuffix(".slice"), let at = name.lastIndex(of: "-") else { return nil }
        let last = name[name.index(after: at)...].dropLast(6)
        if last.hasPrefix("pod") { return uid(last.dropFirst(3)) }
        // A uid that kept its dashes.
        let text = name.dropLast(6).suffix(39)
        return text.hasPrefix("pod") ? uid(text.dropFirst(3)) : nil
    }

    private static func uid(_ text: Substring) -> String? {
        if text.utf8.count == 32 { return text.utf8.allSatisfy(isHexadecimal) ? String(text) : nil }
        let dashed = text.replacing("_", with: "-")
        let groups = dashed.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
            groups.allSatisfy({ $0.utf8.allSatisfy(isHexadecimal) })
        else { return nil }
        return String(dashed)
    }

    /// `<id>`, `docker-<id>.scope`, `crio-conmon-<id>.scope`
    private static func containerID(in name: Substring) -> (text: Substring, isMonitor: Bool)? {
        let stem = name.hasSuffix(".scope") ? name.dropLast(6) : name
        guard stem.utf8.count >= 64 else { return nil }
        let id = stem.suffix(64)
        let before = stem.dropLast(64)
        guard id.utf8.count == 64, id.utf8.allSatisfy(isHexadecimal), before.isEmpty || before.last == "-"
        else { return nil }
        return (id, before.hasSuffix("conmon-"))
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (0x61...0x66).contains(byte)
    }
}

extension KernelKillFact.Scope {
    /// Whose limit it is that a cgroup has.
    ///
    /// - Parameters:
    ///   - limited: The cgroup whose limit was reached.
    ///   - victim: The cgroup of the process that was killed, where it is known.
    public init(limited: KubernetesCgroup, victim: KubernetesCgroup?) {
        switch limited.level {
        case .root, .kubepods: self = .node
        case .pod: self = .pod
        case .container:
            // A container that holds pods is a node.
            let holdsPods =
                limited.podUID == nil && victim.map { $0.podUID != nil || $0.level == .kubepods } ?? false
            self = holdsPods ? .node : .container
        case .insideContainer, .monitor, .other: self = .unknown
        }
    }
}
