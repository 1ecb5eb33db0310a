import Inquest
import InquestTestSupport

/// Which forms there are readers of.
enum OracleReaders {
    /// What no reader takes yet; `nil` when the case can be judged.
    static func missing(for one: OracleCase) -> String? {
        switch one.file {
        case "describe-events.txt": return readsDescribedEvents ? nil : "described events"
        case "dump-single.txt": return readsDumpLogs ? nil : "the standard output of a dump"
        default: break
        }
        let isTable =
            one.file.hasSuffix(".txt") && ["events", "pods", "nodes"].contains { one.file.hasPrefix($0) }
        guard isTable || one.file.hasSuffix(".yaml"), let path = one.paths.first else { return nil }
        let result = SniffResult.sniff([path]).results.first
        let isLog = result?.ranking.first?.format.id.hasPrefix("log-") ?? true
        return result?.problem != nil || isLog ? (isTable ? "tables" : "YAML") : nil
    }

    private static let readsDescribedEvents = count("events", in: "describe-events.txt") > 0
    private static let readsDumpLogs = count("log_lines", in: "dump-single.txt") > 0

    private static func count(_ view: String, in file: String) -> Int {
        guard let client = OracleClient.all.first(where: { $0.names(in: "").contains(file) }),
            let corpus = try? TestCorpus(of: [client.path(file)])
        else { return 0 }
        return (try? corpus.number("SELECT count(*) FROM \(view)")) ?? 0
    }
}
