import Foundation
import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// What is found in an archive, as a user sees it.
struct ReadArchive {
    var members: [String] = []
    var contents: [String: [UInt8]] = [:]
    var candidates: [SourceCandidate] = []
    /// What ended a source early, by its member.
    var failures: [String: ReadError] = [:]
    var refusals: [String] = []
    var isArchive = false

    init(_ bytes: [UInt8], limits: UnpackLimits = UnpackLimits(), reading: Bool = true) throws {
        let tree = try TemporaryTree()
        try tree.file("archive", bytes)
        let candidate = try #require(Opening.candidates(for: [tree("archive")]).candidates.first)
        let report = try Opening.expand(candidate, limits: limits) { source, stream in
            let name = source.member ?? ""
            members.append(name)
            candidates.append(source)
            guard reading else { return true }
            var stream = stream
            var content: [UInt8] = []
            do throws(ReadError) {
                while try stream.read(into: &content, atMost: 1 << 16) > 0 {}
            } catch {
                failures[name] = error
            }
            contents[name] = content
            return true
        }
        isArchive = report != nil
        refusals = (report?.refusals ?? []).map { "\($0.member ?? "-"): \($0.reason)" }
    }

    func text(_ member: String) -> String? { contents[member].map { String(decoding: $0, as: UTF8.self) } }
}

@Suite struct ArchiveTests {
    typealias Member = ArchiveBytes.Member

    private static let logs: [Member] = [
        Member("bundle/", .directory), Member("bundle/a.log", "first\n"), Member("./bundle/b/empty.log", ""),
        Member("bundle/b/c.log", String(repeating: "line\n", count: 40_000)),
    ]

    @Test(arguments: ArchiveBytes.Form.allCases, ArchiveBytes.Filter.allCases)
    func `an archive is known by its content and gives its members in order`(
        form: ArchiveBytes.Form, filter: ArchiveBytes.Filter
    ) throws {
        let found = try ReadArchive(ArchiveBytes.make(Self.logs, form, filter))
        #expect(found.members == ["bundle/a.log", "bundle/b/empty.log", "bundle/b/c.log"])
        #expect(found.text("bundle/a.log") == "first\n")
        #expect(found.contents["bundle/b/c.log"]?.count == 200_000)
        #expect(found.refusals == [])
        #expect(found.failures.isEmpty)
        #expect(
            found.candidates.allSatisfy { $0.modifiedAt == Timestamp(seconds: 1_795_000_000) && !$0.isNamed })
    }

    @Test(arguments: ArchiveBytes.Filter.allCases)
    func `a compressed file is its content`(filter: ArchiveBytes.Filter) throws {
        let content = Array((0..<50_000).map { "\($0)\n" }.joined().utf8)
        let found = try ReadArchive(ArchiveBytes.compressed(content, filter))
        #expect(!found.isArchive)
        #expect(found.contents[""] == content)
        #expect(found.failures.isEmpty)
    }

    @Test func `members are left unread without harm`() throws {
        for form in ArchiveBytes.Form.allCases {
            let found = try ReadArchive(ArchiveBytes.make(Self.logs, form, .gzip), reading: false)
            #expect(found.members.count == 3)
            #expect(found.refusals == [])
        }
    }

    @Test func `archives in archives and compressed members are streams in streams`() throws {
        let inner = ArchiveBytes.make([Member("x/1.log", "deep\n")], .zip)
        let middle = ArchiveBytes.make(
            [
                Member("inner.zip", .file(inner)),
                Member("2.log.zst", .file(ArchiveBytes.compressed(Array("packed\n".utf8), .zstd))),
            ], .tar, .xz)
        let found = try ReadArchive(
            ArchiveBytes.make([Member("m.txt", .file(middle)), Member("z.log", "last\n")], .tar, .gzip))
        #expect(found.members == ["m.txt!/inner.zip!/x/1.log", "m.txt!/2.log.zst", "z.log"])
        #expect(found.text("m.txt!/inner.zip!/x/1.log") == "deep\n")
        #expect(found.text("m.txt!/2.log.zst") == "packed\n")
        #expect(found.refusals == [])
    }

    @Test func `more archives in archives than anybody makes are refused`() throws {
        var bytes = ArchiveBytes.make([Member("a.log", "deep\n")])
        for _ in 0..<5 { bytes = ArchiveBytes.make([Member("n.tar", .file(bytes)), Member("b.log", "b\n")]) }
        let found = try ReadArchive(bytes)
        #expect(found.members.count == 5)
        #expect(found.members.allSatisfy { $0.hasSuffix("b.log") })
        #expect(found.refusals.count == 1)
        #expect(
            found.refusals.first?.hasPrefix(
                "n.tar!/n.tar!/n.tar!/n.tar!/n.tar: is an archive within 5 others") == true)
    }

    @Test func `hidden members are passed over, as walks do`() throws {
        let found = try ReadArchive(
            ArchiveBytes.make([
                Member("a/._b.log", "resource fork"), Member(".git/config", "x"), Member("a/b.log", "b\n"),
            ]))
        #expect(found.members == ["a/b.log"])
        #expect(found.refusals == [])
    }

    @Test func `hints come from the path inside`() throws {
        let path = "must-gather/x/namespaces/shop/pods/web-0/web/web/logs/rotated/3.log.20260302-091500.xz"
        let bytes = ArchiveBytes.compressed(Array("old\n".utf8), .xz)
        let found = try ReadArchive(ArchiveBytes.make([Member(path, .file(bytes))]))
        #expect(found.text(path) == "old\n")
        let hints = try #require(found.candidates.first?.hints)
        #expect(hints.namespace == "shop")
        #expect(hints.pod == "web-0")
        #expect(hints.attempt == 3)
    }

    @Test func `names may hold any letters`() throws {
        for form in ArchiveBytes.Form.allCases {
            let found = try ReadArchive(ArchiveBytes.make([Member("grüße/журнал.log", "x\n")], form))
            #expect(found.text(found.members[0]) == "x\n")
            #expect(found.members == ["grüße/журнал.log"], "\(form)")
        }
    }

    @Test func `a time of a zip file without a zone is wide, a time that nothing can have is none`() throws {
        // A plain zip file, as many programs write it: local time in two-second steps and no extra field.
        let name = Array("a.log".utf8)
        var zip: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0]
        // 2026-03-02 09:14:08
        zip +=
            [0xC4, 0x49, 0x62, 0x5C] + [0x51, 0x62, 0x9F, 0x6E, 2, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0] + name
        zip += Array("x\n".utf8)
        let found = try ReadArchive(zip)
        let candidate = try #require(found.candidates.first)
        #expect(candidate.modifiedFrom == Timestamp(rfc3339: "2026-03-01T19:14:08Z"))
        #expect(candidate.modifiedAt == Timestamp(rfc3339: "2026-03-02T21:14:08Z"))
        let old = try ReadArchive(ArchiveBytes.make([Member("a.log", "x\n", modified: 0)]))
        #expect(old.candidates.first?.modifiedAt == nil)
    }

    @Test func `a tar of the oldest kind is known by its sum`() throws {
        var bytes = ArchiveBytes.make([Member("a.log", "x\n")])
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("a.log\0".utf8)) })
        bytes = Array(bytes[start...])
        bytes.replaceSubrange(257..<345, with: [UInt8](repeating: 0, count: 88))
        bytes.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
        let sum = bytes[..<512].reduce(0) { $0 + Int($1) }
        let octal = String(sum, radix: 8)
        let digits = String(repeating: "0", count: 6 - octal.count) + octal
        bytes.replaceSubrange(148..<155, with: Array(digits.utf8) + [0])
        #expect(try ReadArchive(bytes).members == ["a.log"])
    }
}
