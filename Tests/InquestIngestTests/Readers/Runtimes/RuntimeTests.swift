import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private let docker = RuntimeReader<DockerInspect>.self
private let crictl = RuntimeReader<CrictlInspect>.self

private func container(
    _ state: String, name: String = "/k8s_api_co-x2_shop_7c9e_3", labels: String = "", more: String = ""
) -> String {
    #"{"Id":"4f2c","Name":"\#(name)","State":{\#(state)},"HostConfig":{"Memory":536870912},"#
        + #""Config":{"Image":"co:3","Labels":{\#(labels)}}\#(more)}"#
}

private let times = #""StartedAt":"2026-03-02T09:10:08.1Z","FinishedAt":"2026-03-02T09:14:08.2Z""#

/// Containers as one line of text each, with their ended run.
private func containers(_ collector: Collector) -> [String] {
    let batch = collector.batch
    return batch.containers.enumerated().map { index, container in
        let pod = batch.pods[Int(container.pod)]
        var parts = [pod.namespace, pod.name, pod.uid, container.name].map { batch.string($0) ?? "-" }
        parts.append("\(container.state)")
        parts.append("#\(container.restartCount.map { "\($0)" } ?? "-")")
        parts.append("limit=\(container.memoryLimitBytes.map { "\($0)" } ?? "-")")
        parts.append(batch.string(container.containerID) ?? "-")
        for run in batch.terminations where Int(run.container) == index {
            let reason = batch.string(run.reason) ?? "-"
            let ends = [run.startedAt, run.finishedAt].map { $0?.iso8601 ?? "-" }
            parts.append(
                "exit=\(run.exitCode) \(reason) \(ends[0])…\(ends[1]) \(batch.string(run.message) ?? "-")")
        }
        return parts.joined(separator: " ")
    }
}

@Suite struct RuntimeTests {
    @Test func `runs of one container are runs of one pod`() throws {
        let text =
            "["
            + container(#""Status":"exited","OOMKilled":true,"ExitCode":137,"Error":"",\#(times)"#) + ","
            + container(
                #""Status":"running","OOMKilled":false,"ExitCode":0,"Error":"","StartedAt":"2026-03-02T09:14:09Z","#
                    + #""FinishedAt":"0001-01-01T00:00:00Z""#, name: "/k8s_api_co-x2_shop_7c9e_4")
            + ",\n"
            + container(#""Status":"running""#, name: "/k8s_POD_co-x2_shop_7c9e_0")
            + "]\n"
        let collector = try docker.facts(Array(text.utf8))
        #expect(
            containers(collector) == [
                "shop co-x2 7c9e api terminated #3 limit=536870912 docker://4f2c "
                    + "exit=137 OOMKilled 2026-03-02T09:10:08.1Z…2026-03-02T09:14:08.2Z -",
                "shop co-x2 7c9e api running #4 limit=536870912 docker://4f2c",
            ])
        #expect(collector.batch.skips.isEmpty)
        #expect(collector.earliestCapture?.iso8601 == "2026-03-02T09:14:09Z")
    }

    @Test func `a reason is only taken from who states it`() throws {
        let text =
            container(#""Status":"exited","OOMKilled":false,"ExitCode":1,"Error":"",\#(times)"#) + "\n"
            + container(
                #""Status":"created","ExitCode":127,"Error":"exec: not found","StartedAt":"0001-01-01T00:00:00Z","#
                    + #""FinishedAt":"0001-01-01T00:00:00Z""#) + "\n"
            + container(#""Status":"created","ExitCode":0,"Error":"""#)
        #expect(
            containers(try docker.facts(Array(text.utf8))).map {
                $0.split(separator: " ").dropFirst(4).joined(separator: " ")
            }
                == [
                    "terminated #3 limit=536870912 docker://4f2c exit=1 - 2026-03-02T09:10:08.1Z…2026-03-02T09:14:08.2Z -",
                    "terminated #3 limit=536870912 docker://4f2c exit=127 - -…- exec: not found",
                    "unknown #3 limit=536870912 docker://4f2c",
                ])
    }

    @Test func `containers outside Kubernetes keep their name and have no pod`() throws {
        let text = container(
            #""Status":"exited","OOMKilled":false,"ExitCode":143,\#(times)"#, name: "/web_1",
            more: #","RestartCount":2"#)
        #expect(
            containers(try docker.facts(Array(text.utf8))) == [
                "- - - web_1 terminated #2 limit=536870912 docker://4f2c "
                    + "exit=143 - 2026-03-02T09:10:08.1Z…2026-03-02T09:14:08.2Z -"
            ])
    }

    @Test func `labels come before the name, and tell containerd`() throws {
        let labels =
            #""io.cri-containerd.kind":"container","io.kubernetes.pod.name":"co-x4","#
            + #""io.kubernetes.pod.namespace":"web","io.kubernetes.container.name":"db""#
        let text = container(#""Status":"running""#, name: "k8s://web/co-x4/db", labels: labels)
        let sandbox = container(#""Status":"running""#, labels: #""io.cri-containerd.kind":"sandbox""#)
        #expect(
            containers(try docker.facts(Array((text + sandbox).utf8))) == [
                "web co-x4 - db running #- limit=536870912 containerd://4f2c"
            ])
    }

    private func inspected(_ members: String, info: String = "{}") -> String {
        #"{"status":{"id":"4f2c","metadata":{"attempt":3,"name":"api"},"image":{"image":"co:3"},"#
            + #""labels":{"io.kubernetes.container.name":"api","io.kubernetes.pod.name":"co-x2","#
            + #""io.kubernetes.pod.namespace":"shop","io.kubernetes.pod.uid":"7c9e"},\#(members)},"info":\#(info)}"#
    }

    @Test func `crictl inspect tells reasons, limits and the runtime`() throws {
        let containerd =
            #"{"runtimeType":"io.containerd.runc.v2","runtimeSpec":{"linux":{"resources":{"memory":{"limit":64}}}}}"#
        let crio = #"{"runtimeSpec":{"annotations":{"io.kubernetes.cri-o.ContainerID":"4f2c"}}}"#
        let text =
            inspected(
                #""state":"CONTAINER_EXITED","exitCode":137,"reason":"OOMKilled","message":"m","#
                    + #""annotations":{"io.kubernetes.container.restartCount":"5"},"#
                    + #""startedAt":"2026-03-02T10:10:08.1+01:00","finishedAt":"2026-03-02T09:14:08.2Z""#,
                info: containerd)
            + inspected(
                #""state":"CONTAINER_EXITED","exitCode":0,"reason":"Completed","#
                    + #""startedAt":1772442608100000000,"finishedAt":"1772442848200000000""#, info: crio)
            + "\n["
            + inspected(
                #""state":"CONTAINER_RUNNING","startedAt":"2026-03-02T09:10:08Z","#
                    + #""finishedAt":"0001-01-01T00:00:00Z","exitCode":0"#)
            + "," + inspected(#""state":"CONTAINER_CREATED""#) + "]"
        #expect(
            containers(try crictl.facts(Array(text.utf8))) == [
                "shop co-x2 7c9e api terminated #5 limit=64 containerd://4f2c "
                    + "exit=137 OOMKilled 2026-03-02T09:10:08.1Z…2026-03-02T09:14:08.2Z m",
                "shop co-x2 7c9e api terminated #3 limit=- cri-o://4f2c "
                    + "exit=0 Completed 2026-03-02T09:10:08.1Z…2026-03-02T09:14:08.2Z -",
                "shop co-x2 7c9e api running #3 limit=- 4f2c", "shop co-x2 7c9e api unknown #3 limit=- 4f2c",
            ])
    }

    @Test func `lists of crictl tell containers and pods, and no ends`() throws {
        let list =
            #"{"containers":[{"id":"4f2c","metadata":{"name":"api","attempt":3},"state":"CONTAINER_EXITED","#
            + #""labels":{"io.kubernetes.pod.name":"co-x2","io.kubernetes.pod.namespace":"shop"}}]}"#
        let pods =
            #"{"items":[{"id":"9e","metadata":{"name":"co-x4","uid":"8d","namespace":"web"},"state":"SANDBOX_READY"}]}"#
        let collector = try crictl.facts(Array((list + pods).utf8))
        #expect(containers(collector) == ["shop co-x2 - api terminated #3 limit=- 4f2c"])
        #expect(collector.batch.terminations.isEmpty)
        #expect(collector.batch.pods.map { collector.batch.string($0.name) } == ["co-x2", "co-x4"])
        #expect(collector.batch.skips.isEmpty)
    }

    @Test func `a source cut anywhere gives the containers before the cut`() throws {
        let one = container(#""Status":"exited","ExitCode":1,\#(times)"#)
        let bytes = Array("[\(one),\n\(one),\n\(one)]".utf8)
        for end in 1...bytes.count {
            var sink = Collector()
            var window = ByteWindow(MemoryStream(Array(bytes[..<end]), piece: 1 + end % 50))
            var hasFailed = false
            do {
                try docker.read(&window, context: ReadContext(), into: &sink)
            } catch {
                hasFailed = true
            }
            // One bracket before the first, and a comma and a newline between two.
            #expect(sink.batch.terminations.count == (end - 1 + 2) / (one.utf8.count + 2), "cut at \(end)")
            #expect(hasFailed == (end > 1 && end < bytes.count), "cut at \(end)")
        }
    }

    @Test func `wrong types are passed over`() throws {
        let states = [
            #""Status":1,"ExitCode":"1","OOMKilled":"yes","StartedAt":5,"Error":[]"#,
            #""Status":"exited","ExitCode":99999999999"#, #""Status":"exited","ExitCode":1.5"#, "",
        ]
        for state in states {
            let text = container(state, name: "/k8s_a_b_c_d_99999999999999999999")
            let collector = try docker.facts(Array(text.utf8))
            #expect(collector.batch.terminations.isEmpty)
            #expect(collector.batch.containers.count == 1)
        }
        for text in [
            #"{"status":[]}"#, #"{"containers":[1,{"state":{}},null]}"#, #"{"Id":1,"State":{}}"#, "[[]]",
        ] {
            for reader in [docker as any FactReader.Type, crictl] {
                let collector = try reader.facts(Array(text.utf8))
                #expect(collector.batch.factCount == 0)
            }
        }
    }

    @Test func `objects of Kubernetes are left to their reader`() {
        let texts = [
            #"{"kind":"Pod","metadata":{"name":"a"},"status":{"containerStatuses":[]},"spec":{"containers":[]}}"#,
            #"{"items":[{"kind":"Event","involvedObject":{"name":"a"},"reason":"x"}]}"#,
        ]
        for text in texts {
            let sample = SniffSample(bytes: Array(text.utf8), path: "-", isWhole: true)
            #expect(docker.guess(sample).certainty == .no)
            #expect(crictl.guess(sample).certainty == .no)
        }
    }
}
