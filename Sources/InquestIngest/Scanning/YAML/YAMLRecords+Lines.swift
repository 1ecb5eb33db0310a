import InquestCore

/// Lines on which a record ends.
enum YAMLRule {
    case document(column: Int)
    case element(dash: Int)

    var column: Int {
        switch self {
        case .document(let column): column
        case .element(let dash): dash
        }
    }
}

/// What the members of an object around a list say of it.
struct YAMLHeader {
    /// The `kind`, where it came so far.
    var kind: [UInt8] = []
    var hasVersion = false

    /// Whether the kind is still to come: Kubernetes' tools write it behind the items.
    var lacksKind: Bool { hasVersion && kind.isEmpty }

    mutating func note(_ shape: YAMLLine, _ line: ArraySlice<UInt8>) {
        guard let value = shape.value else { return }
        if shape.role == .version { hasVersion = true }
        if shape.role == .kind { kind = line.dropFirst(value).prefix(80).filter { ($0 | 0x20) &- 0x61 < 26 } }
    }
}

/// Lines between documents, and where records end.
extension YAMLRecords {
    /// How far a record goes.
    struct Extent {
        var length = 0
        /// The next line is the name of a list.
        var endsAtList = false
        var endsSource = false
        /// The last line is not closed by a newline.
        var isUnterminated = false
    }

    /// Looks whether a document begins on the line at the position, and goes behind the line when none does.
    mutating func begin(
        _ shape: YAMLLine, _ line: Range<Int>, _ window: inout ByteWindow
    ) throws(ReadError) -> Bool {
        let isMarked = isFresh || shape.role != .none
        switch shape.kind {
        case .member where isMarked:
            place = .document(column: shape.column)
            return true
        case .element where isMarked && !shape.name.isEmpty:
            header = YAMLHeader()
            place = .list(dash: shape.column, column: nil)
            return true
        case .separator: isFresh = true
        case .blank: break
        case .comment where isFresh: break
        case .other where window.endsDump(line): break
        default:
            let rest = window.buffer[line].dropFirst(shape.column)
            let isFence = ["```", "~~~"].contains { rest.starts(with: $0.utf8) }
            if isFence { isFenced.toggle() }
            isFresh = isFence ? isFenced : rest.starts(with: "%YAML".utf8)
            let excerpt = Array(window.buffer[line].prefix(400))
            foreign = (foreign?.excerpt ?? excerpt, foreign?.line ?? window.line, (foreign?.count ?? 0) + 1)
        }
        try window.dropLine()
        return false
    }

    /// The text since the last document, as one skip.
    mutating func takeForeign() -> RecordSkip? {
        guard let (excerpt, line, count) = foreign else { return nil }
        foreign = nil
        let lines = count == 1 ? "1 line" : "\(count) lines"
        return RecordSkip(
            reason: "\(lines) between YAML documents, not YAML", excerpt: excerpt, line: line)
    }

    /// Goes behind the name of a list, to its first element.
    mutating func enterList(_ column: Int, _ window: inout ByteWindow) throws(ReadError) {
        try window.dropLine()
        place = .rest(column: column)
        while let line = try window.peekLine() {
            let shape = window.shape(of: line)
            if shape.kind == .element, shape.column >= column {
                place = .list(dash: shape.column, column: column)
            }
            guard shape.kind == .blank || shape.kind == .comment else { return }
            try window.dropLine()
        }
    }

    /// Passes over a line behind a list.
    mutating func readRest(
        _ column: Int, _ shape: YAMLLine, _ line: Range<Int>, _ window: inout ByteWindow
    ) throws(ReadError) {
        if ends(.document(column: column), at: shape) {
            place = .between
            return
        }
        if shape.column == column, shape.role == .list { return try enterList(column, &window) }
        if shape.column == column { header.note(shape, window.buffer[line]) }
        try window.dropLine()
    }

    /// Finds the end of the record that begins at the position.
    ///
    /// - Returns: `nil` when it is longer than what is held.
    mutating func extent(of rule: YAMLRule, _ window: inout ByteWindow) throws(ReadError) -> Extent? {
        var extent = Extent()
        while true {
            let end = try window.lineEnd(from: extent.length)
            guard end > extent.length else {
                extent.endsSource = true
                return extent
            }
            let range = window.start + extent.length..<window.start + end
            // Most lines stand deeper, and nothing else matters of them.
            if window.column(of: range) <= rule.column {
                let shape = window.shape(of: range)
                if extent.length > 0, ends(rule, at: shape) { return extent }
                if case .document(let column) = rule, shape.column == column {
                    extent.endsAtList = shape.kind == .member && shape.role == .list
                    if extent.endsAtList { return extent }
                    header.note(shape, window.buffer[range])
                }
            }
            extent.length = end
            extent.isUnterminated = window.buffer[range.upperBound - 1] != 0x0A
            if end > ByteWindow.longestRecord { return nil }
        }
    }

    /// Whether the record before a line ends there.
    private func ends(_ rule: YAMLRule, at shape: YAMLLine) -> Bool {
        guard shape.kind != .blank, shape.kind != .comment, shape.column <= rule.column else { return false }
        guard case .document = rule, shape.column == rule.column else { return true }
        switch shape.kind {
        // Two documents with nothing between them.
        case .member: return header.hasVersion && shape.role == .version
        // The dashes of a list may stand below its name.
        case .element: return false
        default: return true
        }
    }

    /// Passes over a record that is longer than what is held.
    mutating func skipLong(_ rule: YAMLRule, _ window: inout ByteWindow) throws(ReadError) -> RecordSkip {
        let line = window.line
        let excerpt = Array(window.buffer[window.start...].prefix(200))
        repeat {
            try window.dropLine()
            guard let next = try window.peekLine() else { break }
            if ends(rule, at: window.shape(of: next)) { break }
        } while true
        let limit = ByteWindow.longestRecord >> 20
        return RecordSkip(
            reason: "a record of more than \(limit) MiB is not read", excerpt: excerpt, line: line)
    }
}

extension ByteWindow {
    func shape(of line: Range<Int>) -> YAMLLine { YAMLLine(buffer.span.extracting(line)) }

    func column(of line: Range<Int>) -> Int { YAMLLine.column(of: buffer.span.extracting(line)) }

    /// Whether a line is the heading of a container's log in a dump.
    func beginsLog(_ line: Range<Int>) -> Bool { DumpSections.owner(buffer.span.extracting(line)) != nil }

    /// Whether a line is what old clients print behind a dump on standard output.
    func endsDump(_ line: Range<Int>) -> Bool {
        let words: StaticString = "Cluster info dumped to standard output"
        return buffer.span.extracting(line).equals(words)
    }

    /// The next line without its newline, not consumed; of a long one its first bytes. `nil` at the end.
    mutating func peekLine() throws(ReadError) -> Range<Int>? {
        let enough = 4096
        var searched = 0
        while true {
            if let newline = buffer.span.firstIndex(of: 0x0A, from: start + searched) {
                return start..<newline
            }
            searched = available
            if searched >= enough { return start..<start + enough }
            if try !fill() { return available > 0 ? start..<buffer.count : nil }
        }
    }

    /// Where the line ends that begins so many bytes behind the position, its newline included; counted from the
    /// position too. Where it began when there is none. A line that is too long to be held may end early.
    mutating func lineEnd(from offset: Int) throws(ReadError) -> Int {
        var searched = offset
        while true {
            if let newline = buffer.span.firstIndex(of: 0x0A, from: start + searched) {
                return newline + 1 - start
            }
            searched = available
            if searched > ByteWindow.longestRecord { return searched }
            if try !fill() { return available }
        }
    }

    /// Steps over the byte order mark that editors and PowerShell put first.
    mutating func skipByteOrderMark() throws(ReadError) {
        while available < 3 {
            if try !fill() { break }
        }
        if buffer.span.extracting(droppingFirst: start).hasPrefix("\u{FEFF}") { consume(3) }
    }
}
