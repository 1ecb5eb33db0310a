import Inquest
import InquestTestSupport
import Testing

/// Captures of the same things at several times: each thing counts once.
struct OverlapTests {
    private func captured(at time: String) -> IngestOptions {
        var options = IngestOptions(jobs: 1)
        options.capturedAt = Timestamp(rfc3339: time)
        return options
    }

    // MARK: Logs

    private static let plain: [String] = (1...40).map { "step \($0 % 7) of the import" }
    private static let timed: [String] = (1...40).map {
        "2026-11-20T10:00:\($0 < 10 ? "0" : "")\($0).000000000Z step \($0 % 7) of the import"
    }

    @Test(arguments: [plain, timed], [false, true])
    func `a log exported again with more lines adds only these`(lines: [String], isReversed: Bool) throws {
        let folder = try TemporaryFolder()
        let early = try folder.file("a/web-0_app.log", lines[..<25].joined(separator: "\n") + "\n")
        let late = try folder.file("b/web-0_app.log", lines.joined(separator: "\n") + "\n")
        var corpus = try TestCorpus()
        for file in isReversed ? [late, early] : [early, late] { try corpus.ingest([file]) }
        let found = try corpus.column("SELECT text FROM log_lines ORDER BY line")
        #expect(found.count == lines.count)
        #expect(Set(found) == Set((1...40).map { "step \($0 % 7) of the import" }))
        #expect(try corpus.number("SELECT count(DISTINCT line) FROM log_lines") == lines.count)
        #expect(try corpus.column("SELECT DISTINCT pod || '/' || container FROM log_lines") == ["web-0/app"])
    }

    @Test(arguments: [false, true])
    func `a line in two exports says what either of them knows`(isReversed: Bool) throws {
        let folder = try TemporaryFolder()
        let plain = try folder.file("a/web-0_app.log", "2026-11-20T10:00:00.000000000Z one\n")
        let uid = "0d3f8c1e-8a53-4b9e-9a39-5f0a6c1d2e3f"
        let cri = try folder.file(
            "pods/shop_web-0_\(uid)/app/3.log", "2026-11-20T10:00:00.000000000Z stderr F one\n")
        var options = IngestOptions(jobs: 1)
        options.hints.namespace = "shop"
        var corpus = try TestCorpus()
        for file in isReversed ? [cri, plain] : [plain, cri] { try corpus.ingest([file], options: options) }
        let found = try corpus.rows("SELECT text, stream, attempt, source FROM log_lines")
        #expect(found == [["one", "stderr", "3", plain]])
    }

    @Test func `logs of two containers with equal lines stay apart`() throws {
        let folder = try TemporaryFolder()
        let text = OverlapTests.plain.joined(separator: "\n") + "\n"
        try folder.file("web-0_app.log", text)
        try folder.file("web-0_proxy.log", text)
        try folder.file("web-0_app-previous.log", text)
        let corpus = try TestCorpus(of: [folder.path])
        let counts = try corpus.rows("SELECT container, count(*) FROM log_lines GROUP BY 1 ORDER BY 1")
        #expect(counts == [["app", "80"], ["proxy", "40"]])
    }

    @Test func `a line that repeats within a second counts as often as it stands there`() throws {
        let line = "2026-11-20T10:00:00.000000000Z retry\n"
        let folder = try TemporaryFolder()
        let first = try folder.file("a/web-0_app.log", line + line + line)
        let again = try folder.file("b/web-0_app.log", line + line + line + line)
        let corpus = try TestCorpus(of: [first, again])
        #expect(try corpus.number("SELECT count(*) FROM log_lines") == 4)
    }

    // MARK: Pods

    /// The same pod at three times: it crashes at 09:00 and at 10:00, and restarts each time.
    private static func captures() -> [String] {
        let first = DescribedPod.ended(
            "OOMKilled", 137, started: "Sun, 01 Nov 2026 08:00:02 +0000",
            finished: "Sun, 01 Nov 2026 09:00:00 +0000")
        let second = DescribedPod.ended(
            "Error", 1, started: "Sun, 01 Nov 2026 09:00:01 +0000",
            finished: "Sun, 01 Nov 2026 10:00:00 +0000")
        var pods = [DescribedPod(), DescribedPod(), DescribedPod()]
        pods[0].state = ["Running", "  Started:      Sun, 01 Nov 2026 09:00:01 +0000"]
        pods[0].lastState = first
        pods[0].restarts = 1
        pods[1].state = second
        pods[1].lastState = first
        pods[1].restarts = 1
        pods[2].state = ["Running", "  Started:      Sun, 01 Nov 2026 10:00:01 +0000"]
        pods[2].lastState = second
        pods[2].restarts = 2
        return pods.map(\.text)
    }

    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]])
    func `a pod described at three times has the ends that are different`(order: [Int]) throws {
        let folder = try TemporaryFolder()
        let captures = OverlapTests.captures()
        var corpus = try TestCorpus()
        for index in order { try corpus.ingest([folder.file("\(index).txt", captures[index])]) }
        let ends = try corpus.rows(
            """
            SELECT exit_code, reason, finished_at, sightings, restart_count
            FROM terminations ORDER BY finished_at
            """)

        #expect(
            ends == [
                ["137", "OOMKilled", "2026-11-01T09:00:00Z", "2", "1"],
                ["1", "Error", "2026-11-01T10:00:00Z", "2", "1"],
            ])
        let restarts = try corpus.rows("SELECT restart_count, seen, unseen FROM restarts")
        #expect(restarts == [["2", "2", "0"]])
        let pods = try corpus.rows("SELECT pod, workload_kind, workload, sightings FROM pods")
        #expect(pods == [["web-7d4b9c6f5d-x2x4z", "Deployment", "web", "3"]])
        let state = try corpus.rows("SELECT state, running_since FROM containers")
        #expect(state == [["running", "2026-11-01T10:00:01Z"]])
    }

    @Test func `a pod made anew under the same name is another pod`() throws {
        var before = DescribedPod()
        before.name = "db-0"
        before.lastState = DescribedPod.ended(
            "Error", 1, started: "Sun, 01 Nov 2026 08:00:02 +0000",
            finished: "Sun, 01 Nov 2026 09:00:00 +0000")
        before.restarts = 1
        var after = before
        after.start = "Mon, 02 Nov 2026 08:00:00 +0000"
        after.lastState = DescribedPod.ended(
            "Error", 1, started: "Mon, 02 Nov 2026 08:00:02 +0000",
            finished: "Mon, 02 Nov 2026 09:00:00 +0000")
        let folder = try TemporaryFolder()
        let corpus = try TestCorpus(of: [folder.file("1.txt", before.text), folder.file("2.txt", after.text)])
        #expect(try corpus.number("SELECT count(*) FROM pods") == 2)
        let restarts = try corpus.rows("SELECT restart_count, seen, unseen FROM restarts")
        #expect(restarts == [["1", "1", "0"], ["1", "1", "0"]])
    }

    // MARK: Events

    private static let backOff = """
        {"apiVersion":"v1","kind":"Event","type":"Warning","reason":"BackOff","count":12,
        "message":"Back-off restarting failed container","metadata":{"name":"web.1","namespace":"shop",
        "uid":"0d3f8c1e-8a53-4b9e-9a39-5f0a6c1d2e3f"},"firstTimestamp":"2026-11-01T09:10:00Z",
        "lastTimestamp":"2026-11-01T10:00:00Z","source":{"component":"kubelet","host":"node-a"},
        "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-7d4b9c6f5d-x2x4z"}}

        """

    private func described(_ row: String) -> String {
        var pod = DescribedPod()
        pod.events = [row]
        return pod.text
    }

    @Test(arguments: [false, true])
    func `an event in JSON and in a description is one event`(isReversed: Bool) throws {
        let folder = try TemporaryFolder()
        let json = try folder.file("events.json", OverlapTests.backOff)
        let text = try folder.file(
            "pod.txt",
            described(
                "Warning  BackOff    5m30s (x12 over 55m)  kubelet  Back-off restarting failed container"))
        var corpus = try TestCorpus()
        let options = captured(at: "2026-11-01T10:05:30Z")
        for file in isReversed ? [text, json] : [json, text] { try corpus.ingest([file], options: options) }
        let events = try corpus.rows("SELECT uid, reason, count, first_at, last_at, time_basis FROM events")
        #expect(
            events == [
                [
                    "0d3f8c1e-8a53-4b9e-9a39-5f0a6c1d2e3f", "BackOff", "12", "2026-11-01T09:10:00Z",
                    "2026-11-01T10:00:00Z", "absolute",
                ]
            ])
    }

    @Test(arguments: [false, true])
    func `counts of later captures replace, and never add up`(isReversed: Bool) throws {
        let folder = try TemporaryFolder()
        let message = "kubelet  Back-off restarting failed container"
        let early = try folder.file(
            "1.txt", described("Warning  BackOff    5m30s (x12 over 55m)  \(message)"))
        let late = try folder.file("2.txt", described("Warning  BackOff    60s (x40 over 3h5m)   \(message)"))
        var corpus = try TestCorpus()
        let captures = [(early, "2026-11-01T10:05:30Z"), (late, "2026-11-01T12:15:30Z")]
        for (file, time) in isReversed ? captures.reversed() : captures {
            try corpus.ingest([file], options: captured(at: time))
        }
        let events = try corpus.rows(
            "SELECT count, last_at_earliest, last_at_latest, time_basis, uid FROM events")
        #expect(
            events == [["40", "2026-11-01T12:14:29Z", "2026-11-01T12:14:30Z", "age", TestCorpus.null]])
    }

    @Test func `two events of one text that cannot be one stay apart`() throws {
        let message = "kubelet  Back-off restarting failed container"
        var pod = DescribedPod()
        pod.events = [
            "Warning  BackOff    50m (x9 over 55m)  \(message)",
            "Warning  BackOff    5m (x12 over 20m)  \(message)",
        ]
        let corpus = try TestCorpus(text: pod.text)
        #expect(try corpus.column("SELECT count FROM events ORDER BY count") == ["9", "12"])
    }

    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
    func `rows that read the same at times far apart are as many events`(order: [Int]) throws {
        let folder = try TemporaryFolder()
        let row = "Warning  BackOff    2m  kubelet  Back-off restarting failed container"
        var corpus = try TestCorpus()
        for index in order {
            // The annotation makes the files different, as those of other times are.
            let text = described(row).replacing(
                "Annotations:      <none>", with: "Annotations:      at=\(index)")
            let time = "2026-11-01T1\(index):00:30Z"
            try corpus.ingest([folder.file("\(index).txt", text)], options: captured(at: time))
        }
        let found = try corpus.rows("SELECT last_at_latest, count, source, key FROM events ORDER BY 1")
        #expect(found.map { $0[0] } == (0...2).map { "2026-11-01T\($0 == 0 ? "09" : String(9 + $0)):58:30Z" })
        #expect(found.map { $0[2] } == (0...2).map { folder("\($0).txt") })
        #expect(Set(found.map { $0[3] }).count == 3)
    }

    @Test func `one file said to be of two clusters is two clusters' events`() throws {
        let folder = try TemporaryFolder()
        let json = try folder.file("events.json", OverlapTests.backOff)
        var corpus = try TestCorpus()
        for name in ["east", "west", "east"] {
            var options = IngestOptions(jobs: 1)
            options.cluster = name
            try corpus.ingest([json], options: options)
        }
        let found = try corpus.rows("SELECT cluster, count, last_at FROM events ORDER BY 1")
        #expect(found == [["east", "12", "2026-11-01T10:00:00Z"], ["west", "12", "2026-11-01T10:00:00Z"]])
    }

    @Test(arguments: [false, true])
    func `events whose uids were redacted alike are an event of each object`(isReversed: Bool) throws {
        let folder = try TemporaryFolder()
        var corpus = try TestCorpus()
        let names = ["web-0", "web-1", "web-2"]
        for name in isReversed ? names.reversed() : names {
            let text = OverlapTests.backOff.replacing("web-7d4b9c6f5d-x2x4z", with: name)
            try corpus.ingest([folder.file("\(name).json", text)])
        }
        #expect(try corpus.column("SELECT object FROM events ORDER BY 1") == names)
        #expect(try corpus.number("SELECT sum(count) FROM events") == 36)
    }
}

/// Logs whose owner nobody knows.
@Suite struct NamelessLogTests {
    @Test func `files that begin alike keep their lines when nothing says whose they are`() throws {
        var corpus = try TestCorpus()
        let first = try corpus.folder.file("a/app.log", "starting\nlistening\nfirst\n")
        let second = try corpus.folder.file("b/app.log", "starting\nlistening\nsecond\n")
        try corpus.ingest([first, second])
        #expect(try corpus.number("SELECT count(*) FROM log_lines") == 6)
        // The same file later, with more: what it had is known.
        try corpus.folder.file("a/app.log", "starting\nlistening\nfirst\nmore\n")
        try corpus.ingest([first])
        #expect(try corpus.number("SELECT count(*) FROM log_lines") == 7)
    }
}
