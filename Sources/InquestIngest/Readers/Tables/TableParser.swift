import InquestCore

/// Goes through the lines of a text that holds tables.
struct TableParser {
    /// Bytes of an event's row that are held: the API allows messages of 1 KiB, which printing may stretch.
    private static let longestRow = 64 << 10

    /// A row of an event table whose message may go on.
    private struct OpenRow {
        var text: TableText
        let line: UInt32
        var facts: EventTableFacts
        /// Empty lines behind it, which belong to the message if more of it follows.
        var blanks = 0
    }

    /// Lines without use in a row.
    private struct Strays {
        var count = 0
        var line: UInt32 = 0
        var excerpt: [UInt8] = []
    }

    private let hint: String?
    private var commandNamespace: String?
    private var header: TableHeader?
    private var block: UInt32 = 0
    private var row: OpenRow?
    private var strays = Strays()

    init(_ context: ReadContext) { hint = context.hints.namespace }

    private var namespace: String? { commandNamespace ?? hint }

    /// - Parameter isCut: Whether the text ends here without a newline.
    mutating func take(_ line: Span<UInt8>, number: UInt32, isCut: Bool, into sink: inout some FactSink) {
        let text = TableText(line)
        if text.trimmed.isEmpty { return takeBlank() }
        if takeRow(text, number: number, isCut: isCut, into: &sink) { return }
        if let command = TableCommand(text) {
            endTable(into: &sink)
            commandNamespace = command.namespace
            return
        }
        if let found = TableHeader(text) {
            endTable(into: &sink)
            header = found
            block = number
            if case .other(let what) = found.kind {
                sink.skip(
                    "a table of \(what), which says nothing about container deaths", excerpt: line,
                    line: number)
            }
            return
        }
        if isEmptyAnswer(text) { return endTable(into: &sink) }
        if !continueRow(text, isCut: isCut, into: &sink) { stray(text, number) }
    }

    mutating func finish(into sink: inout some FactSink) { endTable(into: &sink) }

    // MARK: Rows

    private mutating func takeRow(
        _ text: TableText, number: UInt32, isCut: Bool, into sink: inout some FactSink
    ) -> Bool {
        let objects = ObjectTableRows(header: header, namespace: namespace)
        switch header?.kind {
        case .events, .oldEvents: return openRow(text, number: number, isCut: isCut, into: &sink)
        case .pods: return objects.addPod(text, line: number, isCut: isCut, into: &sink)
        case .nodes: return objects.addNode(text, line: number, into: &sink)
        case .docker, .crictl: return takeRuntimeRow(text, number: number, isCut: isCut, into: &sink)
        case .other:
            if !isCut, objects.addWorkload(text, line: number, into: &sink) { return true }
            return TableHeader(text) == nil && TableCommand(text) == nil
        case nil:
            return openRow(text, number: number, isCut: isCut, into: &sink)
                || objects.addPod(text, line: number, isCut: isCut, into: &sink)
                || objects.addNode(text, line: number, into: &sink)
        }
    }

    private mutating func takeRuntimeRow(
        _ text: TableText, number: UInt32, isCut: Bool, into sink: inout some FactSink
    ) -> Bool {
        guard let header else { return false }
        guard !isCut else {
            sink.skip(
                "the text ends inside this row; if the row is whole, end it with a newline",
                excerpt: text.bytes.span, line: number)
            return true
        }
        let rows = RuntimeTableRows(header: header)
        return header.kind == .docker
            ? rows.addDocker(text, line: number, into: &sink)
            : rows.addCrictl(text, line: number, into: &sink)
    }

    private mutating func openRow(
        _ text: TableText, number: UInt32, isCut: Bool, into sink: inout some FactSink
    ) -> Bool {
        let layout = EventTableRow.Layout(header)
        guard EventTableRow.begins(text, layout) else { return false }
        closeRow(isCut: false, into: &sink)
        flushStrays(into: &sink)
        if header == nil, block == 0 { block = number }
        row = OpenRow(
            text: text, line: number,
            facts: EventTableFacts(layout: layout, namespace: namespace, block: block))
        if isCut { closeRow(isCut: true, into: &sink) }
        return true
    }

    /// Takes a line for more of the message before it.
    private mutating func continueRow(_ text: TableText, isCut: Bool, into sink: inout some FactSink) -> Bool
    {
        guard var open = row else { return false }
        guard !isCut else {
            // It may be more of the message or the beginning of another row: nobody can tell any more.
            let hasMessage = EventTableRow(open.text, open.facts.layout)?.message.isEmpty == false
            closeRow(isCut: hasMessage, into: &sink)
            return false
        }
        let room = TableParser.longestRow - open.text.bytes.count - open.blanks
        guard text.bytes.count < room, !isComplete(open) else {
            closeRow(isCut: false, into: &sink)
            return false
        }
        // With one owner the text grows in place.
        row = nil
        for _ in 0...open.blanks { open.text.bytes.append(0x0A) }
        open.text.bytes += text.bytes
        open.blanks = 0
        row = open
        return true
    }

    /// Whether the columns behind the message have come.
    private func isComplete(_ open: OpenRow) -> Bool {
        guard open.facts.layout.isWide == true else { return false }
        return EventTableRow(open.text, open.facts.layout)?.hasTail == true
    }

    private mutating func takeBlank() {
        if row != nil { row?.blanks += 1 }
    }

    private mutating func closeRow(isCut: Bool, into sink: inout some FactSink) {
        guard let open = row else { return }
        row = nil
        open.facts.add(open.text, line: open.line, isCut: isCut, into: &sink)
    }

    // MARK: Between tables

    private mutating func endTable(into sink: inout some FactSink) {
        closeRow(isCut: false, into: &sink)
        flushStrays(into: &sink)
        header = nil
        block = 0
        sink.boundary()
    }

    private func isEmptyAnswer(_ text: TableText) -> Bool {
        let range = text.trimmed
        return text.begins(range, "No resources found") || text.begins(range, "No events found")
            || text.equals(range, "stdout:") || text.equals(range, "stderr:")
    }

    private mutating func stray(_ text: TableText, _ number: UInt32) {
        if strays.count == 0 {
            strays.line = number
            strays.excerpt = Array(text.bytes.prefix(200))
        }
        strays.count += 1
    }

    private mutating func flushStrays(into sink: inout some FactSink) {
        guard strays.count > 0 else { return }
        sink.skip(
            strays.count == 1 ? "not a row of a table" : "\(strays.count) lines that are no rows of a table",
            excerpt: strays.excerpt.span, line: strays.line)
        strays = Strays()
    }
}
