import Foundation

/// A directory for one test, removed with the last reference to it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        path = base.appendingPathComponent("inquest-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The full path of something inside.
    package func callAsFunction(_ relative: String) -> String { "\(path)/\(relative)" }

    /// Writes a file.
    ///
    /// - Returns: Its full path.
    @discardableResult
    package func file(_ relative: String, _ text: String) throws -> String {
        try file(relative, bytes: Array(text.utf8))
    }

    @discardableResult
    package func file(_ relative: String, bytes: [UInt8]) throws -> String {
        let url = URL(fileURLWithPath: self(relative))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }
}
