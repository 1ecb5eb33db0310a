package import InquestCore

/// What names a sighting of an event.
struct EventName: Sendable {
    enum Basis: Sendable {
        /// The key is the uid.
        case uid
        /// The key is a digest of the cluster and the uid, which two clusters may both hold: one that was copied.
        case uidInCluster
        /// The key is a digest of a uid that is no UUID.
        case oddUID
        /// The key is a digest of all the sighting says, because no uid is shown.
        case content
    }

    let key: FactKey
    let basis: Basis
    /// The uid, where the key is not the uid itself.
    var uid: FactKey?
}

/// A batch with the names of its facts, which cost too much to be made by the one writer.
package struct PreparedBatch: Sendable {
    let batch: FactBatch
    /// One for each event of the batch.
    let eventNames: [EventName]

    /// - Parameter start: The source the batch is of.
    package init(_ batch: FactBatch, of start: SourceStart) {
        self.batch = batch
        // One builder for all, cut back to what they have in common.
        var builder = KeyBuilder("text-event")
        builder.add(start.cluster)
        let common = builder.count
        eventNames = batch.events.map { event in
            builder.cut(to: common)
            return EventName(event, in: batch, of: start, builder: &builder)
        }
    }
}

extension EventName {
    init(_ event: EventFact, in batch: FactBatch, of start: SourceStart, builder: inout KeyBuilder) {
        guard !event.uid.isEmpty else {
            EventName.addContent(event, batch, start, to: &builder)
            self.init(key: builder.key, basis: .content)
            return
        }
        let begin = Int(event.uid.offset)
        let text = batch.text.span.extracting(begin..<begin + Int(event.uid.length))
        let uid = FactKey(uuid: text)
        // Most corpora are of one cluster that nobody named: their keys are the uids, which costs least.
        if let uid, start.cluster == SourceStart.unnamedCluster {
            self.init(key: uid, basis: .uid)
            return
        }
        var named = KeyBuilder("event")
        named.add(start.cluster)
        named.add(text)
        self.init(key: named.key, basis: uid == nil ? .oddUID : .uidInCluster, uid: uid)
    }

    private static func addContent(
        _ event: EventFact, _ batch: FactBatch, _ start: SourceStart, to builder: inout KeyBuilder
    ) {
        func add(_ text: TextRef) {
            let begin = Int(text.offset)
            builder.add(batch.text.span.extracting(begin..<begin + max(0, Int(text.length))))
        }
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
        builder.add(event.isCountShown ? event.count : nil)
        // Objects without a name are told apart by the source and where in it they stand.
        if event.objectName.isNone {
            builder.add(start.beginning.span)
            builder.add(Int64(event.line))
        }
    }
}
