import GRDB
import InquestCore

/// Rebuilds the events of objects with several sightings, or with sightings that carry no uid.
final class EventPass {
    private let db: Database
    private let texts: TextReader
    private let rows: BulkStatement
    private let sightings: BulkStatement
    private let keepOnlySighting: BulkStatement
    private let rewrite: BulkStatement
    private let add: BulkStatement
    private let assign: BulkStatement
    private let forget: BulkStatement
    private var lastEvent: Int64
    private var lastSighting: Int64
    /// How many events of the object at hand were first seen at one place: rows of a paste may share a line.
    private var eventsAtPlace: [SightingOrder: Int64] = [:]

    /// What events must have in common to be the same.
    private struct Group: Hashable {
        let kind: Int64?
        let reason: Int64?
        let message: String
    }

    /// An event that has a row of its own because a source shows its uid.
    private struct KnownEvent {
        let id: Int64
        let group: Group
    }

    init(in db: Database) throws {
        self.db = db
        texts = try TextReader(in: db)
        rows = try BulkStatement(Statements.text("event_rows.sql"), in: db)
        sightings = try BulkStatement(Statements.text("event_sightings.sql"), in: db)
        keepOnlySighting = try BulkStatement(Statements.text("keep_only_sighting.sql"), in: db)
        rewrite = try BulkStatement(Statements.text("rewrite_event.sql"), in: db)
        add = try BulkStatement(Statements.text("add_text_event.sql"), in: db)
        assign = try BulkStatement("UPDATE event_sighting SET event_id = ? WHERE id = ?", in: db)
        forget = try BulkStatement("DELETE FROM event WHERE id = ?", in: db)
        lastEvent = try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0
        lastSighting = try Int64.fetchOne(db, sql: "SELECT max(id) FROM event_sighting") ?? 0
    }

    func run() throws {
        let stale = try BulkStatement("SELECT cluster_id, namespace_id, object_name_id FROM stale_event", in: db)
        while try stale.step() {
            try rebuild(cluster: stale.integer(0), namespace: stale.integer(1), name: stale.integer(2))
        }
        try db.execute(sql: "DELETE FROM stale_event")
    }

    private func rebuild(cluster: Int64, namespace: Int64, name: Int64) throws {
        for statement in [rows, sightings] {
            statement.bind(name, at: 1)
            statement.bind(namespace, at: 2)
            statement.bind(cluster, at: 3)
        }
        let (known, only) = try readRows()
        var groups: [Group: [EventSighting]] = [:]
        var order: [Group] = []
        func place(_ sighting: EventSighting, _ group: Group) {
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(sighting)
        }
        // Event messages are rewritten in place ("combined from similar events"), so a uid keeps its first group.
        var groupOfKey: [FactKey: Group] = [:]
        for (key, event) in known.sorted(by: { $0.key < $1.key }) { groupOfKey[key] = event.group }
        for (sighting, group) in only { place(sighting, group) }
        while try sightings.step() {
            let group = try group(sightings, kind: 4)
            let sighting = sighting()
            place(sighting, sighting.key.flatMap { groupOfKey[$0] } ?? group)
        }
        let clusterName = try texts.text(cluster)
        eventsAtPlace.removeAll(keepingCapacity: true)
        for group in order {
            let sightings = groups[group] ?? []
            // Without a name nothing says that two sightings are of one object.
            let clusters =
                name == 0
                ? sightings.map { EventCluster(key: $0.key, sightings: [$0]) } : EventIdentity.clusters(of: sightings)
            for cluster in clusters { try store(cluster, known: known, clusterName: clusterName) }
        }
    }

    /// Reads the object's event rows: those with a uid stay; those made from text alone are made anew.
    private func readRows() throws -> (known: [FactKey: KnownEvent], only: [(EventSighting, Group)]) {
        var known: [FactKey: KnownEvent] = [:]
        var only: [(EventSighting, Group)] = []
        var textOnly: [Int64] = []
        while try rows.step() {
            let id = rows.integer(0)
            let hasUID = rows.integer(3) != 0 || !rows.isNull(4)
            guard hasUID else {
                textOnly.append(id)
                continue
            }
            let key = FactKey(rows.blob(1) ?? [])
            let group = try group(rows, kind: 5)
            known[key] = KnownEvent(id: id, group: group)
            if rows.integer(2) == 0 { only.append((onlySighting(id, key), group)) }
        }
        for id in textOnly {
            forget.bind(id, at: 1)
            try forget.run()
        }
        return (known, only)
    }

    private func group(_ row: BulkStatement, kind: Int32) throws -> Group {
        let message = try row.optionalInteger(kind + 2).map(texts.text) ?? ""
        return Group(
            kind: row.optionalInteger(kind), reason: row.optionalInteger(kind + 1), message: EventText.comparable(message))
    }

    private func onlySighting(_ id: Int64, _ key: FactKey) -> EventSighting {
        EventSighting(
            row: .event(id), key: key, count: rows.integer(8), first: instant(rows.optionalInteger(9)),
            last: instant(rows.optionalInteger(10)), isAged: false, sourceID: rows.integer(11),
            block: rows.integer(13), captured: .max,
            order: SightingOrder(source: FactKey(rows.blob(12) ?? []), line: rows.integer(13)))
    }

    private func sighting() -> EventSighting {
        let row = sightings
        let captured = row.optionalInteger(18).flatMap { earliest in
            row.optionalInteger(19).map { Interval(low: earliest, high: $0) }
        }
        let aged = row.optionalInteger(12) != nil || row.optionalInteger(10) != nil
        return EventSighting(
            row: .sighting(row.integer(0)), key: row.blob(1).map { FactKey($0) }, count: row.integer(7),
            first: instant(row.optionalInteger(8)) ?? ago(row.optionalInteger(10), row.optionalInteger(11), captured),
            last: instant(row.optionalInteger(9)) ?? ago(row.optionalInteger(12), row.optionalInteger(13), captured),
            isAged: aged, sourceID: row.integer(15), block: row.integer(14), captured: captured?.high ?? .max,
            order: SightingOrder(source: FactKey(row.blob(16) ?? []), line: row.integer(17)))
    }

    private func instant(_ nanoseconds: Int64?) -> Interval? {
        nanoseconds.map { Interval(low: $0, high: $0) }
    }

    /// The instants an age can mean when the capture lies in an interval.
    private func ago(_ atLeast: Int64?, _ below: Int64?, _ captured: Interval?) -> Interval? {
        guard let atLeast, let below, let captured else { return nil }
        return Interval(
            low: captured.low - below * 1_000_000_000, high: captured.high - atLeast * 1_000_000_000)
    }

    private func store(_ cluster: EventCluster, known: [FactKey: KnownEvent], clusterName: String) throws {
        if let key = cluster.key {
            // One sighting that is the row itself: nothing to add.
            guard cluster.sightings.count > 1, let event = known[key] else { return }
            let sightings = try asSightings(cluster.sightings)
            try bindSummary(cluster, to: rewrite)
            rewrite.bind(sightings[cluster.best.row] ?? 0, at: 6)
            rewrite.bind(event.id, at: 7)
            try rewrite.run()
            for sighting in sightings.values { try assign(sighting, to: event.id) }
        } else if case .sighting(let best) = cluster.best.row {
            lastEvent += 1
            add.bind(lastEvent, at: 1)
            add.bind(key(of: cluster, clusterName: clusterName), at: 2)
            add.bind(cluster.count, at: 3)
            add.bind(cluster.first?.middle, at: 4)
            try bindLast(cluster, to: add, from: 5)
            add.bind(best, at: 8)
            try add.run()
            for sighting in cluster.sightings {
                if case .sighting(let id) = sighting.row { try assign(id, to: lastEvent) }
            }
        }
    }

    /// The row ids in `event_sighting`, made for a sighting that so far was the event's own row.
    private func asSightings(_ sightings: [EventSighting]) throws -> [EventSighting.Row: Int64] {
        var ids: [EventSighting.Row: Int64] = [:]
        for sighting in sightings {
            switch sighting.row {
            case .sighting(let id): ids[sighting.row] = id
            case .event(let event):
                lastSighting += 1
                keepOnlySighting.bind(lastSighting, at: 1)
                keepOnlySighting.bind(event, at: 2)
                try keepOnlySighting.run()
                ids[sighting.row] = lastSighting
            }
        }
        return ids
    }

    private func assign(_ sighting: Int64, to event: Int64) throws {
        assign.bind(event, at: 1)
        assign.bind(sighting, at: 2)
        try assign.run()
    }

    private func bindSummary(_ cluster: EventCluster, to statement: BulkStatement) throws {
        statement.bind(cluster.count, at: 1)
        statement.bind(cluster.first?.middle, at: 2)
        try bindLast(cluster, to: statement, from: 3)
    }

    private func bindLast(_ cluster: EventCluster, to statement: BulkStatement, from first: Int32) throws {
        let last = cluster.last
        let isExact = last.map { $0.low == $0.high } ?? true
        statement.bind(last?.middle, at: first)
        statement.bind(isExact ? nil : last?.low, at: first + 1)
        statement.bind(isExact ? nil : last?.high, at: first + 2)
    }

    /// What names an event no source gives a uid for: where it was seen first in the order of content.
    private func key(of cluster: EventCluster, clusterName: String) -> FactKey {
        let place = cluster.sightings.map(\.order).min() ?? cluster.best.order
        var builder = KeyBuilder("text-event")
        builder.add(clusterName)
        builder.add(SHA256.hexadecimal(place.source.bytes))
        builder.add(place.line)
        let earlier = eventsAtPlace[place] ?? 0
        eventsAtPlace[place] = earlier + 1
        if earlier > 0 { builder.add(earlier) }
        return builder.key
    }
}

/// What of a message survives every text form.
enum EventText {
    /// Runs of blanks folded, and the escapes of different clients made alike.
    static func comparable(_ message: String) -> String {
        var result: [UInt8] = []
        var pendingBlank = false
        let bytes = Array(message.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            // kubectl 1.20 and later writes ESC as "^[" and CR as "\r"; older clients write them raw.
            if byte == 0x5C, index < bytes.count, bytes[index] == 0x72 {
                index += 1
                pendingBlank = !result.isEmpty
                continue
            }
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                pendingBlank = !result.isEmpty
                continue
            }
            if pendingBlank { result.append(0x20) }
            pendingBlank = false
            if byte == 0x1B { result += [0x5E, 0x5B] } else { result.append(byte) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
