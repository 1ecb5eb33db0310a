import InquestCore

/// Reads a `State:` or `Last State:` with the fields below it.
struct StateReader {
    let parser: ObjectParser
    /// Index of the container in the batch.
    let container: Int32

    private let document: DescribeDocument

    init(parser: ObjectParser, container: Int32) {
        self.parser = parser
        document = parser.document
        self.container = container
    }

    /// - Returns: The line behind the state.
    mutating func read(from line: Int, slot: TerminationFact.Slot, into sink: inout some FactSink) -> Int {
        let word = document.firstWord(document.value(line))
        if document.equals(word, "Terminated") {
            if slot == .state { sink.batch.containers[Int(container)].state = .terminated }
            return readTerminated(from: line, slot: slot, into: &sink)
        }
        if slot == .state {
            sink.batch.containers[Int(container)].state =
                document.equals(word, "Running") ? .running : .waiting
        }
        var next = line + 1
        while let field = document.nextText(next), isField(field) {
            let value = document.value(field)
            if document.hasKey(field, "Started"), slot == .state {
                let time = document.time(value)
                sink.batch.containers[Int(container)].runningSince = time
                if let time { sink.notEarlier(than: time) }
            } else if document.hasKey(field, "Reason"), slot == .state {
                sink.batch.containers[Int(container)].waitingReason = sink.add(
                    document.firstWord(value), of: document)
            }
            next = field + 1
        }
        return next
    }

    /// Reads the rest of an ended run whose `Last State:` line was cut off.
    mutating func readTail(from line: Int, slot: TerminationFact.Slot, into sink: inout some FactSink) -> Int
    {
        readTerminated(from: line - 1, slot: slot, into: &sink)
    }

    private func isField(_ line: Int) -> Bool {
        guard parser.isAt(6, line) else { return false }
        return document.hasKey(line, "Reason") || document.hasKey(line, "Message")
            || document.hasKey(line, "Started")
            || document.hasKey(line, "Finished") || document.hasKey(line, "Exit Code")
            || document.hasKey(line, "Signal")
    }

    private mutating func readTerminated(
        from line: Int, slot: TerminationFact.Slot, into sink: inout some FactSink
    ) -> Int {
        var fact = TerminationFact(container: container, slot: slot, exitCode: 0)
        var exitCode: Int64?
        fact.line = document.lines[max(line, 0)].number
        var next = line + 1
        while let field = document.nextText(next), isField(field) {
            let value = document.value(field)
            next = field + 1
            if document.hasKey(field, "Reason") {
                fact.reason = sink.add(document.firstWord(value), of: document)
            } else if document.hasKey(field, "Message") {
                let tail = tail(after: field)
                fact.message = message(from: field, to: tail, into: &sink)
                next = tail
            } else if document.hasKey(field, "Exit Code") {
                exitCode = document.integer(value)
            } else if document.hasKey(field, "Signal") {
                fact.signal = document.integer(value).flatMap { Int32(exactly: $0) }.flatMap {
                    $0 == 0 ? nil : $0
                }
            } else if document.hasKey(field, "Started") {
                // A second start belongs to what comes next, where blanks were lost.
                if fact.startedAt != nil {
                    next = field
                    break
                }
                fact.startedAt = time(value, field, into: &sink)
            } else {
                fact.finishedAt = time(value, field, into: &sink)
                break
            }
        }
        guard let code = exitCode.flatMap({ Int32(exactly: $0) }) else {
            sink.skip(
                "an ended run without an exit code",
                excerpt: document.bytes.span.extracting(document.range(max(line, 0))),
                line: fact.line)
            return next
        }
        fact.exitCode = code
        sink.batch.terminations.append(fact)
        return next
    }

    private func time(_ value: Range<Int>, _ line: Int, into sink: inout some FactSink) -> Timestamp? {
        if let time = document.time(value) {
            sink.notEarlier(than: time)
            return time
        }
        let isZero = document.bytes.span.extracting(value).contains(" 0001 ")
        if !isZero, !value.isEmpty {
            sink.skip(
                "a time that is cut off or of an unknown form",
                excerpt: document.bytes.span.extracting(document.range(line)),
                line: document.lines[line].number)
        }
        return nil
    }

    // MARK: Messages

    /// The line at which a termination message ends: a message can hold anything, so only the complete run of
    /// fields that kubectl prints behind it counts, and the earliest of these.
    private func tail(after message: Int) -> Int {
        var loose: Int?
        for line in message + 1..<max(document.count, message + 1) {
            guard document.hasKey(line, "Exit Code"), parser.isAt(6, line) else { continue }
            loose = loose ?? line
            if isCompleteTail(line, after: message) { return line }
        }
        return loose ?? document.count
    }

    private func isCompleteTail(_ line: Int, after message: Int) -> Bool {
        guard document.integer(document.value(line)) != nil else { return false }
        var next = line + 1
        if next < document.count, document.hasKey(next, "Signal") { next += 1 }
        guard next + (parser.isHeadless ? 1 : 2) < document.count, document.hasKey(next, "Started"),
            parser.isAt(6, next),
            document.hasKey(next + 1, "Finished"), parser.isAt(6, next + 1)
        else { return false }
        // A piece cut out by grep has nothing behind.
        if parser.isHeadless, line == message + 1 { return true }
        guard next + 2 < document.count, parser.isAt(4, next + 2) else { return false }
        return document.hasKey(next + 2, "Last State") || document.hasKey(next + 2, "Ready")
    }

    private func message(from line: Int, to tail: Int, into sink: inout some FactSink) -> TextRef {
        let value = document.value(line)
        guard tail > line + 1 else { return sink.add(value, of: document) }
        // Blanks between the key and an empty first line are layout.
        let start = value.isEmpty ? Int(document.rawEnds[line]) : value.lowerBound
        // Lines were stored without their newlines: put them back.
        var text: [UInt8] = Array(document.bytes[start..<Int(document.rawEnds[line])])
        for next in line + 1..<tail {
            text.append(0x0A)
            text += document.bytes[Int(document.rawEnds[next - 1])..<Int(document.rawEnds[next])]
        }
        while let last = text.last, last == 0x0A || last == 0x20 { text.removeLast() }
        return text.isEmpty ? .none : sink.batch.add(text.span)
    }
}
