import InquestCore

/// Reads what came out of the Kubernetes API: events, pods and other objects, mixed as they come, and the container logs
/// that stand between them in a dump on standard output.
enum KubernetesRecords {
    /// Reads a whole source.
    ///
    /// - Parameter records: What splits it.
    static func read<Source: RecordSource & ~Copyable>(
        _ window: inout ByteWindow, as records: consuming Source, context: ReadContext,
        into sink: inout some FactSink
    ) throws(ReadError) {
        var reader = RecordReader()
        reader.fileKind = RecordKind.kind(ofFile: context.path)
        var failure: ReadError?
        do throws(ReadError) {
            try readAll(&records, &window, &reader, into: &sink)
        } catch {
            failure = ReadError(error.description, line: error.line ?? window.line)
        }
        reader.unused.report(to: &sink)
        sink.boundary()
        if let newest = reader.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func readAll<Source: RecordSource & ~Copyable>(
        _ records: inout Source, _ window: inout ByteWindow, _ reader: inout RecordReader,
        into sink: inout some FactSink
    ) throws(ReadError) {
        // Made where a log comes, which in most sources is nowhere.
        var assembler: LineAssembler?
        while true {
            switch try records.next(&window, into: &reader.record) {
            case .record:
                reader.read(into: &sink.batch)
                sink.boundary()
            case .skip(let skip):
                sink.skip(skip.reason, excerpt: skip.excerpt.span, line: skip.line)
                sink.boundary()
            case .log:
                var lines = assembler.take() ?? LineAssembler()
                defer { assembler = lines }
                try DumpLog.read(&window, with: &lines, into: &sink)
            case .end: return
            }
        }
    }
}

extension RecordReader {
    /// Frames are looked into this many times: a watch frame inside an exporter's.
    private static let mostFrames = 3
    /// Lists are looked into this many times: a list in a frame, or in a list.
    private static let mostLists = 3

    /// Reads the record, whatever it is.
    mutating func read(into batch: inout FactBatch) {
        known = (0, record.line)
        read(JSONRecord.root, inside: 0, into: &batch)
    }

    private mutating func read(_ value: Int, inside lists: Int, into batch: inout FactBatch) {
        guard let kind = unwrap(value) else { return }
        if isManifest(kind) { return addUnused(RecordReader.manifest) }
        switch kind {
        case .event: readEvent(into: &batch)
        case .pod: readPod(into: &batch)
        case .object(let kind): readObject(kind: kind, into: &batch)
        case .list: readItems(inside: lists, into: &batch)
        case .silent: break
        case .failure: addUnused("the API's answer '\(record.string(top[.message]) ?? "")'")
        case .frame, .unknown: addUnused(unknownObject)
        }
    }

    /// Reads the items of a list that comes as a record, as YAML's do inside others.
    private mutating func readItems(inside lists: Int, into batch: inout FactBatch) {
        guard let items = items(of: object), record.next(after: items) > items + 1 else { return }
        guard lists < RecordReader.mostLists else { return addUnused("lists inside lists") }
        var elements = record.elements(of: items)
        while elements.advance(record) { read(elements.value, inside: lists + 1, into: &batch) }
    }

    /// Turns to the object inside all frames.
    ///
    /// - Parameter value: The frame, or the object itself.
    /// - Returns: What it is; `nil` for a frame without one.
    mutating func unwrap(_ value: Int = JSONRecord.root) -> RecordKind? {
        turn(to: value)
        var kind = kind()
        for _ in 0..<RecordReader.mostFrames {
            guard case .frame(let type, let object) = kind else { break }
            // A bookmark carries a version and nothing else.
            if record.equals(type, "BOOKMARK") { return nil }
            turn(to: object)
            kind = self.kind()
        }
        return kind
    }

    private static let manifest = "a manifest, which says what is wanted and not what became of it"

    /// Whether an object in YAML is what somebody applies, not what a cluster gave out.
    mutating func isManifest(_ kind: RecordKind) -> Bool {
        guard !record.lines.isEmpty, top[.status] == 0 else { return false }
        switch kind {
        case .pod, .object:
            loadMetadata()
            return metadata[.uid] == 0 && metadata[.creationTimestamp] == 0
        default: return false
        }
    }

    private mutating func addUnused(_ what: String) {
        unused.add(what, at: line(of: object), record.excerpt(of: object))
    }

    private var unknownObject: String {
        switch record.kind(object) {
        case .object: break
        case .array: return "an array inside a list"
        default: return "a value that is no object"
        }
        guard let kind = record.string(top[.kind]) else { return "an object that is no Kubernetes object" }
        return "an object of kind '\(kind.prefix(80))'"
    }
}
