package import Foundation

/// Exports of one invented cluster by several clients, with what is true of the cluster.
///
/// By default the ready-made export of five clients; `INQUEST_ORACLE` names the folder of another one.
package enum OracleExport {
    package static let isMissing: String =
        "the oracle's exports are not beside the package, or tar cannot unpack them"

    /// The folder that holds `truth.json` and a folder per client; `nil` where it cannot be had.
    package static let folder: String? = {
        if let named = ProcessInfo.processInfo.environment["INQUEST_ORACLE"], !named.isEmpty {
            return FileManager.default.fileExists(atPath: named + "/truth.json") ? named : nil
        }
        return unpacked.map { $0("g1") }
    }()

    /// The clients that have written something, such as `v1.33`, in order.
    package static let clients: [String] = {
        guard let folder else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { exists($0, "manifest.json") }.sorted()
    }()

    /// The ready-made export, unpacked once per run and removed when the process ends.
    private static let unpacked: TemporaryFolder? = {
        guard let shared = SharedFolder.path, let folder = try? TemporaryFolder() else { return nil }
        let archive = shared + "/oracle/exports/five-clients.tar.xz"
        guard FileManager.default.fileExists(atPath: archive) else { return nil }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "xf", archive, "-C", folder.path]
        guard (try? tar.run()) != nil else { return nil }
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else { return nil }
        atexit { try? FileManager.default.removeItem(atPath: OracleExport.unpacked?.path ?? "") }
        return folder
    }()

    /// The full path of a client's file.
    package static func path(_ client: String, _ file: String) -> String {
        (folder ?? "") + "/" + client + "/" + file
    }

    package static func exists(_ client: String, _ file: String) -> Bool {
        FileManager.default.fileExists(atPath: path(client, file))
    }

    /// The bytes of a file of the export, such as `truth.json` or `v1.33/manifest.json`.
    package static func data(_ relative: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + relative))
    }
}
