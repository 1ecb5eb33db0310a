import InquestCore

/// The text of a row, and how it falls into words and cells.
struct TableText {
    /// A row without the newline at its end; later lines of a message follow behind newlines.
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
    /// A line, without the carriage return that Windows puts at its end.
    init(_ text: Span<UInt8>) {
        bytes = text.copied()
        if bytes.last == 0x0D { bytes.removeLast() }
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    func isBlank(_ index: Int) -> Bool { TableText.isBlank(bytes[index]) }

    /// The whole text without blanks around it.
    var trimmed: Range<Int> { trim(0..<bytes.count) }

    func trim(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isBlank(start) { start += 1 }
        while end > start, isBlank(end - 1) || bytes[end - 1] == 0x0A { end -= 1 }
        return start..<end
    }

    /// The words of a part of the text.
    ///
    /// - Parameter limit: How many are enough.
    func words(_ range: Range<Int>, limit: Int = .max) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound, result.count < limit {
            while index < range.upperBound, isBlank(index) { index += 1 }
            let start = index
            while index < range.upperBound, !isBlank(index) { index += 1 }
            if index > start { result.append(start..<index) }
        }
        return result
    }

    /// The cells of a part of the text: what two blanks or a tab part.
    func cells(_ range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let next = index + 1 < range.upperBound && isBlank(index + 1)
            guard bytes[index] == 0x09 || isBlank(index) && next else {
                index += 1
                continue
            }
            let cell = trim(start..<index)
            if !cell.isEmpty { result.append(cell) }
            while index < range.upperBound, isBlank(index) { index += 1 }
            start = index
        }
        let cell = trim(start..<range.upperBound)
        if !cell.isEmpty { result.append(cell) }
        return result
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func equals(_ range: Range<Int>, _ literal: StaticString) -> Bool { bytes.equals(range, literal) }

    func begins(_ range: Range<Int>, _ literal: StaticString) -> Bool { bytes.begins(range, literal) }

    /// A number of digits only.
    func number(_ range: Range<Int>) -> Int64? {
        guard !range.isEmpty, range.allSatisfy({ bytes[$0] &- 0x30 < 10 }) else { return nil }
        return bytes.integer(range)
    }

    /// Whether a word is an age, or says that there is none.
    func isAge(_ range: Range<Int>) -> Bool {
        equals(range, "<unknown>") || equals(range, "<invalid>")
            || AgeScanner.age(bytes.span.extracting(range)) != nil
    }

    /// Whether a word can name an object: small letters, digits, dashes, dots.
    func isName(_ range: Range<Int>) -> Bool {
        guard let first = range.first, let last = range.last, range.count <= 253 else { return false }
        func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || byte &- 0x61 < 26 }
        return isAlphanumeric(bytes[first]) && isAlphanumeric(bytes[last])
            && range.allSatisfy { isAlphanumeric(bytes[$0]) || bytes[$0] == 0x2D || bytes[$0] == 0x2E }
    }
}

extension FactSink {
    /// Copies a part of a row into the batch; `<none>` and nothing are absent.
    mutating func add(_ range: Range<Int>?, of text: TableText) -> TextRef {
        guard let range, !range.isEmpty, !text.equals(range, "<none>") else { return .none }
        return batch.add(text.bytes.span.extracting(range))
    }
}
