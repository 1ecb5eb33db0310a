import InquestCore

/// Objects of one source that it shows without their namespace, though they have one.
struct LooseNames {
    struct Entry: Hashable {
        /// The line of the table; 0 for pods.
        let block: UInt32
        let kind: Int64
        let name: Int64
    }

    private(set) var entries: Set<Entry> = []

    mutating func add(_ entry: Entry) { entries.insert(entry) }
}

extension StoreWriter {
    /// Notes an event whose namespace its source does not show.
    func noteLoose(_ event: EventFact, _ batch: FactBatch) throws {
        guard event.namespace.isNone, let name = try id(event.objectName, batch),
            let kind = try id(event.objectKind, batch), let spelled = batch.string(event.objectKind),
            !KubernetesKind.isClusterScoped(spelled)
        else { return }
        looseNames.add(LooseNames.Entry(block: event.block, kind: kind, name: name))
    }

    /// Notes a pod whose namespace its source does not show.
    func noteLoose(pod name: Int64) throws {
        looseNames.add(LooseNames.Entry(block: 0, kind: try interner.id(of: "Pod"), name: name))
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
            statements.looseName.bind(entry.kind, at: 3)
            statements.looseName.bind(entry.name, at: 4)
            try statements.looseName.run()
        }
    }
}
