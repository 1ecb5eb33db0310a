import InquestCore

/// What a document says of all records of one of its lists, such as the labels of a stream.
struct CollectedHead {
    private(set) var number = 0
    var owner = LogOwner()
    private(set) var stream: LogLineFact.Stream = .unknown
    /// The path or tag of the file the lines were read from.
    private(set) var path: String?
    /// Whether there are labels of a stream of Loki.
    private(set) var hasLabels = false

    init() {}

    /// - Parameters:
    ///   - text: The document up to the list.
    ///   - number: Which list it is.
    init(_ text: [UInt8], number: Int) {
        var record = InnerRecord()
        record.loadCut(text)
        let root = JSONRecord.root
        let labels = record.record.member("stream", of: root)
        if record.record.kind(labels) == .object {
            takeLabels(labels, of: record.record)
            hasLabels = true
        } else {
            path = record.record.string(record.record.member("logStream", of: root))
        }
        self.number = number
    }

    /// - Parameter labels: An object with a name for each label.
    init(labels: Int, of record: borrowing JSONRecord) { takeLabels(labels, of: record) }

    private mutating func takeLabels(_ labels: Int, of record: borrowing JSONRecord) {
        var fields = CollectedFields()
        fields.load(labels, of: record, by: .labels)
        owner = LogOwner(
            namespace: record.name(fields[.namespace]), pod: record.name(fields[.pod]),
            container: record.name(fields[.container]))
        stream = record.stream(fields[.stream]) ?? .unknown
        path = record.string(fields[.path])
    }
}

/// A record that is held on its own, such as JSON inside a string.
struct InnerRecord {
    private(set) var record = JSONRecord()
    private var tokenizer = JSONTokenizer(lists: .none)

    /// Takes a text that is one JSON value. `false` when it is not.
    mutating func load(_ text: [UInt8]) -> Bool {
        tokenizer.begin()
        guard text.count < ByteWindow.longestRecord, case .complete(let length) = tokenizer.run(text.span),
            JSONTokenizer.skipBlanks(text.span, from: length) == text.count
        else { return false }
        take(text)
        return true
    }

    /// Takes a text that ends inside an object.
    mutating func loadCut(_ text: [UInt8]) {
        tokenizer.begin()
        if case .incomplete = tokenizer.run(text.span) { tokenizer.closeAll() }
        take(text)
    }

    private mutating func take(_ text: [UInt8]) {
        record.tokens = tokenizer.tokens
        if record.tokens.count < 2 { record.tokens.append(JSONToken(.null, start: 0, extent: 0)) }
        record.bytes = text
        record.base = 0
        record.end = text.count
    }
}

extension JSONRecord {
    /// The value of the last member with a name; 0 when there is none or it is `null`.
    func member(_ name: StaticString, of object: Int) -> Int {
        var members = members(of: object)
        var found = 0
        while members.advance(self) {
            if bytes.span.extracting(range(members.name)).equals(name) { found = members.value }
        }
        return found
    }

    /// The bytes of a string without escapes, such as the name of a pod; nothing for anything else.
    func name(_ value: Int) -> [UInt8] {
        guard kind(value) == .string, tokens[value].extent <= 253 else { return [] }
        return Array(bytes[range(value)])
    }

    /// The stream a value names.
    func stream(_ value: Int) -> LogLineFact.Stream? {
        if equals(value, "stdout") { return .stdout }
        return equals(value, "stderr") ? .stderr : nil
    }

    /// The stream at the end of a log's name, such as `projects/p/logs/stderr`.
    func stream(ofLog value: Int) -> LogLineFact.Stream? {
        guard let name = string(value) else { return nil }
        if name.hasSuffix("/stdout") || name.hasSuffix("%2Fstdout") { return .stdout }
        return name.hasSuffix("/stderr") || name.hasSuffix("%2Fstderr") ? .stderr : nil
    }

    /// Whether a value is `true`, as such or as text.
    func isTrue(_ value: Int) -> Bool { kind(value) == .yes || equals(value, "true") }

    /// Appends a value as JSON without the blanks between its parts.
    func appendCompact(_ value: Int, to text: inout [UInt8]) {
        guard next(after: value) <= tokens.count else { return }
        var position = base + tokens[value].start
        var depth = 0
        var isInString = false
        while position < end {
            let byte = bytes[position]
            position += 1
            if isInString {
                text.append(byte)
                if byte == 0x5C, position < end {
                    text.append(bytes[position])
                    position += 1
                } else if byte == 0x22 {
                    isInString = false
                }
                continue
            }
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { continue }
            text.append(byte)
            switch byte {
            case 0x22: isInString = true
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                depth -= 1
                if depth <= 0 { return }
            default: break
            }
        }
    }
}
