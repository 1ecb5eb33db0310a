// swift-tools-version: 6.2
import PackageDescription

/// The settings every target of ours is compiled with.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "inquest",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Inquest", targets: ["Inquest"]),
        .executable(name: "inquest", targets: ["InquestCLI"]),
    ],
    dependencies: [
        // SQLite for the store: migrations, read-only pools, interruption, errors that carry the SQL.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Command line parsing, help and "did you mean" for the executable.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // The text of every migration, view, report query and knowledge table.
        .target(
            name: "InquestSchema", path: "Schema",
            exclude: ["migrations", "store", "views", "reports", "knowledge"], sources: ["Schema.swift"],
            swiftSettings: strict, plugins: ["EmbedTextPlugin"]),
        .executableTarget(name: "embed-text", path: "Sources/Build/EmbedText", swiftSettings: strict),
        .plugin(
            name: "EmbedTextPlugin", capability: .buildTool(), dependencies: ["embed-text"],
            path: "Sources/Build/EmbedTextPlugin"),

        // System libraries: gzip members, SHA-256 for identities and digests, and the events of YAML texts.
        .systemLibrary(
            name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CCrypto", path: "Sources/System/CCrypto", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CYAML", path: "Sources/System/CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"])]),

        // Archives and the compressions zlib does not know. libarchive reads tar and zip in order, from a stream,
        // without a temporary file, and is what bsdtar and most package managers are made of.
        .systemLibrary(
            name: "CArchive", path: "Sources/System/CArchive", pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"])]),

        .target(name: "InquestCore", dependencies: ["InquestSchema", "CCrypto"], swiftSettings: strict),
        .target(
            name: "InquestIngest", dependencies: ["InquestCore", "CArchive", "CYAML", "CZlib"],
            swiftSettings: strict),
        .target(
            name: "InquestStore",
            dependencies: [
                "InquestCore", "InquestSchema",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], swiftSettings: strict),
        .target(
            name: "Inquest", dependencies: ["InquestCore", "InquestIngest", "InquestSchema", "InquestStore"],
            swiftSettings: strict),
        .executableTarget(
            name: "InquestCLI",
            dependencies: [
                "Inquest", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),

        .target(
            name: "InquestTestSupport",
            dependencies: ["CArchive", "Inquest", "InquestCore", "InquestIngest"],
            path: "Tests/Support",
            swiftSettings: strict),
        .testTarget(
            name: "InquestCoreTests", dependencies: ["InquestCore", "InquestSchema"], swiftSettings: strict),
        .testTarget(
            name: "InquestIngestTests", dependencies: ["InquestCore", "InquestIngest", "InquestTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "InquestStoreTests",
            dependencies: [
                "InquestCore", "InquestSchema", "InquestStore", "InquestTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: strict),
        .testTarget(
            name: "InquestTests",
            dependencies: ["Inquest", "InquestCore", "InquestIngest", "InquestTestSupport"],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "InquestCLITests", dependencies: ["Inquest", "InquestCLI", "InquestTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HouseTests",
            dependencies: [
                "Inquest", "InquestCLI", "InquestSchema", "InquestTestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: strict),
    ]
)
