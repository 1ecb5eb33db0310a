import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Numbers at the ends of what 64 bits hold: they must not end the program, and not spoil what is known already.
struct ExtremeValueTests {
    private func describe(age: String, count: Int) -> String {
        """
        Name:             web-0
        Namespace:        shop
        Containers:
          web:
            State:          Running
        Events:
          Type     Reason   Age                 From     Message
          ----     ------   ----                ----     -------
          Warning  BackOff  \(age) (x\(count) over \(age))  kubelet  Back-off restarting failed container

        """
    }

    @Test(arguments: ["292y", "293y", "9999999y", String(repeating: "9999999y", count: 40_000)])
    func `an age beyond all time is no time`(age: String) throws {
        let folder = try TemporaryFolder()
        var corpus = try TestCorpus()
        for count in [3, 4] {
            try corpus.ingest([folder.file("\(count).txt", describe(age: age, count: count))])
            #expect(try corpus.number("SELECT count(*) FROM events WHERE first_at IS NOT NULL") == 0)
        }
        #expect(try corpus.number("SELECT count(*) FROM pods") == 1)
    }

    @Test(arguments: [Int64.max, Int64.min, Int64(Int32.max) + 1])
    func `a restart counter beyond 32 bits is unknown`(count: Int64) throws {
        let statuses = ["web", "proxy"].map { name in
            #"{"name":"\#(name)","restartCount":\#(count),"lastState":{"terminated":{"exitCode":1}},"#
                + #""state":{"terminated":{"exitCode":2}}}"#
        }
        let pod =
            #"{"kind":"Pod","metadata":{"name":"web-0","namespace":"shop"},"spec":{"containers":[{"name":"web"},"#
            + #"{"name":"proxy"}]},"status":{"containerStatuses":[\#(statuses.joined(separator: ","))]}}"#
        let corpus = try TestCorpus(text: pod, named: "pod.json")
        #expect(
            try corpus.column("SELECT restart_count FROM containers") == [TestCorpus.null, TestCorpus.null])
        #expect(try corpus.number("SELECT count(*) FROM terminations") == 4)
    }
}
