package import InquestCore

/// What names a sighting of an event.
struct EventName: Sendable {
    enum Basis: Sendable {
        /// The key is the uid.
        case uid
        /// The key is a digest of a uid that is no UUID.
        case oddUID
        /// The key is a digest of all the sighting says, because no uid is shown.
        case content
    }

    let key: FactKey
    let basis: Basis
}

/// A batch with the names of its facts, which cost too much to be made by the one writer.
package struct PreparedBatch: Sendable {
    let batch: FactBatch
    /// One for each event of the batch.
    let eventNames: [EventName]

    /// - Parameter start: The source the batch is of.
    package init(_ batch: FactBatch, of start: SourceStart) {
        self.batch = batch
        eventNames = batch.events.map { EventName($0, in: batch, of: start) }
    }
}

extension EventName {
    init(_ event: EventFact, in batch: FactBatch, of start: SourceStart) {
        guard !event.uid.isEmpty else {
            self.init(key: EventName.contentKey(event, batch, start), basis: .content)
            return
        }
        let begin = Int(event.uid.offset)
        let text = batch.text.span.extracting(begin..<begin + Int(event.uid.length))
        if let key = FactKey(uuid: text) {
            self.init(key: key, basis: .uid)
            return
        }
        var builder = KeyBuilder("event")
        builder.add(start.cluster)
        builder.add(text)
        self.init(key: builder.key, basis: .oddUID)
    }

    private static func contentKey(_ event: EventFact, _ batch: FactBatch, _ start: SourceStart) -> FactKey {
        var builder = KeyBuilder("text-event")
        func add(_ text: TextRef) {
            let begin = Int(text.offset)
            builder.add(batch.text.span.extracting(begin..<begin + max(0, Int(text.length))))
        }
        builder.add(start.cluster)
        add(event.namespace)
        add(event.objectKind)
        add(event.objectName)
        add(event.container)
        add(event.type)
        add(event.reason)
        add(event.message)
        add(event.component)
        add(event.host)
        builder.add(event.firstAt?.nanoseconds)
        builder.add(event.lastAt?.nanoseconds)
        builder.add(event.firstAge?.atLeast)
        builder.add(event.firstAge?.below)
        builder.add(event.lastAge?.atLeast)
        builder.add(event.lastAge?.below)
        builder.add(event.count)
        // Objects without a name are told apart by where they stand.
        if event.objectName.isNone {
            builder.add(start.path)
            builder.add(Int64(event.line))
        }
        return builder.key
    }
}
