import Foundation
import InquestCore
import InquestIngest
import Testing

@Suite struct OpeningTests {
    private let tree: TemporaryTree

    init() throws { tree = try TemporaryTree() }

    /// The paths found, without the directory of the test.
    private func found(_ paths: [String]) -> (paths: [String], problems: [String]) {
        let result = Opening.candidates(for: paths)
        func short(_ path: String) -> String { path.replacingOccurrences(of: tree.path + "/", with: "") }
        return (result.candidates.map { short($0.path) }, result.problems.map { short($0.description) })
    }

    @Test func `a tree is walked in the order of its bytes, hidden files left out`() throws {
        for name in [
            "b.log", "a/2.log", "a/10.log", "a-b/1.log", ".hidden", "a/._2.log", "B.log", ".git/config",
        ] {
            try tree.file(name)
        }
        let result = found([tree.path])
        #expect(result.paths == ["B.log", "a-b/1.log", "a/10.log", "a/2.log", "b.log"])
        #expect(result.problems == [])
    }

    @Test func `a file reached in several ways comes once`() throws {
        try tree.file("a/1.log")
        try tree.link("link.log", to: "a/1.log")
        let one = tree("a/1.log")
        #expect(found([one, one, tree.path, tree("a/../a/1.log"), "-", "-"]).paths == ["a/1.log", "-"])
        #expect(found([tree("link.log"), tree("a")]).paths == ["link.log"])
    }

    @Test func `links that lead in circles end`() throws {
        try tree.file("a/1.log")
        try tree.link("a/up", to: "..")
        try tree.link("b", to: "a")
        try tree.link("loop", to: "loop")
        let result = found([tree.path])
        #expect(result.paths == ["a/1.log"])
        #expect(result.problems.count == 1)
        #expect(
            result.problems.first?.hasPrefix("loop: cannot be read: Too many levels of symbolic links")
                == true)
    }

    @Test func `what cannot be read is a problem and the rest is found`() throws {
        try tree.file("z.log")
        try tree.link("dangling", to: "nowhere")
        // The path is a string that lives as long as the call.
        let made = unsafe mkfifo(tree("pipe"), 0o600)
        #expect(made == 0)
        let result = found([tree("missing"), tree.path, "/dev/null"])
        #expect(result.paths == ["z.log"])
        #expect(
            result.problems == [
                "missing: cannot be read: No such file or directory. Check the spelling of the path.",
                "dangling: is a link to a file that does not exist. "
                    + "Copy the tree with its targets (cp -L, tar -h).",
                "pipe: is a pipe, not a file. Use '-' and feed it to standard input.",
                "/dev/null: is a device, not a file. Save what it gives to a file first.",
            ])
    }

    @Test func `an empty directory is a problem, one whose files came before is none`() throws {
        try tree.directory("empty")
        try tree.file("full/1.log")
        #expect(
            found([tree("empty")]).problems.first?.hasPrefix("empty: the directory holds no files") == true)
        #expect(found([tree("full"), tree.path, tree("full")]).problems == [])
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func `a file and a directory without permission are problems`() throws {
        try tree.file("closed/1.log")
        try tree.file("open/1.log")
        try tree.file("secret.log")
        try tree.setMode("secret.log", 0)
        try tree.setMode("closed", 0)
        let result = found([tree.path])
        try tree.setMode("closed", 0o700)
        #expect(result.paths == ["open/1.log"])
        #expect(result.problems.count == 2)
        #expect(
            result.problems.allSatisfy { $0.contains("Permission denied. Run as a user who may read it") })
    }

    @Test func `a candidate knows size, time and hints, and flags win`() throws {
        let path = "shop_co-7c9-x2_0a1b2c3d-0000-1111-2222-333344445555/api/3.log"
        try tree.file(path, Array("hello\n".utf8))
        let time = Date(timeIntervalSince1970: 1_700_000_000)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: tree(path))
        let candidate = try #require(Opening.candidates(for: [tree.path]).candidates.first)
        #expect(candidate.byteCount == 6)
        #expect(candidate.modifiedAt == Timestamp(seconds: 1_700_000_000))
        #expect(candidate.hints.pod == "co-7c9-x2")
        #expect(candidate.hints.attempt == 3)

        var flags = SourceHints()
        flags.pod = "other"
        let flagged = try #require(Opening.candidates(for: [tree.path], flags: flags).candidates.first)
        #expect(flagged.hints.pod == "other")
        #expect(flagged.hints.namespace == "shop")
        #expect(flagged.hints.podUID == nil)
        #expect(flagged.hints.attempt == nil)
    }

    @Test func `a link adds what the real path says`() throws {
        try tree.file("pods/shop_co-7c9-x2_0a1b2c3d-0000-1111-2222-333344445555/api/3.log")
        let link = "co-7c9-x2_shop_api-\(String(repeating: "0f", count: 32)).log"
        try tree.link(link, to: "pods/shop_co-7c9-x2_0a1b2c3d-0000-1111-2222-333344445555/api/3.log")
        let hints = try #require(Opening.candidates(for: [tree(link)]).candidates.first).hints
        #expect(hints.container == "api")
        #expect(hints.attempt == 3)
        #expect(hints.podUID == "0a1b2c3d-0000-1111-2222-333344445555")
    }

    @Test func `a file is read whole and gzip is known by content`() throws {
        let text = Array((0..<200_000).map { "\($0)\n" }.joined().utf8)
        try tree.file("plain.gz", text)
        try tree.file("packed.log", GzipBytes.member(text))
        for candidate in Opening.candidates(for: [tree.path]).candidates {
            var stream = try candidate.open()
            var bytes: [UInt8] = []
            while try stream.read(into: &bytes, atMost: 1 << 20) > 0 {}
            #expect(bytes == text, "\(candidate.path)")
        }
    }

    @Test func `a file that is gone says so`() throws {
        try tree.file("a.log")
        let candidate = try #require(Opening.candidates(for: [tree("a.log")]).candidates.first)
        try FileManager.default.removeItem(atPath: tree("a.log"))
        let error = #expect(throws: ReadError.self) { _ = try candidate.open() }
        #expect(
            error?.description
                == "cannot be opened: No such file or directory. Check the spelling of the path.")
    }
}
