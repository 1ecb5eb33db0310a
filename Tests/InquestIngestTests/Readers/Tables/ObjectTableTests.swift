import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

@Suite struct ObjectTableTests {
    private func cells(_ batch: FactBatch) -> [[String?]] {
        batch.pods.map { pod in
            [pod.namespace, pod.name, pod.status, pod.phase, pod.node].map { batch.string($0) }
                + [pod.restarts.map(String.init)]
        }
    }

    @Test(arguments: [TableSamples.pods, TableSamples.withoutHeading(TableSamples.pods)])
    func `pods show their status, restarts and node`(text: String) throws {
        let batch = try TableSamples.read(text)
        #expect(
            cells(batch) == [
                ["shop", "api-0", "CrashLoopBackOff", nil, "node-a", "7"],
                ["shop", "web-0", "Running", "Running", nil, "0"],
            ])
        #expect(batch.skips.isEmpty)
        #expect(batch.containers.isEmpty && batch.terminations.isEmpty)
    }

    @Test func `columns of labels are passed over`() throws {
        let batch = try TableSamples.read(
            "NAME    READY   STATUS   RESTARTS   AGE   APP\npod/a   0/1     Error    2          5s    x\n")
        #expect(cells(batch) == [[nil, "a", "Error", nil, nil, "2"]])
    }

    @Test func `nodes are ready, or not, or nobody knows`() throws {
        let batch = try TableSamples.read(TableSamples.nodes)
        #expect(batch.objects.map { batch.string($0.name) } == ["node-a", "node-b"])
        #expect(batch.objects.map { batch.string($0.kind) } == ["Node", "Node"])
        #expect(batch.conditions.map { batch.string($0.type) } == ["Ready", "Ready"])
        #expect(batch.conditions.map { batch.string($0.status) } == ["True", "Unknown"])
        #expect(batch.skips.isEmpty)
    }

    @Test func `other tables are named and passed over`() throws {
        let batch = try TableSamples.read(
            "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\napi    ClusterIP   10.0.0.1     <none>        80/TCP    5d\n"
        )
        #expect(batch.factCount == 0)
        #expect(
            batch.skips.map { batch.string($0.reason) } == [
                "a table of services, which says nothing about container deaths"
            ])
    }

    @Test func `one text may hold several tables`() throws {
        let batch = try TableSamples.read(
            "$ kubectl get pods -n shop\nNAME    READY   STATUS   RESTARTS   AGE\na       0/1     Error    2          5s\n\n"
                + TableSamples.nodes + "\n" + TableSamples.command)
        #expect(cells(batch).map { $0[0] } == ["shop"])
        #expect(batch.objects.count == 2)
        #expect(batch.events.count == 3)
        #expect(batch.skips.isEmpty)
    }
}
