import InquestCore

/// What the start of a source holds, for recognising it.
struct RecordCensus {
    private(set) var events = 0
    /// Pods, nodes and controllers.
    private(set) var objects = 0
    private(set) var others = 0
    /// The kind of the first list, such as `EventList`.
    private(set) var listKind: String?
    /// Bytes of text between documents, and of what is no Kubernetes object.
    private(set) var foreignBytes = 0
    /// Whether the source is of the language throughout: JSON or YAML.
    private var isPure = false
    /// Whether there is an empty list and nothing else.
    private(set) var isEmpty = false
    private let language: String
    private var lists = 0
    private var size = 0

    /// Reads a sample as the reader of JSON would.
    init(json sample: SniffSample) {
        language = "JSON"
        let bytes = sample.bytes.span
        let first = JSONTokenizer.skipBlanks(bytes, from: bytes.hasPrefix("\u{FEFF}") ? 3 : 0)
        isPure = first < bytes.count && (bytes[first] == 0x7B || bytes[first] == 0x5B)
        guard bytes.firstIndex(of: 0x7B) != nil || isPure else { return }
        read(JSONRecords(), sample)
    }

    /// Reads a sample as the reader of YAML would.
    init(yaml sample: SniffSample) {
        language = "YAML"
        // Charts are templates, and no YAML before somebody fills them in.
        let bytes = sample.bytes.span
        let names: [StaticString] = ["apiVersion:", "kind:", "items:", "Items:", "involvedObject:"]
        guard names.contains(where: { bytes.contains($0) }), !bytes.contains("{{ ."), !bytes.contains("{{-")
        else { return }
        isPure = true
        read(YAMLRecords(), sample)
    }

    private mutating func read<Source: RecordSource & ~Copyable>(
        _ source: consuming Source, _ sample: SniffSample
    ) {
        var window = ByteWindow(MemoryStream(sample.bytes))
        var reader = RecordReader()
        reader.fileKind = RecordKind.kind(ofFile: sample.path)
        steps: while true {
            // The end of a sample that was cut is an error here, and is meant to be.
            let start = window.consumed
            guard let step = try? source.next(&window, into: &reader.record) else { break }
            switch step {
            case .record: count(&reader, length: source.delivered)
            case .log:
                var assembler = LineAssembler()
                var sink = BatchingSink { _ in }
                guard (try? DumpLog.read(&window, with: &assembler, into: &sink)) != nil else { break steps }
            case .skip: foreignBytes += window.consumed - start
            case .end: break steps
            }
        }
        if !source.listKind.isEmpty { listKind = source.listKind.span.string }
        if events + objects + others == 0, !sample.isWhole, source.takeCut(window, into: &reader.record),
            let kind = reader.unwrap()
        {
            count(kind)
        }
        isEmpty =
            isPure && events + objects + others == 0 && foreignBytes == 0 && sample.isWhole
            && (source.count == 0 || listKind != nil || lists > 0)
        size = sample.bytes.count
    }

    private mutating func count(_ reader: inout RecordReader, length: Int) {
        let kind = reader.unwrap()
        if kind == .list { lists += 1 }
        if kind == .list, let name = reader.record.string(reader.top[.kind]) { listKind = listKind ?? name }
        let hasKind = reader.record.kind(reader.top[.kind]) == .string && reader.top[.metadata] != 0
        if kind == .unknown, hasKind {
            others += 1
        } else if kind == .unknown {
            foreignBytes += length
        } else if let kind {
            count(reader.isManifest(kind) ? .silent : kind)
        }
    }

    private mutating func count(_ kind: RecordKind) {
        switch kind {
        case .event: events += 1
        case .pod, .object: objects += 1
        case .silent: others += 1
        default: break
        }
    }

    /// How sure a reader of events, or one of the other objects, can be.
    func guess(isForEvents: Bool, path: String) -> Guess {
        if isEmpty { return guessOfEmpty(isForEvents: isForEvents, path: path) }
        let known = events + objects + others
        guard known > 0 else { return Guess(.no, words) }
        // Logs hold an object now and then; so does a paste hold prompts.
        if foreignBytes * 4 > size * 3 { return Guess(.no, "most of the text is no Kubernetes object") }
        let isMine = isForEvents == (events > 0 && events >= objects)
        guard isMine else { return Guess(events > 0 && objects > 0 ? .likely : .possible, words) }
        return Guess(foreignBytes * 4 <= size && events + objects > 0 ? .certain : .likely, words)
    }

    private func guessOfEmpty(isForEvents: Bool, path: String) -> Guess {
        let name = listKind ?? ""
        let kind = RecordKind.named(Array(name.utf8).span, isList: true)
        let isMine =
            kind == nil ? isForEvents == path.lowercased().contains("event") : isForEvents == (kind == .event)
        return Guess(!isMine ? .possible : kind == nil ? .likely : .certain, words)
    }

    /// What was seen, in words.
    var words: String {
        let counts = [
            events > 0 ? "\(events) events" : nil,
            objects > 0 ? "\(objects) pods, nodes or controllers" : nil,
            others > 0 ? "\(others) other objects" : nil,
        ].compactMap { $0 }
        if counts.isEmpty {
            return listKind.map { "\(language) with an empty \($0)" } ?? "no Kubernetes object in \(language)"
        }
        return "the first \(SniffSample.size >> 10) KiB hold \(counts.joined(separator: ", ")) in \(language)"
    }
}
