import InquestCore

/// Objects of one source that it shows without their namespace, though they have one.
struct LooseNames {
    struct Entry: Hashable {
        /// The line of the table; 0 for pods.
        let block: UInt32
        let name: Int64
    }

    private(set) var entries: Set<Entry> = []

    mutating func add(pod name: Int64) { entries.insert(Entry(block: 0, name: name)) }

    mutating func add(object name: Int64, block: UInt32) { entries.insert(Entry(block: block, name: name)) }
}

extension StoreWriter {
    /// Notes an event whose namespace its source does not show.
    func noteLoose(_ event: EventFact, _ batch: FactBatch) throws {
        guard event.namespace.isNone, !event.objectKind.isNone, let name = try id(event.objectName, batch),
            let kind = batch.string(event.objectKind), !KubernetesKind.isClusterScoped(kind)
        else { return }
        looseNames.add(object: name, block: event.block)
    }

    /// Stores what the source's rows leave open, for the pass that concludes namespaces.
    func storeLooseNames() throws {
        for entry in looseNames.entries {
            statements.looseBlock.bind(sourceID, at: 1)
            statements.looseBlock.bind(Int64(entry.block), at: 2)
            statements.looseBlock.bind(nil as Int64?, at: 3)
            try statements.looseBlock.run()
            statements.looseName.bind(sourceID, at: 1)
            statements.looseName.bind(Int64(entry.block), at: 2)
            statements.looseName.bind(entry.name, at: 3)
            try statements.looseName.run()
        }
    }
}
