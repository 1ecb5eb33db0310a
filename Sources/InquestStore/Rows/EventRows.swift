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
            if event.namespace.isNone { try noteLoose(event, prepared.batch) }
        }
    }

    private func store(_ event: EventFact, _ name: EventName, _ batch: FactBatch) throws {
        if seenEvents?.insert(name.key) == false { try indexEvents() }
        let insert = statements.event
        insert.bind(ids.event + 1, at: 1)
        try bind(name, of: event, batch, to: insert, from: 2)
        insert.bind(0, at: 6)
        try bindDescription(event, batch, to: insert, from: 7)
        bindCount(event, to: insert)
        insert.bind(event.firstAt?.nanoseconds, at: 19)
        insert.bind(event.lastAt?.nanoseconds, at: 20)
        insert.bind(nil as Int64?, at: 21)
        insert.bind(nil as Int64?, at: 22)
        bindPlace(event, to: insert, from: 23)
        try insert.run()
        if insert.changes == 1 {
            ids.event += 1
            if name.basis == .content {
                hasTextEvents = true
                try markStale(event, batch, isShared: !wasEmpty)
            } else {
                hasUIDEvents = true
            }
        } else {
            source.duplicates += 1
            try storeSighting(event, name, batch)
        }
    }

    private func storeSighting(_ event: EventFact, _ name: EventName, _ batch: FactBatch) throws {
        ids.eventSighting += 1
        let insert = statements.eventSighting
        insert.bind(ids.eventSighting, at: 1)
        insert.bind(nil as Int64?, at: 2)
        try bind(name, of: event, batch, to: insert, from: 3)
        try bindDescription(event, batch, to: insert, from: 7)
        bindCount(event, to: insert)
        insert.bind(event.firstAt?.nanoseconds, at: 19)
        insert.bind(event.lastAt?.nanoseconds, at: 20)
        bindPlace(event, to: insert, from: 21)
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
        var isShared = isShared
        if !isShared, seenObjects != nil {
            let key = FactKey(
                high: UInt64(bitPattern: clusterID) << 40 ^ UInt64(bitPattern: object.namespace),
                low: UInt64(bitPattern: object.name))
            // The first table of an object in a new corpus has nothing to be compared with.
            if seenObjects?.insert(key) == true { return }
            isShared = true
        }
        statements.staleEvent.bind(clusterID, at: 1)
        statements.staleEvent.bind(object.namespace, at: 2)
        statements.staleEvent.bind(object.name, at: 3)
        statements.staleEvent.bind(isShared ? 1 : 0, at: 4)
        try statements.staleEvent.run()
    }

    /// The four columns from `key` to `uid_id`.
    private func bind(
        _ name: EventName, of event: EventFact, _ batch: FactBatch, to insert: BulkStatement,
        from first: Int32
    ) throws {
        insert.bind(name.key, at: first)
        insert.bind(name.basis == .uid ? 1 : name.basis == .uidInCluster ? 2 : 0, at: first + 1)
        if let uid = name.uid {
            insert.bind(uid, at: first + 2)
        } else {
            insert.bind(nil as Int64?, at: first + 2)
        }
        insert.bind(name.basis == .oddUID ? try id(event.uid, batch) : nil, at: first + 3)
    }

    /// `is_cut` and `count`, columns 17 and 18 of both tables.
    private func bindCount(_ event: EventFact, to insert: BulkStatement) {
        insert.bind(event.messageIsCut ? 1 : 0, at: 17)
        insert.bind(event.isCountShown ? event.count : nil, at: 18)
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
