package import Foundation

/// The folder of real inputs and of exports with known truth, where it stands beside the package's.
package enum SharedFolder {
    /// What suites say when they are left out.
    package static let isMissing: String = "the folder of real inputs is not beside the package"

    /// Where it lies; `nil` where it is not.
    package static let path: String? = ["../shared", "../../shared"]
        .map { PackageFolder.url.appendingPathComponent($0).standardizedFileURL.path }
        .first { FileManager.default.fileExists(atPath: $0) }

    /// The real inputs and their list.
    package static let corpus: String? = path.map { $0 + "/corpus" }
        .flatMap { FileManager.default.fileExists(atPath: $0 + "/MANIFEST.tsv") ? $0 : nil }
}

/// The folder this package lies in.
package enum PackageFolder {
    package static let url: URL = {
        // Tests/Support/SharedFolder.swift
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url
    }()

    /// The path of something inside.
    package static func path(_ relative: String) -> String { url.appendingPathComponent(relative).path }

    /// All files below a folder whose names end so, sorted, relative to the package.
    package static func files(below folder: String, ending suffix: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: path(folder))?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") && !$0.contains("/.") }.map {
            folder + "/" + $0
        }.sorted()
    }

    package static func text(_ relative: String) throws -> String {
        try String(contentsOfFile: path(relative), encoding: .utf8)
    }
}
