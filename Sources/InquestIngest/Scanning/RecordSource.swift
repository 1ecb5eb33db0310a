import InquestCore

/// Something between records that could not be used.
package struct RecordSkip: Sendable, Hashable {
    package let reason: String
    /// The first bytes of it.
    package let excerpt: [UInt8]
    package let line: UInt32
}

/// What comes next in a source of records.
package enum RecordStep: Sendable, Hashable {
    case record
    /// The log of a container: its heading is the next line of the window, not read yet. Whoever reads the log goes on
    /// to the line behind its end.
    case log
    case skip(RecordSkip)
    case end
}

/// Splits a source into records, one at a time, whatever stands around them.
package protocol RecordSource: ~Copyable {
    init()
    /// Finds the next record.
    ///
    /// - Parameter record: Takes the record; what it held before is void.
    /// - Throws: When the bytes end inside a record or a list.
    mutating func next(_ window: inout ByteWindow, into record: inout JSONRecord) throws(ReadError)
        -> RecordStep
    /// Bytes of the source that the record given out last takes up.
    var delivered: Int { get }
    /// Records given out so far.
    var count: Int { get }
    /// The `kind` of the list at the position, such as `PodList`, where that came before the items.
    var listKind: [UInt8] { get }
    /// Gives out what there is of the record at which the source ended.
    mutating func takeCut(_ window: borrowing ByteWindow, into record: inout JSONRecord) -> Bool
}
