import Inquest
import InquestTestSupport

/// The views a corpus is judged by, with every column whose truth is known.
enum OracleTables {
    static let terminations = OracleTable<OracleTruth.Termination>(
        view: "terminations",
        columns: [
            OracleColumn("namespace") { $0.namespace }, OracleColumn("pod") { $0.pod },
            OracleColumn("uid", "pod_uid") { $0.uid },
            OracleColumn("kind", "container_kind") { $0.sidecar ? "sidecar" : $0.kind },
            // Descriptions print a sidecar as an init container.
            OracleColumn("printed kind", "replace(container_kind, 'sidecar', 'init')") { $0.kind },
            OracleColumn("container") { $0.container }, OracleColumn("exit_code") { String($0.exitCode) },
            OracleColumn("signal", "COALESCE(signal, 0)") { String($0.signal) },
            OracleColumn("reason") { known($0.reason) },
            OracleColumn("message", "COALESCE(message, '')", spelling: OracleSpelling.message) {
                $0.message ?? ""
            },
            OracleColumn("started_at", spelling: OracleSpelling.instant) { known($0.startedAt) },
            OracleColumn("finished_at", spelling: OracleSpelling.instant) { known($0.finishedAt) },
            OracleColumn("restart_count") { String($0.restartCount) },
        ])

    static let pods = OracleTable<OracleTruth.Pod>(
        view: "pods",
        columns: [
            OracleColumn("namespace") { $0.namespace }, OracleColumn("pod") { $0.pod },
            OracleColumn("uid") { $0.uid }, OracleColumn("node") { known($0.node) },
            OracleColumn("owner", "owner_kind || '/' || owner") { pod in
                pod.owner.map { $0.kind + "/" + $0.name }
            },
            // What is being deleted has a phase in objects and none in descriptions.
            OracleColumn("phase", "CASE WHEN phase LIKE 'Terminating%' THEN 'Running' ELSE phase END") {
                $0.phase
            },
            OracleColumn("reason") { known($0.reason) },
            OracleColumn("message", "COALESCE(message, '')", spelling: OracleSpelling.message) {
                $0.message ?? ""
            },
            OracleColumn("qos", "qos_class") { known($0.qos) },
            OracleColumn("started_at", spelling: OracleSpelling.instant) { known($0.startTime) },
            OracleColumn("created_at", spelling: OracleSpelling.instant) { $0.createdAt },
            OracleColumn("deletion_at", spelling: OracleSpelling.instant) { known($0.deletion) },
            OracleColumn("workload", "workload_kind || '/' || workload") { workload($0) },
        ])

    static let containers = OracleTable<OracleTruth.Container>(
        view: "containers",
        columns: [
            OracleColumn("namespace") { $0.namespace }, OracleColumn("pod") { $0.pod },
            OracleColumn("uid", "pod_uid") { $0.uid },
            OracleColumn("kind") { $0.sidecar ? "sidecar" : $0.kind },
            OracleColumn("printed kind", "replace(kind, 'sidecar', 'init')") { $0.kind },
            OracleColumn("container") { $0.container }, OracleColumn("image") { $0.image },
            OracleColumn("restart_count") { $0.restartCount.map(String.init) },
            OracleColumn("ready") { $0.ready.map { $0 ? "1" : "0" } }, OracleColumn("state") { $0.state },
            OracleColumn("waiting_reason") { $0.state == "waiting" ? known($0.stateReason) : nil },
            OracleColumn("waiting_message", spelling: OracleSpelling.message) {
                $0.state == "waiting" ? known($0.stateMessage) : nil
            },
            OracleColumn("running_since", spelling: OracleSpelling.instant) { known($0.runningSince) },
            OracleColumn("limit", "memory_limit_bytes") { OracleSpelling.bytes($0.limits["memory"]) },
            OracleColumn("request", "memory_request_bytes") { OracleSpelling.bytes($0.requests["memory"]) },
        ])

    static let events = OracleTable<OracleTruth.Event>(
        view: "events",
        columns: [
            OracleColumn("uid") { $0.eventUid }, OracleColumn("namespace") { known($0.namespace) },
            OracleColumn("kind", "object_kind") { $0.kind }, OracleColumn("object") { $0.name },
            OracleColumn("container") { known($0.container) }, OracleColumn("type") { $0.type },
            OracleColumn("reason") { $0.reason },
            OracleColumn("message", "COALESCE(message, '')", spelling: OracleSpelling.message) {
                $0.message
            },
            OracleColumn("first line", "COALESCE(message, '')", spelling: OracleSpelling.firstLine) {
                $0.message
            },
            OracleColumn("count") { String($0.count) },
            OracleColumn("count before 1.23", "count") { $0.style == "series" ? "1" : String($0.count) },
            OracleColumn("component") { known($0.component) }, OracleColumn("host") { known($0.host) },
            OracleColumn("first_at", spelling: OracleSpelling.instant) { $0.first },
            OracleColumn("last_at", spelling: OracleSpelling.instant) { $0.last },
        ])

    /// The status of a condition of a node, as the view shows it.
    private static func status(_ type: String, _ values: [String: String])
        -> @Sendable (OracleTruth.Node)
        -> String?
    {
        { node in node.conditions.first { $0.type == type }.flatMap { values[$0.status] } }
    }

    static let nodes = OracleTable<OracleTruth.Node>(
        view: "nodes",
        columns: [
            OracleColumn("node") { $0.name },
            OracleColumn(
                "not_ready", truth: status("Ready", ["True": "0", "False": "1", "Unknown": "1"])),
            OracleColumn("memory_pressure", truth: status("MemoryPressure", ["True": "1", "False": "0"])),
            OracleColumn("disk_pressure", truth: status("DiskPressure", ["True": "1", "False": "0"])),
            OracleColumn("pid_pressure", truth: status("PIDPressure", ["True": "1", "False": "0"])),
        ])

    /// What people call the owner. The pod that a node runs by itself is known by its name without the node's.
    private static func workload(_ pod: OracleTruth.Pod) -> String {
        guard pod.owner?.kind == "Node", let node = pod.node else {
            return pod.workload.kind + "/" + pod.workload.name
        }
        let isNamedForNode = pod.pod.hasSuffix("-" + node)
        return "StaticPod/" + (isNamedForNode ? String(pod.pod.dropLast(node.count + 1)) : pod.pod)
    }

    /// A text, or nothing when it is empty.
    private static func known(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }
}
