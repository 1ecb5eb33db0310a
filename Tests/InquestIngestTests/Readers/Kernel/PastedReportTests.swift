import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private typealias N = NodeNames

struct PastedReportTests {
    private let description = """
        Name:             api-5d9c7b8f6-x2k4p
        Namespace:        shop
        Node:             node-a/10.0.0.12
        Containers:
          api:
            State:          Running
              Started:      Mon, 02 Mar 2026 09:14:09 +0000
            Last State:     Terminated
              Reason:       OOMKilled
              Exit Code:    137
              Started:      Mon, 02 Mar 2026 09:00:03 +0000
              Finished:     Mon, 02 Mar 2026 09:14:08 +0000
            Ready:          True
            Restart Count:  1
        QoS Class:         Burstable

        """

    private var report: [String] {
        [
            "java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=984",
            "memory: usage 512kB, limit 512kB, failcnt 3", N.summary(), N.killed(),
        ]
    }

    private func read(_ text: String) throws -> Collector {
        let context = ReadContext(capturedBy: Timestamp(rfc3339: "2026-03-10T00:00:00Z"))
        return try DescribeReader.facts(Array(text.utf8), context: context)
    }

    @Test(arguments: ["", "> ", "    "])
    func `a report below a description is found`(indent: String) throws {
        let log = report.map { "\(indent)Mar  2 09:14:08 node-a kernel: [  5.000001] \($0)\n" }.joined()
        for text in [description + "\n" + log, log + "\n" + description] {
            let collector = try read(text)
            #expect(
                kills(in: collector).map { $0.split(separator: " ").dropFirst().joined(separator: " ") } == [
                    "2026-03-02T09:14:08Z? +5000001 @node-a container java 9 pod=5b0c c=3f9a limit=524288 "
                        + "usage=524288 anon=9216"
                ])
            #expect(collector.batch.terminations.count == 1)
        }
    }

    @Test func `a line that a program wrote is no kill`() throws {
        let line = "Jan  5 12:00:00 host kernel: Out of memory: Killed process 4242 (java)\n"
        #expect(kills(in: try read(description + line)) == [])
        #expect(kills(in: try read(description + String(repeating: line, count: 5))) == [])
        // Lines far from each other are no report.
        let far = report.map { "Mar  2 09:14:08 node-a kernel: \($0)\n" }.joined(
            separator: String(repeating: "other\n", count: 20))
        #expect(kills(in: try read(description + far)) == [])
    }
}
