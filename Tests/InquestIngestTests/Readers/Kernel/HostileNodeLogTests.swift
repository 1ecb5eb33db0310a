import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

private typealias N = NodeNames

/// Logs that nobody means well with: whatever they hold, reading ends, and what is told is true of some line.
struct HostileNodeLogTests {
    private static let report = [
        "Mar  2 09:14:08 node-a kernel: [    5.000001] java invoked oom-killer: gfp_mask=0xcc0, order=0",
        "Mar  2 09:14:08 node-a kernel: [    5.000002] memory: usage 512kB, limit 512kB, failcnt 3",
        "Mar  2 09:14:08 node-a kernel: [    5.000003] \(N.summary())",
        "Mar  2 09:14:08 node-a kernel: [    5.000004] \(N.killed())",
        "Mar  2 09:14:08 node-a kernel: [    5.000005] Tasks in \(N.container) are going to be killed due to "
            + "memory.oom.group set", "Mar  2 09:14:08 node-a kernel: [    5.000006] \(N.killed("sh", 5))",
        "2026-03-02T09:14:09+00:00 node-a containerd[7]: TaskOOM event container_id:\\\"\(N.id)\\\"",
        "[    7.000001] Task in \(N.container) killed as a result of limit of \(N.pod)",
        "[Mon Mar  2 09:14:08 2026] Memory cgroup out of memory: Kill process 77 (ruby) score 9 or sacrifice child",
        "<3>[    7.000001][ T12] Killed process 78 (ruby) total-vm:1kB, anon-rss:1kB, file-rss:0kB",
        "kern  :info  : [    8.000001] oom_reaper: reaped process 78 (ruby), now anon-rss:0kB",
    ]

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `changed logs are read to their ends`(seed: UInt64) throws {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let context = ReadContext(capturedBy: Timestamp(rfc3339: "2026-03-10T00:00:00Z"))
        for _ in 0..<300 {
            var bytes = Array((Self.report + Self.report).joined(separator: "\n").utf8)
            for _ in 0...next(12) {
                let place = next(bytes.count)
                switch next(5) {
                case 0: bytes[place] = UInt8(next(256))
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + next(300)))
                case 2: bytes.insert(contentsOf: "99999999999999999999".utf8, at: place)
                case 3:
                    bytes.insert(
                        contentsOf: bytes[place..<min(bytes.count, place + next(300))], at: next(place + 1))
                default: bytes.insert(contentsOf: "\n[".utf8, at: place)
                }
                if bytes.isEmpty { bytes = [0x5B] }
            }
            for reader in [KernelLogReader.self, JournalJSONReader.self] as [any FactReader.Type] {
                _ = reader.guess(SniffSample(bytes: bytes, path: "dmesg", isWhole: true))
                var window = ByteWindow(MemoryStream(bytes, piece: 1 + next(200)))
                var sink = Collector()
                try? reader.read(&window, context: context, into: &sink)
                let end = UInt32(bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count)
                #expect(sink.batch.kernelKills.allSatisfy { (1...end).contains($0.line) })
                #expect(sink.batch.kernelKills.allSatisfy { sink.batch.string($0.text) != nil })
            }
        }
    }

    @Test func `a log cut in two tells the same processes`() throws {
        func processes(_ lines: ArraySlice<String>) throws -> Set<String> {
            let facts = try KernelLogReader.facts(Array(lines.joined(separator: "\n").utf8))
            return Set(facts.batch.kernelKills.compactMap { kill in kill.pid.map(String.init) })
        }
        let lines = Self.report
        let whole = try processes(lines[...])
        #expect(whole == ["9", "5", "78"])
        for cut in lines.indices {
            let parts = try processes(lines[..<cut]).union(processes(lines[cut...]))
            // Only a chosen process whose kill is in the other part may come in its victim's place.
            #expect(parts.subtracting(["77"]) == whole, "cut at \(cut)")
        }
    }

    @Test func `many kills are many facts, in little time and memory`() throws {
        let lines = (1...60_000).map { "[\(1000 + $0).000001] \(N.killed("java", $0))\n" }.joined()
        #expect(try KernelLogReader.facts(Array(lines.utf8)).batch.kernelKills.count == 60_000)
        // As many reports that never come to a kill, and as many nodes.
        let begun = (1...60_000).map {
            "Mar  2 09:14:08 node-\($0) kernel: java invoked oom-killer: gfp_mask=0x0\n"
        }
        .joined()
        #expect(try KernelLogReader.facts(Array(begun.utf8)).batch.kernelKills == [])
        let same = String(repeating: "[    5.000001] \(N.killed())\n", count: 60_000)
        #expect(try KernelLogReader.facts(Array(same.utf8)).batch.kernelKills.count == 1)
    }

    @Test func `long lines are cut and end`() throws {
        let long = String(repeating: "x", count: 3 << 20)
        for text in [
            "[    5.000001] oom-kill:constraint=\(long)", "[    5.000001] Killed process 9 (\(long))",
            "[    5.000001] Task in /\(long) killed as a result of limit of /\(long)", "\(long): \(long)",
            "[    5.000001] oom-kill:constraint=A,oom_memcg=/\(long),task_memcg=/\(long),task=java,pid=9,uid=0",
            String(repeating: "> ", count: 1 << 20), "Mar  2 09:14:08 \(long) kernel: x",
            "Mar  2 09:14:08 node-a containerd[1]: TaskOOM \(String(repeating: "a", count: 3 << 20))",
            "[    5.000001] oom-kill:constraint=A" + String(repeating: ",pid=", count: 1 << 19),
        ] {
            let collector = try KernelLogReader.facts(Array(text.utf8))
            #expect(collector.batch.logLines.count == 1)
            #expect(collector.batch.kernelKills.count <= 1)
        }
    }
}
