import Foundation

/// The built program, run in a temporary folder of its own.
struct Program {
    /// What a run came to.
    struct Run {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The folder the program runs in.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("inquest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Removes the folder.
    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The program beside the tests.
    static var executable: URL {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("inquest")
    }

    /// Writes a file into the folder.
    func write(_ text: String, to name: String) throws {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    /// Runs the program to its end.
    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Run {
        let command = Self.executable.path
        let quoted = ([command] + arguments).map {
            "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'"
        }
        return try shell(quoted.joined(separator: " "), input: input, environment: environment)
    }

    /// Runs a line of shell in which `$INQUEST` is the program.
    func shell(_ line: String, input: String = "", environment: [String: String] = [:]) throws -> Run {
        try write(input, to: ".input")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "INQUEST": Self.executable.path].merging(environment)
        { $1 }
        process.standardInput = try FileHandle(forReadingFrom: folder.appendingPathComponent(".input"))
        let files = try [".output", ".errors"].map { name in
            try write("", to: name)
            return try FileHandle(forWritingTo: folder.appendingPathComponent(name))
        }
        process.standardOutput = files[0]
        process.standardError = files[1]
        try process.run()
        process.waitUntilExit()
        let texts = try [".output", ".errors"].map {
            try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
        }
        return Run(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }
}
