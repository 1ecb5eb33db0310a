import InquestCore

/// An object whose events have to be compared.
struct StaleObject: Hashable {
    let namespace: Int64
    let name: Int64
    /// Where its table stands: a second table of one object has to be compared with the first.
    let block: UInt32
}

extension StoreWriter {
    func storeEvents(_ prepared: PreparedBatch) throws {
        for (event, name) in zip(prepared.batch.events, prepared.eventNames) {
            try store(event, name, prepared.batch)
        }
    }

    /// A named sighting whose uid, where the key does not spell it, has its row.
    private struct Identity {
        let key: FactKey
        let uidIsKey: Bool
        let uid: Int64?

        /// Whether no source gives a uid, so that the event has to be told from others by what it says.
        var isText: Bool { !uidIsKey && uid == nil }
    }

    private func store(_ event: EventFact, _ name: EventName, _ batch: FactBatch) throws {
        let identity = Identity(
            key: name.key, uidIsKey: name.basis == .uid,
            uid: name.basis == .oddUID ? try id(event.uid, batch) : nil)
        if seenEvents?.insert(identity.key) == false { try indexEvents() }
        let insert = statements.event
        insert.bind(ids.event + 1, at: 1)
        insert.bind(identity.key, at: 2)
        insert.bind(identity.uidIsKey ? 1 : 0, at: 3)
        insert.bind(identity.uid, at: 4)
        insert.bind(0, at: 5)
        try bindDescription(event, batch, to: insert, from: 6)
        insert.bind(event.count, at: 16)
        insert.bind(event.firstAt?.nanoseconds, at: 17)
        insert.bind(event.lastAt?.nanoseconds, at: 18)
        insert.bind(nil as Int64?, at: 19)
        insert.bind(nil as Int64?, at: 20)
        bindPlace(event, to: insert, from: 21)
        try insert.run()
        if insert.changes == 1 {
            ids.event += 1
            if identity.isText {
                hasTextEvents = true
                try markStale(event, batch, isShared: !wasEmpty)
            } else {
                hasUIDEvents = true
            }
        } else {
            source.duplicates += 1
            try storeSighting(event, identity: identity, batch)
        }
    }

    private func storeSighting(_ event: EventFact, identity: Identity, _ batch: FactBatch) throws {
        ids.eventSighting += 1
        let insert = statements.eventSighting
        insert.bind(ids.eventSighting, at: 1)
        insert.bind(nil as Int64?, at: 2)
        insert.bind(identity.key, at: 3)
        insert.bind(identity.uidIsKey ? 1 : 0, at: 4)
        insert.bind(identity.uid, at: 5)
        try bindDescription(event, batch, to: insert, from: 6)
        insert.bind(event.count, at: 16)
        insert.bind(event.firstAt?.nanoseconds, at: 17)
        insert.bind(event.lastAt?.nanoseconds, at: 18)
        bindPlace(event, to: insert, from: 19)
        try insert.run()
        lastStaleObject = nil
        try markStale(event, batch, isShared: true)
    }

    /// Marks the event's object, once for the rows of a table that stand together.
    private func markStale(_ event: EventFact, _ batch: FactBatch, isShared: Bool) throws {
        let object = StaleObject(
            namespace: try id(event.namespace, batch) ?? 0, name: try id(event.objectName, batch) ?? 0,
            block: event.block)
        guard object != lastStaleObject else { return }
        lastStaleObject = object
        statements.staleEvent.bind(clusterID, at: 1)
        statements.staleEvent.bind(object.namespace, at: 2)
        statements.staleEvent.bind(object.name, at: 3)
        statements.staleEvent.bind(isShared ? 1 : 0, at: 4)
        try statements.staleEvent.run()
    }

    /// The seven columns both tables end with, from `first_age_at_least` to `line`.
    private func bindPlace(_ event: EventFact, to insert: BulkStatement, from first: Int32) {
        insert.bind(event.firstAge?.atLeast, at: first)
        insert.bind(event.firstAge?.below, at: first + 1)
        insert.bind(event.lastAge?.atLeast, at: first + 2)
        insert.bind(event.lastAge?.below, at: first + 3)
        insert.bind(Int64(event.block), at: first + 4)
        insert.bind(sourceID, at: first + 5)
        insert.bind(Int64(event.line), at: first + 6)
    }

    /// The ten columns both tables share, from `namespace_id` to `host_id`.
    private func bindDescription(
        _ event: EventFact, _ batch: FactBatch, to insert: BulkStatement, from first: Int32
    ) throws {
        insert.bind(try id(event.namespace, batch), at: first)
        insert.bind(try id(event.objectKind, batch), at: first + 1)
        insert.bind(try id(event.objectName, batch), at: first + 2)
        insert.bind(try id(event.objectUID, batch), at: first + 3)
        insert.bind(try id(event.container, batch), at: first + 4)
        insert.bind(try id(event.type, batch), at: first + 5)
        insert.bind(try id(event.reason, batch), at: first + 6)
        insert.bind(try id(event.message, batch), at: first + 7)
        insert.bind(try id(event.component, batch), at: first + 8)
        insert.bind(try id(event.host, batch), at: first + 9)
    }
}
