import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

@Suite struct ContainerSectionTests {
    @Test func `every list of containers has its kind`() throws {
        let ended = """
            State:          Terminated
                  Reason:       Completed
                  Exit Code:    0
                  Started:      Sun, 01 Nov 2026 08:00:02 +0000
                  Finished:     Sun, 01 Nov 2026 08:00:05 +0000
            """
        let found = try Described(
            podText(
                """
                Init Containers:
                  prepare:
                    Container ID:   containerd://aa
                    Image:          example.com/prepare:1
                    \(ended)
                    Ready:          True
                    Restart Count:  2
                  proxy.v2:
                    Container ID:   containerd://ab
                    State:          Running
                      Started:      Sun, 01 Nov 2026 08:00:06 +0000
                    Ready:          True
                    Restart Count:  0
                Containers:
                  web:
                    Container ID:   containerd://ac
                    Image:          example.com/web:1
                    Image ID:       example.com/web@sha256:bb
                    State:          Waiting
                      Reason:       PodInitializing
                    Ready:          False
                    Restart Count:  0
                Ephemeral Containers:
                  debugger-x2:
                    Image:          example.com/debug:1
                    \(ended)
                    Ready:          False
                    Restart Count:  0
                """))
        #expect(
            found.containers == [
                "prepare init terminated - since - restarts 2 ready true memory -…-",
                "proxy.v2 init running - since 2026-11-01T08:00:06Z restarts 0 ready true memory -…-",
                "web app waiting PodInitializing since - restarts 0 ready false memory -…-",
                "debugger-x2 ephemeral terminated - since - restarts 0 ready false memory -…-",
            ])
        #expect(
            found.ends == [
                "prepare state Completed 0 signal - 2026-11-01T08:00:02Z … 2026-11-01T08:00:05Z",
                "debugger-x2 state Completed 0 signal - 2026-11-01T08:00:02Z … 2026-11-01T08:00:05Z",
            ])
        let batch = found.collector.batch
        #expect(batch.containers.map(\.line) == [7, 17, 24, 33])
        #expect(batch.terminations.map(\.line) == [10, 35])
        #expect(batch.string(batch.containers[2].image) == "example.com/web:1")
        #expect(batch.string(batch.containers[2].imageID) == "example.com/web@sha256:bb")
        #expect(batch.string(batch.containers[2].containerID) == "containerd://ac")
    }

    @Test func `the containers of a pod that was never scheduled have no state`() throws {
        let text = podText(
            "Containers:\n  web:\n    Image: example.com/web:1\n    Port:   80/TCP\n  side:\n    Port: 80/TCP"
        ).replacing("node-a/10.0.0.1", with: "<none>").replacing("Running", with: "Pending")
        let found = try Described(text)
        #expect(found.pods == ["1: shop/web-0 on - Pending of -/-"])
        #expect(
            found.containers == [
                "web app unknown - since - restarts - ready - memory -…-",
                "side app unknown - since - restarts - ready - memory -…-",
            ])
        #expect(found.ends == [])
        #expect(found.skips == [])
    }
}
