import InquestCore

/// One line as a collector kept it: whose it is and when it was written.
struct CollectedLine {
    /// Empty names are not said.
    var owner = LogOwner()
    var at: Timestamp?
    var stream: LogLineFact.Stream = .unknown
    /// For lines that state no level themselves.
    var level: LogLevel = .unknown
    /// Whether the runtime split the line here and goes on in the next record of the container's stream.
    var isPartial = false
    /// 1-based line of the source.
    var number: UInt32 = 0
}

/// Makes facts of lines of many containers, as they come mixed out of a collector.
///
/// What a runtime split is joined per container and stream.
struct CollectedLines {
    /// Lines that may be open at a time; when there are more, all of them are taken as they are.
    private static let mostOpen = 64

    private struct Key: Hashable {
        let owner: LogOwner
        let stream: LogLineFact.Stream
    }

    /// The newest time of any line.
    private(set) var newest: Timestamp?
    private var assembler = LineAssembler()
    private var open: [Key: PendingLine] = [:]

    /// Adds a line, or a part of one. One newline at its end is not part of it.
    mutating func add(_ line: CollectedLine, text: Span<UInt8>, into batch: inout FactBatch) {
        var end = text.count
        if end > 0, text[end - 1] == 0x0A {
            end -= 1
            if end > 0, text[end - 1] == 0x0D { end -= 1 }
        }
        let text = text.extracting(0..<end)
        if let at = line.at { newest = max(newest ?? at, at) }
        let head = LogHead(at: line.at, stream: line.stream, level: line.level, line: line.number)
        let key = Key(owner: line.owner, stream: line.stream)
        if open.isEmpty || open[key] == nil, !line.isPartial {
            assembler.enter(line.owner)
            return assembler.emit(text, length: text.count, head: head, into: &batch)
        }
        var pending = open.removeValue(forKey: key) ?? PendingLine()
        pending.append(text, head: head)
        guard line.isPartial else { return close(key, pending, into: &batch) }
        open[key] = pending
        if open.count > CollectedLines.mostOpen { finish(into: &batch) }
    }

    /// Hands on lines whose end never came, in the order in which they began.
    mutating func finish(into batch: inout FactBatch) {
        let order = open.sorted {
            ($0.value.head.line, $0.key.stream.rawValue) < ($1.value.head.line, $1.key.stream.rawValue)
        }
        open.removeAll()
        for (key, pending) in order { close(key, pending, into: &batch) }
    }

    private mutating func close(_ key: Key, _ pending: PendingLine, into batch: inout FactBatch) {
        assembler.enter(key.owner)
        assembler.emit(pending.text.span, length: pending.length, head: pending.head, into: &batch)
    }
}
