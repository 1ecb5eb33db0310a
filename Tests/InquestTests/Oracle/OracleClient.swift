import Foundation
import InquestTestSupport

/// One client that exported the cluster, and what it is known to print or to leave out.
struct OracleClient: Sendable, CustomStringConvertible {
    let label: String
    /// The minor version of kubectl; oc counts as the kubectl it is made from.
    let minor: Int
    /// What it wrote, by path.
    let written: [String: Written]

    struct Written: Sendable, Decodable {
        let file: String
        let args: [String]
        let rc: Int
        /// When the command began and ended, in seconds since 1970.
        let start: Double
        let end: Double

        /// The value behind an option.
        func value(_ option: String) -> String? {
            guard let index = args.firstIndex(of: option), index + 1 < args.count else { return nil }
            return args[index + 1]
        }
    }

    var description: String { label }

    private struct Manifest: Decodable {
        let files: [Written]
    }

    init(_ label: String) throws {
        self.label = label
        let version = label.firstMatch(of: /(?:^|[^\d])1\.(\d+)/).flatMap { Int($0.1) }
        minor = version ?? 35
        let manifest = try JSONDecoder().decode(
            Manifest.self, from: try OracleExport.data(label + "/manifest.json"))
        written = Dictionary(manifest.files.map { ($0.file, $0) }) { first, _ in first }
    }

    static let all: [OracleClient] = OracleExport.clients.compactMap { try? OracleClient($0) }

    /// Clients before 1.16 know no ephemeral containers.
    var knowsEphemeral: Bool { minor >= 16 }
    /// Clients that decode objects drop the restart policy of an init container before 1.28.
    var knowsSidecars: Bool { minor >= 28 }
    /// Descriptions before 1.23 show a series as one occurrence at its first time.
    var describesSeries: Bool { minor >= 23 }
    /// The oldest descriptions show neither time nor reporter of what `events.k8s.io` made.
    var describesNewEvents: Bool { minor >= 20 }
    /// A node's events are found by its uid too, not only by its name in the place of a uid.
    var findsNodeEventsByUID: Bool { minor >= 24 }
    /// The field path stands before the message of a described event.
    var describesFieldPath: Bool { minor >= 35 }
    /// Tables end a cell at its first line break.
    var cutsCells: Bool { minor >= 20 }

    func path(_ file: String) -> String { OracleExport.path(label, file) }

    /// The names in one of its folders, sorted; none where there is no such folder.
    func names(in folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: path(folder))
        return (names ?? []).sorted()
    }

    /// Everything it wrote, as paths that can be ingested.
    var files: [String] {
        names(in: "").filter { $0 != "manifest.json" }.map(path)
    }
}
