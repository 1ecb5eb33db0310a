import InquestCore

/// Splits a source into JSON records, one at a time, whatever stands around them.
///
/// A record is an object of its own, an element of an array, of a list's `items` or `events`, or a frame of a watch
/// around one object. Lists are streamed: memory holds one record, however long the list is. Text between documents
/// and records that are not valid JSON become skips, and reading goes on behind them.
package struct JSONRecords: ~Copyable, RecordSource {
    /// What the position is inside of: an array of records, or an object around one.
    enum Frame {
        case array
        case object
    }

    let lists: JSONLists
    var tokenizer: JSONTokenizer
    var frames: [Frame] = []
    package internal(set) var listKind: [UInt8] = []
    /// Blanks before the position on its line; `nil` when something else stands there.
    var indentation: Int? = 0
    /// Lines between documents, not reported yet.
    var text: (excerpt: [UInt8], line: UInt32, count: Int)?
    package private(set) var delivered = 0
    /// Bytes of the record at which the source ended.
    private var cutLength = 0
    private var isAtStart = true
    package private(set) var count = 0
    /// The text of the object around the current list up to the list, where the lists keep it.
    private(set) var head: [UInt8] = []
    /// Heads met so far.
    private(set) var heads = 0

    /// - Parameter lists: Which arrays hold records.
    package init(lists: JSONLists) {
        self.lists = lists
        tokenizer = JSONTokenizer(lists: lists)
    }

    package init() { self.init(lists: .kubernetes) }

    package mutating func next(_ window: inout ByteWindow, into record: inout JSONRecord) throws(ReadError)
        -> RecordStep
    {
        // The record must let go of the buffer before the window changes it, or the whole buffer is copied.
        record.bytes = []
        swap(&record.tokens, &tokenizer.tokens)
        window.consume(delivered)
        if delivered > 0 { indentation = nil }
        delivered = 0
        if isAtStart {
            isAtStart = false
            try window.skipByteOrderMark()
        }
        while true {
            guard let byte = try skipBlanks(&window) else {
                if let skip = takeText() { return .skip(skip) }
                guard frames.isEmpty else { throw cut(&window, line: window.line) }
                return .end
            }
            if let step = try step(at: byte, &window, &record) { return step }
        }
    }

    private mutating func step(
        at byte: UInt8, _ window: inout ByteWindow, _ record: inout JSONRecord
    ) throws(ReadError) -> RecordStep? {
        switch frames.last {
        case nil:
            if byte != 0x7B {
                guard try beginsArray(byte, &window) else { return try takeTextLine(&window) }
            }
            if let skip = takeText() { return .skip(skip) }
            listKind = []
            if byte == 0x7B { return try value(&window, &record) }
            enterArray(&window)
        case .array:
            // Commas are not counted: one too many or too few between whole records loses nothing.
            if byte == 0x2C {
                consume(1, &window)
            } else if byte == 0x5D {
                consume(1, &window)
                frames.removeLast()
            } else if byte == 0x5B, frames.count < JSONTokenizer.deepest,
                !lists.holdsArrays || frames.count == 1
            {
                enterArray(&window)
            } else {
                return try value(&window, &record)
            }
        case .object:
            tokenizer.beginInsideObject()
            return try tokens(&window, &record, isRest: true)
        }
        return nil
    }

    private mutating func enterArray(_ window: inout ByteWindow) {
        consume(1, &window)
        frames.append(.array)
    }

    private mutating func value(_ window: inout ByteWindow, _ record: inout JSONRecord) throws(ReadError)
        -> RecordStep?
    {
        tokenizer.begin()
        return try tokens(&window, &record, isRest: false)
    }

    /// Reads a value, or the rest of an object whose list has been read.
    private mutating func tokens(
        _ window: inout ByteWindow, _ record: inout JSONRecord, isRest: Bool
    ) throws(ReadError) -> RecordStep? {
        while true {
            let unread = window.start
            switch tokenizer.run(window.buffer.span.extracting(droppingFirst: unread)) {
            case .complete(let length):
                guard !isRest else {
                    consume(length, &window)
                    frames.removeLast()
                    return nil
                }
                // Told by its length alone, or it would hang on how the bytes arrive.
                guard length <= ByteWindow.longestRecord else {
                    return .skip(try skipLongRecord(&window, isRest))
                }
                deliver(length, window, &record)
                return .record
            case .list(let length, let objects):
                enterList(length, objects: isRest ? objects - 1 : objects, &window)
                return nil
            case .invalid(let fault):
                return .skip(try recover(from: fault, isRest: isRest, &window))
            case .incomplete:
                if window.available > ByteWindow.longestRecord {
                    return .skip(try skipLongRecord(&window, isRest))
                }
                let line = window.line
                if try !window.fill() {
                    cutLength = window.available
                    throw cut(&window, line: line)
                }
            }
        }
    }

    package mutating func takeCut(_ window: borrowing ByteWindow, into record: inout JSONRecord) -> Bool {
        guard cutLength > 0 else { return false }
        tokenizer.closeAll()
        swap(&record.tokens, &tokenizer.tokens)
        record.bytes = window.buffer
        record.end = window.buffer.count
        record.base = record.end - cutLength
        record.listKind = listKind
        return record.tokens.count > 1
    }

    @inline(__always)
    private mutating func deliver(_ length: Int, _ window: borrowing ByteWindow, _ record: inout JSONRecord) {
        delivered = length
        count += 1
        swap(&record.tokens, &tokenizer.tokens)
        record.bytes = window.buffer
        record.base = window.start
        record.end = window.start + length
        record.line = window.line
        if record.listKind != listKind { record.listKind = listKind }
    }

    private mutating func enterList(_ length: Int, objects: Int, _ window: inout ByteWindow) {
        if let kind = kindOfList(window.buffer.span.extracting(droppingFirst: window.start)) {
            listKind = kind
        }
        if lists.keepsHeads {
            head = Array(window.buffer[window.start..<window.start + length])
            heads += 1
        }
        consume(length, &window)
        for _ in 0..<objects { frames.append(.object) }
        frames.append(.array)
    }

    /// The `kind` among the members before the list.
    private func kindOfList(_ bytes: Span<UInt8>) -> [UInt8]? {
        let tokens = tokenizer.tokens
        var kind: [UInt8]?
        var index = 2
        while index + 1 < tokens.count {
            let name = tokens[index]
            let value = tokens[index + 1]
            if value.kind == .string,
                bytes.extracting(name.start..<name.start + Int(name.extent)).equals("kind")
            {
                kind = bytes.extracting(value.start..<value.start + Int(value.extent)).copied()
            }
            // What is not closed yet is the frame of a watch around the list: its members follow.
            let holdsMore = value.kind == .object || value.kind == .array
            index = holdsMore && value.extent > 0 ? Int(value.extent) : index + 2
        }
        return kind
    }

    func cut(_ window: inout ByteWindow, line: UInt32) -> ReadError {
        window.consume(window.available)
        let what = frames.isEmpty ? "a JSON object" : "a list of JSON records"
        return ReadError(
            "the source ends inside \(what), in what begins on line \(line); \(count) records before it were read. "
                + "Copy the file again, or export it again\(lists.remedy).", line: window.line)
    }
}

extension JSONRecords {
    mutating func consume(_ count: Int, _ window: inout ByteWindow) {
        window.consume(count)
        indentation = nil
    }

    /// Goes to the next byte that is not white space.
    ///
    /// - Returns: That byte; `nil` at the end.
    mutating func skipBlanks(_ window: inout ByteWindow) throws(ReadError) -> UInt8? {
        while true {
            let start = window.start
            let end = JSONTokenizer.skipBlanks(window.buffer.span, from: start)
            for index in stride(from: end - 1, through: start, by: -1) where window.buffer[index] == 0x0A {
                indentation = end - index - 1
                break
            }
            if end > start, let known = indentation, !(window.buffer[start..<end].contains(0x0A)) {
                indentation = known + end - start
            }
            window.consume(end - start)
            if end < window.buffer.count { return window.buffer[end] }
            if try !window.fill() { return nil }
        }
    }
}
