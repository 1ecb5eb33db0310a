import InquestCore

/// Reads the Events table of an object.
struct EventsReader {
    let parser: ObjectParser
    let isPod: Bool
    let containers: [DescribedContainer]
    /// What the events are about, shared by all rows.
    private var kind: TextRef = .none
    /// The command on a prompt line that ended the table.
    private(set) var prompt: PromptHint?

    private let document: DescribeDocument

    /// The kubelet writes a `Started` event some seconds after the runtime's own time, both cut to seconds.
    private static let reportedBefore: Int64 = 1
    private static let reportedAfter: Int64 = 5

    init(parser: ObjectParser, isPod: Bool, containers: [DescribedContainer]) {
        self.parser = parser
        document = parser.document
        self.isPod = isPod
        self.containers = containers
    }

    mutating func run(_ lines: Range<Int>, into sink: inout some FactSink) {
        kind = sink.batch.add(parser.kind ?? (isPod ? "Pod" : nil))
        var line = lines.lowerBound
        var rows = 0
        var strays: [Int] = []
        while line < lines.upperBound {
            defer { line += 1 }
            if document.lines[line].isBlank { continue }
            let text = document.range(line)
            if let row = EventRow.modern(document, text) ?? EventRow.old(document, text) {
                let end = rowEnd(line, lines.upperBound)
                for part in parts(of: row, line) {
                    add(part, line: line, end: end, into: &sink)
                    rows += 1
                }
                line = end - 1
            } else if isTableLine(line) {
                continue
            } else if PastedLine.isPromptOrFence(document, line) {
                prompt = PromptHint(document.string(text)) ?? prompt
            } else {
                strays.append(line)
            }
        }
        if let first = strays.first {
            sink.skip(
                strays.count == 1
                    ? "not a row of events" : "\(strays.count) lines that are no rows of events",
                excerpt: document.bytes.span.extracting(document.range(first)),
                line: document.lines[first].number)
        }
    }

    private func isTableLine(_ line: Int) -> Bool {
        document.hasKey(line, "Events") || document.begins(line, "Type ") || document.begins(line, "Type\t")
            || document.begins(line, "---") || document.begins(line, "FirstSeen")
            || document.begins(line, "No events.")
            || document.begins(line, "\u{2500}")
    }

    /// Where the next row, or something that is no part of a message, begins.
    private func rowEnd(_ line: Int, _ limit: Int) -> Int {
        var next = line + 1
        while next < limit {
            if EventRow.looksLikeRow(document, next) || PastedLine.isPromptOrFence(document, next) { break }
            next += 1
        }
        // Blank lines at the end are layout.
        while next > line + 1, document.lines[next - 1].isBlank { next -= 1 }
        return next
    }

    /// A pasted row may hold the next one on the same line.
    private func parts(of row: EventRow, _ line: Int) -> [EventRow] {
        let text = row.message
        var position = text.lowerBound
        // Two blanks come before a type, and hardly ever stand in a message.
        while position + 10 < text.upperBound {
            defer { position += 1 }
            guard document.bytes[position] == 0x20, document.bytes[position + 1] == 0x20 else { continue }
            let rest = position + 2..<text.upperBound
            guard document.begins(rest, "Normal  ") || document.begins(rest, "Warning  "),
                let fused = EventRow.modern(document, rest)
            else { continue }
            var first = row
            var end = position
            while end > text.lowerBound, document.bytes[end - 1] == 0x20 { end -= 1 }
            first.message = text.lowerBound..<end
            return [first] + parts(of: fused, line)
        }
        return [row]
    }

    private func add(_ row: EventRow, line: Int, end: Int, into sink: inout some FactSink) {
        var fact = EventFact()
        fact.namespace = parser.namespace
        fact.objectKind = kind
        fact.objectName = parser.name
        fact.type = row.type.map { sink.add($0, of: document) } ?? .none
        fact.reason = sink.add(row.reason, of: document)
        fact.component = row.component.map { sink.add($0, of: document) } ?? .none
        fact.host = row.host.map { sink.add($0, of: document) } ?? .none
        fact.count = row.count
        fact.firstAge = row.firstAge
        fact.lastAge = row.lastAge
        fact.firstAt = row.firstAt
        fact.lastAt = row.lastAt
        if let time = row.lastAt { sink.notEarlier(than: time) }
        fact.block = document.lines[parser.first].number
        fact.line = document.lines[line].number
        var message = row.message
        var container = row.container
        if let prefixed = prefixedContainer(message) {
            container = prefixed.name
            message = prefixed.rest..<message.upperBound
        }
        fact.container = container.map { sink.add($0, of: document) } ?? .none
        fact.message = text(message, line, end, into: &sink)
        narrowCapture(row, message, container, into: &sink)
        sink.batch.events.append(fact)
    }

    /// kubectl 1.35 puts the field path before the message.
    private func prefixedContainer(_ message: Range<Int>) -> (name: Range<Int>, rest: Int)? {
        guard document.begins(message, "spec."), let name = EventRow.container(in: message, document),
            document.begins(name.upperBound..<message.upperBound, "}: ")
        else { return nil }
        return (name, name.upperBound + 3)
    }

    private func text(_ first: Range<Int>, _ line: Int, _ end: Int, into sink: inout some FactSink) -> TextRef
    {
        guard end > line + 1 else { return sink.add(first, of: document) }
        var text = Array(document.bytes[first])
        for next in line + 1..<end {
            text.append(0x0A)
            text += document.bytes[Int(document.rawEnds[next - 1])..<Int(document.rawEnds[next])]
        }
        return sink.batch.add(text.span)
    }

    /// The start of a container that was never restarted, plus the age of the event that tells of it, is the
    /// instant of the capture.
    private func narrowCapture(
        _ row: EventRow, _ message: Range<Int>, _ container: Range<Int>?, into sink: inout some FactSink
    ) {
        guard document.equals(row.reason, "Started"), row.count == 1, let age = row.lastAge else { return }
        let named = container ?? startedName(message)
        for known in containers {
            guard let start = known.firstStart, let name = known.name else { continue }
            guard named.map({ document.bytes[$0] == document.bytes[name] }) ?? (containers.count == 1) else {
                continue
            }
            guard let earliest = start.later(by: age.atLeast - EventsReader.reportedBefore),
                let latest = start.later(by: age.below + EventsReader.reportedAfter)
            else { continue }
            sink.captured(between: earliest, and: latest)
        }
    }

    /// The name in `Started container api`.
    private func startedName(_ message: Range<Int>) -> Range<Int>? {
        guard document.begins(message, "Started container ") else { return nil }
        return document.firstWord(message.lowerBound + "Started container ".utf8.count..<message.upperBound)
    }
}

extension Timestamp {
    /// The instant that many seconds later; `nil` when nanoseconds cannot hold it.
    fileprivate func later(by seconds: Int64) -> Timestamp? {
        let (wait, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (instant, isTooLate) = nanoseconds.addingReportingOverflow(wait)
        return isTooLong || isTooLate ? nil : Timestamp(nanoseconds: instant)
    }
}
