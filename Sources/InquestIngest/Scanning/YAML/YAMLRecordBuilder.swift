import InquestCore

/// Makes the tokens of a record of YAML events: those that JSON with the same meaning would give.
///
/// Texts are stored as they mean, so that no string has escapes. Because their newlines are no newlines of the source,
/// every token gets its line.
struct YAMLRecordBuilder {
    /// Anchors whose values are kept for aliases.
    private static let mostAnchors = 256

    private(set) var tokens: [JSONToken] = []
    private(set) var lines: [UInt32] = []
    private(set) var bytes: [UInt8] = []
    /// 0-based lines of aliases that are read as null.
    private(set) var unknownAliases: [Int] = []

    /// Whether private characters stand for others.
    var restoresCharacters = false
    /// 1-based line on which the text begins.
    private var firstLine: UInt32 = 1
    /// The text is one element of a list, under its dash.
    private var isElement = false
    /// Indices of the objects and arrays that are not closed.
    private var open: [UInt32] = []
    /// Whether the next value is the name of a member.
    private var expectsName = false
    /// Objects and arrays that are passed over: those that serve as names, and what follows the record.
    private var passedOver = 0
    /// The array that holds the element is open.
    private var isInsideList = false
    private var anchors: [String: JSONToken] = [:]
    private var number: [UInt8] = []

    /// Prepares for a new text.
    mutating func begin(line: UInt32, isElement: Bool) {
        tokens.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: bytes.capacity < ByteWindow.chunk)
        unknownAliases.removeAll()
        open.removeAll(keepingCapacity: true)
        if !anchors.isEmpty { anchors.removeAll() }
        firstLine = line
        self.isElement = isElement
        isInsideList = false
        expectsName = false
        passedOver = 0
        tokens.append(JSONToken(.null, start: 0, extent: 0))
        lines.append(line)
    }

    /// Whether nothing has been read.
    var isEmpty: Bool { tokens.count < 2 }

    /// Hands on what was read. Its buffers come back for the next text.
    mutating func give(to record: inout JSONRecord) {
        swap(&record.tokens, &tokens)
        swap(&record.bytes, &bytes)
        swap(&record.lines, &lines)
    }

    /// Adds what an event stands for.
    ///
    /// - Returns: Why reading cannot go on.
    mutating func take(_ event: YAMLEvent, text: Span<UInt8>) -> YAMLFault? {
        guard tokens.count < JSONTokenizer.mostTokens else {
            return YAMLFault(line: event.line, words: JSONFault.Problem.size.rawValue)
        }
        if event.kind == .end {
            end()
            return nil
        }
        let isBegin = event.kind == .beginObject || event.kind == .beginArray
        if passedOver > 0 || open.isEmpty && !isEmpty {
            if isBegin { passedOver += 1 }
            return passedOver > JSONTokenizer.deepest ? tooDeep(event) : nil
        }
        if isElement, !isInsideList, event.kind == .beginArray {
            isInsideList = true
            return nil
        }
        if isBegin { return begin(event) }
        if event.kind == .alias { addAlias(event) } else { addScalar(event, text) }
        return nil
    }

    /// Closes what is open, so that the tokens of a text that was cut can be walked.
    mutating func closeAll() {
        // A name whose value did not come.
        if let last = open.last, tokens[Int(last)].kind == .object, !expectsName, passedOver == 0 {
            tokens.removeLast()
            lines.removeLast()
        }
        while !open.isEmpty { close() }
    }

    private mutating func begin(_ event: YAMLEvent) -> YAMLFault? {
        if expectsName {
            passedOver = 1
            return nil
        }
        guard open.count < JSONTokenizer.deepest else { return tooDeep(event) }
        open.append(UInt32(truncatingIfNeeded: tokens.count))
        let isObject = event.kind == .beginObject
        append(JSONToken(isObject ? .object : .array, start: bytes.count, extent: 0), at: event.line)
        expectsName = isObject
        return nil
    }

    private func tooDeep(_ event: YAMLEvent) -> YAMLFault {
        YAMLFault(line: event.line, words: JSONFault.Problem.depth.rawValue)
    }

    private mutating func end() {
        if passedOver > 0 {
            passedOver -= 1
            // An object that serves as a name: nobody looks for such a member.
            if passedOver == 0, expectsName, !open.isEmpty {
                append(JSONToken(.string, start: bytes.count, extent: 0), at: nil)
                expectsName = false
            }
        } else if !open.isEmpty {
            close()
        }
    }

    private mutating func close() {
        tokens[Int(open.removeLast())].extent = UInt32(truncatingIfNeeded: tokens.count)
        expectsName = isInObject
    }

    private var isInObject: Bool { open.last.map { tokens[Int($0)].kind == .object } ?? false }

    private mutating func addScalar(_ event: YAMLEvent, _ text: Span<UInt8>) {
        let start = bytes.count
        var kind = JSONToken.Kind.string
        if event.isPlain, !expectsName { kind = YAMLScalar.kind(of: text, number: &number) }
        switch kind {
        case .string: YAMLText.append(text, restoring: restoresCharacters, to: &bytes)
        case .number: bytes.append(contentsOf: number)
        default: break
        }
        let token = JSONToken(kind, start: start, extent: bytes.count - start)
        add(token, at: event.line)
        if !event.anchor.isEmpty, anchors.count < YAMLRecordBuilder.mostAnchors {
            anchors[event.anchor] = token
        }
    }

    /// Adds a scalar once more; its text is shared, so aliases cannot make a small text large.
    private mutating func addAlias(_ event: YAMLEvent) {
        let known = anchors[event.anchor]
        if known == nil { unknownAliases.append(event.line) }
        let empty: JSONToken.Kind = expectsName ? .string : .null
        add(known ?? JSONToken(empty, start: bytes.count, extent: 0), at: event.line)
    }

    private mutating func add(_ token: JSONToken, at line: Int) {
        append(token, at: line)
        expectsName = expectsName ? false : isInObject
    }

    private mutating func append(_ token: JSONToken, at line: Int?) {
        tokens.append(token)
        lines.append(line.map { firstLine &+ UInt32(truncatingIfNeeded: $0) } ?? lines[lines.count - 1])
    }
}
