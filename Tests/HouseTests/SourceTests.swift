import InquestTestSupport
import Testing

struct SourceTests {
    private static let folders: [String] = ["Sources", "Schema", "Tests", "Bench"]

    private func files(ending suffix: String, in folders: [String] = folders) -> [String] {
        folders.flatMap { PackageFolder.files(below: $0, ending: suffix) }
    }

    @Test func `no Swift file is too long to be read in one go`() throws {
        for file in files(ending: ".swift") {
            let lines = try PackageFolder.text(file).split(separator: "\n", omittingEmptySubsequences: false)
                .count
            #expect(lines <= 450, "\(file)")
        }
    }

    @Test func `nothing is left to be done later`() throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        for file in [".swift", ".sql", ".json", ".py", ".html"].flatMap({ files(ending: $0) })
        where !file.contains("/Golden/") {
            let text = try PackageFolder.text(file)
            for mark in marks {
                let places = text.matches(of: try Regex("\\b\(mark)\\b")).count
                #expect(places == 0, "\(file): \(mark)")
            }
        }
    }

    /// Each wraps a few calls and says why they are sound.
    private static let unsafeFiles: Set<String> = [
        "Sources/Inquest/Corpus+Ingest.swift",
        "Sources/InquestCLI/Terminal.swift",
        "Sources/InquestCore/Vocabulary/Bytes.swift",
        "Sources/InquestCore/Vocabulary/SHA256.swift",
        "Sources/InquestIngest/Opening/ArchiveReader.swift",
        "Sources/InquestIngest/Opening/FileStream.swift",
        "Sources/InquestIngest/Opening/FileSystem.swift",
        "Sources/InquestIngest/Opening/GzipStream.swift",
        "Sources/InquestIngest/Scanning/ASCIICase.swift",
        "Sources/InquestIngest/Scanning/Words.swift",
        "Sources/InquestIngest/Scanning/YAML/YAMLParser.swift",
        "Sources/InquestStore/BulkStatement.swift",
        "Sources/InquestStore/FactKey.swift",
        "Sources/InquestStore/Interner.swift",
        "Sources/InquestStore/SQLLimits.swift",
    ]

    @Test func `unsafe code stands in few files, and all of them are listed`() throws {
        let found = try files(ending: ".swift", in: ["Sources", "Schema"]).filter { file in
            try PackageFolder.text(file).split(separator: "\n").contains { line in
                !line.drop { $0 == " " }.hasPrefix("//") && line.contains(/\bunsafe\b/)
            }
        }
        #expect(Set(found) == Self.unsafeFiles)
    }
}
