import InquestCore

/// Reads a `Conditions:` table.
///
/// Pods show type and status; controllers a reason too; nodes also two times and a message.
struct ConditionsReader {
    let parser: ObjectParser
    private let document: DescribeDocument

    init(parser: ObjectParser) {
        self.parser = parser
        document = parser.document
    }

    /// - Returns: The line behind the table.
    func read(from line: Int, isPod: Bool, into sink: inout some FactSink) -> Int {
        var next = line
        while let row = document.nextText(next),
            parser.isStrict ? document.lines[row].indent > parser.base : true
        {
            let cells = cells(row)
            guard let first = cells.first else { break }
            if document.equals(first, "Type") || document.begins(first, "---") {
                next = row + 1
                continue
            }
            guard cells.count >= 2, isStatus(cells[1]) else { break }
            add(row, cells, isPod: isPod, into: &sink)
            next = row + 1
        }
        return next
    }

    private func isStatus(_ range: Range<Int>) -> Bool {
        document.equals(range, "True") || document.equals(range, "False") || document.equals(range, "Unknown")
    }

    private func add(_ row: Int, _ cells: [Range<Int>], isPod: Bool, into sink: inout some FactSink) {
        guard isPod || parser.kind != nil else { return }
        // A pod's conditions come without a time or a reason: those that hold say no more than its containers do.
        if isPod, document.equals(cells[1], "True") { return }
        var fact = ConditionFact()
        fact.objectKind = sink.batch.add(isPod ? "Pod" : parser.kind)
        fact.namespace = parser.namespace
        fact.objectName = parser.name
        fact.type = sink.add(cells[0], of: document)
        fact.status = sink.add(cells[1], of: document)
        fact.line = document.lines[row].number
        var reason = 2
        if cells.count > 3, let heartbeat = document.time(cells[2]), let transition = document.time(cells[3])
        {
            sink.notEarlier(than: heartbeat)
            sink.notEarlier(than: transition)
            fact.transitionAt = transition
            reason = 4
        }
        if cells.count > reason { fact.reason = sink.add(cells[reason], of: document) }
        if cells.count > reason + 1 {
            let message = cells[reason + 1].lowerBound..<document.range(row).upperBound
            fact.message = sink.add(message, of: document)
        }
        sink.batch.conditions.append(fact)
    }

    /// The cells of a row: two blanks or a tab part them; in a folded row one blank has to do.
    private func cells(_ line: Int) -> [Range<Int>] {
        let text = document.range(line)
        var cells: [Range<Int>] = []
        var start = text.lowerBound
        var index = start
        while index < text.upperBound {
            let isGap =
                isBlank(index)
                && (document.bytes[index] == 0x09 || isBlank(index + 1) || !parser.isStrict || cells.isEmpty)
            guard isGap else {
                index += 1
                continue
            }
            cells.append(start..<index)
            while isBlank(index) { index += 1 }
            start = index
        }
        if start < text.upperBound { cells.append(start..<text.upperBound) }
        return cells
    }

    private func isBlank(_ index: Int) -> Bool {
        index < document.bytes.count && (document.bytes[index] == 0x20 || document.bytes[index] == 0x09)
    }
}
