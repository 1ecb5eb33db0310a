import InquestCore

/// Checks one JSON value and lists its tokens, in one pass and without recursion. Token 0 stands for what is absent.
///
/// It can stop wherever the bytes end and go on when there are more. What it calls complete is valid JSON, so
/// whoever walks the tokens need not check anything again; only UTF-8 is left to whoever copies text.
package struct JSONTokenizer {
    /// The deepest nesting that is read.
    package static let deepest = 128
    /// The most tokens of one record: real pods have some thousands.
    package static let mostTokens = 2 << 20

    package enum Outcome: Sendable, Hashable {
        /// The value takes this many bytes.
        case complete(Int)
        /// The bytes end inside the value.
        case incomplete
        /// The value is an envelope whose list of records begins behind this many bytes, inside `objects` objects.
        case list(Int, objects: Int)
        case invalid(JSONFault)
    }

    enum State: UInt8 {
        case value
        case firstElement
        case firstName
        case name
        case colon
        case separator
    }

    /// Tokens found so far.
    package var tokens: [JSONToken] = []

    /// Indices of the objects and arrays that are not closed.
    private var open: [UInt32] = []
    private var state = State.value
    private var position = 0
    /// Where to go on inside a string that was cut; 0 when none was.
    var resumption = 0
    var isEscaped = false
    /// How many objects, counted from the outermost, may hold the list of records.
    private var envelopes = 1
    private let lists: JSONLists

    /// - Parameter lists: Which arrays hold records.
    package init(lists: JSONLists = .kubernetes) { self.lists = lists }

    /// Prepares for a new value.
    package mutating func begin() {
        tokens.removeAll(keepingCapacity: true)
        tokens.append(JSONToken(.null, start: 0, extent: 0))
        open.removeAll(keepingCapacity: true)
        state = .value
        position = 0
        resumption = 0
        envelopes = 1
    }

    /// Prepares for the rest of an object whose list has just been read.
    package mutating func beginInsideObject() {
        begin()
        tokens.append(JSONToken(.object, start: 0, extent: 0))
        open.append(1)
        state = .separator
    }

    /// Goes on with the value.
    ///
    /// - Parameter bytes: Everything from the start of the value, longer than before.
    package mutating func run(_ bytes: Span<UInt8>) -> Outcome {
        while true {
            position = JSONTokenizer.skipBlanks(bytes, from: position)
            guard position < bytes.count else { return .incomplete }
            let byte = bytes[position]
            switch state {
            case .name, .firstName:
                guard byte == 0x22 else {
                    guard byte == 0x7D, state == .firstName else { return invalid(.name) }
                    if close() { return .complete(position) }
                    continue
                }
                if let stop = string(bytes) { return stop }
                state = .colon
            case .colon:
                guard byte == 0x3A else { return invalid(.colon) }
                position += 1
                state = .value
            case .separator:
                if byte == 0x2C {
                    guard tokens.count < JSONTokenizer.mostTokens else { return invalid(.size) }
                    position += 1
                    state = isInObject ? .name : .value
                } else {
                    guard byte == (isInObject ? 0x7D : 0x5D) else { return invalid(.separator) }
                    if close() { return .complete(position) }
                }
            case .value, .firstElement:
                if byte == 0x22 {
                    if let stop = string(bytes) { return stop }
                } else if let stop = value(byte, bytes) {
                    return stop
                } else if state != .separator {
                    continue
                }
                if open.isEmpty { return .complete(position) }
                state = .separator
            }
        }
    }

    /// Closes what is open, so that the tokens of a value that was cut can be walked.
    mutating func closeAll() {
        // A name whose value did not come.
        if state == .colon || state == .value && !open.isEmpty && isInObject { tokens.removeLast() }
        while !open.isEmpty { _ = close() }
    }

    @inline(__always)
    private var isInObject: Bool { tokens[Int(open[open.count - 1])].kind == .object }

    func invalid(_ problem: JSONFault.Problem) -> Outcome {
        .invalid(JSONFault(problem: problem, offset: position))
    }

    /// Closes the innermost object or array.
    ///
    /// - Returns: Whether it was the outermost.
    @inline(__always)
    private mutating func close() -> Bool {
        position += 1
        tokens[Int(open.removeLast())].extent = UInt32(truncatingIfNeeded: tokens.count)
        state = .separator
        return open.isEmpty
    }

    /// Reads a string at the position.
    ///
    /// - Returns: An outcome when the string is cut or wrong.
    @inline(__always)
    private mutating func string(_ bytes: Span<UInt8>) -> Outcome? {
        let start = position + 1
        switch scanString(bytes, from: start) {
        case .closed(let end):
            tokens.append(JSONToken(isEscaped ? .escapedString : .string, start: start, extent: end - start))
            position = end + 1
            return nil
        case .cut: return .incomplete
        case .wrong(let problem, let offset): return .invalid(JSONFault(problem: problem, offset: offset))
        }
    }

    /// Reads what is not a string. After an opening bracket the state is that of its inside, else `.separator`.
    ///
    /// - Returns: An outcome when reading cannot go on.
    private mutating func value(_ byte: UInt8, _ bytes: Span<UInt8>) -> Outcome? {
        switch byte {
        case 0x7B: return enter(.object, inside: .firstName, bytes)
        case 0x5B: return enter(.array, inside: .firstElement, bytes)
        case 0x5D where state == .firstElement: return close() ? .complete(position) : nil
        case 0x74: return literal("true", .yes, bytes)
        case 0x66: return literal("false", .no, bytes)
        case 0x6E: return literal("null", .null, bytes)
        case 0x2D, 0x30...0x39:
            guard let end = JSONNumber.end(bytes, from: position) else { return .incomplete }
            guard JSONNumber.isValid(bytes.extracting(position..<end)) else { return invalid(.number) }
            tokens.append(JSONToken(.number, start: position, extent: end - position))
            position = end
            state = .separator
            return nil
        default: return invalid(.value)
        }
    }

    private mutating func literal(_ text: StaticString, _ kind: JSONToken.Kind, _ bytes: Span<UInt8>)
        -> Outcome?
    {
        let length = text.utf8CodeUnitCount
        let rest = bytes.extracting(position..<min(position + length, bytes.count))
        if rest.count < length { return .incomplete }
        guard rest.equals(text) else { return invalid(.value) }
        tokens.append(JSONToken(kind, start: position, extent: length))
        position += length
        state = .separator
        return nil
    }

    private mutating func enter(_ kind: JSONToken.Kind, inside: State, _ bytes: Span<UInt8>) -> Outcome? {
        guard open.count < JSONTokenizer.deepest else { return invalid(.depth) }
        if open.count == envelopes, isInObject {
            let name = tokens[tokens.count - 1]
            let text = bytes.extracting(name.start..<name.start + Int(name.extent))
            if kind == .array, lists.holdsRecords(text) {
                return .list(position + 1, objects: open.count)
            }
            if kind == .object, lists.isWrapper(text) { envelopes += 1 }
        }
        open.append(UInt32(truncatingIfNeeded: tokens.count))
        tokens.append(JSONToken(kind, start: position, extent: 0))
        position += 1
        state = inside
        return nil
    }
}
