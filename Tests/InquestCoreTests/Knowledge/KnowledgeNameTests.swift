import InquestCore
import Testing

@Suite struct KnowledgeNameTests {
    @Test(arguments: [
        ("SIGKILL", Int32(9)), ("KILL", 9), ("kill", 9), ("9", 9), ("sigterm", 15), ("SIGIOT", 6),
        ("CLD", 17),
        ("poll", 29), ("SIGRTMIN", 34), ("SIGRTMIN+3", 37), ("rtmin+30", 64), ("SIGRTMAX", 64),
        ("RTMAX-1", 63),
        ("64", 64), ("32", 32),
    ])
    func `signals are found by name and number`(name: String, number: Int32) {
        #expect(Knowledge.signals.number(named: name) == number)
        #expect(Knowledge.signals.entry(named: name)?.numbers.contains(number) == true)
    }

    @Test(arguments: [
        "", "SIG", "0", "65", "-9", "SIGKILL+1", "SIGRTMIN+31", "SIGRTMIN-1", "SIGRTMIN+", "SIGRTMAX+1",
        "SIGNAL",
    ])
    func `what is no signal is not found`(name: String) {
        #expect(Knowledge.signals.entry(named: name) == nil)
    }

    @Test func `real-time signals are counted from the first`() throws {
        let entry = try #require(Knowledge.signals.entry(for: 37))
        #expect(entry.name(of: 37) == "SIGRTMIN+3")
        #expect(entry.name(of: 34) == "SIGRTMIN")
    }

    @Test func `no signal that leaves the process alive claims to end it`() {
        let alive = Knowledge.signals.rows.filter { !$0.action.ends }.flatMap { Array($0.numbers) }
        #expect(alive == [17, 18, 19, 20, 21, 22, 23, 28])
    }

    @Test(arguments: [
        "OOMKilled", "oomkilled", "CRASHLOOPBACKOFF", "seccomp killed", "OutOfephemeral-storage",
    ])
    func `reasons are found in any case`(name: String) {
        #expect(Knowledge.reasons.entry(named: name)?.name.lowercased() == name.lowercased())
    }

    @Test(arguments: [
        ("OMKilled", "OOMKilled"), ("CrashLoopBackoffs", "CrashLoopBackOff"),
        ("imagepulbackoff", "ImagePullBackOff"),
        ("Evictde", "Evicted"), ("OutOfCPUs", "OutOfcpu"),
    ])
    func `a typing error suggests the reason first`(typed: String, meant: String) {
        #expect(Knowledge.reasons.entry(named: typed) == nil)
        #expect(Knowledge.reasons.suggestions(for: typed).first == meant)
    }

    @Test(arguments: ["", "q", "zzzzzzzzzzzz", String(repeating: "a", count: 10_000)])
    func `nothing close suggests nothing`(text: String) {
        #expect(Knowledge.reasons.suggestions(for: text).isEmpty)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
        ("kitten", "sitting", 3), ("ab", "ba", 1),
    ])
    func `edit distance counts one swap of neighbours as one`(left: String, right: String, distance: Int) {
        #expect(Suggestions.editDistance(Array(left), Array(right)) == distance)
    }

    @Test func `verdicts are found by id, and names below custom by custom`() {
        #expect(Knowledge.verdicts.entry(for: "oom.node")?.id == "oom.node")
        #expect(Knowledge.verdicts.entry(for: "custom.licence_expired")?.id == "custom")
        #expect(Knowledge.verdicts.entry(for: "custom.") == nil)
        #expect(Knowledge.verdicts.entry(for: "unknown.thing") == nil)
        #expect(Knowledge.verdicts.entry(for: "oom.moon") == nil)
        #expect(Knowledge.verdicts.entry(for: "") == nil)
        #expect(
            Knowledge.verdicts.family("OOM").map(\.id) == [
                "oom.app_heap", "oom.child_process", "oom.container_limit", "oom.node",
            ])
    }
}
