import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// A pod as kubectl prints it.
private let plain: DescribedPod = {
    var pod = DescribedPod()
    pod.restarts = 7
    pod.state = ["Waiting", "  Reason:       CrashLoopBackOff"]
    pod.lastState = DescribedPod.ended(
        "Error", 1, started: "Sun, 01 Nov 2026 08:00:02 +0000", finished: "Sun, 01 Nov 2026 08:00:05 +0000")
    pod.events = [
        "Normal   Pulled     5m                 kubelet  Pulled",
        "Warning  BackOff    2m (x3 over 4m)    kubelet  Back-off restarting failed container",
    ]
    return pod
}()

/// The facts of it without the line numbers, which prompts move.
private let plainFacts = [
    "shop/web-7d4b9c6f5d-x2x4z on node-a Running of ReplicaSet/web-7d4b9c6f5d",
    "web app waiting CrashLoopBackOff since - restarts 7 ready true memory -…268435456",
    "web lastState Error 1 signal - 2026-11-01T08:00:02Z … 2026-11-01T08:00:05Z",
    "Normal Pulled ×1 300 of 300 kubelet@-[-] Pulled",
    "Warning BackOff ×3 120 of 240 kubelet@-[-] Back-off restarting failed container",
]

/// One way to damage a text.
struct Damage: CustomTestStringConvertible, Sendable {
    let name: String
    let apply: @Sendable (String) -> String
    var testDescription: String { name }

    init(_ name: String, _ apply: @escaping @Sendable (String) -> String) {
        self.name = name
        self.apply = apply
    }

    static func eachLine(_ text: String, _ change: (Substring) -> String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(change).joined(separator: "\n")
    }
}

private let damages = [
    Damage("none") { $0 },
    Damage("carriage returns") { $0.replacing("\n", with: "\r\n") },
    Damage("a prompt above") { "$ kubectl describe pod web-7d4b9c6f5d-x2x4z\n" + $0 },
    Damage("prompts around") { "me@host:~$ kubectl -n shop describe po/web\n" + $0 + "me@host:~$\n" },
    Damage("a fence") { "```console\n" + $0 + "```\n" },
    Damage("a prompt in a fence") { "```\n[root@host dir]# oc describe pod web\n\n" + $0 + "~~~\n" },
    Damage("indented as a block") { Damage.eachLine($0) { $0.isEmpty ? "" : "    \($0)" } },
    Damage("a tab before each line") { Damage.eachLine($0) { "\t\($0)" } },
    Damage("tabs behind the keys") { $0.replacing(#/: {2,}/#, with: ":\t\t") },
    Damage("blanks behind each line") { Damage.eachLine($0) { "\($0)   " } },
    Damage("frames of k9s") { Damage.eachLine($0) { "│ \($0)          │" } },
    Damage("the right side of a frame") { Damage.eachLine($0) { "\($0)          │" } },
    Damage("two frames") { Damage.eachLine($0) { "││ \($0) ││" } },
    Damage("lost indentation") { Damage.eachLine($0) { String($0.drop { $0 == " " }) } },
    Damage("lost indentation and runs of blanks") {
        Damage.eachLine($0) { String($0.drop { $0 == " " }) }.replacing(#/ {2,}/#, with: " ")
    },
    Damage("runs of blanks folded") {
        Damage.eachLine($0) { line in
            let indent = line.prefix { $0 == " " }
            return String(indent) + line.dropFirst(indent.count).replacing(#/ {2,}/#, with: " ")
        }
    },
    Damage("quoted as a whole") { "\"" + $0 },
    Damage("empty lines between all lines") { $0.replacing("\n", with: "\n\n") },
]

@Suite struct PasteTests {
    private func withoutLines(_ found: Described) -> [String] {
        let pods = found.pods.map { String($0.drop { $0 != " " }.dropFirst()) }
        return pods + found.containers + found.ends + found.events
    }

    @Test(arguments: damages)
    func `what pasting does to a text is undone`(damage: Damage) throws {
        let found = try Described(damage.apply(plain.text))
        #expect(withoutLines(found) == plainFacts)
        #expect(found.skips == [])
    }

    @Test func `prose above an object is told once`() throws {
        let found = try Described("It crashes:\nsee\n\n" + plain.text)
        #expect(withoutLines(found) == plainFacts)
        #expect(found.skips == ["1: 2 lines that are not part of a description: It crashes:"])
        #expect(found.collector.batch.pods.map(\.line) == [4])
    }

    /// The text from the line of `key` on.
    private func tail(from key: String) throws -> String {
        let text = plain.text
        return String(text[try #require(text.firstRange(of: "\n\(key):")).lowerBound...].dropFirst())
    }

    @Test(arguments: [
        "kubectl describe pod web-7d4b9c6f5d-x2x4z -n shop",
        "$ kubectl -n shop describe pods/web-7d4b9c6f5d-x2x4z",
        "me@host:~$ kubectl describe po web-7d4b9c6f5d-x2x4z --namespace=shop | tail -40",
        "# oc --namespace shop describe Pod web-7d4b9c6f5d-x2x4z",
    ])
    func `a text cut below its name has the name of the command`(command: String) throws {
        for key in ["Node", "Status", "Containers"] {
            let found = try Described("\(command)\n" + tail(from: key))
            let batch = found.collector.batch
            #expect(batch.pods.map { batch.string($0.name) } == ["web-7d4b9c6f5d-x2x4z"])
            #expect(batch.pods.map { batch.string($0.namespace) } == ["shop"])
            #expect(Array(withoutLines(found).dropFirst()) == Array(plainFacts.dropFirst()))
        }
        let found = try Described("\(command)\n" + tail(from: "Events"))
        #expect(
            found.about == ["Pod shop/web-7d4b9c6f5d-x2x4z", "Pod shop/web-7d4b9c6f5d-x2x4z"])
        #expect(found.events == Array(plainFacts.suffix(2)))
    }

    @Test func `a command names nodes and workloads too`() throws {
        let rows = "\nEvents:\n  Type  Reason  Age  From  Message\n  Normal  A  1m  x  a\n"
        #expect(try Described("kubectl describe node node-a" + rows).about == ["Node -/node-a"])
        #expect(try Described("kubectl -n shop describe deploy/web" + rows).about == ["Deployment shop/web"])
        #expect(try Described("kubectl describe sts db" + rows).about == ["StatefulSet -/db"])
    }

    @Test(arguments: ["Containers", "QoS Class", "Events"])
    func `a fragment without a name keeps its facts`(key: String) throws {
        let found = try Described(tail(from: key))
        let facts = Array(plainFacts.dropFirst())
        #expect(
            found.containers + found.ends + found.events
                == (key == "Containers" ? facts : Array(facts.suffix(2))))
        #expect(found.about.allSatisfy { $0.hasSuffix(" -/-") })
        #expect(found.skips == [])
    }

    @Test func `a state without a container's name is a run of an unnamed one`() throws {
        let text = """
                Last State:     Terminated
                  Reason:       OOMKilled
                  Exit Code:    137
                  Started:      Sun, 01 Nov 2026 08:00:02 +0000
                  Finished:     Sun, 01 Nov 2026 08:00:05 +0000
                Ready:          False
                Restart Count:  7
            """
        let run = "- lastState OOMKilled 137 signal - 2026-11-01T08:00:02Z … 2026-11-01T08:00:05Z"
        let found = try Described(text)
        #expect(found.ends == [run])
        #expect(found.containers == ["- app unknown - since - restarts 7 ready false memory -…-"])
        let lines = text.split(separator: "\n").map(String.init)
        let cut = try Described(lines[2...].joined(separator: "\n"))
        #expect(cut.ends == [run.replacing("OOMKilled", with: "-")])
    }

    @Test func `two commands with their outputs are two pods`() throws {
        let second = plain.text.replacing("x2x4z", with: "x9x9z")
        let found = try Described(
            "$ kubectl describe pod a\n\(plain.text)$ kubectl describe pod b\n\(second)me@host:~$ \n")
        let names = found.collector.batch.pods.map { found.collector.batch.string($0.name) }
        #expect(names == ["web-7d4b9c6f5d-x2x4z", "web-7d4b9c6f5d-x9x9z"])
        #expect(found.events == plainFacts.suffix(2) + plainFacts.suffix(2))
    }
}
