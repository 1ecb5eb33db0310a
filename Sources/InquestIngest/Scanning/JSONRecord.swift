package import InquestCore

/// One record of a source: its bytes, its tokens and where it stands.
///
/// Values are named by the index of their token: 1 is the record itself, and 0 is a `null` that stands for whatever is
/// absent. The bytes are shared with the window, so a record is good only until the next one is asked for.
package struct JSONRecord: Sendable {
    /// The token of the record itself.
    package static let root = 1

    package internal(set) var tokens: [JSONToken] = []
    /// 1-based line of its first byte.
    package internal(set) var line: UInt32 = 0
    /// The `kind` of the list it stands in, such as `PodList`, where that came before the items.
    package internal(set) var listKind: [UInt8] = []

    var bytes: [UInt8] = []
    /// Where the record begins and ends in `bytes`.
    var base = 0
    var end = 0
    /// The line of each token, where `bytes` are not the source's own and do not tell.
    var lines: [UInt32] = []
    /// The source's bytes of such a record.
    var source: [UInt8] = []
    var sourceRange = 0..<0

    package init() {}

    /// What a value is.
    @inline(__always)
    package func kind(_ value: Int) -> JSONToken.Kind { tokens[value].kind }

    /// The index of the token behind a value and all it holds.
    @inline(__always)
    package func next(after value: Int) -> Int {
        let token = tokens[value]
        return token.kind == .object || token.kind == .array ? Int(token.extent) : value + 1
    }

    /// Where the text of a value that is no object or array stands in `bytes`.
    @inline(__always)
    func range(_ value: Int) -> Range<Int> {
        let token = tokens[value]
        let start = base + token.start
        return start..<start + Int(token.extent)
    }

    /// The members of an object; none when the value is something else.
    package func members(of value: Int) -> JSONMembers {
        guard kind(value) == .object else { return JSONMembers(next: 0, end: 0) }
        return JSONMembers(next: value + 1, end: Int(tokens[value].extent))
    }

    /// The elements of an array; none when the value is something else.
    package func elements(of value: Int) -> JSONElements {
        guard kind(value) == .array else { return JSONElements(next: 0, end: 0) }
        return JSONElements(next: value + 1, end: Int(tokens[value].extent))
    }

    /// The value of a whole number; `nil` for anything else.
    package func integer(_ value: Int) -> Int64? {
        guard kind(value) == .number else { return nil }
        return JSONNumber.integer(bytes.span.extracting(range(value)))
    }

    /// The value of `true` and `false`; `nil` for anything else.
    package func boolean(_ value: Int) -> Bool? {
        switch kind(value) {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The time a string holds in RFC 3339; `nil` for anything else, and for year 1.
    package func time(_ value: Int) -> Timestamp? {
        guard kind(value) == .string else { return nil }
        return Timestamp(rfc3339: bytes.span.extracting(range(value)))
    }

    /// Whether a value is a string with this text.
    package func equals(_ value: Int, _ literal: StaticString) -> Bool {
        kind(value) == .string && bytes.span.extracting(range(value)).equals(literal)
    }

    /// Whether two values are the same string, told by their text as it is written.
    package func areEqual(_ first: Int, _ second: Int) -> Bool {
        guard kind(first) == kind(second), tokens[first].extent == tokens[second].extent else { return false }
        return bytes[range(first)].elementsEqual(bytes[range(second)])
    }

    /// The text of a string, escapes decoded; `nil` for anything else.
    package func string(_ value: Int) -> String? {
        switch kind(value) {
        case .string: return bytes.span.extracting(range(value)).string
        case .escapedString:
            var text: [UInt8] = []
            JSONString.decode(bytes.span.extracting(range(value)), into: &text)
            return String(decoding: text, as: UTF8.self)
        default: return nil
        }
    }

    /// Copies the text of a string into a batch, escapes decoded; `.none` for anything else.
    ///
    /// - Parameter dropping: How many of the first bytes, as they are written, to leave out.
    package func copy(
        _ value: Int, dropping: Int = 0, into batch: inout FactBatch, scratch: inout [UInt8]
    ) -> TextRef {
        let kind = kind(value)
        guard kind == .string || kind == .escapedString else { return .none }
        let raw = bytes.span.extracting(range(value)).extracting(droppingFirst: dropping)
        guard kind == .escapedString else { return batch.add(raw) }
        scratch.removeAll(keepingCapacity: true)
        JSONString.decode(raw, into: &scratch)
        return batch.add(scratch.span)
    }

    /// The 1-based line on which a value begins.
    ///
    /// - Parameter known: A place whose line is known, from where to count.
    package func line(of value: Int, from known: inout (offset: Int, line: UInt32)) -> UInt32 {
        if !self.lines.isEmpty { return self.lines[value] }
        let offset = tokens[value].start
        var lines: UInt32 = 0
        let range = min(offset, known.offset)..<max(offset, known.offset)
        let between = bytes.span.extracting(base + range.lowerBound..<base + range.upperBound)
        for index in between.indices { lines &+= between[index] == 0x0A ? 1 : 0 }
        known = (offset, offset < known.offset ? known.line &- lines : known.line &+ lines)
        return known.line
    }

    /// The first bytes of a value and what follows, at most 200, for skips.
    package func excerpt(of value: Int) -> [UInt8] {
        if !source.isEmpty { return sourceExcerpt(from: lines[value] &- line) }
        let start = base + tokens[value].start
        return Array(bytes[start..<min(start + 200, end)])
    }

    private func sourceExcerpt(from line: UInt32) -> [UInt8] {
        var rest = source[sourceRange]
        for _ in 0..<line {
            guard let newline = rest.firstIndex(of: 0x0A) else { break }
            rest = rest[(newline + 1)...]
        }
        return Array(rest.drop { $0 == 0x20 }.prefix(200))
    }
}

/// Walks the members of an object. Members that are `null` are passed over: Kubernetes does not tell them from absent ones.
package struct JSONMembers: Sendable {
    private var next: Int
    private let end: Int
    /// The token of the current member's name.
    package private(set) var name = 0
    /// The token of the current member's value.
    package private(set) var value = 0

    init(next: Int, end: Int) {
        self.next = next
        self.end = end
    }

    /// Goes to the next member; `false` when there is none.
    @inline(__always)
    package mutating func advance(_ record: borrowing JSONRecord) -> Bool {
        while next < end {
            name = next
            value = next + 1
            next = record.next(after: value)
            if record.kind(value) != .null { return true }
        }
        return false
    }
}

/// Walks the elements of an array.
package struct JSONElements: Sendable {
    private var next: Int
    private let end: Int
    /// The token of the current element.
    package private(set) var value = 0

    init(next: Int, end: Int) {
        self.next = next
        self.end = end
    }

    /// Goes to the next element; `false` when there is none.
    @inline(__always)
    package mutating func advance(_ record: borrowing JSONRecord) -> Bool {
        guard next < end else { return false }
        value = next
        next = record.next(after: value)
        return true
    }
}
