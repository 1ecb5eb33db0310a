import InquestCore

/// The columns that `-o wide` adds: SUBOBJECT and SOURCE before the message, FIRST SEEN, COUNT and NAME behind it.
extension EventTableRow {
    mutating func takeWide(_ text: TableText, _ rest: Range<Int>, _ layout: Layout) {
        guard let tail = EventTableRow.tail(text, rest) else {
            hasTail = layout.isWide != true
            return
        }
        // Without a heading, only the event's name shows that this is a wide row.
        if layout.isWide == nil, !EventTableRow.isEventName(tail.name, of: name, text) { return }
        count = tail.count
        firstAge = tail.first
        let middle = rest.lowerBound..<tail.start
        message = text.trim(middle)
        if let header = layout.header, takeByOffsets(text, middle, tail.start, header) { return }
        takeByShape(text, middle)
    }

    private static func tail(
        _ text: TableText, _ rest: Range<Int>
    ) -> (start: Int, first: Age?, count: Int64, name: Range<Int>)? {
        var end = rest.upperBound
        func wordBefore(_ end: inout Int) -> Range<Int> {
            while end > rest.lowerBound, text.isBlank(end - 1) { end -= 1 }
            let last = end
            while end > rest.lowerBound, !text.isBlank(end - 1), text.bytes[end - 1] != 0x0A { end -= 1 }
            return end..<last
        }
        let name = wordBefore(&end)
        guard !name.isEmpty, let count = text.number(wordBefore(&end)) else { return nil }
        let age = wordBefore(&end)
        guard text.isAge(age) else { return nil }
        let known = AgeScanner.age(text.bytes.span.extracting(age))
        return (age.lowerBound, known.flatMap { AgeScanner.isUnset($0) ? nil : $0 }, max(1, count), name)
    }

    private static func isEventName(_ event: Range<Int>, of name: Range<Int>, _ text: TableText) -> Bool {
        event.count > name.count + 1 && text.bytes[event].starts(with: text.bytes[name])
            && text.bytes[event.lowerBound + name.count] == 0x2E
    }

    /// Takes the cells where the heading says they are, if the row is aligned with it.
    private mutating func takeByOffsets(
        _ text: TableText, _ middle: Range<Int>, _ first: Int, _ header: TableHeader
    ) -> Bool {
        guard !text.bytes[..<first].contains(0x09), !text.bytes[..<first].contains(0x0A) else { return false }
        func place(_ column: String) -> Int? {
            guard let index = header.columns.firstIndex(of: column) else { return nil }
            return EventTableRow.byte(ofCharacter: header.offsets[index], in: text)
        }
        guard place("OBJECT") == kind.lowerBound, place("FIRST SEEN") == first, let path = place("SUBOBJECT"),
            let source = place("SOURCE"), let words = place("MESSAGE"), middle.lowerBound <= path,
            path < source,
            source < words, words <= first,
            [path, source, words].allSatisfy({ text.isBlank($0 - 1) })
        else { return false }
        let sub = text.trim(path..<source)
        self.path = sub.isEmpty ? nil : sub
        take(source: text.trim(source..<words), text)
        message = text.trim(words..<first)
        return true
    }

    private static func byte(ofCharacter wanted: Int, in text: TableText) -> Int? {
        var character = 0
        for index in text.bytes.indices where text.bytes[index] & 0xC0 != 0x80 {
            if character == wanted { return index }
            character += 1
        }
        return nil
    }

    private mutating func takeByShape(_ text: TableText, _ middle: Range<Int>) {
        var cursor = EventRow.Cursor(bytes: text.bytes, position: middle.lowerBound, end: middle.upperBound)
        _ = cursor.skipBlanks()
        var ahead = cursor
        let word = ahead.word()
        if text.begins(word, "spec.") || text.begins(word, "status.") || text.begins(word, "metadata.") {
            path = word
            cursor = ahead
            _ = cursor.skipBlanks()
        }
        ahead = cursor
        if let source = ahead.source(), let component = source.component {
            let isAlone = text.trim(ahead.position..<middle.upperBound).isEmpty
            let isLowercase = text.bytes[component.lowerBound] &- 0x61 < 26
            if !isAlone || isLowercase {
                take(source: component.lowerBound..<(source.host ?? component).upperBound, text)
                cursor = ahead
            }
        }
        message = text.trim(cursor.position..<middle.upperBound)
    }

    /// `kubelet, node-a` or `kubelet`.
    private mutating func take(source: Range<Int>, _ text: TableText) {
        let words = text.words(source, limit: 2)
        guard var first = words.first else { return }
        if let last = first.last, text.bytes[last] == 0x2C { first = first.dropLast() }
        component = first
        guard words.count > 1 else { return }
        // Recorders of newer events print themselves there, as `component-hostname`: that is no node.
        let isReporter = text.bytes[words[1]].starts(with: text.bytes[first] + [0x2D])
        host = isReporter ? nil : words[1]
    }
}
