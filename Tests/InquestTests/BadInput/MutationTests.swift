import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Sample files changed at places that look random: cut, spliced, with lines lost and bytes flipped.
///
/// Nothing is expected of what is read, but that reading ends, and that the corpus is whole.
struct MutationTests {
    private static let samples: [[UInt8]] = PackageFolder.files(below: "SampleData", ending: "")
        .filter {
            $0.hasSuffix(".txt") || $0.hasSuffix(".json") || $0.hasSuffix(".log") || $0.hasSuffix(".ndjson")
        }
        .compactMap {
            try? Array(Data(contentsOf: URL(fileURLWithPath: PackageFolder.path($0))).prefix(20_000))
        }

    private func mutation(_ numbers: inout SeededNumbers) throws -> [UInt8] {
        var bytes = try #require(Self.samples.randomElement(using: &numbers))
        for _ in 0..<Int.random(in: 1...4, using: &numbers) where bytes.count > 2 {
            let place = Int.random(in: 0..<bytes.count, using: &numbers)
            switch Int.random(in: 0..<6, using: &numbers) {
            case 0: bytes.removeSubrange(place...)
            case 1:
                bytes.removeSubrange(
                    place..<min(bytes.count, place + Int.random(in: 1...200, using: &numbers)))
            case 2: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
            case 3:
                let other = try #require(Self.samples.randomElement(using: &numbers))
                bytes.insert(contentsOf: other.prefix(Int.random(in: 1...3000, using: &numbers)), at: place)
            case 4:
                let hostile = [
                    "\0", "\u{1B}[2J", "\r", "\\u0000", "{", "}]", "99999999999999999999", "-", ":", "\n\n",
                    "é",
                ]
                bytes.insert(contentsOf: try #require(hostile.randomElement(using: &numbers)).utf8, at: place)
            default:
                let end = min(bytes.count, place + Int.random(in: 1...500, using: &numbers))
                bytes.insert(contentsOf: bytes[place..<end], at: end)
            }
        }
        return bytes
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func `changed files are read to their ends and leave a whole corpus`(seed: UInt64) throws {
        #expect(Self.samples.count > 150)
        var numbers = SeededNumbers(seed: seed)
        let folder = try TemporaryFolder()
        for index in 0..<150 {
            let name = ["txt", "json", "log"].randomElement(using: &numbers) ?? "txt"
            try folder.file("in/web-\(index)_app.\(name)", bytes: mutation(&numbers))
        }
        let corpus = try TestCorpus(of: [folder("in")], options: IngestOptions(jobs: 2))
        #expect(corpus.summary.sources.count + corpus.summary.problems.count == 150)
        #expect(try corpus.column("SELECT * FROM pragma_integrity_check") == ["ok"])
        #expect(try corpus.number("SELECT count(*) FROM terminations") > 10)
        // Everything leads back to its source, and nothing is stale.
        for view in ["terminations", "events", "log_lines", "pods", "containers", "skipped"] {
            let lost = try corpus.number(
                "SELECT count(*) FROM \(view) WHERE source NOT IN (SELECT path FROM sources)")
            #expect(lost == 0, "\(view)")
        }
        #expect(try corpus.number("SELECT count(*) FROM stale_pod") == 0)
        #expect(try corpus.number("SELECT count(*) FROM stale_event") == 0)
        #expect(try corpus.number("SELECT count(*) - count(DISTINCT key) FROM events") == 0)
    }

    @Test func `changed files give the same rows in the reverse order`() throws {
        var numbers = SeededNumbers(seed: 21)
        let folder = try TemporaryFolder()
        var files: [String] = []
        for index in 0..<150 {
            files.append(try folder.file("in/web-\(index)_app.txt", bytes: mutation(&numbers)))
        }
        let expected = try Snapshot(of: TestCorpus(of: files))
        let differences = try Snapshot(of: TestCorpus(of: files.reversed())).differences(from: expected)
        #expect(differences == [])
    }
}
