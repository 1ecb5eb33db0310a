import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Real tables of events against labels that people made.
@Suite(.enabled(if: SharedFolder.corpus != nil, "\(SharedFolder.isMissing)"))
struct TableManifestTests {
    @Test func `real tables of events read as labelled`() throws {
        let items = try ManifestItem.items(ofKind: "events-table")
        #expect(items.count == 7, "the list of real inputs is not as it was")
        for item in items {
            let corpus = try TestCorpus(of: [item.file])
            let events = try corpus.number("SELECT count(*) FROM events")
            #expect([events] == item.numbers("events"), "\(item.path)")
            let occurrences = try corpus.number("SELECT COALESCE(sum(count), 0) FROM events")
            #expect([occurrences] == item.numbers("occ"), "\(item.path)")
            let rows = try corpus.rows("SELECT COALESCE(type, 'None'), count(*) FROM events GROUP BY 1")
            let types = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Int($0[1]) ?? 0) })
            #expect(types == item.counts("types"), "\(item.path)")
        }
    }
}
