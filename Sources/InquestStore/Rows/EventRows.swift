import InquestCore

extension StoreWriter {
    func storeEvents(_ batch: FactBatch) throws {
        for event in batch.events {
            if event.uid.isEmpty {
                try storeSighting(event, identity: nil, batch)
            } else {
                try store(event, batch)
            }
        }
    }

    /// How an event is named: by its uid as 16 bytes, or by a digest where the uid is no UUID.
    private struct Identity {
        let key: FactKey
        /// The uid's own row when the key does not spell it.
        let uid: Int64?
    }

    private func identity(_ event: EventFact, _ batch: FactBatch) throws -> Identity {
        let start = Int(event.uid.offset)
        let text = batch.text.span.extracting(start..<start + Int(event.uid.length))
        if let key = FactKey(uuid: text) { return Identity(key: key, uid: nil) }
        var builder = KeyBuilder("event")
        builder.add(self.start.cluster)
        builder.add(text)
        return Identity(key: builder.key, uid: try interner.id(of: text))
    }

    private func store(_ event: EventFact, _ batch: FactBatch) throws {
        let identity = try identity(event, batch)
        let insert = statements.event
        insert.bind(ids.event + 1, at: 1)
        insert.bind(identity.key, at: 2)
        insert.bind(identity.uid == nil ? 1 : 0, at: 3)
        insert.bind(identity.uid, at: 4)
        insert.bind(0, at: 5)
        try bindDescription(event, batch, to: insert, from: 6)
        insert.bind(event.count, at: 16)
        insert.bind(event.firstAt?.nanoseconds, at: 17)
        insert.bind(event.lastAt?.nanoseconds, at: 18)
        insert.bind(nil as Int64?, at: 19)
        insert.bind(nil as Int64?, at: 20)
        insert.bind(sourceID, at: 21)
        insert.bind(Int64(event.line), at: 22)
        try insert.run()
        if insert.changes == 1 {
            ids.event += 1
        } else {
            source.duplicates += 1
            try storeSighting(event, identity: identity, batch)
        }
    }

    private func storeSighting(_ event: EventFact, identity: Identity?, _ batch: FactBatch) throws {
        ids.eventSighting += 1
        let insert = statements.eventSighting
        insert.bind(ids.eventSighting, at: 1)
        insert.bind(nil as Int64?, at: 2)
        if let identity {
            insert.bind(identity.key, at: 3)
        } else {
            insert.bind(nil as Int64?, at: 3)
        }
        insert.bind(identity != nil && identity?.uid == nil ? 1 : 0, at: 4)
        insert.bind(identity?.uid, at: 5)
        try bindDescription(event, batch, to: insert, from: 6)
        insert.bind(event.count, at: 16)
        insert.bind(event.firstAt?.nanoseconds, at: 17)
        insert.bind(event.lastAt?.nanoseconds, at: 18)
        insert.bind(event.firstAge?.atLeast, at: 19)
        insert.bind(event.firstAge?.below, at: 20)
        insert.bind(event.lastAge?.atLeast, at: 21)
        insert.bind(event.lastAge?.below, at: 22)
        insert.bind(Int64(event.block), at: 23)
        insert.bind(sourceID, at: 24)
        insert.bind(Int64(event.line), at: 25)
        try insert.run()
        statements.staleEvent.bind(clusterID, at: 1)
        statements.staleEvent.bind(try id(event.namespace, batch) ?? 0, at: 2)
        statements.staleEvent.bind(try id(event.objectName, batch) ?? 0, at: 3)
        try statements.staleEvent.run()
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
