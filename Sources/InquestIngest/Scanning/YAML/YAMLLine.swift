import InquestCore

/// A line of a YAML text as far as it shows where documents and list items begin.
struct YAMLLine {
    enum Kind: Equatable {
        case blank
        case comment
        /// `---` or `...`
        case separator
        /// `- `, with or without something behind it.
        case element
        /// `name:`, with or without a value.
        case member
        case other
    }

    /// What a member's name tells of the document.
    enum Role {
        case none
        case version
        case kind
        /// `items` and `events`, whose value begins on the next line.
        case list
        /// Another name that hardly any other text begins a line with.
        case mark
    }

    let kind: Kind
    /// Blanks before it.
    let column: Int
    /// Where its contents begin: behind the dashes of elements.
    private(set) var content: Int
    /// The name of the member that begins on it, behind dashes too; empty when none does.
    private(set) var name = 0..<0
    /// Where the value of that member begins; `nil` when the line holds none.
    private(set) var value: Int?
    private(set) var role = Role.none

    init(_ line: Span<UInt8>) {
        let end = YAMLLine.trimmedEnd(of: line)
        let start = min(YAMLLine.column(of: line), end)
        column = start
        content = start
        guard start < end else {
            kind = .blank
            return
        }
        while content < end, line[content] == 0x2D, content + 1 == end || YAMLLine.isBlank(line[content + 1])
        {
            content += 1
            while content < end, YAMLLine.isBlank(line[content]) { content += 1 }
        }
        if let name = YAMLLine.name(in: line, from: content, to: end) {
            self.name = name.range
            var position = name.end
            while position < end, YAMLLine.isBlank(line[position]) { position += 1 }
            if position < end, line[position] != 0x23 { value = position }
            role = YAMLLine.role(of: line.extracting(name.range), hasValue: value != nil)
        }
        let rest = line.extracting(start..<end)
        if content > start {
            kind = .element
        } else if rest[0] == 0x23 {
            kind = .comment
        } else if YAMLLine.isSeparator(rest) {
            kind = .separator
        } else {
            kind = name.isEmpty ? .other : .member
        }
    }

    /// Blanks at the beginning of a line.
    @inline(__always)
    static func column(of line: Span<UInt8>) -> Int {
        var column = 0
        while column < line.count, line[column] == 0x20 { column += 1 }
        return column
    }

    private static func role(of name: Span<UInt8>, hasValue: Bool) -> Role {
        if name.equalsIgnoringCase("apiversion") { return .version }
        if name.equalsIgnoringCase("kind") { return .kind }
        if name.equalsIgnoringCase("items") { return hasValue ? .mark : .list }
        if name.equalsIgnoringCase("events") { return hasValue ? .none : .list }
        let marks: [StaticString] = ["metadata", "object", "involvedobject"]
        return marks.contains { name.equalsIgnoringCase($0) } ? .mark : .none
    }

    private static func isSeparator(_ text: Span<UInt8>) -> Bool {
        guard text.hasPrefix("---") || text.hasPrefix("...") else { return false }
        return text.count == 3 || isBlank(text[3])
    }

    /// The name of a member of an object of Kubernetes, in quotes or without, and where the colon behind it ends.
    private static func name(in line: Span<UInt8>, from start: Int, to end: Int) -> (
        range: Range<Int>, end: Int
    )? {
        guard start < end else { return nil }
        let quote = line[start] == 0x22 || line[start] == 0x27
        let first = quote ? start + 1 : start
        var position = first
        while position < end, isInName(line[position]) { position += 1 }
        let last = position
        guard last > first else { return nil }
        if quote {
            guard position < end, line[position] == line[start] else { return nil }
            position += 1
        }
        guard position < end, line[position] == 0x3A, position + 1 == end || isBlank(line[position + 1])
        else { return nil }
        return (first..<last, position + 1)
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E || byte == 0x2F
            || byte == 0x5F
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func trimmedEnd(of line: Span<UInt8>) -> Int {
        var end = line.count
        while end > 0, isBlank(line[end - 1]) || line[end - 1] == 0x0D || line[end - 1] == 0x0A { end -= 1 }
        return end
    }
}
