import InquestCore

/// Reads the records of any collector: lines with what is said of them, and events of the API among them.
struct CollectedRecords {
    /// The record that is read, and what reads it when it is an event.
    var reader = RecordReader()
    private(set) var fields = CollectedFields()
    private(set) var lines = CollectedLines()
    private var files = ContainerFiles()
    private var inner = InnerRecord()
    private var head = CollectedHead()
    private var text: [UInt8] = []

    /// The newest time met.
    var newest: Timestamp? {
        guard let event = reader.newest else { return lines.newest }
        return max(lines.newest ?? event, event)
    }

    /// What stands around the list the records come from.
    var context: CollectedHead { head }

    /// Takes what is said of all records of a list, in the text before the list.
    mutating func enter(_ text: [UInt8], number: Int) {
        guard number != head.number else { return }
        head = CollectedHead(text, number: number)
        if head.owner.pod.isEmpty, let path = head.path { head.owner = files.owner(of: path) }
    }

    /// Takes the fields of the record, for recognising it.
    mutating func loadFields() {
        fields.load(JSONRecord.root, of: reader.record, by: .records)
    }

    /// Reads the record.
    ///
    /// - Parameter defaults: What is known of the line beside the record.
    mutating func read(defaults: CollectedLine? = nil, into batch: inout FactBatch) {
        var line = defaults ?? CollectedLine()
        line.number = reader.record.line
        if line.owner.pod.isEmpty { line.owner = head.owner }
        if line.stream == .unknown { line.stream = head.stream }
        let record = reader.record
        switch record.kind(JSONRecord.root) {
        case .object: readObject(line, into: &batch)
        case .array: readArray(line, into: &batch)
        default: addUnused("a value that is no record")
        }
    }

    /// Reads a record that stands on a line of text. `false` when it is not JSON.
    mutating func read(_ json: [UInt8], defaults: CollectedLine, into batch: inout FactBatch) -> Bool {
        guard inner.load(json) else { return false }
        reader.record = inner.record
        reader.record.line = defaults.number
        read(defaults: defaults, into: &batch)
        return true
    }

    /// Adds a line that needs no taking apart.
    mutating func add(_ line: CollectedLine, text: Span<UInt8>, into batch: inout FactBatch) {
        lines.add(line, text: text, into: &batch)
    }

    /// Hands on lines whose end never came, and reports what was not used.
    mutating func finish(into sink: inout some FactSink) {
        lines.finish(into: &sink.batch)
        reader.unused.report(to: &sink)
    }

    mutating func addUnused(_ what: String) {
        let record = reader.record
        reader.unused.add(what, at: record.line, record.excerpt(of: JSONRecord.root))
    }
}

extension CollectedRecords {
    private mutating func readObject(_ defaults: CollectedLine, into batch: inout FactBatch) {
        var object = JSONRecord.root
        fields.load(object, of: reader.record, by: .records)
        if fields[.wrapped] != 0, reader.record.kind(fields[.wrapped]) == .object {
            object = fields[.wrapped]
            fields.load(object, of: reader.record, by: .records)
        }
        if readEvent(object, into: &batch) { return }
        var line = defaults
        takeFields(of: reader.record, &line)
        takeLabels(of: object, &line)
        var value = fields[.text]
        // Programs that write JSON have it taken apart on the way.
        if value == 0 { value = fields[.payload] }
        if value == 0 { value = reader.record.member("message", of: object) }
        guard takeText(value, of: reader.record) else { return addUnused("a record without a line of a log") }
        add(line, into: &batch)
    }

    /// Reads an event of the API, on its own or as a payload.
    private mutating func readEvent(_ object: Int, into batch: inout FactBatch) -> Bool {
        var event = object
        if fields[.involvedObject] == 0, reader.record.kind(fields[.payload]) == .object {
            event = fields[.payload]
            fields.load(event, of: reader.record, by: .records)
            defer { fields.load(object, of: reader.record, by: .records) }
            guard fields[.involvedObject] != 0 else { return false }
        } else if fields[.involvedObject] == 0 {
            return false
        }
        reader.known = (0, reader.record.line)
        reader.turn(to: event)
        reader.readEvent(into: &batch)
        return true
    }

    /// Takes whose line it is, when and where it was written, from the fields.
    private mutating func takeFields(of record: JSONRecord, _ line: inout CollectedLine) {
        var owner = LogOwner(
            namespace: record.name(fields[.namespace]), pod: record.name(fields[.pod]),
            container: record.name(fields[.container]))
        if owner.pod.isEmpty, let name = record.string(fields[.runtimeName]).flatMap(RuntimeName.init) {
            owner = LogOwner(
                namespace: Array(name.namespace.utf8), pod: Array(name.pod.utf8),
                container: Array(name.container.utf8))
        }
        if owner.pod.isEmpty, let path = record.string(fields[.path]) { owner = files.owner(of: path) }
        if !owner.pod.isEmpty { line.owner = owner }
        line.at = CollectedTime.best(of: fields, in: record) ?? line.at
        let stream = record.stream(fields[.stream]) ?? record.stream(fields[.path])
        line.stream = stream ?? record.stream(ofLog: fields[.logName]) ?? line.stream
        line.level = level(of: record, line.stream)
        if record.equals(fields[.tag], "P") || record.isTrue(fields[.isPartial]) {
            line.isPartial = !record.isTrue(fields[.isLastPart])
        }
    }

    /// The severity beside a line.
    ///
    /// Agents write ERROR beside every plain line of stderr and INFO beside those of stdout: that says no more than the
    /// stream does.
    private func level(of record: borrowing JSONRecord, _ stream: LogLineFact.Stream) -> LogLevel {
        guard record.kind(fields[.severity]) == .string, fields[.logName] != 0 else { return .unknown }
        let level = LogLevel(word: record.bytes.span.extracting(record.range(fields[.severity])))
        let isPlain = fields[.payload] == 0
        let isDefault = stream == .stderr && level == .error || stream == .stdout && level == .info
        return isPlain && isDefault ? .unknown : level
    }

    /// Takes what logcli, Grafana and stern write beside a line.
    private mutating func takeLabels(of object: Int, _ line: inout CollectedLine) {
        guard line.owner.pod.isEmpty else { return }
        let record = reader.record
        var labels = record.member("labels", of: object)
        if record.kind(labels) != .object { labels = record.member("fields", of: object) }
        let isLine = record.kind(labels) == .object && record.member("line", of: object) != 0
        let isStern = record.member("message", of: object) != 0
        guard isLine || isStern && CollectedRecords.namesContainer(object, of: record) else { return }
        let known = CollectedHead(labels: isLine ? labels : object, of: record)
        line.owner = known.owner
        if line.owner.pod.isEmpty, let path = known.path { line.owner = files.owner(of: path) }
        if line.stream == .unknown { line.stream = known.stream }
    }

    /// Whether an object has the members by which stern names a container.
    static func namesContainer(_ object: Int, of record: borrowing JSONRecord) -> Bool {
        record.member("podName", of: object) != 0 && record.member("containerName", of: object) != 0
            || record.member("pod", of: object) != 0 && record.member("container", of: object) != 0
    }

    /// Takes the text of a value: of a string what it means, of an object its JSON without blanks.
    private mutating func takeText(_ value: Int, of record: JSONRecord) -> Bool {
        text.removeAll(keepingCapacity: text.capacity < 1 << 20)
        switch record.kind(value) {
        case .string: text.append(contentsOf: record.bytes.span.extracting(record.range(value)))
        case .escapedString: JSONString.decode(record.bytes.span.extracting(record.range(value)), into: &text)
        case .object, .array: record.appendCompact(value, to: &text)
        default: return false
        }
        return true
    }

    /// Adds the line whose text has been taken; when the text is a record of its own, that one.
    private mutating func add(_ line: CollectedLine, into batch: inout FactBatch) {
        var line = line
        if line.owner.pod.isEmpty, text.first == 0x7B, inner.load(text) {
            fields.load(JSONRecord.root, of: inner.record, by: .records)
            if fields.namesOwner {
                takeInner(&line)
                return emit(line, into: &batch)
            }
        }
        if !line.isPartial, isPartOfLine { line.isPartial = true }
        emit(line, into: &batch)
    }

    private mutating func emit(_ line: CollectedLine, into batch: inout FactBatch) {
        // Lent out of `self`, so that the text can be read while `self` changes.
        var taken: [UInt8] = []
        swap(&taken, &text)
        lines.add(line, text: taken.span, into: &batch)
        swap(&taken, &text)
    }

    /// docker splits at 16 KiB sharp, and only the last part ends in a newline.
    private var isPartOfLine: Bool { text.count == 16 << 10 && text.last != 0x0A && fields[.stream] != 0 }

    /// Takes line and owner of a record inside the text; the whole text where it holds no line.
    private mutating func takeInner(_ line: inout CollectedLine) {
        let record = inner.record
        takeFields(of: record, &line)
        if !takeText(fields[.text], of: record) { text = record.bytes }
    }
}

extension CollectedRecords {
    /// Reads `["<nanoseconds>", "line"]` of Loki and `[{"field":…,"value":…}]` of CloudWatch Insights.
    private mutating func readArray(_ defaults: CollectedLine, into batch: inout FactBatch) {
        let record = reader.record
        var line = defaults
        var elements = record.elements(of: JSONRecord.root)
        guard elements.advance(record) else { return addUnused("an empty array") }
        let first = elements.value
        if record.kind(first) == .object {
            guard takeRow(&line) else { return addUnused("a row without a line of a log") }
            return add(line, into: &batch)
        }
        guard record.kind(first) == .string, elements.advance(record) else {
            return addUnused("an array that is no line of a log")
        }
        let value = elements.value
        let at = CollectedTime.number(record.bytes.span.extracting(record.range(first)))
        guard let at, takeText(value, of: record) else {
            return addUnused("an array that is no line of a log")
        }
        line.at = at
        fields = CollectedFields()
        add(line, into: &batch)
    }

    private mutating func takeRow(_ line: inout CollectedLine) -> Bool {
        let record = reader.record
        var elements = record.elements(of: JSONRecord.root)
        var message = 0
        while elements.advance(record) {
            let name = record.member("field", of: elements.value)
            let value = record.member("value", of: elements.value)
            if record.equals(name, "@timestamp") {
                line.at = CollectedTime.time(value, of: record)
            } else if record.equals(name, "@message") {
                message = value
            } else if record.equals(name, "@logStream"), let path = record.string(value) {
                line.owner = files.owner(of: path)
            }
        }
        fields = CollectedFields()
        return takeText(message, of: record)
    }
}

extension CollectedFields {
    /// Whether they say whose line it is.
    var namesOwner: Bool { self[.pod] != 0 || self[.container] != 0 && self[.namespace] != 0 }
}
