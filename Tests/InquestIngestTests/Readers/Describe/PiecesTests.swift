import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private let describedTexts: [String] = {
    var pod = DescribedPod()
    pod.restarts = 7
    pod.lastState = DescribedPod.ended(
        "Error", 42, message: "é\n\nName: fake\n    Ready:  False",
        started: "Sun, 01 Nov 2026 07:00:02 +0000",
        finished: "Sun, 01 Nov 2026 07:00:05 +0000")
    pod.events = [
        "Warning  BackOff    2m (x3 over 4m)    kubelet  Back-off\nagain", "Normal  A  1m  kubelet  a",
    ]
    let several = pod.text + "\n\n" + DescribedPod().text + "\n" + pod.text
    return DescribeReader.format.samples + [several, several.replacing("\n", with: "\r\n")]
}()

@Suite struct PiecesTests {
    @Test(arguments: describedTexts)
    func `however the bytes arrive, the facts are the same`(text: String) throws {
        let whole = try Described(text)
        for piece in [1, 7, 64] {
            let cut = try Described(text, piece: piece)
            #expect(cut.all == whole.all)
            #expect(cut.messages == whole.messages)
            #expect(cut.collector.batch.text == whole.collector.batch.text)
            #expect(cut.collector.batch.containers == whole.collector.batch.containers)
            #expect(cut.collector.batch.events == whole.collector.batch.events)
            #expect(cut.collector.boundaries == whole.collector.boundaries)
            #expect(cut.collector.earliestCapture == whole.collector.earliestCapture)
        }
    }

    @Test(arguments: describedTexts)
    func `every beginning and end of a text is read`(text: String) throws {
        let bytes = Array(text.utf8)
        let lines = UInt32(bytes.count { $0 == 0x0A } + 1)
        for cut in stride(from: 0, through: bytes.count, by: bytes.count > 2000 ? 13 : 1) {
            for part in [bytes[..<cut], bytes[cut...]] {
                let batch = try DescribeReader.facts(Array(part)).batch
                #expect(batch.containers.allSatisfy { batch.pods.indices.contains(Int($0.pod)) })
                #expect(
                    batch.terminations.allSatisfy { batch.containers.indices.contains(Int($0.container)) })
                #expect(batch.events.allSatisfy { (1...lines).contains($0.line) })
                #expect(batch.pods.count <= 3)
            }
        }
    }

    @Test func `a text with carriage returns has the facts of one without`() throws {
        for text in describedTexts.filter({ !$0.contains("\r\n") }) {
            let returned = text.replacing("\n", with: "\r\n")
            #expect(try Described(returned).all == Described(text).all)
        }
    }

    @Test func `a pod cut anywhere keeps its name and loses no run that was whole`() throws {
        let text = DescribeReader.format.samples[0]
        let whole = try #require(text.firstRange(of: "    Ready:")).lowerBound
        var index = whole
        while index < text.endIndex {
            let found = try Described(String(text[..<index]))
            #expect(
                found.ends == [
                    "api lastState OOMKilled 137 signal - 2026-03-02T09:00:03Z … 2026-03-02T09:14:08Z"
                ])
            #expect(
                found.pods == ["1: shop/api-5d9c7b8f6-x2k4p on worker-2 Running of ReplicaSet/api-5d9c7b8f6"])
            index = text.index(after: index)
        }
    }
}
