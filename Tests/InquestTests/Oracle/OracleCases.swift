import Foundation
import InquestTestSupport

/// Sorts what a client wrote into cases, by the names of the files.
enum OracleCases {
    static func of(_ client: OracleClient) -> [OracleCase] {
        guard OracleTruth.shared != nil else { return [] }
        var cases: [OracleCase] = []
        for name in client.names(in: "") where name != "manifest.json" {
            switch name {
            case "describe-pod", "get-pod":
                for ending in [".txt", ".json", ".yaml"] {
                    let files = client.names(in: name).filter { $0.hasSuffix(ending) }
                    if !files.isEmpty { cases.append(podFolder(client, name, files, ending)) }
                }
            case "logs":
                cases += client.names(in: name).map { log(client, name + "/" + $0) }
            default: cases.append(file(client, name))
            }
        }
        return cases
    }

    // MARK: Files

    private static func file(_ client: OracleClient, _ name: String) -> OracleCase {
        var one = OracleCase(client, name)
        guard let truth = OracleTruth.shared else { return one }
        let namespace = client.written[name]?.value("-n")
        let events = truth.events.filter { namespace == nil || $0.eventNamespace == namespace }
        switch true {
        case name.hasPrefix("describe-"): describe(&one, namespace: namespace)
        case name == "pods.json", name == "pods.yaml": one.showPods(truth.pods)
        case name == "nodes.json", name == "nodes.yaml": one.nodes = truth.nodes
        case name == "everything.json":
            one.showPods(truth.pods)
            one.showEvents(truth.events)
            one.nodes = truth.nodes
        case name.hasPrefix("events"), name.hasPrefix("events-ns-"):
            if name.hasSuffix(".txt") {
                one.tabulateEvents(
                    events, isWide: name.contains("-wide"), isNewCommand: name == "events-cmd.txt",
                    showsNamespace: namespace == nil)
            } else {
                one.showEvents(events)
            }
        case name == "pods.txt", name == "pods-wide.txt":
            one.pods = truth.pods
            one.podTable = OracleTables.pods.only(
                name == "pods.txt" ? ["namespace", "pod"] : ["namespace", "pod", "node"])
        case name == "nodes.txt", name == "nodes-wide.txt":
            one.nodes = truth.nodes
            one.nodeTable = OracleTables.nodes.only(["node"])
        case name == "dump": dump(&one, namespaces: nil)
        case name == "dump-single.txt":
            let chosen = client.written[name]?.value("--namespaces") ?? ""
            // The oldest client takes `a,b` for the name of one namespace, and dumps nodes alone.
            if client.knowsEphemeral {
                dump(&one, namespaces: Set(chosen.split(separator: ",").map(String.init)))
            } else {
                one.nodes = OracleTruth.shared?.nodes ?? []
            }
        // What the client says while it writes a dump.
        case name == "dump.stdout": one.hasOtherLogs = true
        default: break
        }
        return one
    }

    private static func podFolder(
        _ client: OracleClient, _ folder: String, _ files: [String], _ ending: String
    ) -> OracleCase {
        var one = OracleCase(
            client, "\(folder)/*\(ending)", paths: files.map { client.path(folder + "/" + $0) })
        // namespace_pod.txt
        let keys = Set(files.map { String($0.dropLast(ending.count)).replacing("_", with: "/") })
        let pods = (OracleTruth.shared?.pods ?? []).filter { keys.contains($0.key) }
        if folder == "describe-pod" {
            one.describePods(pods)
            one.describeEvents { $0.kind == "Pod" && keys.contains($0.key) }
        } else {
            one.showPods(pods)
        }
        return one
    }

    // MARK: Descriptions

    private static let workloads: [String: Set<String>] = [
        "describe-deployments.txt": ["Deployment"], "describe-replicasets.txt": ["ReplicaSet"],
        "describe-statefulsets.txt": ["StatefulSet"], "describe-daemonsets.txt": ["DaemonSet"],
        "describe-jobs.txt": ["Job"], "describe-cronjobs.txt": ["CronJob"],
        "describe-replicationcontrollers.txt": ["ReplicationController"],
        "describe-all-A.txt": [
            "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob",
            "ReplicationController",
        ],
    ]

    private static func describe(_ one: inout OracleCase, namespace: String?) {
        guard let truth = OracleTruth.shared else { return }
        let client = one.client
        var pods: [OracleTruth.Pod] = []
        let described = Set(truth.describedPods.map { $0.joined(separator: "/") })
        switch true {
        case one.file == "describe-nodes.txt":
            one.nodes = truth.nodes
            one.describeEvents {
                $0.kind == "Node" && ($0.involvedUid == $0.name || client.findsNodeEventsByUID)
            }
            return
        case one.file == "describe-events.txt":
            one.showEvents(truth.events.filter { $0.eventNamespace == namespace })
            return
        case one.file.hasPrefix("describe-pods-"), one.file == "describe-all-A.txt":
            pods = truth.pods.filter {
                described.contains($0.key) && (namespace == nil || $0.namespace == namespace)
            }
        case one.file == "describe-prefix.txt":
            let prefix = client.written[one.file]?.args.last ?? ""
            pods = truth.pods.filter { $0.namespace == namespace && $0.pod.hasPrefix(prefix) }
        default: break
        }
        let kinds = workloads[one.file] ?? []
        let keys = Set(pods.map(\.key))
        one.describePods(pods)
        one.describeEvents { $0.kind == "Pod" ? keys.contains($0.key) : kinds.contains($0.kind) }
    }

    // MARK: Dumps

    private static func dump(_ one: inout OracleCase, namespaces: Set<String>?) {
        guard let truth = OracleTruth.shared else { return }
        func isChosen(_ namespace: String) -> Bool { namespaces?.contains(namespace) ?? true }
        one.showPods(
            truth.pods.filter { isChosen($0.namespace) }, hidesEphemeral: !one.client.knowsEphemeral)
        if !one.client.knowsSidecars {
            one.containerTable = OracleTables.containers.without(["kind"])
            one.terminationTable = OracleTables.terminations.without(["kind"])
        }
        one.showEvents(truth.events.filter { isChosen($0.eventNamespace) })
        one.nodes = truth.nodes
        one.logs = OracleLogs(
            logs: truth.logs.filter { isChosen($0.namespace) && !$0.previous }, showsPod: true,
            showsContainer: true)
        // A dump writes the logs of init containers and containers, of no ephemeral ones.
        let hidden = Set(
            truth.containers.filter { $0.kind == "ephemeral" }.map { $0.key + "/" + $0.container })
        one.logs?.logs.removeAll { hidden.contains("\($0.namespace)/\($0.pod)/\($0.container)") }
        one.hasOtherLogs = true
    }

    // MARK: Logs

    private static func log(_ client: OracleClient, _ name: String) -> OracleCase {
        var one = OracleCase(client, name)
        guard let truth = OracleTruth.shared, let written = client.written[name],
            let namespace = written.value("-n"), let at = written.args.firstIndex(of: namespace)
        else { return one }
        let pod = written.args[at + 1]
        let container = written.value("-c")
        let isPrevious = written.args.contains("--previous")
        let logs = truth.logs.filter {
            $0.namespace == namespace && $0.pod == pod && $0.previous == isPrevious
                && (container == nil || $0.container == container)
        }
        let isPrefixed = written.args.contains("--prefix")
        // The server refuses the log of a container that has not started, and the client leaves out some others with it.
        let text =
            written.rc == 0 ? "" : (try? String(contentsOfFile: client.path(name), encoding: .utf8)) ?? ""
        one.logs = OracleLogs(
            logs: logs.filter { written.rc == 0 || text.contains($0.lines.first?.first ?? "-") },
            showsTime: written.args.contains("--timestamps"), showsPod: isPrefixed,
            showsContainer: isPrefixed)
        return one
    }
}
