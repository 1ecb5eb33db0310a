import InquestCore

/// Makes facts of a node's log lines: every line is a log line, and the kernel's reports are kills.
struct NodeLogFacts {
    let clock: NodeClock
    /// The node that the path names.
    private let node: String?
    private var reports = KillReports()
    private var ledger = KillLedger()
    private var repeats = RepeatCounter()
    /// The newest time whose year and zone are written.
    private(set) var newest: Timestamp?

    init(_ context: ReadContext) {
        clock = NodeClock(capturedBy: context.capturedBy)
        node = context.hints.node
    }

    /// Takes a line of text.
    mutating func take(_ bytes: Span<UInt8>, number: UInt32, into batch: inout FactBatch) {
        take(NodeLine(bytes, clock: clock), of: bytes, number: number, into: &batch)
    }

    /// Takes a line that has been taken apart.
    mutating func take(
        _ line: NodeLine, of bytes: Span<UInt8>, number: UInt32, into batch: inout FactBatch
    ) {
        if line.isZoned, !line.yearIsGuessed, let at = line.at { newest = max(newest ?? at, at) }
        addLine(line, of: bytes, number: number, into: &batch)
        if line.origin == .daemon {
            if let kill = RuntimeKill.kill(line, of: bytes, number: number) { add(kill, into: &batch) }
            return
        }
        reports.take(line, of: bytes, number: number)
        addFound(into: &batch)
    }

    /// Ends the source.
    mutating func finish(into batch: inout FactBatch) {
        reports.finish()
        addFound(into: &batch)
    }

    private mutating func addFound(into batch: inout FactBatch) {
        guard !reports.found.isEmpty else { return }
        for kill in reports.found { add(kill, into: &batch) }
        reports.found.removeAll()
    }

    private mutating func add(_ kill: NodeKill, into batch: inout FactBatch) {
        if ledger.isNew(kill) { kill.append(to: &batch, node: node) }
    }

    private mutating func addLine(
        _ line: NodeLine, of bytes: Span<UInt8>, number: UInt32, into batch: inout FactBatch
    ) {
        let whole = bytes.extracting(line.text)
        let text = whole.extracting(0..<LineAssembler.end(of: whole))
        var fact = LogLineFact()
        fact.at = line.at
        fact.line = number
        fact.level = line.level ?? NodeLogFacts.level(of: bytes.extracting(line.message), line.origin)
        fact.ordinal = repeats.ordinal(of: text, at: line.at, owner: LogOwner())
        // The name of the file may look like a pod's; no container writes these lines.
        fact.namespace = batch.add(""[...])
        fact.pod = fact.namespace
        fact.container = fact.namespace
        fact.text = batch.add(text)
        batch.logLines.append(fact)
        guard whole.count > text.count else { return }
        let reason =
            "a line of \(whole.count) bytes was cut after \(text.count): only its beginning is stored"
        let excerpt = text.extracting(0..<min(200, text.count))
        batch.skips.append(
            SkipFact(reason: batch.add(reason[...]), excerpt: batch.add(excerpt), line: number))
    }

    private static func level(of message: Span<UInt8>, _ origin: NodeLine.Origin) -> LogLevel {
        switch origin {
        case .daemon: return LogLevel(statedIn: message)
        case .kernel: return KernelLevel.level(of: message)
        case .bare:
            let level = KernelLevel.level(of: message)
            return level == .unknown ? LogLevel(statedIn: message) : level
        }
    }
}
