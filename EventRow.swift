import InquestCore

/// One row of an Events table: where its cells stand.
struct EventRow {
    var type: Range<Int>?
    var reason = 0..<0
    var firstAge: Age?
    var lastAge: Age?
    var firstAt: Timestamp?
    var lastAt: Timestamp?
    /// Whether only the printer with a single unit writes one of the ages.
    var hasSingleUnitAge = false
    var count: Int64 = 1
    var component: Range<Int>?
    var host: Range<Int>?
    var container: Range<Int>?
    /// Where the message begins.
    var message = 0
}

/// Which columns a table with `FirstSeen` has, as its header says.
struct OldColumns {
    var hasLastSeen = true
    var hasCount = true
}

/// Reads rows by their own shape.
///
/// The header's columns say nothing: kubectl aligns rows anew behind every message of several lines.
struct EventRowReader {
    /// Reads `Type Reason Age From Message`.
    ///
    /// - Returns: `nil` when the text from `start` on is no such row.
    static func row(_ text: Span<UInt8>, from start: Int, to end: Int) -> EventRow? {
        guard text.hasPrefix("Normal", at: start, to: end) || text.hasPrefix("Warning", at: start, to: end) else {
            return nil
        }
        let typeEnd = text.tokenEnd(from: start, to: end)
        guard typeEnd - start == (text[start] == 0x4E ? 6 : 7) else { return nil }
        let reason = text.skippingBlanks(from: typeEnd, to: end)
        // Reasons of some controllers hold blanks; a paste may have lost all but one blank between cells.
        for reasonEnd in [text.cellEnd(from: reason, to: end), text.tokenEnd(from: reason, to: end)] {
            var row = EventRow()
            row.type = start..<typeEnd
            row.reason = reason..<reasonEnd
            if reasonEnd > reason, let position = ages(text, reasonEnd, end, &row) {
                from(text, position, end, &row)
                return row
            }
        }
        return nil
    }

    /// Reads `FirstSeen LastSeen Count From SubObjectPath Type Reason Message`, the table of clients up to 1.8.
    static func oldRow(
        _ text: Span<UInt8>, from start: Int, to end: Int, _ columns: OldColumns
    ) -> EventRow? {
        var row = EventRow()
        var position = start
        guard let first = moment(text, &position, end, &row) else { return nil }
        (row.firstAge, row.firstAt) = (first.age, first.time)
        (row.lastAge, row.lastAt) = (first.age, first.time)
        if columns.hasLastSeen {
            guard let last = moment(text, &position, end, &row) else { return nil }
            (row.lastAge, row.lastAt) = (last.age, last.time)
        }
        if columns.hasCount {
            let word = position..<text.tokenEnd(from: position, to: end)
            guard let count = text.integer(word), count >= 0 else { return nil }
            row.count = max(1, count)
            position = text.skippingBlanks(from: word.upperBound, to: end)
        }
        oldFrom(text, &position, end, &row)
        subObject(text, &position, end, &row)
        if let type = type(text, position, end) {
            row.type = type
            position = text.skippingBlanks(from: type.upperBound, to: end)
        }
        let reasonEnd = reasonEnd(text, position, end)
        row.reason = position..<reasonEnd
        row.message = text.skippingBlanks(from: reasonEnd, to: end)
        return row.reason.isEmpty ? nil : row
    }
}

// MARK: - Cells of the present table

extension EventRowReader {
    /// Reads `3m` or `3m (x4 over 10m)`: the last age, the count and the first age.
    ///
    /// - Returns: Where the next cell begins.
    private static func ages(
        _ text: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow
    ) -> Int? {
        var position = text.skippingBlanks(from: start, to: end)
        let last = position..<text.tokenEnd(from: position, to: end)
        guard isAge(text, last) else { return nil }
        row.lastAge = age(text, last, &row)
        row.firstAge = row.lastAge
        position = text.skippingBlanks(from: last.upperBound, to: end)
        guard text.hasPrefix("(x", at: position, to: end) else { return position }
        let count = position + 2..<text.tokenEnd(from: position + 2, to: end)
        let over = text.skippingBlanks(from: count.upperBound, to: end)
        guard let value = text.integer(count), text.hasPrefix("over ", at: over, to: end) else { return position }
        let first = text.skippingBlanks(from: over + 5, to: end)
        var firstEnd = first
        while firstEnd < end, text[firstEnd] != 0x29 { firstEnd += 1 }
        guard firstEnd < end, isAge(text, first..<firstEnd) else { return position }
        row.count = max(1, value)
        row.firstAge = age(text, first..<firstEnd, &row)
        return text.skippingBlanks(from: firstEnd + 1, to: end)
    }

    private static func isAge(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if text.equals(range, "<unknown>") || text.equals(range, "<invalid>") { return true }
        return AgeScanner.age(text.extracting(range)) != nil
    }

    private static func age(_ text: Span<UInt8>, _ range: Range<Int>, _ row: inout EventRow) -> Age? {
        if AgeScanner.isSingleUnit(text.extracting(range)) { row.hasSingleUnitAge = true }
        return AgeScanner.age(text.extracting(range))
    }

    /// Reads `kubelet`, `kubelet, node-a` or nothing, and the message behind it.
    private static func from(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ row: inout EventRow) {
        row.message = start
        let word = text.tokenEnd(from: start, to: end)
        guard word > start, isComponent(text, start..<word) else { return }
        if text[word - 1] == 0x2C {
            // "kubelet, node-a" of clients up to 1.18; a lone "kubelet," would be the message's first word.
            let host = text.skippingBlanks(from: word, to: end)
            let hostEnd = text.tokenEnd(from: host, to: end)
            guard host == word + 1, isGap(text, hostEnd, end) else { return }
            row.component = start..<word - 1
            row.host = host..<hostEnd
            row.message = text.skippingBlanks(from: hostEnd, to: end)
            return
        }
        // One blank only: the cell is empty, and this is the message, unless the row lost its blanks.
        guard isGap(text, word, end) || isCollapsed(text, start, row) else { return }
        row.component = start..<word
        row.message = text.skippingBlanks(from: word, to: end)
    }

    private static func isComponent(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range {
            let byte = text[index]
            let isWord =
                byte &- 0x61 < 26 || byte &- 0x41 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x2E
                || byte == 0x2F || byte == 0x2D || byte == 0x3A
            if !isWord, byte != 0x2C || index != range.upperBound - 1 { return false }
        }
        return true
    }

    /// Whether a cell ends at `position`.
    private static func isGap(_ text: Span<UInt8>, _ position: Int, _ end: Int) -> Bool {
        if position >= end || text[position] == 0x09 { return true }
        return position + 1 >= end || text.isBlank(position + 1)
    }

    /// Whether only one blank stands between the cells so far.
    private static func isCollapsed(_ text: Span<UInt8>, _ from: Int, _ row: EventRow) -> Bool {
        guard let type = row.type else { return false }
        return row.reason.lowerBound == type.upperBound + 1 && from > 0 && !text.isBlank(from - 2)
    }
}

// MARK: - Cells of the old table

extension EventRowReader {
    /// A relative or absolute time, and the blanks behind it.
    private static func moment(
        _ text: Span<UInt8>, _ position: inout Int, _ end: Int, _ row: inout EventRow
    ) -> (age: Age?, time: Timestamp?)? {
        if position + 31 <= end, text[position + 3] == 0x2C,
            let time = Timestamp(rfc1123: text.extracting(position..<position + 31))
        {
            position = text.skippingBlanks(from: position + 31, to: end)
            return (nil, time)
        }
        let word = position..<text.tokenEnd(from: position, to: end)
        guard isAge(text, word) else { return nil }
        position = text.skippingBlanks(from: word.upperBound, to: end)
        row.hasSingleUnitAge = true
        return (AgeScanner.age(text.extracting(word)).map(AgeScanner.singleUnit), nil)
    }

    /// Reads `{kubelet node-a}`, `{scheduler }`, `{deployment-controller}`, `kubelet, node-a` or nothing.
    private static func oldFrom(
        _ text: Span<UInt8>, _ position: inout Int, _ end: Int, _ row: inout EventRow
    ) {
        guard position < end else { return }
        if text[position] == 0x7B {
            var close = position
            while close < end, text[close] != 0x7D { close += 1 }
            let inside = text.trimmed(position + 1..<close)
            let component = inside.lowerBound..<text.tokenEnd(from: inside.lowerBound, to: inside.upperBound)
            let host = text.trimmed(component.upperBound..<inside.upperBound)
            if !component.isEmpty { row.component = component }
            if !host.isEmpty { row.host = host }
            position = text.skippingBlanks(from: min(end, close + 1), to: end)
            return
        }
        // An empty cell: the type or the container comes next.
        if type(text, position, end) != nil || text.hasPrefix("spec.", at: position, to: end) { return }
        var word = position..<text.tokenEnd(from: position, to: end)
        if text[word.upperBound - 1] == 0x2C {
            let host = text.skippingBlanks(from: word.upperBound, to: end)
            row.host = host..<text.tokenEnd(from: host, to: end)
            position = text.skippingBlanks(from: row.host?.upperBound ?? host, to: end)
            word = word.lowerBound..<word.upperBound - 1
        } else {
            position = text.skippingBlanks(from: word.upperBound, to: end)
        }
        row.component = word
    }

    /// Reads `spec.containers{api}`; other paths name no container.
    private static func subObject(
        _ text: Span<UInt8>, _ position: inout Int, _ end: Int, _ row: inout EventRow
    ) {
        if text.hasPrefix("implicitly required", at: position, to: end) {
            // The pause container of 2015: "implicitly required container POD".
            position = text.skippingBlanks(from: text.cellEnd(from: position, to: end), to: end)
        } else if text.hasPrefix("spec.", at: position, to: end) {
            let path = position..<text.tokenEnd(from: position, to: end)
            row.container = container(text, path)
            position = text.skippingBlanks(from: path.upperBound, to: end)
        }
    }

    /// The name between the braces of `spec.containers{api}`.
    static func container(_ text: Span<UInt8>, _ path: Range<Int>) -> Range<Int>? {
        guard let open = text.extracting(path).firstIndex(of: 0x7B), text[path.upperBound - 1] == 0x7D else { return nil }
        let name = path.lowerBound + open + 1..<path.upperBound - 1
        return name.isEmpty ? nil : name
    }

    private static func type(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int>? {
        let word = start..<text.tokenEnd(from: start, to: end)
        return text.equals(word, "Normal") || text.equals(word, "Warning") ? word : nil
    }

    /// Reasons are one word in a row that lost its blanks; otherwise a cell, which may hold blanks.
    private static func reasonEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        let cell = text.cellEnd(from: start, to: end)
        return cell < end ? cell : text.tokenEnd(from: start, to: end)
    }
}
