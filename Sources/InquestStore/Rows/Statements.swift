import GRDB

/// The statements of the writer, prepared once.
struct Statements {
    let source: BulkStatement
    let findSource: BulkStatement
    let metSource: BulkStatement
    let skip: BulkStatement
    let pod: BulkStatement
    let container: BulkStatement
    let termination: BulkStatement
    let object: BulkStatement
    let condition: BulkStatement
    let event: BulkStatement
    let eventSighting: BulkStatement
    let kernelKill: BulkStatement
    let logLine: BulkStatement
    let citeEarlierLogLine: BulkStatement
    let stalePod: BulkStatement
    let staleHeadless: BulkStatement
    let staleEvent: BulkStatement
    let markEvents: BulkStatement
    let staleOwner: BulkStatement
    let looseBlock: BulkStatement
    let looseName: BulkStatement

    init(in db: Database) throws {
        source = try .insert(into: "source", columns: 16, in: db)
        findSource = try BulkStatement("SELECT id FROM source WHERE key = ?", in: db)
        metSource = try .insert(into: "met_source", columns: 2, orIgnore: true, in: db)
        skip = try .insert(into: "skip", columns: 4, in: db)
        pod = try .insert(into: "pod_fact", columns: 22, in: db)
        container = try .insert(into: "container_fact", columns: 16, in: db)
        termination = try .insert(into: "termination_fact", columns: 13, in: db)
        object = try .insert(into: "object_fact", columns: 10, in: db)
        condition = try .insert(into: "condition_fact", columns: 11, in: db)
        event = try .insert(into: "event", columns: 29, orIgnore: true, in: db)
        eventSighting = try .insert(into: "event_sighting", columns: 27, in: db)
        kernelKill = try .insert(into: "kernel_kill", columns: 21, in: db)
        logLine = try .insert(into: "log_line", columns: 12, orIgnore: true, in: db)
        citeEarlierLogLine = try BulkStatement(Statements.text("cite_smaller_source.sql"), in: db)
        stalePod = try .insert(into: "stale_pod", columns: 3, orIgnore: true, in: db)
        staleHeadless = try .insert(into: "stale_headless", columns: 1, orIgnore: true, in: db)
        staleEvent = try BulkStatement(Statements.text("mark_event.sql"), in: db)
        markEvents = try BulkStatement(Statements.text("mark_events.sql"), in: db)
        looseBlock = try .insert(into: "loose_block", columns: 3, orIgnore: true, in: db)
        looseName = try .insert(into: "loose_name", columns: 4, orIgnore: true, in: db)
        staleOwner = try .insert(into: "stale_owner", columns: 1, orIgnore: true, in: db)
    }

    /// A statement of the store, from `Schema/store/`.
    static func text(_ name: String) throws -> String {
        guard let text = StoreText.statement(name) else {
            throw StoreError("the statement \(name) is missing")
        }
        return text
    }
}
