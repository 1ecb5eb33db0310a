import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// A member that is refused, or passed over without a word.
private struct Hostile: Sendable, CustomTestStringConvertible {
    let member: ArchiveBytes.Member
    /// What is told of it; `nil` when nothing is lost.
    let refusal: String?

    var testDescription: String { refusal ?? "\(member.path) is read elsewhere" }

    init(_ path: String, _ kind: ArchiveBytes.Kind, _ refusal: String?) {
        member = ArchiveBytes.Member(path, kind)
        self.refusal = refusal
    }

    private static let out = "its path leads out of the archive"
    private static let file = ArchiveBytes.Kind.file(Array("root:x:0:0\n".utf8))

    static let all: [Hostile] = [
        Hostile("../../etc/cron.d/x", file, "../../etc/cron.d/x: \(out)"),
        Hostile("a/../../x.log", file, "a/../../x.log: \(out)"),
        Hostile("/etc/passwd", file, "/etc/passwd: \(out)"),
        Hostile("C:/windows/x.log", file, "C:/windows/x.log: \(out)"),
        Hostile("c:x.log", file, "c:x.log: \(out)"),
        Hostile("..\\..\\x.log", file, "..\\..\\x.log: \(out)"),
        Hostile("\\\\server\\share\\x.log", file, "\\\\server\\share\\x.log: \(out)"),
        Hostile(
            "a/link.log", .symbolicLink("../../etc/passwd"),
            "a/link.log -> ../../etc/passwd: is a link out of"),
        Hostile("a/link.log", .symbolicLink("/etc/passwd"), "a/link.log -> /etc/passwd: is a link out of"),
        Hostile(
            "a/link.log", .symbolicLink("gone.log"),
            "a/link.log -> gone.log: is a link to a member that is not there"),
        Hostile(
            "a/loop.log", .symbolicLink("loop.log"),
            "a/loop.log -> loop.log: is a link that leads in a circle"),
        Hostile("a/link.log", .symbolicLink("../good/2.log"), nil),
        Hostile("a/link.log", .symbolicLink("/good/1.log"), nil),
        Hostile("a/up", .symbolicLink(".."), nil),
        Hostile("a/hard.log", .hardLink("good/1.log"), nil),
        Hostile(
            "a/hard.log", .hardLink("../../etc/shadow"), "a/hard.log -> ../../etc/shadow: is a link out of"),
        Hostile(
            "a/hard.log", .hardLink("gone.log"),
            "a/hard.log -> gone.log: is a link to a member that is not there"),
        Hostile("a/pipe", .pipe, "a/pipe: is a pipe"),
        Hostile("a/tty", .device, "a/tty: is a device"),
    ]
}

@Suite struct HostileArchiveTests {
    typealias Member = ArchiveBytes.Member

    private static let good = [Member("good/1.log", "one\n"), Member("good/2.log", "two\n")]

    @Test(arguments: Hostile.all)
    private func `a hostile member is refused and the rest is read`(hostile: Hostile) throws {
        let found = try ReadArchive(
            ArchiveBytes.make([Self.good[0], hostile.member, Self.good[1]], .tar, .gzip))
        #expect(found.members == ["good/1.log", "good/2.log"])
        #expect(found.text("good/2.log") == "two\n")
        #expect(found.refusals.count == (hostile.refusal == nil ? 0 : 1))
        if let refusal = hostile.refusal {
            #expect(found.refusals.first?.hasPrefix(refusal) == true, "\(found.refusals)")
        }
    }

    @Test func `links are followed over links, and not for ever`() throws {
        let links = [
            Member("a/now", .symbolicLink("../good")), Member("b/1.log", .symbolicLink("../a/now/1.log")),
            Member("x/p", .symbolicLink("q")), Member("x/q", .symbolicLink("p")),
            Member("x/deep", .symbolicLink("p/p/p")), Member("y", .symbolicLink("y/y")),
        ]
        let found = try ReadArchive(ArchiveBytes.make(links + Self.good))
        #expect(found.members == ["good/1.log", "good/2.log"])
        #expect(
            found.refusals.map { String($0.prefix { $0 != ":" }) } == [
                "x/p -> q", "x/q -> p", "x/deep -> p/p/p", "y -> y/y",
            ])
        #expect(found.refusals.allSatisfy { $0.contains("leads in a circle") })
    }

    @Test func `an encrypted member is refused`() throws {
        let found = try ReadArchive(ArchiveBytes.make(Self.good, .zip, password: "secret"))
        #expect(found.members == [])
        #expect(found.refusals.count == 2)
        #expect(found.refusals[0].hasPrefix("good/1.log: is encrypted. Unpack the archive with its password"))
    }

    @Test func `a zip file's links are known by their content`() throws {
        let found = try ReadArchive(
            ArchiveBytes.make(
                Self.good + [
                    Member("a/inside.log", .symbolicLink("../good/1.log")),
                    Member("a/outside.log", .symbolicLink("../../../etc/passwd")),
                ], .zip))
        #expect(found.members == ["good/1.log", "good/2.log"])
        #expect(found.refusals.count == 1)
        #expect(
            found.refusals.first?.contains("a/outside.log -> ../../../etc/passwd: is a link out of") == true)
    }

    @Test func `a zip file of a Windows program has backslashes between its names`() throws {
        let found = try ReadArchive(ArchiveBytes.make([Member("bundle\\a.log", "x\n")], .zip))
        #expect(found.members == ["bundle/a.log"])
    }

    // MARK: Bombs

    private static let zeros = [UInt8](repeating: 0x30, count: 80 << 20)

    @Test(arguments: [ArchiveBytes.Filter.gzip, .zstd, .bzip2])
    func `a bomb is left where it shows itself, and what came before is read`(filter: ArchiveBytes.Filter)
        throws
    {
        let bomb = Self.good + [Member("bomb.log", .file(Self.zeros)), Member("after.log", "x\n")]
        let found = try ReadArchive(ArchiveBytes.make(bomb, .tar, filter))
        #expect(found.members == ["good/1.log", "good/2.log", "bomb.log"])
        #expect(found.refusals.count == 1)
        #expect(
            found.refusals.first?.hasPrefix("-: it unpacks to more than 200 times its size, as a bomb does")
                == true)
        #expect(found.failures["bomb.log"]?.isOfArchive == true)
        #expect(try #require(found.contents["bomb.log"]).count < 70 << 20)
    }

    @Test func `a zip bomb and a compressed bomb in an archive are bombs too`() throws {
        let zip = try ReadArchive(ArchiveBytes.make([Member("bomb.log", .file(Self.zeros))], .zip))
        #expect(zip.refusals.first?.contains("as a bomb does") == true)
        let packed = ArchiveBytes.compressed(Self.zeros, .xz)
        let nested = try ReadArchive(ArchiveBytes.make(Self.good + [Member("b.xz", .file(packed))]))
        #expect(nested.members == ["good/1.log", "good/2.log", "b.xz"])
        #expect(nested.refusals.count == 1)
        #expect(nested.refusals.first?.contains("as a bomb does") == true)
        let plain = try ReadArchive(packed)
        #expect(plain.failures[""]?.description.contains("as a bomb does") == true)
        #expect(plain.failures[""]?.isOfArchive == false)
    }

    @Test func `what unpacks late is charged as what unpacks first`() throws {
        // Members that are stored as they are give the later ones no credit.
        var numbers = SystemRandomNumberGenerator()
        let junk = (0..<(8 << 20)).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        let bomb = [UInt8](repeating: 0x61, count: 6 << 20)
        var limits = UnpackLimits()
        limits.bytes = 20 << 20
        let members = [Member("junk.log", .file(junk))] + (0..<8).map { Member("\($0).log", .file(bomb)) }
        let found = try ReadArchive(ArchiveBytes.make(members, .zip), limits: limits)
        #expect(found.refusals.count == 1)
        #expect(found.refusals.first?.contains("it unpacks to more than") == true)
        #expect(found.members.last != "7.log")
    }

    @Test func `a path or target longer than systems allow is refused at once`() throws {
        let long = String(repeating: "a/", count: 400) + "b.log"
        let wide = String(repeating: "a", count: 5000)
        let found = try ReadArchive(
            ArchiveBytes.make([
                Member(long, "x\n"), Member(wide, "x\n"), Member("link.log", .symbolicLink(long)),
                Self.good[0],
            ]))
        #expect(found.members == ["good/1.log"])
        #expect(found.refusals.count == 3)
        #expect(found.refusals.count { $0.contains("longer than systems allow") } == 2)
        #expect(found.refusals.allSatisfy { $0.utf8.count < 6000 })
    }

    @Test func `what ends archives in archives is told once, of the outermost`() throws {
        let bomb = ArchiveBytes.make([Member("bomb.log", .file(Self.zeros))], .tar, .gzip)
        let found = try ReadArchive(
            ArchiveBytes.make([Member("a.tar", .file(ArchiveBytes.make([Member("b.tgz", .file(bomb))])))]))
        #expect(found.members == ["a.tar!/b.tgz!/bomb.log"])
        #expect(found.refusals.count == 1)
        #expect(found.refusals.first?.hasPrefix("-: it unpacks to more than 200 times") == true)
        var limits = UnpackLimits()
        limits.members = 2
        let inner = ArchiveBytes.make(Self.good)
        let many = try ReadArchive(
            ArchiveBytes.make([Member("a.tar", .file(inner)), Self.good[0]]), limits: limits)
        #expect(many.members == ["a.tar!/good/1.log"])
        #expect(many.refusals.count == 1)
        let cut = ArchiveBytes.make([Member("a.tar", .file(inner + inner))], .tar, .gzip)
        let short = try ReadArchive(Array(cut[..<(cut.count * 3 / 4)]))
        #expect(short.refusals.count == 1)
        #expect(short.refusals.first?.hasPrefix("-: ") == true)
        let damaged = try ReadArchive(
            ArchiveBytes.make([
                Member("a.zip", .file(Array(ArchiveBytes.make(Self.whole, .zip).prefix(900)))), Self.good[1],
            ]))
        #expect(damaged.members.last == "good/2.log")
        #expect(damaged.refusals.count == 1)
        #expect(damaged.refusals.first?.hasPrefix("a.zip: it is damaged") == true)
    }

    @Test func `limits can be moved`() throws {
        var limits = UnpackLimits()
        limits.ratio = 1_000_000
        let bomb = ArchiveBytes.make([Member("bomb.log", .file(Self.zeros))], .tar, .gzip)
        #expect(try ReadArchive(bomb, limits: limits).contents["bomb.log"]?.count == Self.zeros.count)
        limits.bytes = 70 << 20
        let long = try ReadArchive(bomb, limits: limits)
        #expect(long.refusals.first?.hasPrefix("-: it unpacks to more than 73400320 bytes") == true)
        limits = UnpackLimits()
        limits.members = 1
        let many = try ReadArchive(ArchiveBytes.make(Self.good), limits: limits)
        #expect(many.members == ["good/1.log"])
        #expect(many.refusals.first?.hasPrefix("-: it has more than 1 members") == true)
    }

    @Test func `a member that is too long is refused where its size is told, and else cut`() throws {
        var limits = UnpackLimits()
        limits.memberBytes = 10
        let members = [Member("long.log", "longer than ten bytes\n")] + Self.good
        let tar = try ReadArchive(ArchiveBytes.make(members), limits: limits)
        #expect(tar.members == ["good/1.log", "good/2.log"])
        #expect(tar.refusals.first?.hasPrefix("long.log: is larger than 10 bytes") == true)
        let packed = ArchiveBytes.compressed(Array("longer than ten bytes\n".utf8), .gzip)
        let cut = try ReadArchive(packed, limits: limits)
        #expect(cut.failures[""]?.description.hasPrefix("it unpacks to more than 10 bytes") == true)
    }

    @Test func `an xz file that wants too much memory is refused`() throws {
        var packed = ArchiveBytes.compressed(Array("x\n".utf8), .xz)
        // The dictionary's size stands behind the filter's id (0x21) and the size of its properties (1).
        let place = try #require((12..<24).first { packed[$0] == 0x21 && packed[$0 + 1] == 1 })
        packed[place + 2] = 40
        let found = try ReadArchive(packed)
        #expect(
            found.failures[""]?.description.hasPrefix("it needs 4096 MiB of memory to be unpacked") == true)
    }

    @Test func `thousands of refusals are told as some and a number`() throws {
        let members = (0..<1500).map { Member("dev/\($0)", .device) }
        let found = try ReadArchive(ArchiveBytes.make(members + Self.good, .tar, .gzip))
        #expect(found.members == ["good/1.log", "good/2.log"])
        #expect(found.refusals.count == 1001)
        #expect(found.refusals.last?.hasPrefix("-: 500 more members like one before: is a device") == true)
    }

    // MARK: Damage

    private static let whole: [Member] = (0..<8).map { number in
        let lines = (0..<400).map { line in "\(line &* 7919 &+ number) a line of log\n" }.joined()
        return Member("logs/\(number).log", lines)
    }

    @Test(arguments: ArchiveBytes.Form.allCases, ArchiveBytes.Filter.allCases)
    func `of an archive that was cut anywhere, what came before is read`(
        form: ArchiveBytes.Form, filter: ArchiveBytes.Filter
    ) throws {
        let bytes = ArchiveBytes.make(Self.whole, form, filter)
        let expected = try ReadArchive(bytes)
        #expect(expected.members.count == 8)
        for cut in stride(from: 1, to: bytes.count, by: max(1, bytes.count / 61)) {
            let found = try ReadArchive(Array(bytes[..<cut]))
            guard found.isArchive else { continue }
            #expect(found.members == Array(expected.members.prefix(found.members.count)))
            for member in found.members.dropLast() {
                #expect(found.contents[member] == expected.contents[member])
            }
            if let last = found.members.last, let content = found.contents[last],
                let all = expected.contents[last]
            {
                #expect(all.starts(with: content))
                // Part of a member is never taken for the whole.
                #expect(content.count == all.count || found.failures[last] != nil, "\(cut)")
            }
            let isLost = found.members.count < 8
            // A tar cut between two members looks like a shorter one.
            #expect(!isLost || !found.refusals.isEmpty || form == .tar && filter == .none, "\(cut)")
            #expect(found.refusals.count <= 1)
        }
    }

    @Test(arguments: ArchiveBytes.Form.allCases, ArchiveBytes.Filter.allCases)
    func `an archive with changed bytes is read to an end`(
        form: ArchiveBytes.Form, filter: ArchiveBytes.Filter
    ) throws {
        let whole = ArchiveBytes.make(Self.whole, form, filter)
        var state: UInt64 = 99
        for _ in 0..<60 {
            var bytes = whole
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            let found = try ReadArchive(bytes)
            #expect(found.members.count <= 2 * Self.whole.count)
        }
    }

    @Test func `what stands behind a damaged block of a tar is read`() throws {
        var bytes = ArchiveBytes.make(Self.whole)
        let header = try #require(
            bytes.indices.first { bytes[$0...].starts(with: Array("logs/3.log\0".utf8)) })
        bytes[header + 100] ^= 0x55
        let found = try ReadArchive(bytes)
        #expect(found.members == [0, 1, 2, 4, 5, 6, 7].map { "logs/\($0).log" })
        #expect(found.refusals.count == 1)
        #expect(found.refusals.first?.contains("damaged blocks were passed over") == true)
    }
}
