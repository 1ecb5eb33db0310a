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
    private let holder: BulkStatement
    private var lastEvent: Int64
    private var lastSighting: Int64

    /// What events must have in common to be the same.
    private struct Group: Hashable {
        let kind: Int64?
        let reason: Int64?
        /// Tables print no more of a message.
        let firstLine: String
    }

    init(in db: Database) throws {
        self.db = db
        texts = try TextReader(in: db)
        rows = try BulkStatement(Statements.text("event_rows.sql"), in: db)
        sightings = try BulkStatement(Statements.text("event_sightings.sql"), in: db)
        keepOnlySighting = try BulkStatement(Statements.text("keep_only_sighting.sql"), in: db)
        rewrite = try BulkStatement(Statements.text("rewrite_event.sql"), in: db)
        add = try BulkStatement(Statements.text("add_event.sql"), in: db)
        assign = try BulkStatement("UPDATE event_sighting SET event_id = ? WHERE id = ?", in: db)
        forget = try BulkStatement("DELETE FROM event WHERE id = ?", in: db)
        holder = try BulkStatement("SELECT id FROM event WHERE key = ?", in: db)
        lastEvent = try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0
        lastSighting = try Int64.fetchOne(db, sql: "SELECT max(id) FROM event_sighting") ?? 0
    }

    func run() throws {
        let stale = try BulkStatement(Statements.text("stale_events.sql"), in: db)
        var objects: [(cluster: Int64, namespace: Int64, name: Int64)] = []
        while try stale.step() { objects.append((stale.integer(0), stale.integer(1), stale.integer(2))) }
        for object in objects {
            try rebuild(cluster: object.cluster, namespace: object.namespace, name: object.name)
        }
    }

    private func rebuild(cluster: Int64, namespace: Int64, name: Int64) throws {
        for statement in [rows, sightings] {
            statement.bind(name, at: 1)
            statement.bind(namespace, at: 2)
            statement.bind(cluster, at: 3)
        }
        let object = [cluster, namespace, name]
        let (known, only) = try readRows()
        var groups: [Group: [EventSighting]] = [:]
        var order: [Group] = []
        func place(_ sighting: EventSighting, _ group: Group) {
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(sighting)
        }
        // Messages of events with a uid are rewritten in place ("combined from similar events"): the sighting
        // that is cited tells which text forms can be the same event.
        var named: [FactKey: [(EventSighting, Group)]] = [:]
        func take(_ sighting: EventSighting, _ group: Group) {
            guard let key = sighting.key else { return place(sighting, group) }
            named[key, default: []].append((sighting, group))
        }
        for (sighting, group) in only { take(sighting, group) }
        while try sightings.step() {
            take(try sighting(sightings, row: .sighting(sightings.integer(0))), try group(sightings))
        }
        for (key, all) in named {
            let best = EventCluster(key: key, sightings: all.map(\.0)).best.row
            guard let home = all.first(where: { $0.0.row == best }) else { continue }
            for (sighting, _) in all { place(sighting, home.1) }
        }
        let clusters = order.flatMap { EventIdentity.clusters(of: groups[$0] ?? []) }
        let keys = textKeys(of: clusters)
        // All rows that may go do so before any is written: a key must not be held twice.
        let changed = zip(clusters, keys).filter { !isOnlyRow($0.0, $0.1) }
        let sightings = try changed.map { try asSightings($0.0) }
        for ((cluster, key), ids) in zip(changed, sightings) {
            let stranger = try cluster.key.map { try strangersKey($0, of: object) }
            try store(cluster, key: key ?? stranger, sightings: ids, known: known)
        }
    }

    /// The keys of the events no source gives a uid for, `nil` for the others: the smallest of what names the sightings.
    /// Events that say exactly the same are numbered in an order that does not depend on the order of ingestion.
    private func textKeys(of clusters: [EventCluster]) -> [FactKey?] {
        var keys = [FactKey?](repeating: nil, count: clusters.count)
        var taken: [FactKey: Int64] = [:]
        let inOrder = clusters.indices.filter { clusters[$0].key == nil }
            .sorted { clusters[$0].best.order < clusters[$1].best.order }
        for index in inOrder {
            guard let smallest = clusters[index].sightings.map(\.contentKey).min() else { continue }
            let earlier = taken[smallest] ?? 0
            taken[smallest] = earlier + 1
            if earlier == 0 {
                keys[index] = smallest
            } else {
                var builder = KeyBuilder("text-event-again")
                builder.add(SHA256.hexadecimal(smallest.bytes))
                builder.add(earlier)
                keys[index] = builder.key
            }
        }
        return keys
    }

    /// The key of an event whose uid is another object's, in another cluster or after uids were redacted.
    private func strangersKey(_ uid: FactKey, of object: [Int64]) throws -> FactKey {
        var builder = KeyBuilder("event-of-other-object")
        builder.add(SHA256.hexadecimal(uid.bytes))
        for text in object { builder.add(text == 0 ? nil : try texts.text(text)) }
        return builder.key
    }

    /// Whether an event's row is its only sighting, and stays so.
    private func isOnlyRow(_ cluster: EventCluster, _ key: FactKey?) -> Bool {
        guard cluster.sightings.count == 1, case .event = cluster.sightings[0].row else { return false }
        return key == nil || key == cluster.sightings[0].contentKey
    }

    /// Reads the object's event rows. Those that several text sightings made are taken away and made anew.
    private func readRows() throws -> (known: [FactKey: Int64], only: [(EventSighting, Group)]) {
        var known: [FactKey: Int64] = [:]
        var only: [(EventSighting, Group)] = []
        var merged: [Int64] = []
        while try rows.step() {
            let id = rows.integer(0)
            let sighting = try sighting(rows, row: .event(id))
            let isMerged = rows.integer(23) != 0
            let group = try group(rows)
            if let key = sighting.key { known[key] = id }
            if !isMerged {
                only.append((sighting, group))
            } else if sighting.key == nil {
                merged.append(id)
            }
        }
        for id in merged { try forgetEvent(id) }
        return (known, only)
    }

    private func forgetEvent(_ id: Int64) throws {
        forget.bind(id, at: 1)
        try forget.run()
    }

    private func group(_ row: BulkStatement) throws -> Group {
        let message = try row.optionalInteger(6).map(texts.text) ?? ""
        return Group(
            kind: row.optionalInteger(4), reason: row.optionalInteger(5),
            firstLine: EventText.comparableFirstLine(message))
    }

    /// The sighting in a row of either table: the queries give the same columns.
    private func sighting(_ row: BulkStatement, row place: EventSighting.Row) throws -> EventSighting {
        let captured = row.optionalInteger(18).flatMap { earliest in
            row.optionalInteger(19).map { Interval(low: earliest, high: $0) }
        }
        let key = FactKey(row.blob(1) ?? [])
        let hasUID = row.integer(2) != 0 || !row.isNull(3)
        return EventSighting(
            row: place, key: hasUID ? row.blob(20).map { FactKey($0) } ?? key : nil, contentKey: key,
            message: EventText.comparable(try row.optionalInteger(6).map(texts.text) ?? ""),
            isCut: row.integer(21) != 0, component: row.optionalInteger(22), count: row.optionalInteger(7),
            first: instant(row.optionalInteger(8)) ?? ago(row, 10, captured),
            last: instant(row.optionalInteger(9)) ?? ago(row, 12, captured),
            isAged: !row.isNull(12) || !row.isNull(10), sourceID: row.integer(15), block: row.integer(14),
            captured: captured?.high ?? .max,
            order: SightingOrder(source: FactKey(row.blob(16) ?? []), line: row.integer(17)))
    }

    private func instant(_ nanoseconds: Int64?) -> Interval? {
        nanoseconds.map { Interval(low: $0, high: $0) }
    }

    /// The instants that the age in two columns can mean.
    private func ago(_ row: BulkStatement, _ column: Int32, _ captured: Interval?) -> Interval? {
        guard let atLeast = row.optionalInteger(column), let below = row.optionalInteger(column + 1) else {
            return nil
        }
        return Interval(ago: Age(atLeast: atLeast, below: below), before: captured)
    }

    private func store(
        _ cluster: EventCluster, key: FactKey?, sightings: [EventSighting.Row: Int64],
        known: [FactKey: Int64]
    ) throws {
        var event: Int64
        if let key = cluster.key, let row = known[key] {
            event = row
            try bindSummary(cluster, to: rewrite, from: 1)
            rewrite.bind(sightings[cluster.best.row] ?? 0, at: 6)
            rewrite.bind(event, at: 7)
            try rewrite.run()
        } else {
            lastEvent += 1
            event = lastEvent
            add.bind(event, at: 1)
            add.bind(try freeKey(key ?? cluster.sightings[0].contentKey), at: 2)
            try bindSummary(cluster, to: add, from: 3)
            add.bind(sightings[cluster.best.row] ?? 0, at: 8)
            try add.run()
        }
        for sighting in sightings.values { try assign(sighting, to: event) }
    }

    /// The key, or one made of it when an event of another object holds it: uids can be wrong.
    private func freeKey(_ key: FactKey) throws -> FactKey {
        var key = key
        while true {
            holder.bind(key, at: 1)
            let isFree = try !holder.step()
            holder.reset()
            if isFree { return key }
            var builder = KeyBuilder("event-elsewhere")
            builder.add(SHA256.hexadecimal(key.bytes))
            key = builder.key
        }
    }

    /// The row ids in `event_sighting`, made for a sighting that so far was the event's own row.
    private func asSightings(_ cluster: EventCluster) throws -> [EventSighting.Row: Int64] {
        var ids: [EventSighting.Row: Int64] = [:]
        for sighting in cluster.sightings {
            switch sighting.row {
            case .sighting(let id): ids[sighting.row] = id
            case .event(let event):
                lastSighting += 1
                keepOnlySighting.bind(lastSighting, at: 1)
                keepOnlySighting.bind(event, at: 2)
                try keepOnlySighting.run()
                ids[sighting.row] = lastSighting
                if sighting.key == nil { try forgetEvent(event) }
            }
        }
        return ids
    }

    private func assign(_ sighting: Int64, to event: Int64) throws {
        assign.bind(event, at: 1)
        assign.bind(sighting, at: 2)
        try assign.run()
    }

    /// Binds count, first and last times: five parameters.
    private func bindSummary(_ cluster: EventCluster, to statement: BulkStatement, from first: Int32) throws {
        let last = cluster.last
        let isExact = last.map { $0.low == $0.high } ?? true
        statement.bind(cluster.count, at: first)
        statement.bind(cluster.first?.middle, at: first + 1)
        statement.bind(last?.middle, at: first + 2)
        statement.bind(isExact ? nil : last?.low, at: first + 3)
        statement.bind(isExact ? nil : last?.high, at: first + 4)
    }
}

/// What of a message survives every text form.
enum EventText {
    /// The comparable part of a message up to its first newline, which is where tables cut it.
    static func comparableFirstLine(_ message: String) -> String {
        // A form feed comes out as a newline of descriptions and tables.
        let end = message.utf8.firstIndex { $0 == 0x0A || $0 == 0x0C } ?? message.endIndex
        return comparable(String(message[..<end]))
    }

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
