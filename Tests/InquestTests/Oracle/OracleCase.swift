import Foundation
import InquestTestSupport

/// One file or folder that a client wrote, and the rows it should give when nothing else is there.
struct OracleCase: CustomStringConvertible {
    /// What of the events' times a form shows.
    enum EventTimes {
        case absolute
        case ages
    }

    let client: OracleClient
    let file: String
    var paths: [String]

    var pods: [OracleTruth.Pod] = []
    var podTable = OracleTables.pods
    var containers: [OracleTruth.Container] = []
    var containerTable = OracleTables.containers
    var terminations: [OracleTruth.Termination] = []
    var terminationTable = OracleTables.terminations
    var events: [OracleTruth.Event] = []
    var eventTable = OracleTables.events
    var eventTimes = EventTimes.absolute
    /// Nodes that are shown themselves, with their conditions.
    var nodes: [OracleTruth.Node] = []
    var nodeTable = OracleTables.nodes
    /// Lines of logs; `nil` where the truth of only some is known, or none are shown.
    var logs: OracleLogs?
    /// Whether other log lines than those of `logs` may be there.
    var hasOtherLogs = false

    var description: String { client.label + " " + file }

    init(_ client: OracleClient, _ file: String, paths: [String]? = nil) {
        self.client = client
        self.file = file
        self.paths = paths ?? [client.path(file)]
    }

    /// Whether the client wrote nothing: it was asked for what is not there.
    var isEmpty: Bool {
        paths.allSatisfy { path in
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return size == 0
        }
    }

    /// Every case of every client.
    static let all: [OracleCase] = OracleClient.all.flatMap(OracleCases.of)

    // MARK: What a form shows

    /// Pods with their containers and ended runs, as objects.
    mutating func showPods(_ chosen: [OracleTruth.Pod], hidesEphemeral: Bool = false) {
        guard let truth = OracleTruth.shared else { return }
        let keys = Set(chosen.map(\.key))
        pods = chosen
        containers = truth.containers.filter {
            keys.contains($0.key) && !(hidesEphemeral && $0.kind == "ephemeral")
        }
        terminations = truth.terminations.filter {
            keys.contains($0.key) && !(hidesEphemeral && $0.kind == "ephemeral")
        }
        podTable = OracleTables.pods.without(["workload"])
        containerTable = OracleTables.containers.without(["printed kind"])
        terminationTable = OracleTables.terminations.without(["printed kind"])
    }

    /// Pods as descriptions show them.
    mutating func describePods(_ chosen: [OracleTruth.Pod]) {
        showPods(chosen, hidesEphemeral: !client.knowsEphemeral)
        podTable = OracleTables.pods.without(["uid", "created_at", "deletion_at", "workload"])
        containerTable = OracleTables.containers.without(["uid", "kind", "waiting_message"])
        terminationTable = OracleTables.terminations.without(["uid", "kind"])
    }

    mutating func showEvents(_ chosen: [OracleTruth.Event]) {
        events = chosen
        eventTable = OracleTables.events.without(["first line", "count before 1.23"])
    }

    /// Events of objects that are described.
    mutating func describeEvents(of isDescribed: (OracleTruth.Event) -> Bool) {
        events = (OracleTruth.shared?.events ?? []).filter { $0.objectExists && isDescribed($0) }
        var hidden: Set<String> = ["uid", "first line", "host", "first_at", "last_at"]
        hidden.insert(client.describesSeries ? "count before 1.23" : "count")
        if !client.describesFieldPath { hidden.insert("container") }
        if !client.describesNewEvents { hidden.insert("component") }
        eventTable = OracleTables.events.without(hidden)
        eventTimes = .ages
    }

    /// Events as rows of a table.
    mutating func tabulateEvents(
        _ chosen: [OracleTruth.Event], isWide: Bool = false, isNewCommand: Bool = false,
        showsNamespace: Bool = true
    ) {
        events = chosen
        var shown: Set<String> = ["kind", "object", "type", "reason"]
        // A table of one namespace does not say which: `OracleTableTests` names it.
        if !file.hasPrefix("events-ns-") { shown.insert("namespace") }
        shown.insert(client.cutsCells && !isNewCommand ? "first line" : "message")
        if !showsNamespace { shown.remove("namespace") }
        if isWide { shown.formUnion(["container", "count", "component", "host"]) }
        if isNewCommand { shown.insert("count") }
        eventTable = OracleTables.events.only(shown)
        eventTimes = .ages
    }

    // MARK: Times

    /// The time that stands for the last occurrence of an event; `nil` when none is shown.
    func shownTime(_ event: OracleTruth.Event) -> String? {
        guard eventTimes == .ages, file.hasPrefix("describe") else { return event.last }
        if event.style != "legacy", !client.describesNewEvents { return nil }
        return event.style == "series" && !client.describesSeries ? event.first : event.last
    }
}

/// Lines that a case's logs hold.
struct OracleLogs {
    var logs: [OracleTruth.Log]
    var showsTime = false
    var showsPod = false
    var showsContainer = false
}
