import InquestCore

/// What readers of all kinds of records share: the record, the storage for its members, and what they found out.
///
/// One of these reads a whole source; nothing in it grows with the number of records.
struct RecordReader {
    var record = JSONRecord()
    /// The members of the object that is read.
    var top = FieldValues()
    /// The members of an object inside it; used by one reader after the other.
    var inner = FieldValues()
    /// The members of `metadata`.
    var metadata = FieldValues()
    let names = FieldTable()
    var scratch: [UInt8] = []
    var pairs: [ContainerPair] = []
    /// The object that is read, and a place in the record whose line is known.
    var object = JSONRecord.root
    var known: (offset: Int, line: UInt32) = (0, 0)
    /// The newest time the capture cannot lie before.
    var newest: Timestamp?
    var unused = UnusedRecords()
    /// The kind that the name of the file tells, for objects that do not say.
    var fileKind: RecordKind?

    init() {}

    /// Turns to an object of the record and takes its members.
    mutating func turn(to object: Int) {
        self.object = object
        top.load(object, of: record, names: names)
    }

    /// Takes the members of `metadata`; old clients wrote them into the object itself.
    mutating func loadMetadata() {
        let value = top[.metadata]
        metadata.load(value == 0 ? object : value, of: record, names: names)
    }

    mutating func loadInner(_ value: Int) { inner.load(value, of: record, names: names) }

    mutating func addInner(_ value: Int) { inner.add(value, of: record, names: names) }

    /// Copies a text. Whether an empty one is written or left out hangs on the client, so it counts as absent.
    mutating func copy(_ value: Int, dropping: Int = 0, into batch: inout FactBatch) -> TextRef {
        if record.isEmpty(value) { return .none }
        return record.copy(value, dropping: dropping, into: &batch, scratch: &scratch)
    }

    /// Copies the first of two texts that is not empty.
    mutating func copy(_ first: Int, else second: Int, into batch: inout FactBatch) -> TextRef {
        copy(record.isEmpty(first) ? second : first, into: &batch)
    }

    func time(_ value: Int) -> Timestamp? { record.time(value) }

    /// A time that has passed when the source was captured.
    mutating func pastTime(_ value: Int) -> Timestamp? {
        guard let time = record.time(value) else { return nil }
        newest = max(newest ?? time, time)
        return time
    }

    mutating func line(of value: Int) -> UInt32 { record.line(of: value, from: &known) }
}

extension JSONRecord {
    /// Whether a value is absent, `""`, or no string.
    func isEmpty(_ value: Int) -> Bool {
        let kind = kind(value)
        return !(kind == .string || kind == .escapedString) || tokens[value].extent == 0
    }
}
