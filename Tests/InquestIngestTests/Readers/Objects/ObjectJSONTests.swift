import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private let crashingPod = """
    {"apiVersion": "v1", "kind": "Pod",
     "metadata": {"name": "co-x2", "namespace": "shop", "uid": "7c9e", "creationTimestamp": "2026-03-02T08:00:00Z",
       "deletionTimestamp": "2026-03-02T09:20:00Z", "deletionGracePeriodSeconds": 5,
       "ownerReferences": [{"kind": "Thing", "name": "t"}, {"kind": "ReplicaSet", "name": "co", "controller": true}]},
     "spec": {"nodeName": "node-a", "restartPolicy": "Always", "terminationGracePeriodSeconds": 30,
       "initContainers": [{"name": "db", "image": "db:1"}, {"name": "mesh", "image": "mesh:1", "restartPolicy": "Always"}],
       "containers": [
         {"name": "web", "image": "web:2", "resources": {"limits": {"memory": "512Mi"}, "requests": {"memory": 1000}}},
         {"name": "api", "image": "co:3"}]},
     "status": {"phase": "Running", "qosClass": "Burstable", "startTime": "2026-03-02T08:00:01Z",
       "conditions": [{"type": "Ready", "status": "False", "reason": "ContainersNotReady", "message": "m",
         "lastProbeTime": null, "lastTransitionTime": "2026-03-02T09:14:09Z"}],
       "containerStatuses": [
         {"name": "api", "image": "co@sha256:1", "imageID": "i", "containerID": "c2", "ready": false, "restartCount": 3,
           "lastState": {"terminated": {"exitCode": 137, "signal": 0, "reason": "OOMKilled", "containerID": "c1",
             "startedAt": "2026-03-02T09:10:08Z", "finishedAt": "2026-03-02T09:14:08Z"}},
           "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 5m0s"}}},
         {"name": "web", "ready": true, "restartCount": 0, "lastState": {},
           "state": {"running": {"startedAt": "2026-03-02T08:00:05Z"}}}],
       "initContainerStatuses": [
         {"name": "db", "ready": true, "restartCount": 0, "lastState": {},
           "state": {"terminated": {"exitCode": 0, "signal": 9, "message": "a\\nb", "finishedAt": null,
             "startedAt": "0001-01-01T00:00:00Z"}}}],
       "ephemeralContainerStatuses": [
         {"name": "dbg", "image": "sh:1", "state": {"terminated": {"exitCode": -1073741819}}}]}}
    """

@Suite struct ObjectJSONTests {
    private func listing(_ text: String, path: String = "-") throws -> FactListing {
        FactListing(try ObjectJSONReader.facts(Array(text.utf8), context: ReadContext(path: path)))
    }

    @Test func `a pod's spec and status are joined`() throws {
        let facts = try listing(crashingPod)
        #expect(
            facts.pods == [
                "1: shop/co-x2 7c9e on node-a Running - - of ReplicaSet/co Burstable Always "
                    + "created 2026-03-02T08:00:00Z started 2026-03-02T08:00:01Z deleted 2026-03-02T09:20:00Z grace 5"
            ])
        #expect(facts.batch.pods.allSatisfy { $0.ownerIsKnown })
        #expect(
            facts.containers == [
                "21: co-x2/db init db:1 - - terminated - - since - restarts 0 ready true memory -…-",
                "6: co-x2/mesh sidecar mesh:1 - - unknown - - since - restarts - ready - memory -…-",
                "18: co-x2/web app web:2 - - running - - since 2026-03-02T08:00:05Z restarts 0 ready true "
                    + "memory 1000…536870912",
                "14: co-x2/api app co:3 i c2 waiting CrashLoopBackOff back-off 5m0s since - restarts 3 ready false "
                    + "memory -…-",
                "25: co-x2/dbg ephemeral sh:1 - - terminated - - since - restarts - ready - memory -…-",
            ])
        #expect(
            facts.terminations == [
                "22: db state 0 9 - a\nb - - … -",
                "15: api lastState 137 - OOMKilled - c1 2026-03-02T09:10:08Z … 2026-03-02T09:14:08Z",
                "25: dbg state -1073741819 - - - - - … -",
            ])
        #expect(
            facts.conditions == [
                "11: Pod shop/co-x2 Ready=False ContainersNotReady m 2026-03-02T09:14:09Z"
            ])
        #expect(facts.skips == [])
    }

    @Test func `the capture is not before the newest time that has passed`() throws {
        let collector = try ObjectJSONReader.facts(Array(crashingPod.utf8))
        #expect(collector.earliestCapture?.iso8601 == "2026-03-02T09:14:09Z")
    }

    @Test func `however the bytes arrive, the facts are the same`() throws {
        let text = Array((crashingPod + "\nnot JSON\n" + crashingPod).utf8)
        let whole = try ObjectJSONReader.facts(text).batch
        for piece in [1, 7, 64] {
            let cut = try ObjectJSONReader.facts(text, piece: piece).batch
            #expect(cut.text == whole.text)
            #expect(cut.pods == whole.pods)
            #expect(cut.containers == whole.containers)
            #expect(cut.terminations == whole.terminations)
            #expect(cut.conditions == whole.conditions)
            #expect(cut.skips == whole.skips)
        }
    }

    @Test func `a cut pod is no pod`() throws {
        let bytes = Array(crashingPod.utf8)
        for end in 1..<bytes.count {
            var window = ByteWindow(MemoryStream(Array(bytes[..<end])))
            var sink = Collector()
            #expect(throws: ReadError.self) {
                try ObjectJSONReader.read(&window, context: ReadContext(), into: &sink)
            }
            #expect(FactListing(sink).all == [])
        }
    }

    @Test func `damaged bytes are read to the end`() throws {
        var state: UInt64 = 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<400 {
            var bytes = Array((crashingPod + "\n" + crashingPod).utf8)
            for _ in 0...next(6) { bytes[next(bytes.count)] = UInt8(next(256)) }
            var window = ByteWindow(MemoryStream(bytes, piece: 1 + next(500)))
            var sink = Collector()
            // Trouble is a `ReadError` or a skip; what is left is whole.
            try? ObjectJSONReader.read(&window, context: ReadContext(), into: &sink)
            #expect(sink.batch.containers.allSatisfy { Int($0.pod) < sink.batch.pods.count })
        }
    }

    @Test func `capital letters of old dumps`() throws {
        let text = """
            {"ListMeta": {}, "Items": [
              {"Name": "a", "Namespace": "n", "UID": "u", "OwnerReferences": null,
               "Spec": {"Containers": [{"Name": "c", "Image": "i:1", "Resources": {"Limits": {"memory": "1Gi"}}}],
                 "NodeName": "w"},
               "Status": {"Phase": "Running", "ContainerStatuses": [{"Name": "c", "RestartCount": 2, "Ready": true,
                 "State": {"Waiting": null, "Running": {"StartedAt": "2019-01-02T03:04:05Z"}, "Terminated": null},
                 "LastTerminationState": {"Waiting": null, "Running": null, "Terminated": {"ExitCode": 1,
                   "Signal": 0, "Reason": "Error", "FinishedAt": "2019-01-02T03:04:04Z"}}}]}}]}
            """
        let facts = try listing(text)
        #expect(facts.pods.count == 1)
        #expect(
            facts.containers == [
                "5: a/c app i:1 - - running - - since 2019-01-02T03:04:05Z restarts 2 ready true memory -…1073741824"
            ])
        #expect(facts.terminations == ["7: c lastState 1 - Error - - - … 2019-01-02T03:04:04Z"])
    }

    @Test func `nodes and controllers, mixed with events and what says nothing`() throws {
        let text = """
            {"kind": "List", "items": [
            {"kind": "Node", "metadata": {"name": "a"}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}},
            {"kind": "ReplicaSet", "metadata": {"name": "co-1", "namespace": "s",
              "ownerReferences": [{"kind": "Deployment", "name": "co"}]}},
            {"kind": "Job", "metadata": {"name": "j", "namespace": "s"}, "status": {"conditions": [
              {"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded",
               "lastTransitionTime": "2026-03-02T09:14:09Z"}]}},
            {"kind": "Service", "metadata": {"name": "s"}},
            {"kind": "Event", "involvedObject": {"kind": "Job", "name": "j"}, "reason": "R"}]}
            """
        let facts = try listing(text)
        #expect(
            facts.objects == [
                "2: Node -/a - of -/- created -", "3: ReplicaSet s/co-1 - of Deployment/co created -",
                "5: Job s/j - of -/- created -",
            ])
        #expect(
            facts.conditions == [
                "2: Node -/a Ready=True - - -",
                "6: Job s/j Failed=True BackoffLimitExceeded - 2026-03-02T09:14:09Z",
            ])
        #expect(facts.events.count == 1)
        #expect(facts.skips == [])
    }

    @Test(arguments: [
        (#"{"items":[{"metadata":{"name":"a"},"status":{"nodeInfo":{}}}]}"#, "-", "Node"),
        (#"{"kind":"DeploymentList","items":[{"metadata":{"name":"a"},"spec":{}}]}"#, "-", "Deployment"),
        (#"{"Items":[{"Name":"a","Spec":{"Replicas":1},"Status":{}}]}"#, "d/replicasets.json", "ReplicaSet"),
        (#"{"Items":[{"Name":"a","Spec":{},"Status":{"DesiredNumberScheduled":1}}]}"#, "-", "DaemonSet"),
        (#"{"Items":[{"Name":"a","Spec":{"Strategy":{},"Template":{}}}]}"#, "-", "Deployment"),
        (
            #"{"Items":[{"Name":"a","Spec":{"Template":{},"Selector":{"app":"a"}}}]}"#, "-",
            "ReplicationController"
        ),
        (
            #"{"Items":[{"Name":"a","Spec":{"Template":{},"Selector":{"MatchLabels":{}}}}]}"#, "-",
            "ReplicaSet"
        ),
    ])
    func `objects that do not say their kind`(text: String, path: String, kind: String) throws {
        #expect(try listing(text, path: path).objects == ["1: \(kind) -/a - of -/- created -"])
    }

    @Test func `a terminated state without an exit code is no termination`() throws {
        let text =
            #"{"kind":"Pod","metadata":{"name":"a"},"status":{"containerStatuses":[{"name":"c","#
            + #""state":{"terminated":{"reason":"Error"}}},{"name":"d","state":{"terminated":{"exitCode":4294967295}}}]}}"#
        let facts = try listing(text)
        #expect(facts.terminations == [])
        #expect(facts.containers.count == 2)
        #expect(facts.skips == ["1: not used: a terminated state without an exit code (2 times, first here)"])
    }
}
