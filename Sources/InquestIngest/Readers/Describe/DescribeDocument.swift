import InquestCore

/// The text of one described object: its bytes, and where its lines are.
struct DescribeDocument {
    struct Line {
        /// First byte that is not blank.
        var start: Int32
        /// Behind the last byte that is not blank; equal to `start` for blank lines.
        var end: Int32
        /// Blanks before `start`; a tab counts as one.
        var indent: Int32
        /// 1-based, in the source.
        var number: UInt32

        var isBlank: Bool { start == end }
    }

    private(set) var bytes: [UInt8] = []
    private(set) var lines: [Line] = []
    /// The last byte of each line as printed, for values that end in blanks.
    private(set) var rawEnds: [Int32] = []

    var count: Int { lines.count }

    mutating func append(_ text: Span<UInt8>, number: UInt32) {
        let offset = bytes.count
        bytes.append(contentsOf: text)
        var start = 0
        while start < text.count, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
        var end = text.count
        while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        let isBlank = start >= end
        lines.append(
            Line(
                start: Int32(offset + (isBlank ? 0 : start)), end: Int32(offset + (isBlank ? 0 : end)),
                indent: Int32(isBlank ? 0 : start), number: number))
        rawEnds.append(Int32(offset + text.count))
    }

    /// Takes the first `count` lines out as a document of their own. Few lines are expected to be left.
    mutating func split(at count: Int) -> DescribeDocument {
        let cut = count > 0 ? Int(rawEnds[count - 1]) : 0
        var rest = DescribeDocument()
        rest.bytes.reserveCapacity(bytes.count)
        rest.lines.reserveCapacity(lines.count)
        rest.rawEnds.reserveCapacity(lines.count)
        rest.bytes.append(contentsOf: bytes[cut...])
        for index in count..<lines.count {
            var line = lines[index]
            line.start -= Int32(cut)
            line.end -= Int32(cut)
            rest.lines.append(line)
            rest.rawEnds.append(rawEnds[index] - Int32(cut))
        }
        var head = self
        self = rest
        head.bytes.removeSubrange(cut...)
        head.lines.removeSubrange(count...)
        head.rawEnds.removeSubrange(count...)
        return head
    }

    /// The text of a line without blanks around it.
    func range(_ line: Int) -> Range<Int> { Int(lines[line].start)..<Int(lines[line].end) }

    /// Whether a line's text begins with `literal`.
    func begins(_ line: Int, _ literal: StaticString) -> Bool {
        bytes.span.extracting(range(line)).hasPrefix(literal)
    }

    /// Whether a line is `KEY:` with or without a value.
    @inline(__always)
    func hasKey(_ line: Int, _ key: StaticString) -> Bool {
        let start = Int(lines[line].start)
        let colon = start + key.utf8CodeUnitCount
        // Most keys are ruled out by where their colon would stand.
        guard colon < Int(lines[line].end), bytes[colon] == 0x3A else { return false }
        return bytes.span.extracting(start..<colon).hasPrefix(key)
    }

    /// The text behind the first colon of a line, without blanks around it.
    func value(_ line: Int) -> Range<Int> {
        let text = range(line)
        guard let colon = bytes.span.extracting(text).firstIndex(of: 0x3A) else {
            return text.upperBound..<text.upperBound
        }
        var start = text.lowerBound + colon + 1
        while start < text.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        return start..<text.upperBound
    }

    /// Whether a range of bytes is exactly `literal`.
    func equals(_ range: Range<Int>, _ literal: StaticString) -> Bool { bytes.equals(range, literal) }

    /// Whether a range of bytes begins with `literal`.
    func begins(_ range: Range<Int>, _ literal: StaticString) -> Bool { bytes.begins(range, literal) }

    /// The next line that is not blank, at or after `line`.
    func nextText(_ line: Int) -> Int? {
        var index = line
        while index < lines.count {
            if !lines[index].isBlank { return index }
            index += 1
        }
        return nil
    }

    /// The part of a range up to the first blank.
    func firstWord(_ range: Range<Int>) -> Range<Int> {
        var end = range.lowerBound
        while end < range.upperBound, bytes[end] != 0x20, bytes[end] != 0x09 { end += 1 }
        return range.lowerBound..<end
    }

    /// The integer a range begins with: remarks may follow it.
    func integer(_ range: Range<Int>) -> Int64? { bytes.integer(range) }

    /// The RFC 1123 time a range begins with; remarks may follow it.
    func time(_ range: Range<Int>) -> Timestamp? { bytes.time(range) }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension FactSink {
    /// Copies text of a document into the batch; `<none>` and nothing are absent.
    mutating func add(_ range: Range<Int>, of document: DescribeDocument) -> TextRef {
        guard !range.isEmpty, !document.equals(range, "<none>"), !document.equals(range, "<unset>") else {
            return .none
        }
        return batch.add(document.bytes.span.extracting(range))
    }
}

/// What is read off a piece of a described text.
extension [UInt8] {
    /// Whether a range of bytes is exactly `literal`.
    func equals(_ range: Range<Int>, _ literal: StaticString) -> Bool {
        span.extracting(range).equals(literal)
    }

    /// Whether a range of bytes begins with `literal`.
    func begins(_ range: Range<Int>, _ literal: StaticString) -> Bool {
        span.extracting(range).hasPrefix(literal)
    }

    /// The integer a range begins with: remarks may follow it.
    func integer(_ range: Range<Int>) -> Int64? {
        var index = range.lowerBound
        let isNegative = index < range.upperBound && self[index] == 0x2D
        if isNegative { index += 1 }
        var value: Int64 = 0
        var digits = 0
        while index < range.upperBound, self[index] &- 0x30 < 10 {
            guard digits < 18 else { return nil }
            value = value * 10 + Int64(self[index] &- 0x30)
            digits += 1
            index += 1
        }
        return digits == 0 ? nil : isNegative ? -value : value
    }

    /// The RFC 1123 time a range begins with; remarks may follow it.
    func time(_ range: Range<Int>) -> Timestamp? {
        guard range.count >= 31 else { return nil }
        return Timestamp(rfc1123: span.extracting(range.lowerBound..<range.lowerBound + 31))
    }
}
