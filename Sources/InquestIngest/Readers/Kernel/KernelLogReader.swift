package import InquestCore

/// Reads what the kernel and the programs of a node log as text: dmesg, the journal, syslog files, and pastes of
/// them.
package enum KernelLogReader: FactReader {
    package static let format = InputFormat(
        id: "kernel-log", title: "Logs of a node: kernel, journal, syslog",
        origin: "dmesg -T, journalctl -k, journalctl -u kubelet, /var/log/kern.log, /var/log/messages",
        samples: [summarySample, limitSample, journalSample], dependsOnPath: true)

    private static let uid = "5b0c8a3e-7d21-4f6a-9e05-1c2d3e4f5a6b"
    private static let id = "3f9a6c0d1e2b5487a9c8d7e6f50413223f9a6c0d1e2b5487a9c8d7e6f5041322"

    private static let summarySample = """
        [ 4812.100201] java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=984
        [ 4812.100377] memory: usage 524288kB, limit 524288kB, failcnt 311
        [ 4812.100402] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=\(id),mems_allowed=0,\
        oom_memcg=/kubepods/burstable/pod\(uid)/\(id),task_memcg=/kubepods/burstable/pod\(uid)/\(id),\
        task=java,pid=20417,uid=1000
        [ 4812.100433] Memory cgroup out of memory: Killed process 20417 (java) total-vm:2891204kB, \
        anon-rss:519040kB, file-rss:1024kB, shmem-rss:0kB, UID:1000 pgtables:1340kB oom_score_adj:984

        """

    private static let limitSample = """
        Mar  2 09:14:08 node-a kernel: [ 4812.100377] Task in /kubepods/pod\(uid)/\(id) killed as a result of \
        limit of /kubepods/pod\(uid)
        Mar  2 09:14:08 node-a kernel: [ 4812.100402] memory: usage 65536kB, limit 65536kB, failcnt 9
        Mar  2 09:14:08 node-a kernel: [ 4812.100433] Memory cgroup out of memory: Kill process 977 (ruby) \
        score 1004 or sacrifice child
        Mar  2 09:14:08 node-a kernel: [ 4812.100478] Killed process 977 (ruby) total-vm:310112kB, \
        anon-rss:61204kB, file-rss:2212kB

        """

    private static let journalSample = """
        Mon 2026-03-02 09:14:08 UTC node-a kernel: eth0: link becomes ready
        Mon 2026-03-02 09:14:09 UTC node-a kubelet[812]: I0302 09:14:09.000001     812 server.go:42] "Started"

        """

    package static func guess(_ sample: SniffSample) -> Guess {
        let census = NodeLogCensus(sample)
        let guess = census.guess
        // A description with the log of its node below: its reader finds the kills as well.
        guard guess.certainty > .possible, !census.isNodePath, DescribeReader.guess(sample).certainty > .no
        else {
            return guess
        }
        return Guess(.possible, guess.reason + ", but there is a description as well")
    }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var facts = NodeLogFacts(context)
        var failure: ReadError?
        while true {
            let number = window.line
            let range: Range<Int>?
            do throws(ReadError) {
                range = try window.nextLine()
            } catch {
                // What was read before the trouble is still in the window: take it, then report.
                failure = ReadError(error.description, line: error.line ?? window.line)
                continue
            }
            guard var range else { break }
            if number == 1, window.buffer.span.extracting(range).hasPrefix("\u{FEFF}") {
                range = range.lowerBound + 3..<range.upperBound
            }
            facts.take(window.buffer.span.extracting(range), number: number, into: &sink.batch)
            sink.boundary()
        }
        facts.finish(into: &sink.batch)
        sink.boundary()
        if let newest = facts.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }
}
