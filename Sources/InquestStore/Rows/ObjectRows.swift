import InquestCore

extension StoreWriter {
    func storeObjects(_ batch: FactBatch) throws {
        for object in batch.objects { try store(object, batch) }
        for condition in batch.conditions { try store(condition, batch) }
    }

    private func store(_ object: ObjectFact, _ batch: FactBatch) throws {
        ids.object += 1
        let name = try id(object.name, batch)
        let insert = statements.object
        insert.bind(ids.object, at: 1)
        insert.bind(sourceID, at: 2)
        insert.bind(Int64(object.line), at: 3)
        insert.bind(try id(object.kind, batch), at: 4)
        insert.bind(try id(object.namespace, batch), at: 5)
        insert.bind(name, at: 6)
        insert.bind(try id(object.uid, batch), at: 7)
        insert.bind(try id(object.ownerKind, batch), at: 8)
        insert.bind(try id(object.ownerName, batch), at: 9)
        insert.bind(object.createdAt?.nanoseconds, at: 10)
        try insert.run()
        if let name, !object.ownerName.isNone {
            statements.staleOwner.bind(name, at: 1)
            try statements.staleOwner.run()
        }
    }

    private func store(_ condition: ConditionFact, _ batch: FactBatch) throws {
        ids.condition += 1
        let insert = statements.condition
        insert.bind(ids.condition, at: 1)
        insert.bind(sourceID, at: 2)
        insert.bind(Int64(condition.line), at: 3)
        insert.bind(try id(condition.objectKind, batch), at: 4)
        insert.bind(try id(condition.namespace, batch), at: 5)
        insert.bind(try id(condition.objectName, batch), at: 6)
        insert.bind(try id(condition.type, batch), at: 7)
        insert.bind(try id(condition.status, batch), at: 8)
        insert.bind(try id(condition.reason, batch), at: 9)
        insert.bind(try id(condition.message, batch), at: 10)
        insert.bind(condition.transitionAt?.nanoseconds, at: 11)
        try insert.run()
    }
}
