import Inquest
import InquestTestSupport
import Testing

/// Tables of one namespace, which the user names because they do not, against what is true of the cluster.
@Suite(.enabled(if: OracleExport.folder != nil, "\(OracleExport.isMissing)"))
struct OracleTableTests {
    private static let cases = OracleCase.all.filter {
        $0.file.hasPrefix("events-ns-") && $0.file.hasSuffix(".txt")
    }

    @Test func `every client wrote tables of one namespace`() {
        #expect(Set(Self.cases.map(\.client.label)).count == OracleClient.all.count)
    }

    @Test(arguments: cases)
    func `a table of one namespace is of the namespace that is named`(one: OracleCase) throws {
        var options = IngestOptions(jobs: 1)
        options.hints.namespace = try #require(one.client.written[one.file]?.value("-n"))
        let corpus = try TestCorpus(of: one.paths, options: options)
        let shown = Set(one.eventTable.columns.map(\.name)).union(["namespace"])
        let judge = OracleJudge(subject: "\(one) with its namespace", corpus: corpus)
        try judge.compare(one.events, with: OracleTables.events.only(shown))
    }
}
