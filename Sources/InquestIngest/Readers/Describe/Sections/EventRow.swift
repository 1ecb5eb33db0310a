import InquestCore

/// One row of an Events table, as ranges of the document.
///
/// Each row is recognised by its own shape: a message that spans lines makes the tab writer align the rows
/// behind it anew, so the header's columns say nothing.
struct EventRow {
    var type: Range<Int>?
    var reason: Range<Int>
    var component: Range<Int>?
    var host: Range<Int>?
    var container: Range<Int>?
    var message: Range<Int>
    var count: Int64 = 1
    var firstAge: Age?
    var lastAge: Age?
    var firstAt: Timestamp?
    var lastAt: Timestamp?

    static func looksLikeRow(_ document: DescribeDocument, _ line: Int) -> Bool {
        let text = document.range(line)
        guard let byte = text.first.map({ document.bytes[$0] }) else { return false }
        // N(ormal), W(arning), a digit, or the weekday of an absolute time.
        guard
            byte == 0x4E || byte == 0x57 || byte &- 0x30 < 10 || byte == 0x4D || byte == 0x54 || byte == 0x46
                || byte == 0x53
                || byte == 0x3C
        else { return false }
        return modern(document, text) != nil || old(document, text) != nil
    }

    // MARK: Since 1.9 or so: Type Reason Age From Message

    static func modern(_ document: DescribeDocument, _ text: Range<Int>) -> EventRow? {
        guard document.begins(text, "Normal") || document.begins(text, "Warning") else { return nil }
        var cursor = Cursor(bytes: document.bytes, position: text.lowerBound, end: text.upperBound)
        let type = cursor.word()
        guard document.equals(type, "Normal") || document.equals(type, "Warning"), cursor.skipBlanks() > 0
        else { return nil }
        // A reason is one word, but some components write several.
        let reasonStart = cursor.position
        while true {
            let word = cursor.word()
            guard !word.isEmpty, word.upperBound - reasonStart < 120 else { return nil }
            guard cursor.skipBlanks() > 0 else { return nil }
            var ahead = cursor
            if let ages = ahead.ages() {
                return finish(type, reasonStart..<word.upperBound, ages, &ahead)
            }
        }
    }

    private static func finish(
        _ type: Range<Int>, _ reason: Range<Int>, _ ages: Cursor.Ages, _ cursor: inout Cursor
    ) -> EventRow {
        var row = EventRow(type: type, reason: reason, message: cursor.end..<cursor.end)
        row.count = ages.count
        row.lastAge = ages.last
        row.firstAge = ages.first ?? (ages.isSeries ? nil : ages.last)
        let blanks = cursor.skipBlanks()
        if blanks > 0 || cursor.position == cursor.end {
            var ahead = cursor
            if let source = ahead.source() {
                row.component = source.component
                row.host = source.host
                cursor = ahead
                _ = cursor.skipBlanks()
            }
        }
        row.message = cursor.position..<cursor.end
        return row
    }

    // MARK: Up to 1.8: FirstSeen LastSeen Count From SubObjectPath Type Reason Message

    static func old(_ document: DescribeDocument, _ text: Range<Int>) -> EventRow? {
        var cursor = Cursor(bytes: document.bytes, position: text.lowerBound, end: text.upperBound)
        guard let first = cursor.instant(), cursor.skipBlanks() > 0 else { return nil }
        var last: Cursor.Instant?
        var count: Int64?
        var ahead = cursor
        if let instant = ahead.instant(), ahead.skipBlanks() > 0 {
            last = instant
            cursor = ahead
        }
        ahead = cursor
        let number = ahead.word()
        if let value = document.integer(number), value > 0,
            number.allSatisfy({ document.bytes[$0] &- 0x30 < 10 })
        {
            count = value
            cursor = ahead
            guard cursor.skipBlanks() > 0 else { return nil }
        }
        guard let source = cursor.oldSource(), last != nil || source.isBraced else { return nil }
        var row = EventRow(reason: cursor.end..<cursor.end, message: cursor.end..<cursor.end)
        row.component = source.component
        row.host = source.host
        row.count = count ?? 1
        row.set(first: first, last: last ?? first)
        _ = cursor.skipBlanks()
        ahead = cursor
        let path = ahead.word()
        if document.begins(path, "spec.") || document.begins(path, "implicitly")
            || document.equals(path, "\"\"")
        {
            row.container = container(in: path, document)
            if document.begins(cursor.position..<cursor.end, "implicitly required container ") {
                // The path of a pod's own sandbox is the only one of several words.
                ahead.position = cursor.position + "implicitly required container ".utf8.count
                _ = ahead.word()
            }
            cursor = ahead
            _ = cursor.skipBlanks()
        }
        ahead = cursor
        let type = ahead.word()
        if document.equals(type, "Normal") || document.equals(type, "Warning") {
            row.type = type
            cursor = ahead
            _ = cursor.skipBlanks()
        }
        row.reason = cursor.word()
        guard !row.reason.isEmpty else { return nil }
        _ = cursor.skipBlanks()
        row.message = cursor.position..<cursor.end
        return row
    }

    private mutating func set(first: Cursor.Instant, last: Cursor.Instant) {
        firstAge = first.age
        lastAge = last.age
        firstAt = first.time
        lastAt = last.time
    }

    /// The name in `spec.containers{api}`.
    static func container(in path: Range<Int>, _ document: DescribeDocument) -> Range<Int>? {
        let text = document.bytes.span.extracting(path)
        guard let open = text.firstIndex(of: 0x7B), let close = text.firstIndex(of: 0x7D, from: open),
            close > open + 1
        else { return nil }
        return path.lowerBound + open + 1..<path.lowerBound + close
    }
}
