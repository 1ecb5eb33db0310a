import InquestCore

/// Makes facts of records: joins what the runtime split, finds the level, counts repeats.
struct LineAssembler {
    /// The longest line that is kept, in bytes.
    static let longestLine = 1 << 20

    /// The newest time of any record.
    private(set) var newest: Timestamp?

    /// Lines begun and not ended, by stream: stdout and stderr are interleaved.
    private var pending = [PendingLine](repeating: PendingLine(), count: 3)
    private var scratch: [UInt8] = []
    private var owners = OwnerTable()
    private var repeats = RepeatCounter()

    /// Sets whose lines follow, for records that do not say.
    mutating func enter(_ owner: LogOwner) {
        owners.enter(owner)
    }

    /// Adds a record taken from a line.
    mutating func add(_ record: LogRecord, of line: Span<UInt8>, number: UInt32, into batch: inout FactBatch)
    {
        if let at = record.at { newest = max(newest ?? at, at) }
        if !record.pod.isEmpty {
            owners.enter(pod: line.extracting(record.pod), container: line.extracting(record.container))
        }
        guard record.isJSONString else {
            let text = line.extracting(record.text)
            return add(text, isPartial: record.isPartial, record, number: number, into: &batch)
        }
        // The buffer is lent out of `self`, so that the text in it can be read while `self` changes.
        var text: [UInt8] = []
        swap(&text, &scratch)
        text.removeAll(keepingCapacity: true)
        JSONString.decode(line.extracting(record.text), into: &text)
        let isPartial = text.last != 0x0A
        if !isPartial { text.removeLast() }
        if !isPartial, text.last == 0x0D { text.removeLast() }
        add(text.span, isPartial: isPartial, record, number: number, into: &batch)
        swap(&text, &scratch)
    }

    /// Adds a line that does not fit its envelope: all of it is text, and nobody knows when it was written.
    mutating func addBare(_ line: Span<UInt8>, number: UInt32, into batch: inout FactBatch) {
        owners.leavePod()
        emit(line, length: line.count, head: LogHead(line: number), into: &batch)
    }

    /// Hands on lines whose end never came, in the order in which they began.
    mutating func finish(into batch: inout FactBatch) {
        let order = pending.indices.filter { pending[$0].isOpen }.sorted {
            (pending[$0].head.line, $0) < (pending[$1].head.line, $1)
        }
        for index in order { close(index, into: &batch) }
    }

    private mutating func add(
        _ text: Span<UInt8>, isPartial: Bool, _ record: LogRecord, number: UInt32, into batch: inout FactBatch
    ) {
        let index = Int(record.stream.rawValue)
        let head = LogHead(at: record.at, stream: record.stream, line: number)
        guard isPartial || pending[index].isOpen else {
            return emit(text, length: text.count, head: head, into: &batch)
        }
        pending[index].append(text, head: head)
        if !isPartial { close(index, into: &batch) }
    }

    private mutating func close(_ index: Int, into batch: inout FactBatch) {
        var line = PendingLine()
        swap(&line, &pending[index])
        emit(line.text.span, length: line.length, head: line.head, into: &batch)
        line.clear()
        swap(&line, &pending[index])
    }

    /// Adds a line of the current owner.
    ///
    /// - Parameters:
    ///   - text: What is kept of it.
    ///   - length: The bytes it had.
    mutating func emit(
        _ text: Span<UInt8>, length: Int, head: LogHead, into batch: inout FactBatch
    ) {
        let text = text.extracting(0..<LineAssembler.end(of: text))
        var fact = LogLineFact()
        fact.at = head.at
        fact.stream = head.stream
        fact.line = head.line
        fact.level = LogLevel(statedIn: text)
        if fact.level == .unknown { fact.level = head.level }
        fact.ordinal = repeats.ordinal(of: text, at: head.at, owner: owners.current)
        (fact.namespace, fact.pod, fact.container) = owners.references(in: &batch)
        fact.text = batch.add(text)
        batch.logLines.append(fact)
        if length > text.count {
            let reason = "a line of \(length) bytes was cut after \(text.count): only its beginning is stored"
            let excerpt = text.extracting(0..<min(200, text.count))
            batch.skips.append(
                SkipFact(reason: batch.add(reason[...]), excerpt: batch.add(excerpt), line: head.line))
        }
    }

    /// Where a text ends that is kept: at most `longestLine`, and not inside a character.
    static func end(of text: Span<UInt8>) -> Int {
        guard text.count > longestLine else { return text.count }
        var end = longestLine
        while end > longestLine - 4, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}

/// What a line's first record says.
struct LogHead {
    var at: Timestamp?
    var stream: LogLineFact.Stream = .unknown
    /// What stands beside the line, for lines that state no level themselves.
    var level: LogLevel = .unknown
    var line: UInt32 = 0
}

/// A line of which more is to come.
struct PendingLine {
    var isOpen = false
    var head = LogHead()
    var text: [UInt8] = []
    /// Bytes so far, those not kept included.
    var length = 0

    mutating func append(_ piece: Span<UInt8>, head: LogHead) {
        if !isOpen {
            self.head = head
            isOpen = true
        }
        length += piece.count
        // One byte more than is kept shows whether the cut falls inside a character.
        let room = LineAssembler.longestLine + 1 - text.count
        text.append(contentsOf: piece.extracting(0..<max(0, min(room, piece.count))))
    }

    mutating func clear() {
        isOpen = false
        length = 0
        text.removeAll(keepingCapacity: text.count < 64 << 10)
    }
}
