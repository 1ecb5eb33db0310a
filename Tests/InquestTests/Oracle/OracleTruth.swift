import Foundation
import InquestTestSupport

/// What is true of the exported cluster.
struct OracleTruth: Decodable {
    let pods: [Pod]
    let nodes: [Node]
    let containers: [Container]
    let terminations: [Termination]
    let events: [Event]
    let logs: [Log]
    /// The pods that were described, as namespace and name.
    let describedPods: [[String]]

    struct Name: Decodable {
        let kind: String
        let name: String
    }

    struct Pod: Decodable {
        let namespace: String
        let pod: String
        let uid: String
        let owner: Name?
        let workload: Name
        let createdAt: String
        let phase: String
        let reason: String?
        let message: String?
        let node: String?
        let qos: String?
        let startTime: String?
        /// The end of its grace period; `nil` while nobody deletes it.
        let deletion: String?

        var key: String { namespace + "/" + pod }
    }

    struct Node: Decodable {
        let name: String
        let uid: String
        let conditions: [Condition]

        struct Condition: Decodable {
            let type: String
            let status: String
        }
    }

    struct Container: Decodable {
        let namespace: String
        let pod: String
        let uid: String
        let container: String
        let kind: String
        let sidecar: Bool
        let image: String
        let hasStatus: Bool
        let limits: [String: String]
        let requests: [String: String]
        let state: String?
        let stateReason: String?
        let stateMessage: String?
        let ready: Bool?
        let restartCount: Int?
        let runningSince: String?

        var key: String { namespace + "/" + pod }
    }

    struct Termination: Decodable {
        let namespace: String
        let pod: String
        let uid: String
        let container: String
        let kind: String
        let sidecar: Bool
        let exitCode: Int
        let signal: Int
        let reason: String?
        let message: String?
        let startedAt: String?
        let finishedAt: String?
        let restartCount: Int

        var key: String { namespace + "/" + pod }
    }

    struct Event: Decodable {
        let eventUid: String
        let eventNamespace: String
        let kind: String
        /// Of the object; absent for nodes.
        let namespace: String?
        let name: String
        let involvedUid: String?
        let fieldPath: String?
        let type: String
        let reason: String
        let message: String
        let count: Int
        let first: String
        let last: String
        let component: String
        let host: String?
        /// `legacy`, or `single` and `series` for what `events.k8s.io` made.
        let style: String
        let objectExists: Bool

        var key: String { (namespace ?? "") + "/" + name }
        var container: String? {
            fieldPath.flatMap { $0.split(separator: "{").last?.dropLast() }.map(String.init)
        }
    }

    struct Log: Decodable {
        let namespace: String
        let pod: String
        let container: String
        let previous: Bool
        /// Time and text of each line.
        let lines: [[String]]

        var key: String { "\(namespace)/\(pod)/\(container)" }
    }

    /// Decoded once: it is large.
    static let shared: OracleTruth? = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let data = try? OracleExport.data("truth.json") else { return nil }
        return try? decoder.decode(OracleTruth.self, from: data)
    }()
}
