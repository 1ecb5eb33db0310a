import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Archives in a corpus: the rows of their members, and of what was refused.
struct ArchiveIngestTests {
    typealias Member = ArchiveBytes.Member

    /// The samples of an incident as members, in the order of a walk, with one time for all.
    private static let samples: [Member] = PackageFolder.files(below: "SampleData/oom-loop", ending: "")
        .compactMap {
            guard let data = try? Data(contentsOf: URL(fileURLWithPath: PackageFolder.path($0))) else {
                return nil
            }
            return Member(String($0.dropFirst("SampleData/".count)), .file(Array(data)))
        }

    private static func unpack(_ members: [Member], into folder: TemporaryFolder, _ name: String) throws {
        for member in members {
            guard case .file(let bytes) = member.kind else { continue }
            let path = try folder.file("\(name)/\(member.path)", bytes: bytes)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: Double(member.modified))], ofItemAtPath: path)
        }
    }

    private func snapshot(_ paths: [String], below place: String, jobs: Int = 1) throws -> Snapshot {
        // The sources differ in the name of what dates them: the time of a file, or of a member.
        try Snapshot(
            of: TestCorpus(of: paths, options: IngestOptions(jobs: jobs)), leavingOut: ["sources"],
            below: place)
    }

    @Test(arguments: ArchiveBytes.Form.allCases, [1, 4])
    func `an archive gives the rows of the directory`(form: ArchiveBytes.Form, jobs: Int) throws {
        #expect(Self.samples.count > 40)
        let folder = try TemporaryFolder()
        try Self.unpack(Self.samples, into: folder, "tree")
        let archive = try folder.file("saved", bytes: ArchiveBytes.make(Self.samples, form, .gzip))
        let expected = try snapshot([folder("tree")], below: folder("tree/"))
        #expect(!expected.isEmpty)
        let found = try snapshot([archive], below: archive + "!/", jobs: jobs)
        #expect(found.differences(from: expected) == [])
    }

    @Test(arguments: [1, 3])
    func `archives and files side by side give the same rows with any jobs and in any order`(jobs: Int) throws
    {
        let folder = try TemporaryFolder()
        let parts = (0..<4).map { part in
            Self.samples.enumerated().filter { $0.offset % 4 == part }.map(\.element)
        }
        try Self.unpack(parts[0], into: folder, "tree")
        var paths = [folder("tree")]
        for (index, part) in parts.enumerated().dropFirst() {
            paths.append(try folder.file("part-\(index)", bytes: ArchiveBytes.make(part, .tar, .zstd)))
        }
        let expected = try Snapshot(of: TestCorpus(of: paths))
        let found = try Snapshot(of: TestCorpus(of: paths.reversed(), options: IngestOptions(jobs: jobs)))
        #expect(found.differences(from: expected) == [])
    }

    @Test(arguments: [false, true])
    func `the same content in an archive and beside it is one source`(isReversed: Bool) throws {
        let folder = try TemporaryFolder()
        let member = Member("shop_web-0_web.log", "2026-11-10T10:00:00.1Z listening\n")
        let archive = try folder.file("b.tar.gz", bytes: ArchiveBytes.make([member], .tar, .gzip))
        try Self.unpack([member], into: folder, "a")
        let paths = [folder("a"), archive]
        let corpus = try TestCorpus(of: isReversed ? paths.reversed() : paths)
        let sources = try corpus.rows("SELECT path, member, captured_basis FROM sources")
        #expect(sources == [[folder("a/shop_web-0_web.log"), TestCorpus.null, "member_time"]])
        #expect(try corpus.column("SELECT source FROM log_lines") == [folder("a/shop_web-0_web.log")])
        #expect(corpus.summary.known == 1)
    }

    @Test func `a row says which member it came from`() throws {
        let folder = try TemporaryFolder()
        let inner = ArchiveBytes.make([Member("shop_web-0_web.log", "listening\n")], .zip)
        let archive = try folder.file("b.tar", bytes: ArchiveBytes.make([Member("in.zip", .file(inner))]))
        let corpus = try TestCorpus(of: [archive])
        #expect(
            try corpus.rows("SELECT path, member FROM sources")
                == [[archive, "in.zip!/shop_web-0_web.log"]])
        #expect(
            try corpus.rows("SELECT pod, source, line FROM log_lines")
                == [["web-0", archive + "!/in.zip!/shop_web-0_web.log", "1"]])
        #expect(corpus.summary.sources.map(\.path) == [archive + "!/in.zip!/shop_web-0_web.log"])
    }

    @Test func `what an archive holds beside files is told and kept as rows, and the rest is ingested`()
        throws
    {
        let folder = try TemporaryFolder()
        let archive = try folder.file(
            "b.tar",
            bytes: ArchiveBytes.make([
                Member("../x.log", "escaped\n"), Member("dev/null", .device),
                Member("shop_web-0_web.log", "listening\n"), Member("loop", .symbolicLink("loop")),
            ]))
        let good = try folder.file("shop_api-0_api.log", "ready\n")
        var corpus = try TestCorpus(of: [archive, good])
        let refused = ["../x.log", "dev/null", "loop -> loop"]
        let rows = try corpus.rows("SELECT source, excerpt FROM skipped ORDER BY excerpt")
        #expect(rows == refused.map { [archive, $0] })
        #expect(corpus.summary.hasProblems)
        #expect(corpus.summary.problems.count == 3)
        #expect(
            corpus.summary.problems.first?.hasPrefix(
                "\(archive)!/../x.log: its path leads out of the archive") == true)
        #expect(try corpus.column("SELECT text FROM log_lines ORDER BY 1") == ["listening", "ready"])
        try corpus.ingest([archive])
        #expect(try corpus.rows("SELECT source, excerpt FROM skipped ORDER BY excerpt") == rows)
    }

    @Test func `a cut archive keeps what came before, and the whole one completes it`() throws {
        let folder = try TemporaryFolder()
        let bytes = ArchiveBytes.make(Self.samples, .tar, .gzip)
        let cut = try folder.file("b.tar.gz", bytes: Array(bytes[..<(bytes.count / 2)]))
        var corpus = try TestCorpus(of: [cut])
        #expect(corpus.summary.problems.count == 1)
        #expect(corpus.summary.problems.first?.contains("the gzip member is truncated") == true)
        let before = corpus.summary.sourceCount
        #expect(before > 5)
        try folder.file("b.tar.gz", bytes: bytes)
        try corpus.ingest([cut])
        #expect(corpus.summary.problems == [])
        let whole = try TestCorpus(of: [cut])
        for view in ["terminations", "events", "pods"] {
            let found = try corpus.number("SELECT count(*) FROM \(view)")
            #expect(try found == whole.number("SELECT count(*) FROM \(view)"))
        }
    }

    // MARK: Trees

    @Test func `a link loop is one problem and a row in skipped`() throws {
        let folder = try TemporaryFolder()
        try folder.file("in/shop_web-0_web.log", "listening\n")
        try FileManager.default.createSymbolicLink(atPath: folder("in/loop"), withDestinationPath: "loop")
        try FileManager.default.createSymbolicLink(atPath: folder("in/up"), withDestinationPath: "..")
        let corpus = try TestCorpus(of: [folder("in")])
        #expect(corpus.summary.problems.count == 1)
        #expect(
            corpus.summary.problems.first?.hasPrefix("\(folder("in/loop")): cannot be read: Too many levels")
                == true)
        #expect(try corpus.column("SELECT source FROM skipped") == [folder("in/loop")])
        #expect(try corpus.column("SELECT text FROM log_lines") == ["listening"])
    }

    @Test func `a linked log is read once, by its own name`() throws {
        let folder = try TemporaryFolder()
        let path = "cluster-resources/pods/logs/shop/web-0/web-previous.log"
        try folder.file("in/\(path)", "out of memory\n")
        try FileManager.default.createDirectory(
            atPath: folder("in/app-logs/web-0"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder("in/app-logs/web-0/web-previous.log"), withDestinationPath: "../../\(path)")
        let corpus = try TestCorpus(of: [folder("in")])
        #expect(
            try corpus.rows("SELECT namespace, source FROM log_lines") == [["shop", folder("in/\(path)")]])
        let archive = try folder.file(
            "b.tar",
            bytes: ArchiveBytes.make([
                Member("in/app-logs/web-0/web-previous.log", .symbolicLink("../../\(path)")),
                Member("in/\(path)", "out of memory\n"),
            ]))
        let packed = try TestCorpus(of: [archive])
        #expect(
            try packed.rows("SELECT namespace, source FROM log_lines") == [
                ["shop", "\(archive)!/in/\(path)"]
            ])
        #expect(packed.summary.problems == [])
        #expect(try packed.number("SELECT count(*) FROM skipped") == 0)
    }

    @Test func `files of a bundle that are no exports are rows, told in short, and no failure`() throws {
        let folder = try TemporaryFolder()
        for number in 0..<25 { try folder.file("in/\(number).json", "{\"allowed\": \(number)}\n") }
        try folder.file("in/shop_web-0_web.log", "listening\n")
        let corpus = try TestCorpus(of: [folder("in")])
        #expect(!corpus.summary.hasProblems)
        #expect(try corpus.number("SELECT count(*) FROM skipped") == 25)
        #expect(corpus.summary.messages.count == 11)
        #expect(corpus.summary.messages.last?.hasPrefix("and 15 more: no format fits.") == true)
        let named = try TestCorpus(of: [folder("in/1.json")])
        #expect(named.summary.hasProblems)
    }
}
