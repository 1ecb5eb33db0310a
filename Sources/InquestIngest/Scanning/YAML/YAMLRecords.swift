import InquestCore

/// Splits a source into the records of its YAML documents, whatever stands around them.
///
/// A record is a document, or an element of a document's `items` or `events`, or of a document that is a sequence.
/// Where records begin and end is told by the columns of lines alone, as Kubernetes' tools write them: so lists are
/// streamed, memory holds one record, and a record that is not YAML does no harm to its neighbours. Only the lines of
/// one record at a time go to the parser.
package struct YAMLRecords: ~Copyable, RecordSource {
    /// Where the position is.
    enum Place {
        /// Before a document, or in text.
        case between
        /// In an object whose members stand in a column.
        case document(column: Int)
        /// In a list whose dashes stand in a column, and whose object's members stand in another.
        case list(dash: Int, column: Int?)
        /// Behind a list, in its object.
        case rest(column: Int)
    }

    var place = Place.between
    /// Whether any member begins a document here: at the start, behind `---` and behind a fence that opens.
    var isFresh = true
    var isFenced = false
    /// What the object around the list has shown of itself.
    var header = YAMLHeader()
    package internal(set) var delivered = 0
    package internal(set) var count = 0
    package var listKind: [UInt8] { header.kind }

    let parser = YAMLParser()
    var builder = YAMLRecordBuilder()
    /// The lines of one record.
    var text: [UInt8] = []
    /// What is to be reported next.
    var skips: [RecordSkip] = []
    /// Lines between documents, not reported yet.
    var foreign: (excerpt: [UInt8], line: UInt32, count: Int)?
    /// Bytes of the element at which the source ended.
    private var cutLength = 0
    private var isAtStart = true

    package init() {}

    package mutating func next(_ window: inout ByteWindow, into record: inout JSONRecord) throws(ReadError)
        -> RecordStep
    {
        // The record must let go of the buffer before the window changes it, or the whole buffer is copied.
        record.source = []
        builder.give(to: &record)
        window.consume(delivered)
        delivered = 0
        if isAtStart {
            isAtStart = false
            try window.skipByteOrderMark()
        }
        while true {
            if !skips.isEmpty { return .skip(skips.removeFirst()) }
            guard let line = try window.peekLine() else {
                if let skip = takeForeign() { return .skip(skip) }
                return .end
            }
            if let step = try step(at: line, &window, &record) { return step }
        }
    }

    private mutating func step(
        at line: Range<Int>, _ window: inout ByteWindow, _ record: inout JSONRecord
    ) throws(ReadError) -> RecordStep? {
        let shape = window.shape(of: line)
        switch place {
        case .between:
            if shape.column == 0, window.beginsLog(line) {
                isFresh = true
                return takeForeign().map { .skip($0) } ?? .log
            }
            if try begin(shape, line, &window) { return takeForeign().map { .skip($0) } }
        case .document(let column):
            return try readDocument(column, &window, &record)
        case .list(let dash, let column):
            if shape.kind == .element, shape.column == dash {
                return try readElement(dash, isBare: column == nil, &window, &record)
            } else if shape.kind == .blank || shape.kind == .comment {
                try window.dropLine()
            } else if let column, shape.kind == .member, shape.column == column {
                place = .rest(column: column)
            } else {
                place = .between
            }
        case .rest(let column):
            try readRest(column, shape, line, &window)
        }
        return nil
    }

    // MARK: Records

    /// Reads a document, or the part of it before its list.
    private mutating func readDocument(
        _ column: Int, _ window: inout ByteWindow, _ record: inout JSONRecord
    ) throws(ReadError) -> RecordStep? {
        header = YAMLHeader()
        place = .between
        guard let extent = try extent(of: .document(column: column), &window) else {
            skips.append(try skipLong(.document(column: column), &window))
            return nil
        }
        if extent.endsAtList {
            window.consume(extent.length)
            try enterList(column, &window)
            return nil
        }
        return deliver(extent, isElement: false, column: column, window, &record)
    }

    /// Reads an element of a list.
    private mutating func readElement(
        _ dash: Int, isBare: Bool, _ window: inout ByteWindow, _ record: inout JSONRecord
    ) throws(ReadError) -> RecordStep? {
        guard let extent = try extent(of: .element(dash: dash), &window) else {
            skips.append(try skipLong(.element(dash: dash), &window))
            return nil
        }
        // What a list that is cut ends with may be half of an element.
        if extent.endsSource, !isBare, header.lacksKind {
            cutLength = extent.length
            throw cut(&window, line: window.line)
        }
        return deliver(extent, isElement: true, column: dash, window, &record)
    }

    private mutating func deliver(
        _ extent: Extent, isElement: Bool, column: Int, _ window: borrowing ByteWindow,
        _ record: inout JSONRecord
    ) -> RecordStep? {
        delivered = extent.length
        let range = window.start..<window.start + extent.length
        take(range, of: window)
        parse(line: window.line, isElement: isElement, isUnterminated: extent.isUnterminated)
        guard !builder.isEmpty else { return nil }
        count += 1
        hand(range, line: window.line, window, to: &record)
        return .record
    }

    private mutating func take(_ range: Range<Int>, of window: borrowing ByteWindow) {
        text.removeAll(keepingCapacity: text.capacity < ByteWindow.chunk)
        text.append(contentsOf: window.buffer.span.extracting(range))
    }

    private mutating func hand(
        _ range: Range<Int>, line: UInt32, _ window: borrowing ByteWindow, to record: inout JSONRecord
    ) {
        builder.give(to: &record)
        record.base = 0
        record.end = record.bytes.count
        record.line = line
        record.source = window.buffer
        record.sourceRange = range
        if record.listKind != header.kind { record.listKind = header.kind }
    }

    package mutating func takeCut(_ window: borrowing ByteWindow, into record: inout JSONRecord) -> Bool {
        guard cutLength > 0 else { return false }
        let range = window.buffer.count - cutLength..<window.buffer.count
        take(range, of: window)
        parse(line: window.line, isElement: true, isUnterminated: true)
        hand(range, line: window.line, window, to: &record)
        return record.tokens.count > 1
    }

    private func cut(_ window: inout ByteWindow, line: UInt32) -> ReadError {
        window.consume(window.available)
        return ReadError(
            "the source ends inside a list of YAML records, in what begins on line \(line); \(count) records "
                + "before it were read. Copy the file again, or export it again with 'kubectl get -o yaml'.",
            line: window.line)
    }
}
