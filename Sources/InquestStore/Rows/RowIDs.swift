import GRDB

/// The highest row ids given out, so that no insert has to ask.
struct RowIDs {
    var source: Int64
    var pod: Int64
    var container: Int64
    var termination: Int64
    var object: Int64
    var condition: Int64
    var event: Int64
    var eventSighting: Int64
    var kernelKill: Int64
    var logLine: Int64

    init(in db: Database) throws {
        func last(_ table: String) throws -> Int64 {
            try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(table)") ?? 0
        }
        source = try last("source")
        pod = try last("pod_fact")
        container = try last("container_fact")
        termination = try last("termination_fact")
        object = try last("object_fact")
        condition = try last("condition_fact")
        event = try last("event")
        eventSighting = try last("event_sighting")
        kernelKill = try last("kernel_kill")
        logLine = try last("log_line")
    }
}
