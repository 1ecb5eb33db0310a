import InquestTestSupport
import Testing

/// A target and what its files may import.
private struct ModuleRule: Sendable, CustomTestStringConvertible {
    let module: String
    let folder: String
    let imports: Set<String>

    var testDescription: String { module }

    /// The ladder of targets: each may import what is below it, as named here, and the system's modules.
    static let all: [ModuleRule] = [
        ModuleRule(module: "InquestSchema", folder: "Schema", imports: []),
        ModuleRule(
            module: "InquestCore", folder: "Sources/InquestCore", imports: ["InquestSchema", "CCrypto"]),
        ModuleRule(
            module: "InquestIngest", folder: "Sources/InquestIngest",
            imports: ["InquestCore", "CArchive", "CYAML", "CZlib"]),
        ModuleRule(
            module: "InquestStore", folder: "Sources/InquestStore",
            imports: ["InquestCore", "InquestSchema", "GRDB", "GRDBSQLite"]),
        ModuleRule(
            module: "Inquest", folder: "Sources/Inquest",
            imports: ["InquestCore", "InquestIngest", "InquestSchema", "InquestStore"]),
        ModuleRule(
            module: "InquestWeb", folder: "Sources/InquestWeb",
            imports: ["Inquest", "FlyingFox", "Mustache"]),
        ModuleRule(
            module: "InquestCLI", folder: "Sources/InquestCLI",
            imports: ["Inquest", "InquestWeb", "ArgumentParser"]),
        ModuleRule(module: "EmbedText", folder: "Sources/Build/EmbedText", imports: []),
        ModuleRule(
            module: "EmbedTextPlugin", folder: "Sources/Build/EmbedTextPlugin", imports: ["PackagePlugin"]),
    ]

    static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin",
        "RegexBuilder",
    ]
}

/// The modules a file imports.
private func imports(of text: String) -> [String] {
    text.matches(
        of: /(?m)^\s*(?:@\w+\s+)*(?:public |package |internal |private |fileprivate )?import (?:\w+ )?(\w+)/
    ).map { String($0.1) }
}

struct ImportTests {
    @Test(arguments: ModuleRule.all)
    private func `a module imports what stands below it and nothing else`(rule: ModuleRule) throws {
        for file in PackageFolder.files(below: rule.folder, ending: ".swift") {
            let extra = Set(imports(of: try PackageFolder.text(file)))
                .subtracting(rule.imports).subtracting(ModuleRule.system)
            #expect(extra == [], "\(file)")
        }
    }

    @Test func `every folder of sources has its rule`() throws {
        let folders = Set(ModuleRule.all.map { $0.folder + "/" })
        let strays = PackageFolder.files(below: "Sources", ending: ".swift").filter { file in
            !folders.contains { file.hasPrefix($0) }
        }
        #expect(strays == [])
        #expect(PackageFolder.files(below: "Sources", ending: ".swift").count > 80)
    }

    @Test func `imports are found in every spelling`() {
        let text = """
            import A
            public import B
            package import struct C.D
            @_exported public import E
            @testable import F
              import G
            // import H
            let text = "import I"
            """
        #expect(imports(of: text) == ["A", "B", "C", "E", "F", "G"])
    }
}
