import Foundation

/// Exports of one invented cluster by five clients, with what is true of the cluster.
package enum OracleExport {
    package static let isMissing: String =
        "the oracle's exports are not beside the package, or tar cannot unpack them"
    package static let clients: [String] = ["v1.14", "v1.20", "v1.33", "v1.35", "oc4.22"]

    /// Unpacked once per run, and removed when the process ends; `nil` where it cannot be had.
    package static let folder: TemporaryFolder? = {
        guard let shared = SharedFolder.path, let folder = try? TemporaryFolder() else { return nil }
        let archive = shared + "/oracle/exports/five-clients.tar.xz"
        guard FileManager.default.fileExists(atPath: archive) else { return nil }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "xf", archive, "-C", folder.path]
        guard (try? tar.run()) != nil else { return nil }
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else { return nil }
        atexit { try? FileManager.default.removeItem(atPath: OracleExport.folder?.path ?? "") }
        return folder
    }()

    /// The full path of a client's file.
    package static func path(_ client: String, _ file: String) -> String {
        (folder?("g1/") ?? "") + client + "/" + file
    }

    package static func exists(_ client: String, _ file: String) -> Bool {
        FileManager.default.fileExists(atPath: path(client, file))
    }

    /// The truth, one dictionary per fact.
    package static func truth(_ kind: String) throws -> [[String: Any]] {
        try object("g1/truth.json")[kind] as? [[String: Any]] ?? []
    }

    /// The pods that were described, as namespace/name.
    package static func described() throws -> Set<String> {
        Set(
            (try object("g1/truth.json")["described_pods"] as? [[String]] ?? []).map {
                $0.joined(separator: "/")
            })
    }

    /// The file's command and the instants it began and ended, in seconds.
    package static func interval(_ client: String, _ file: String) throws -> ClosedRange<Double>? {
        let files = try object("g1/\(client)/manifest.json")["files"] as? [[String: Any]] ?? []
        guard let entry = files.first(where: { $0["file"] as? String == file }),
            let start = entry["start"] as? Double, let end = entry["end"] as? Double
        else { return nil }
        return start...end
    }

    package static func object(_ relative: String) throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder?(relative) ?? ""))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }
}
