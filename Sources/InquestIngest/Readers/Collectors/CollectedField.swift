import InquestCore

/// What collectors say of a line, by whatever name they do.
enum CollectedField: Int, CaseIterable, Sendable {
    case namespace, pod, container
    /// A name the runtime gave, such as `/k8s_api_co-x2_shop_…_0`.
    case runtimeName
    /// A path or tag of the file the line was read from.
    case path
    case text
    case stream, logName, severity
    /// Times, the one the runtime wrote and the one the collector keeps.
    case runtimeTime, time
    /// Whether the line goes on in the next record: tag `P`, or a flag.
    case tag, isPartial, isLastPart
    /// An object around all of it.
    case wrapped
    /// What makes a record an event of the API and no line at all.
    case involvedObject
    case payload
}

/// Finds fields by their path, written with dots or as objects inside objects.
///
/// `{"kubernetes":{"pod":{"name":…}}}` and `{"kubernetes.pod.name":…}` are the same path.
struct CollectedFieldTable: Sendable {
    private struct Place {
        let field: CollectedField
        /// Of several paths for one field the lowest rank counts.
        let rank: Int
    }

    private var places: [UInt64: Place] = [:]
    private var prefixes: Set<UInt64> = []

    /// - Parameter paths: The paths of each field, blanks between them, the best first.
    private init(_ paths: [(CollectedField, String)]) {
        for (field, list) in paths {
            for (rank, path) in list.split(separator: " ").enumerated() {
                let bytes = Array(path.utf8)
                for (index, byte) in bytes.enumerated() where byte == 0x2E {
                    prefixes.insert(PathHash().adding(bytes.span.extracting(0..<index)).value)
                }
                places[PathHash().adding(bytes.span).value] = Place(field: field, rank: rank)
            }
        }
    }

    /// Records of collectors.
    static let records = CollectedFieldTable([
        (
            .namespace,
            "kubernetes.namespace_name kubernetes.namespace.name kubernetes.namespace "
                + "kubernetes.pod_namespace k8s.namespace.name k8s_namespace_name kubernetes_namespace_name "
                + "resource.labels.namespace_name resource.labels.namespace_id "
                + "resource.attributes.k8s.namespace.name orchestrator.namespace PodNamespace"
        ),
        (
            .pod,
            "kubernetes.pod_name kubernetes.pod.name kubernetes.pod k8s.pod.name k8s_pod_name "
                + "kubernetes_pod_name resource.labels.pod_name resource.labels.pod_id "
                + "resource.attributes.k8s.pod.name PodName"
        ),
        (
            .container,
            "kubernetes.container_name kubernetes.container.name kubernetes.container k8s.container.name "
                + "k8s_container_name kubernetes_container_name resource.labels.container_name "
                + "resource.attributes.k8s.container.name ContainerName"
        ),
        (.runtimeName, "container_name container.name docker.container.name"),
        (.path, "log.file.path file filename source tag logStreamName logStream"),
        (
            .text,
            "textPayload jsonPayload.message jsonPayload.log jsonPayload.msg log message line LogMessage msg "
                + "body event.original"
        ),
        (.stream, "stream log.iostream LogSource source.stream"),
        (.logName, "logName"), (.severity, "severity"),
        (.runtimeTime, "time"),
        (.time, "@timestamp timestamp date TimeGenerated receiveTimestamp"),
        (.tag, "logtag _p"), (.isPartial, "_partial partial_message"), (.isLastPart, "partial_last"),
        (.wrapped, "_source"),
        (.involvedObject, "involvedObject regarding"), (.payload, "jsonPayload"),
    ])

    /// Labels of Loki, which have no dots, and what stern writes.
    static let labels = CollectedFieldTable([
        (
            .namespace,
            "namespace k8s_namespace_name kubernetes_namespace_name kubernetes_namespace namespace_name "
                + "k8s_namespace"
        ),
        (.pod, "pod k8s_pod_name kubernetes_pod_name pod_name kubernetes_pod k8s_pod podName"),
        (
            .container,
            "container k8s_container_name kubernetes_container_name container_name kubernetes_container "
                + "k8s_container containerName"
        ),
        (.path, "filename"), (.stream, "stream"), (.text, "message"),
    ])

    /// The field with a name of one part.
    func field(_ name: Span<UInt8>) -> CollectedField? { places[PathHash().adding(name).value]?.field }

    /// The field at a path, and how good that path is.
    fileprivate func find(_ path: PathHash) -> (field: CollectedField, rank: Int)? {
        places[path.value].map { ($0.field, $0.rank) }
    }

    fileprivate func isPrefix(_ path: PathHash) -> Bool { prefixes.contains(path.value) }
}

/// A hash of a path, taken piece by piece (FNV-1a).
private struct PathHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    func adding(_ bytes: Span<UInt8>) -> PathHash {
        var result = self
        for index in 0..<bytes.count {
            result.value = (result.value ^ UInt64(bytes[index])) &* 0x100_0000_01B3
        }
        return result
    }

    var dotted: PathHash {
        var result = self
        result.value = (result.value ^ 0x2E) &* 0x100_0000_01B3
        return result
    }
}

/// The fields of one record: which values they have.
struct CollectedFields: Sendable {
    /// Objects inside objects that are looked into.
    private static let deepest = 6

    private var values = [Int](repeating: 0, count: CollectedField.allCases.count)
    private var ranks = [Int](repeating: .max, count: CollectedField.allCases.count)

    /// The value of a field; 0 when the record does not have it.
    subscript(_ field: CollectedField) -> Int { values[field.rawValue] }

    /// Forgets all fields and takes those of an object.
    mutating func load(_ object: Int, of record: borrowing JSONRecord, by table: CollectedFieldTable) {
        for index in values.indices {
            values[index] = 0
            ranks[index] = .max
        }
        add(object, of: record, by: table, prefix: nil, depth: 0)
    }

    private mutating func add(
        _ object: Int, of record: borrowing JSONRecord, by table: CollectedFieldTable, prefix: PathHash?,
        depth: Int
    ) {
        var members = record.members(of: object)
        while members.advance(record) {
            let name = record.bytes.span.extracting(record.range(members.name))
            let path = (prefix?.dotted ?? PathHash()).adding(name)
            let kind = record.kind(members.value)
            if let (field, rank) = table.find(path), rank <= ranks[field.rawValue],
                kind != .object || CollectedFields.takesObjects(field)
            {
                values[field.rawValue] = members.value
                ranks[field.rawValue] = rank
            }
            if kind == .object, depth < CollectedFields.deepest, table.isPrefix(path) {
                add(members.value, of: record, by: table, prefix: path, depth: depth + 1)
            }
        }
    }

    private static func takesObjects(_ field: CollectedField) -> Bool {
        field == .wrapped || field == .involvedObject || field == .payload
    }
}
