import GRDB

/// Concludes the namespace of tables that do not print it.
///
/// All rows of such a table are of one namespace. It is known when exactly one namespace has every object that the table
/// names, or of several such namespaces exactly one every event; otherwise the rows stay without one.
final class NamespacePass {
    private let namespacesOf: BulkStatement
    private let eventsOfBlock: BulkStatement
    private let eventsInNamespace: BulkStatement
    private let conclude: BulkStatement
    private let rows: [BulkStatement]
    private let pods: BulkStatement
    private let staleEvent: BulkStatement
    private let stalePod: BulkStatement
    private var known: [Object: Set<Int64>] = [:]
    private let db: Database
    /// The row id of the text `Pod`.
    private let podKind: Int64

    private struct Object: Hashable {
        let cluster: Int64
        let kind: Int64
        let name: Int64
    }

    /// What an event says, as far as tables show it.
    private struct Saying: Hashable {
        let kind: Int64?
        let reason: Int64?
        let message: String
    }

    /// A table of a source, or its pods.
    private struct Block {
        var source: Int64
        var number: Int64
        var cluster: Int64
        /// What was concluded before.
        var namespace: Int64?
        var objects: [Object] = []

        var names: Set<Int64> { Set(objects.map(\.name)) }
    }

    init(in db: Database, interner: Interner) throws {
        self.db = db
        podKind = try interner.id(of: "Pod")
        namespacesOf = try BulkStatement(Statements.text("namespaces_of.sql"), in: db)
        eventsOfBlock = try BulkStatement(Statements.text("events_of_block.sql"), in: db)
        eventsInNamespace = try BulkStatement(Statements.text("events_in_namespace.sql"), in: db)
        conclude = try BulkStatement(
            "UPDATE loose_block SET namespace_id = ? WHERE source_id = ? AND block = ?", in: db)
        rows = try ["event", "event_sighting"].map { table in
            try BulkStatement(
                "UPDATE \(table) SET namespace_id = ? WHERE source_id = ? AND block = ? AND object_name_id = ?",
                in: db)
        }
        pods = try BulkStatement(
            "UPDATE pod_fact SET namespace_id = ? WHERE source_id = ? AND is_loose = 1 AND name_id = ?",
            in: db)
        staleEvent = try BulkStatement(Statements.text("mark_event.sql"), in: db)
        stalePod = try .insert(into: "stale_pod", columns: 3, orIgnore: true, in: db)
    }

    /// Whether any source leaves a namespace open.
    static func isNeeded(in db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM loose_block)") ?? false
    }

    func run() throws {
        for block in try blocks() {
            let namespace = try namespace(of: block)
            if namespace != block.namespace { try move(block, to: namespace) }
        }
    }

    private func blocks() throws -> [Block] {
        let row = try BulkStatement(Statements.text("loose_names.sql"), in: db)
        var blocks: [Block] = []
        while try row.step() {
            if blocks.last?.source != row.integer(0) || blocks.last?.number != row.integer(1) {
                blocks.append(
                    Block(
                        source: row.integer(0), number: row.integer(1), cluster: row.integer(2),
                        namespace: row.optionalInteger(3)))
            }
            blocks[blocks.count - 1].objects.append(
                Object(cluster: row.integer(2), kind: row.integer(5), name: row.integer(4)))
        }
        return blocks
    }

    /// The only namespace that has all of a block's objects.
    private func namespace(of block: Block) throws -> Int64? {
        var common: Set<Int64>?
        for object in block.objects {
            let found = try namespaces(of: object)
            common = common?.intersection(found) ?? found
            if common?.isEmpty == true { return nil }
        }
        guard var common, !common.isEmpty else { return nil }
        if common.count > 1, block.number != 0 { try narrow(&common, by: block) }
        return common.count == 1 ? common.first : nil
    }

    /// Of namespaces that all have the block's objects, leaves those that have all its events.
    private func narrow(_ namespaces: inout Set<Int64>, by block: Block) throws {
        for name in block.names {
            eventsOfBlock.bind(name, at: 1)
            eventsOfBlock.bind(block.source, at: 2)
            eventsOfBlock.bind(block.number, at: 3)
            let said = Set(try sayings(eventsOfBlock))
            for namespace in namespaces {
                eventsInNamespace.bind(name, at: 1)
                eventsInNamespace.bind(namespace, at: 2)
                eventsInNamespace.bind(block.cluster, at: 3)
                if !said.isSubset(of: try sayings(eventsInNamespace)) { namespaces.remove(namespace) }
            }
        }
    }

    private func sayings(_ row: BulkStatement) throws -> [Saying] {
        var found: [Saying] = []
        while try row.step() {
            found.append(
                Saying(
                    kind: row.optionalInteger(0), reason: row.optionalInteger(1),
                    message: EventText.comparableFirstLine(row.text(2) ?? "")))
        }
        return found
    }

    private func namespaces(of object: Object) throws -> Set<Int64> {
        if let found = known[object] { return found }
        namespacesOf.bind(object.name, at: 1)
        namespacesOf.bind(object.kind, at: 2)
        namespacesOf.bind(podKind, at: 3)
        namespacesOf.bind(object.cluster, at: 4)
        var found: Set<Int64> = []
        while try namespacesOf.step() { found.insert(namespacesOf.integer(0)) }
        known[object] = found
        return found
    }

    private func move(_ block: Block, to namespace: Int64?) throws {
        conclude.bind(namespace, at: 1)
        conclude.bind(block.source, at: 2)
        conclude.bind(block.number, at: 3)
        try conclude.run()
        for name in block.names {
            try block.number == 0
                ? movePod(name, of: block, to: namespace) : moveEvents(of: name, of: block, to: namespace)
        }
    }

    private func moveEvents(of name: Int64, of block: Block, to namespace: Int64?) throws {
        for row in rows {
            row.bind(namespace, at: 1)
            row.bind(block.source, at: 2)
            row.bind(block.number, at: 3)
            row.bind(name, at: 4)
            try row.run()
        }
        for place in [block.namespace, namespace] {
            staleEvent.bind(block.cluster, at: 1)
            staleEvent.bind(place ?? 0, at: 2)
            staleEvent.bind(name, at: 3)
            staleEvent.bind(1, at: 4)
            try staleEvent.run()
        }
    }

    private func movePod(_ name: Int64, of block: Block, to namespace: Int64?) throws {
        pods.bind(namespace, at: 1)
        pods.bind(block.source, at: 2)
        pods.bind(name, at: 3)
        try pods.run()
        for place in [block.namespace, namespace] {
            stalePod.bind(block.cluster, at: 1)
            stalePod.bind(place ?? 0, at: 2)
            stalePod.bind(name, at: 3)
            try stalePod.run()
        }
    }
}
