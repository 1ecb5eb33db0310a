/// The owner people talk about: a Deployment rather than its ReplicaSet, a CronJob rather than its Job.
public struct Workload: Sendable, Hashable {
    public let kind: String
    public let name: String
    /// Whether the name was made by removing a hash, because no source shows the owner itself.
    public let isGuessed: Bool

    public init(kind: String, name: String, isGuessed: Bool) {
        self.kind = kind
        self.name = name
        self.isGuessed = isGuessed
    }
}

/// What sources say of who controls an object.
public enum Ownership: Sendable, Hashable {
    case owned(kind: String, name: String)
    /// A source that names owners names none.
    case bare
    case unknown
}

extension Workload {
    /// The kind of workloads that are known by a pod's name alone.
    public static let unknownKind = "unknown"

    /// The workload a pod belongs to.
    ///
    /// - Parameters:
    ///   - pod: The pod's name.
    ///   - owner: Who controls the pod.
    ///   - node: The node the pod runs on; static pods carry its name behind theirs.
    ///   - ownerOf: The owner of a controller, where an object in the corpus shows it.
    public static func of(
        pod: String, owner: Ownership, node: String?, ownerOf: (_ kind: String, _ name: String) -> Ownership
    ) -> Workload {
        switch owner {
        case .bare: return Workload(kind: "Pod", name: pod, isGuessed: false)
        case .unknown: return guess(pod: pod)
        case .owned("Node", let name):
            let suffix = "-" + name
            let plain = pod.hasSuffix(suffix) ? String(pod.dropLast(suffix.count)) : pod
            return Workload(kind: "StaticPod", name: plain, isGuessed: false)
        case .owned(let kind, let name):
            if case .owned(let ownerKind, let ownerName) = ownerOf(kind, name) {
                return Workload(kind: ownerKind, name: ownerName, isGuessed: false)
            }
            if case .bare = ownerOf(kind, name) { return Workload(kind: kind, name: name, isGuessed: false) }
            return guess(controller: kind, name)
        }
    }

    private static func guess(controller kind: String, _ name: String) -> Workload {
        if kind == "ReplicaSet", let stem = removing(lastPart: isTemplateHash, of: name) {
            return Workload(kind: "Deployment", name: stem, isGuessed: true)
        }
        // The CronJob controller appends the scheduled minute since 1970, older ones the second.
        if kind == "Job",
            let stem = removing(lastPart: { (8...10).contains($0.count) && isNumber($0) }, of: name)
        {
            return Workload(kind: "CronJob", name: stem, isGuessed: true)
        }
        return Workload(kind: kind, name: name, isGuessed: false)
    }

    private static func guess(pod: String) -> Workload {
        if let replicaSet = removing(lastPart: isRandomSuffix, of: pod) {
            if let stem = removing(lastPart: isTemplateHash, of: replicaSet) {
                return Workload(kind: "Deployment", name: stem, isGuessed: true)
            }
            return Workload(kind: unknownKind, name: replicaSet, isGuessed: true)
        }
        if let stem = removing(lastPart: { $0.count <= 4 && isNumber($0) }, of: pod) {
            return Workload(kind: "StatefulSet", name: stem, isGuessed: true)
        }
        return Workload(kind: unknownKind, name: pod, isGuessed: true)
    }

    private static func removing(lastPart isSuffix: (Substring) -> Bool, of name: String) -> String? {
        guard let dash = name.lastIndex(of: "-"), dash > name.startIndex,
            isSuffix(name[name.index(after: dash)...])
        else { return nil }
        return String(name[..<dash])
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Kubernetes makes random names from letters and digits that form no words.
    private static let safeAlphabet = Set("bcdfghjklmnpqrstvwxz2456789".utf8)

    private static func isRandomSuffix(_ text: Substring) -> Bool {
        text.utf8.count == 5 && text.utf8.allSatisfy(safeAlphabet.contains)
    }

    private static func isTemplateHash(_ text: Substring) -> Bool {
        guard (5...10).contains(text.utf8.count) else { return false }
        // Clients before 1.12 or so wrote the hash as a plain decimal number.
        return text.utf8.allSatisfy(safeAlphabet.contains) || (text.utf8.count >= 8 && isNumber(text))
    }
}
