package import InquestCore

/// Reads the tables that kubectl, docker and crictl print, whole or pasted.
package enum TableReader: FactReader {
    package static let format = InputFormat(
        id: "table", title: "Tables of events, pods, nodes and containers",
        origin:
            "kubectl get events,pods,nodes (also -A, -o wide), kubectl events, docker ps -a, crictl ps -a",
        samples: [
            """
            LAST SEEN   TYPE      REASON    OBJECT          MESSAGE
            4m          Warning   BackOff   pod/api-7c9x2   Back-off restarting failed container

            """,
            """
            NAMESPACE   LAST SEEN          TYPE      REASON   OBJECT          MESSAGE
            shop        2m (x3 over 4m)    Warning   Failed   Pod/api-7c9x2   Error: ImagePullBackOff

            """,
            """
            LASTSEEN   FIRSTSEEN   COUNT   NAME    KIND   SUBOBJECT             TYPE      REASON    SOURCE            MESSAGE
            1m         9m          12      api-0   Pod    spec.containers{api}  Warning   BackOff   kubelet, node-a   Back-off

            """,
            """
            NAME    READY   STATUS             RESTARTS       AGE
            api-0   0/1     CrashLoopBackOff   7 (3m1s ago)   2d4h

            """,
            """
            NAME     STATUS                     ROLES    AGE   VERSION
            node-a   Ready,SchedulingDisabled   worker   12d   v1.31.2

            """,
            """
            CONTAINER ID   IMAGE     COMMAND     CREATED       STATUS                     PORTS   NAMES
            0f3a9c1d2e4b   api:1.4   "/bin/api"  5 hours ago   Exited (137) 4 hours ago           k8s_api_api-0_shop_uid_3

            """,
            """
            CONTAINER       IMAGE     CREATED       STATE    NAME   ATTEMPT   POD ID          POD
            0f3a9c1d2e4b5   9d1c2b3   5 hours ago   Exited   api    3         7a6b5c4d3e2f1   api-0

            """,
        ],
        dependsOnPath: true)

    package static func guess(_ sample: SniffSample) -> Guess {
        var census = TableCensus()
        let bytes = sample.bytes.span
        var start = 0
        while start < bytes.count, census.lines < 400 {
            let newline = bytes.firstIndex(of: 0x0A, from: start)
            if newline == nil, !sample.isWhole, census.lines > 0 { break }
            let end = newline ?? bytes.count
            census.take(TableText(bytes.extracting(start..<end)))
            start = end + 1
        }
        return census.guess
    }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var parser = TableParser(context)
        var failure: ReadError?
        while true {
            let number = window.line
            var next: Range<Int>?
            do { next = try window.nextLine() } catch { failure = error }
            guard let range = next else { break }
            let isCut = window.start == 0 || window.buffer[window.start - 1] != 0x0A
            parser.take(
                window.buffer.span.extracting(range), number: number, isCut: isCut, into: &sink)
        }
        parser.finish(into: &sink)
        if let failure { throw failure }
    }
}

/// How much of a sample is tables.
struct TableCensus {
    /// Lines that hold something and are no prompt.
    private(set) var lines = 0
    private var fitting = 0
    private var heading: String?
    private var beginsWithHeading = false
    private var isOfOthers = false
    private var hasOldEvents = false
    private var header: TableHeader?

    mutating func take(_ text: TableText) {
        guard !text.trimmed.isEmpty else { return }
        if let found = TableHeader(text) {
            if heading == nil {
                heading = found.columns.prefix(3).joined(separator: ", ")
                beginsWithHeading = lines == 0
                if case .other = found.kind { isOfOthers = true }
            } else if case .other = found.kind {
            } else {
                isOfOthers = false
            }
            if found.kind == .oldEvents { hasOldEvents = true }
            header = found
        } else if !isRow(text) {
            if TableCommand(text) == nil { lines += 1 }
            return
        }
        lines += 1
        fitting += 1
    }

    private func isRow(_ text: TableText) -> Bool {
        let objects = ObjectTableRows(header: header, namespace: nil)
        switch header?.kind {
        case .events, .oldEvents: return EventTableRow.begins(text, EventTableRow.Layout(header))
        case .pods: return objects.isPod(text)
        case .nodes: return objects.isNode(text)
        case .docker, .crictl, .other: return text.cells(text.trimmed).count >= 2
        case nil:
            return EventTableRow.begins(text, EventTableRow.Layout(nil)) || objects.isPod(text)
                || objects.isNode(text)
        }
    }

    var guess: Guess {
        guard fitting > 0 else { return Guess(.no, "no table that kubectl, docker or crictl prints") }
        let reason =
            heading.map { "the columns \($0), and \(fitting) of \(lines) lines of tables" }
            ?? "\(fitting) of \(lines) lines are rows of events, pods or nodes"
        if isOfOthers { return Guess(beginsWithHeading ? .likely : .no, reason) }
        // People show a table before they describe what it lists.
        if heading != nil, fitting * (beginsWithHeading ? 2 : 10) >= lines * (beginsWithHeading ? 1 : 9) {
            return Guess(.certain, reason)
        }
        // Rows of these tables look like those of old descriptions, but for the heading.
        if hasOldEvents, fitting * 4 >= lines { return Guess(.certain, reason) }
        if fitting * 2 >= lines { return Guess(.likely, reason) }
        return Guess(heading != nil && fitting >= 2 && fitting * 10 >= lines ? .possible : .no, reason)
    }
}
