import InquestCore
import InquestIngest
import InquestTestSupport

/// A log line fact as one line of text, for comparing whole.
func listing(_ collector: Collector) -> [String] {
    collector.batch.logLines.map { fact in
        let batch = collector.batch
        var parts = ["\(fact.line)"]
        let owner = [fact.namespace, fact.pod, fact.container].compactMap { batch.string($0) }
        if !owner.isEmpty { parts.append("<\(owner.joined(separator: "/"))>") }
        if let at = fact.at { parts.append(at.iso8601) }
        if fact.stream != .unknown { parts.append("\(fact.stream)") }
        if let level = fact.level.name { parts.append(level) }
        if fact.ordinal > 0 { parts.append("#\(fact.ordinal)") }
        return parts.joined(separator: " ") + ": " + (batch.string(fact.text) ?? "nil")
    }
}

/// Skips as `line: reason`.
func skips(_ collector: Collector) -> [String] {
    collector.batch.skips.map { "\($0.line): \(collector.batch.string($0.reason) ?? "nil")" }
}
