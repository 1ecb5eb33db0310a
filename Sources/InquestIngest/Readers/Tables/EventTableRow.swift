import InquestCore

/// One row of an event table, as ranges of its text.
///
/// Rows are recognised by their own shape: messages with newlines and long lists make clients align rows anew, so
/// the columns of the heading need not be those of the row.
struct EventTableRow {
    var namespace: Range<Int>?
    var type: Range<Int>?
    var reason: Range<Int>?
    var kind: Range<Int>
    var name: Range<Int>
    /// The field path, such as `spec.containers{api}`.
    var path: Range<Int>?
    var component: Range<Int>?
    var host: Range<Int>?
    var message: Range<Int>
    /// `nil` when the table does not show it.
    var count: Int64?
    var firstAge: Age?
    var lastAge: Age?
    /// Whether the row came to the columns that stand behind the message.
    var hasTail = true

    /// What is known of a table before its rows are read.
    struct Layout {
        /// `nil` when there is no heading.
        var hasNamespace: Bool?
        var isOld = false
        /// Whether SUBOBJECT, SOURCE, FIRST SEEN, COUNT and NAME are there; `nil` when there is no heading.
        var isWide: Bool?
        var header: TableHeader?

        init(_ header: TableHeader?) {
            self.header = header
            hasNamespace = header?.has("NAMESPACE")
            isOld = header?.kind == .oldEvents
            isWide = header.map { $0.has("SOURCE") && $0.kind == .events }
        }
    }

    /// Reads a row with the lines that belong to its message; `nil` when it is no row.
    init?(_ text: TableText, _ layout: Layout) {
        guard let row = layout.isOld ? EventTableRow.old(text, layout) : EventTableRow.modern(text, layout)
        else { return nil }
        self = row
    }

    private init(kind: Range<Int>, name: Range<Int>, message: Range<Int>) {
        self.kind = kind
        self.name = name
        self.message = message
    }

    /// Whether a first line is that of a row.
    static func begins(_ text: TableText, _ layout: Layout) -> Bool { EventTableRow(text, layout) != nil }

    private static func firstLine(_ text: TableText) -> Range<Int> {
        0..<(text.bytes.firstIndex(of: 0x0A) ?? text.bytes.count)
    }

    // MARK: Since 1.14: LAST SEEN, TYPE, REASON, OBJECT, …, MESSAGE

    private static func modern(_ text: TableText, _ layout: Layout) -> EventTableRow? {
        let line = firstLine(text)
        var cursor = EventRow.Cursor(bytes: text.bytes, position: line.lowerBound, end: line.upperBound)
        _ = cursor.skipBlanks()
        let namespace = takeNamespace(text, layout, &cursor) { $0.ages() != nil }
        guard let isThere = namespace, let ages = cursor.ages(), cursor.skipBlanks() > 0 else { return nil }
        let type = cursor.word()
        guard text.equals(type, "Normal") || text.equals(type, "Warning"), cursor.skipBlanks() > 0 else {
            return nil
        }
        guard let object = takeObject(text, &cursor) else { return nil }
        let rest = cursor.position..<text.bytes.count
        var row = EventTableRow(kind: object.kind, name: object.name, message: text.trim(rest))
        row.namespace = isThere
        row.type = type
        row.reason = object.reason
        row.lastAge = ages.last
        let printsCounts = text.bytes[object.kind.lowerBound] &- 0x41 < 26
        if ages.isSeries {
            row.count = ages.count
            row.firstAge = ages.first
        } else if printsCounts {
            row.count = 1
            row.firstAge = ages.last
        }
        if layout.isWide != false { row.takeWide(text, rest, layout) }
        return row
    }

    /// Takes the namespace if there is one.
    ///
    /// - Returns: `nil` when the row does not begin as the layout says; `.some(nil)` without a namespace.
    private static func takeNamespace(
        _ text: TableText, _ layout: Layout, _ cursor: inout EventRow.Cursor,
        _ isTime: (inout EventRow.Cursor) -> Bool
    ) -> Range<Int>?? {
        if layout.hasNamespace != true {
            var ahead = cursor
            if isTime(&ahead) { return .some(nil) }
            if layout.hasNamespace == false { return nil }
        }
        let word = cursor.word()
        guard text.isName(word), cursor.skipBlanks() > 0 else { return nil }
        return .some(word)
    }

    /// Takes the reason, which may be several words or none, and the object behind it.
    private static func takeObject(
        _ text: TableText, _ cursor: inout EventRow.Cursor
    ) -> (reason: Range<Int>?, kind: Range<Int>, name: Range<Int>)? {
        let start = cursor.position
        var reasonEnd = start
        while true {
            let word = cursor.word()
            guard !word.isEmpty, word.upperBound - start < 400 else { return nil }
            if let object = object(text, word) {
                return (reasonEnd > start ? start..<reasonEnd : nil, object.kind, object.name)
            }
            reasonEnd = word.upperBound
            guard cursor.skipBlanks() > 0 else { return nil }
        }
    }

    /// `pod/api-0`, `Pod/api-0` or `deployment.apps/api`.
    private static func object(_ text: TableText, _ word: Range<Int>) -> (kind: Range<Int>, name: Range<Int>)?
    {
        guard let slash = text.bytes[word].firstIndex(of: 0x2F), slash > word.lowerBound,
            slash + 1 < word.upperBound
        else { return nil }
        let kind = word.lowerBound..<slash
        guard (text.bytes[kind.lowerBound] | 0x20) &- 0x61 < 26,
            kind.allSatisfy({ index in
                let byte = text.bytes[index]
                return (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2E || byte == 0x2D
            })
        else { return nil }
        return (kind, slash + 1..<word.upperBound)
    }

    // MARK: Up to 1.13: LASTSEEN, FIRSTSEEN, COUNT, NAME, KIND, SUBOBJECT, TYPE, REASON, SOURCE, MESSAGE

    private static func old(_ text: TableText, _ layout: Layout) -> EventTableRow? {
        let line = firstLine(text)
        var cursor = EventRow.Cursor(bytes: text.bytes, position: line.lowerBound, end: line.upperBound)
        _ = cursor.skipBlanks()
        let namespace = takeNamespace(text, layout, &cursor) { $0.instant() != nil }
        guard let isThere = namespace, let one = oldAge(text, &cursor), let other = oldAge(text, &cursor),
            let count = text.number(cursor.word()), count > 0, cursor.skipBlanks() > 0
        else { return nil }
        let name = cursor.word()
        guard text.isName(name), cursor.skipBlanks() > 0 else { return nil }
        let kind = cursor.word()
        guard let capital = kind.first, text.bytes[capital] &- 0x41 < 26, cursor.skipBlanks() > 0 else {
            return nil
        }
        var row = EventTableRow(kind: kind, name: withoutHash(name, text), message: cursor.end..<cursor.end)
        row.namespace = isThere
        row.count = count
        let lastComesFirst = layout.header?.columns.first { $0.hasSuffix("SEEN") } != "FIRSTSEEN"
        row.lastAge = lastComesFirst ? one : other
        row.firstAge = lastComesFirst ? other : one
        var ahead = cursor
        let path = ahead.word()
        if text.begins(path, "spec.") || text.begins(path, "status.") || text.equals(path, "\"\"") {
            row.path = path
            cursor = ahead
            _ = cursor.skipBlanks()
        }
        ahead = cursor
        let type = ahead.word()
        if text.equals(type, "Normal") || text.equals(type, "Warning") {
            row.type = type
            cursor = ahead
            _ = cursor.skipBlanks()
        }
        row.reason = cursor.word()
        guard row.reason?.isEmpty == false else { return nil }
        _ = cursor.skipBlanks()
        ahead = cursor
        if let source = ahead.oldSource() {
            row.component = source.component
            row.host = source.host
            cursor = ahead
            _ = cursor.skipBlanks()
        }
        row.message = text.trim(cursor.position..<text.bytes.count)
        return row
    }

    private static func oldAge(_ text: TableText, _ cursor: inout EventRow.Cursor) -> Age?? {
        let word = cursor.word()
        guard text.isAge(word), cursor.skipBlanks() > 0 else { return nil }
        return .some(AgeScanner.oldAge(text.bytes.span.extracting(word)))
    }

    /// Some old clients print the event's own name: the object's, and the hexadecimal time behind a dot.
    private static func withoutHash(_ name: Range<Int>, _ text: TableText) -> Range<Int> {
        guard name.count > 17, text.bytes[name.upperBound - 17] == 0x2E,
            (name.upperBound - 16..<name.upperBound).allSatisfy({
                KubernetesName.isHexadecimal(text.bytes[$0])
            })
        else { return name }
        return name.lowerBound..<name.upperBound - 17
    }
}
