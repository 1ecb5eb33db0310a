import GRDB
package import InquestCore

/// What is known of a source before its first byte is stored.
package struct SourceStart: Sendable {
    /// The cluster of inputs that nobody named one for.
    package static let unnamedCluster = "default"

    package var path: String
    package var member: String?
    package var cluster: String
    package var hints: SourceHints
    /// Digest of the source's first bytes: tells it from others wherever it stands, before all of it is read.
    package var beginning: [UInt8]

    package init(
        path: String, member: String? = nil, cluster: String, hints: SourceHints, beginning: [UInt8] = []
    ) {
        self.beginning = beginning
        self.path = path
        self.member = member
        self.cluster = cluster
        self.hints = hints
    }

    /// Where the source is, as the column `source` of the views shows it.
    package var place: String { member.map { path + "!/" + $0 } ?? path }
}

/// What is known of a source after its last byte.
package struct SourceEnd: Sendable {
    package var sha256: [UInt8]
    package var bytes: Int
    /// The format's id; `nil` when none fits.
    package var format: String?
    /// When it was captured; `nil` when nothing tells.
    package var capture: Capture?
    /// Whether facts depend on what the path says, so that equal bytes under two names are two sources.
    package var dependsOnHints: Bool

    package init(sha256: [UInt8], bytes: Int, format: String?, capture: Capture?, dependsOnHints: Bool) {
        self.sha256 = sha256
        self.bytes = bytes
        self.format = format
        self.capture = capture
        self.dependsOnHints = dependsOnHints
    }
}

/// What storing one source came to.
package struct StoredSource: Sendable {
    /// Its row, also when that was there already.
    package internal(set) var id: Int64 = 0
    /// Facts read from the source.
    package var facts = 0
    /// Of these, the ones that were in the corpus already.
    package var duplicates = 0
    package var skipped = 0
    /// Whether the whole source was in the corpus already, so that nothing was stored.
    package var isDuplicate = false
}

/// Turns batches of facts into rows.
///
/// Used inside one exclusive access to the database. A source's batches come one after the other between
/// `begin` and `end`. A transaction holds whole sources only: one that is large, or several that are small, because
/// a commit costs as much as a small source. A crash leaves the corpus without the sources of the last one.
package final class StoreWriter {
    let db: Database
    let interner: Interner
    let statements: Statements
    var ids: RowIDs
    var source = StoredSource()
    var sourceID: Int64 = 0
    var clusterID: Int64 = 0
    var start = SourceStart(path: "", cluster: "", hints: SourceHints())
    /// Texts of the batch at hand that were looked up last, and their ids.
    private var memoRefs = [TextRef](repeating: .none, count: memoSize)
    private var memoIDs = [Int64](repeating: 0, count: memoSize)
    private static let memoSize = 64
    /// Keys of untimed log lines depend on all lines before them.
    var logChains: [LogChainID: SHA256] = [:]
    /// Whether the corpus held nothing when this writer began.
    private(set) var wasEmpty = false
    /// SQLite's count of what other processes have written, to notice when it changes.
    private var knownVersion: Int64?
    /// Keys of the events stored so far, while a new corpus has no index of them.
    var seenEvents: SeenKeys?
    /// Names of the pods stored so far, while a new corpus is filled.
    var seenPods: SeenKeys?
    /// Objects whose events were shown by text so far, while a new corpus is filled.
    var seenObjects: SeenKeys?
    private var openConclusions: PodConclusions?
    /// The object marked last in this source.
    var lastStaleObject: StaleObject?
    /// Objects of this source whose namespace it does not show.
    var looseNames = LooseNames()
    /// Whether this source has brought events with a uid.
    var hasUIDEvents = false
    /// Whether it has brought events without one.
    var hasTextEvents = false
    /// Facts stored since the last commit.
    private var waiting = 0
    private var isInSource = false
    private static let factsPerCommit = 250_000
    /// What an interruption may cost.
    private static let timePerCommit = Duration.seconds(3)
    private var lastCommit = ContinuousClock.now
    private var firstEventID: Int64 = 0
    private let now: Timestamp

    init(in db: Database, now: Timestamp) throws {
        self.db = db
        self.now = now
        interner = try Interner(in: db)
        try db.execute(sql: try Statements.text("bundle_tables.sql"))
        statements = try Statements(in: db)
        ids = try RowIDs(in: db)
    }

    /// Learns what the corpus holds, when that is new to this writer or another process has written since.
    ///
    /// Inside a transaction, so that it stays true until the commit.
    private func takeStock() throws {
        let version = try Int64.fetchOne(db, sql: "PRAGMA data_version")
        guard version != knownVersion else { return }
        ids = try RowIDs(in: db)
        wasEmpty = knownVersion == nil && ids.source == 0
        knownVersion = version
        openConclusions = nil
        if wasEmpty {
            seenEvents = SeenKeys()
            seenPods = SeenKeys()
            seenObjects = SeenKeys()
        } else {
            seenEvents = nil
            seenPods = nil
            seenObjects = nil
            try interner.reload(from: db)
            try db.execute(sql: try Statements.text("indexes.sql"))
            try db.execute(sql: try Statements.text("query_indexes.sql"))
        }
    }

    package func begin(_ start: SourceStart) throws {
        if !db.isInsideTransaction {
            try db.execute(sql: "BEGIN IMMEDIATE")
            try takeStock()
        }
        try db.execute(sql: "SAVEPOINT source")
        isInSource = true
        self.start = start
        source = StoredSource()
        ids.source += 1
        sourceID = ids.source
        clusterID = try interner.id(of: start.cluster)
        firstEventID = ids.event + 1
        logChains = [:]
        lastStaleObject = nil
        looseNames = LooseNames()
        hasUIDEvents = false
        hasTextEvents = false
    }

    /// Stores a batch of the source begun last.
    package func append(_ prepared: PreparedBatch) throws {
        let batch = prepared.batch
        for place in 0..<StoreWriter.memoSize { memoRefs[place] = .none }
        source.facts += batch.factCount
        source.skipped += batch.skips.count
        try storePods(batch)
        try storeObjects(batch)
        try storeEvents(prepared)
        try storeKernelKills(batch)
        try storeLogLines(batch)
        try storeSkips(batch)
    }

    /// Commits the source, or takes it back when the corpus has it already.
    package func end(_ end: SourceEnd) throws -> StoredSource {
        let key = sourceKey(end)
        if let known = try knownSource(key) {
            try abandon()
            try keepSmallerPlace(of: known)
            try keepStrongerCapture(of: known, end.capture)
            source.id = known
            source.isDuplicate = true
            source.duplicates = source.facts
            return source
        }
        try storeSource(end, key: key)
        source.id = sourceID
        try storeLooseNames()
        try markEventsOfBothSorts()
        try db.execute(sql: "RELEASE source")
        isInSource = false
        waiting += source.facts + 1
        if waiting >= StoreWriter.factsPerCommit || lastCommit.duration(to: .now) > StoreWriter.timePerCommit
        {
            try commit()
        }
        return source
    }

    /// Makes the sources stored so far lasting.
    func commit() throws {
        waiting = 0
        lastCommit = .now
        if db.isInsideTransaction { try db.execute(sql: "COMMIT") }
    }

    /// After an error: gives up the source at hand and keeps those before it.
    func rescue() throws {
        if isInSource { try db.execute(sql: "ROLLBACK TO source") }
        try commit()
    }

    /// Takes back everything since `begin`.
    package func abandon() throws {
        try db.execute(sql: "ROLLBACK TO source")
        try db.execute(sql: "RELEASE source")
        isInSource = false
        try interner.reload(from: db)
        // Made anew, because the ids it has given out are void.
        openConclusions = nil
        // The keys of what was taken back are still noted, and an index made since is gone: make it sure.
        try indexEvents()
        ids = try RowIDs(in: db)
    }

    /// From now on the database tells which events it has.
    func indexEvents() throws {
        seenEvents = nil
        try db.execute(sql: "CREATE UNIQUE INDEX IF NOT EXISTS event_key ON event (key)")
    }

    /// What draws conclusions while a new corpus is filled.
    func conclusions() throws -> PodConclusions {
        if let open = openConclusions { return open }
        let made = try PodConclusions(in: db, interner: interner)
        openConclusions = made
        return made
    }

    /// The row id of a text of a batch; `nil` when the source does not have it.
    func id(_ ref: TextRef, _ batch: borrowing FactBatch) throws -> Int64? {
        guard !ref.isNone else { return nil }
        // The rows of one object share its name and namespace: the same piece of the batch, which needs no look-up.
        let place = Int(ref.offset) & (StoreWriter.memoSize - 1)
        if memoRefs[place] == ref { return memoIDs[place] }
        let start = Int(ref.offset)
        let id = try interner.id(of: batch.text.span.extracting(start..<start + Int(ref.length)))
        memoRefs[place] = ref
        memoIDs[place] = id
        return id
    }

    private func sourceKey(_ end: SourceEnd) -> FactKey {
        var builder = KeyBuilder("source")
        builder.add(end.sha256.span)
        builder.add(end.format)
        builder.add(start.cluster)
        if end.capture?.basis == .flag { builder.add(end.capture?.earliest.nanoseconds) }
        if end.dependsOnHints {
            for hint in [start.hints.namespace, start.hints.pod, start.hints.podUID, start.hints.container] {
                builder.add(hint)
            }
            builder.add(start.hints.attempt.map(Int64.init))
            builder.add(start.hints.isPrevious ? 1 : 0)
        }
        return builder.key
    }

    private func knownSource(_ key: FactKey) throws -> Int64? {
        statements.findSource.bind(key, at: 1)
        defer { statements.findSource.reset() }
        return try statements.findSource.step() ? statements.findSource.integer(0) : nil
    }

    private func storeSource(_ end: SourceEnd, key: FactKey) throws {
        let insert = statements.source
        insert.bind(sourceID, at: 1)
        insert.bind(key, at: 2)
        insert.bindText(start.path, at: 3)
        insert.bindText(start.member, at: 4)
        insert.bindText(end.format, at: 5)
        insert.bindBlob(end.sha256, at: 6)
        insert.bind(Int64(end.bytes), at: 7)
        insert.bind(clusterID, at: 8)
        insert.bind(end.capture?.earliest.nanoseconds, at: 9)
        insert.bind(end.capture?.latest.nanoseconds, at: 10)
        insert.bind(Int64(end.capture?.basis.rawValue ?? CaptureBasis.none.rawValue), at: 11)
        insert.bind(end.capture?.earliestIsTold ?? false ? 1 : 0, at: 12)
        insert.bind(now.nanoseconds, at: 13)
        insert.bind(Int64(source.facts), at: 14)
        insert.bind(Int64(source.duplicates), at: 15)
        insert.bind(Int64(source.skipped), at: 16)
        try insert.run()
    }

    /// Events with a uid must be compared with text sightings of the same object, whichever came first.
    private func markEventsOfBothSorts() throws {
        guard hasTextEvents || hasUIDEvents else { return }
        if hasTextEvents { try Stamp.set("text_events", to: "1", in: db) }
        if hasUIDEvents { try Stamp.set("uid_events", to: "1", in: db) }
        guard try Stamp.value("text_events", in: db) != nil, try Stamp.value("uid_events", in: db) != nil
        else { return }
        try db.execute(sql: "CREATE INDEX IF NOT EXISTS event_object ON event (object_name_id, namespace_id)")
        statements.markEvents.bind(clusterID, at: 1)
        statements.markEvents.bind(firstEventID, at: 2)
        try statements.markEvents.run()
    }

    private func storeSkips(_ batch: FactBatch) throws {
        for skip in batch.skips {
            let insert = statements.skip
            insert.bind(sourceID, at: 1)
            insert.bind(skip.line == 0 ? nil : Int64(skip.line), at: 2)
            insert.bind(try id(skip.reason, batch), at: 3)
            insert.bindText(batch.string(skip.excerpt), at: 4)
            try insert.run()
        }
    }
}
