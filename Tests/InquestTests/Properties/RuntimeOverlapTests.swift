import Inquest
import InquestTestSupport
import Testing

/// What runtimes and collectors say of the same things as kubectl is not counted twice.
@Suite struct RuntimeOverlapTests {
    @Test func `a line out of a collector and out of kubectl is one row`() throws {
        let folder = try TemporaryFolder()
        let files = [
            try folder.file(
                "in/shop_co-7c9-x2_api.log",
                "2026-03-02T09:14:08.123456789Z lost\n2026-03-02T09:14:08.123456789Z lost\n"),
            try folder.file(
                "in/loki.json",
                #"{"data":{"resultType":"streams","result":[{"stream":{"namespace":"shop","pod":"co-7c9-x2","#
                    + #""container":"api"},"values":[["1772442848123456789","lost"],"#
                    + #"["1772442848123456789","lost"]]}]}}"#),
            try folder.file(
                "in/google.json",
                #"[{"insertId":"1","logName":"projects/p/logs/stderr","textPayload":"lost\n","resource":{"labels":{"#
                    + #""namespace_name":"shop","pod_name":"co-7c9-x2","container_name":"api"}},"#
                    + #""timestamp":"2026-03-02T09:14:08.123456789Z"}]"#),
        ]
        for order in [files, files.reversed()] {
            let corpus = try TestCorpus(of: order)
            #expect(try corpus.column("SELECT stream FROM log_lines ORDER BY 1").count == 2)
        }
    }

    @Test func `an ended run that docker and the API tell of is one row, with the reason of the API`() throws
    {
        let folder = try TemporaryFolder()
        let uid = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
        let id = String(repeating: "4f2c", count: 16)
        let run = { (attempt: Int, code: Int, second: Int) in
            #"{"Id":"\#(id)","Name":"/k8s_api_co-7c9-x2_shop_\#(uid)_\#(attempt)","Config":{"Labels":{}},"#
                + #""State":{"Status":"exited","OOMKilled":false,"ExitCode":\#(code),"Error":"","#
                + #""StartedAt":"2026-03-02T09:10:08.1Z","FinishedAt":"2026-03-02T09:14:0\#(second).2Z"}}"#
        }
        let files = [
            try folder.file("in/docker.json", "[\(run(2, 1, 7)),\(run(1, 137, 5)),\(run(0, 1, 3))]"),
            try folder.file(
                "in/pods.json",
                #"{"kind":"Pod","metadata":{"name":"co-7c9-x2","namespace":"shop","uid":"\#(uid)"},"#
                    + #""status":{"containerStatuses":[{"name":"api","restartCount":3,"state":{"running":{}},"#
                    + #""lastState":{"terminated":{"exitCode":1,"reason":"Error","#
                    + #""startedAt":"2026-03-02T09:10:08Z","finishedAt":"2026-03-02T09:14:07Z"}}}]}}"#),
        ]
        for order in [files, files.reversed()] {
            let corpus = try TestCorpus(of: order)
            let rows = try corpus.rows(
                "SELECT exit_code, reason, restart_count FROM terminations ORDER BY finished_at")
            #expect(rows.map { $0[0] } == ["1", "137", "1"])
            #expect(rows.map { $0[1] } == [TestCorpus.null, TestCorpus.null, "Error"])
        }
    }
}
