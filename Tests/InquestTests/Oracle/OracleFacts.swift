import Foundation
import Inquest
import InquestTestSupport

/// What is true of the exported cluster, and what a corpus says, both as lines that can be compared.
///
/// Kinds are without "sidecar", which `kubectl describe` prints as init. Messages are as far as every form of
/// text keeps them: no terminal escapes, runs of white space as one blank.
struct OracleFacts {
    let client: String

    /// Clients before 1.16 know no ephemeral containers.
    var hidesEphemeral: Bool { client == "v1.14" }
    /// Clients before 1.23 or so print a series as if it had occurred once.
    var printsSeriesOnce: Bool { client == "v1.14" || client == "v1.20" }

    // MARK: Truth

    func trueTerminations(pods: Set<String>? = nil, hidesEphemeral: Bool) throws -> [String] {
        try OracleExport.truth("terminations").filter { fact in
            isShown(fact, pods, hidesEphemeral)
        }.map { fact in
            [
                OracleFacts.text(fact["namespace"]), OracleFacts.text(fact["pod"]),
                OracleFacts.text(fact["kind"]),
                OracleFacts.text(fact["container"]), OracleFacts.text(fact["exit_code"]),
                OracleFacts.text(fact["signal"]), OracleFacts.known(fact["reason"]),
                OracleFacts.normal(fact["message"] as? String ?? ""), OracleFacts.known(fact["started_at"]),
                OracleFacts.known(fact["finished_at"]),
            ].joined(separator: " | ")
        }
    }

    func trueRestartCounts(pods: Set<String>) throws -> [String] {
        try OracleExport.truth("containers")
            .filter { $0["has_status"] as? Bool == true && isShown($0, pods, hidesEphemeral) }
            .map { fact in
                ["namespace", "pod", "container", "restart_count"].map { OracleFacts.text(fact[$0]) }
                    .joined(separator: " | ")
            }
    }

    /// Events of pods as the client's descriptions print them.
    func trueDescribedEvents(pods: Set<String>) throws -> [String] {
        try OracleExport.truth("events").filter { fact in
            fact["kind"] as? String == "Pod" && fact["object_exists"] as? Bool == true
                && pods.contains(OracleFacts.text(fact["namespace"]) + "/" + OracleFacts.text(fact["name"]))
        }.map { fact in
            let isOnce = printsSeriesOnce && fact["style"] as? String == "series"
            return [
                OracleFacts.text(fact["namespace"]), OracleFacts.text(fact["name"]),
                OracleFacts.text(fact["type"]),
                OracleFacts.text(fact["reason"]), isOnce ? "1" : OracleFacts.text(fact["count"]),
                OracleFacts.normal(fact["message"] as? String ?? ""),
            ].joined(separator: " | ")
        }
    }

    /// Events as objects, times as numbers.
    func trueEvents() throws -> [String] {
        try OracleExport.truth("events").map { fact in
            [
                OracleFacts.text(fact["event_uid"]), OracleFacts.text(fact["type"]),
                OracleFacts.text(fact["reason"]),
                OracleFacts.normal(fact["message"] as? String ?? ""), OracleFacts.text(fact["count"]),
                OracleFacts.text(fact["kind"]), OracleFacts.text(fact["name"]),
                OracleFacts.instant(OracleFacts.text(fact["first"])),
                OracleFacts.instant(OracleFacts.text(fact["last"])),
            ].joined(separator: " | ")
        }
    }

    private func isShown(_ fact: [String: Any], _ pods: Set<String>?, _ hidesEphemeral: Bool) -> Bool {
        if hidesEphemeral, fact["kind"] as? String == "ephemeral" { return false }
        return pods?.contains(OracleFacts.text(fact["namespace"]) + "/" + OracleFacts.text(fact["pod"]))
            ?? true
    }

    // MARK: Corpus

    func terminations(_ corpus: TestCorpus) throws -> [String] {
        try corpus.rows(
            """
            SELECT namespace, pod, replace(container_kind, 'sidecar', 'init'), container, exit_code,
                   COALESCE(signal, 0), reason, COALESCE(message, ''), started_at, finished_at
            FROM terminations
            """
        ).map { row in
            var row = row
            row[7] = OracleFacts.normal(row[7])
            return row.joined(separator: " | ")
        }
    }

    func restartCounts(_ corpus: TestCorpus) throws -> [String] {
        try corpus.rows(
            "SELECT namespace, pod, container, restart_count FROM containers WHERE restart_count IS NOT NULL"
        ).map { $0.joined(separator: " | ") }
    }

    func describedEvents(_ corpus: TestCorpus) throws -> [String] {
        try corpus.rows("SELECT namespace, object, type, reason, count, COALESCE(message, '') FROM events")
            .map { row in
                var row = row
                row[5] = OracleFacts.normal(row[5])
                return row.joined(separator: " | ")
            }
    }

    func events(_ corpus: TestCorpus) throws -> [String] {
        try corpus.rows(
            """
            SELECT uid, type, reason, COALESCE(message, ''), count, object_kind, object, first_at, last_at
            FROM events
            """
        ).map { row in
            var row = row
            row[3] = OracleFacts.normal(row[3])
            row[7] = OracleFacts.instant(row[7])
            row[8] = OracleFacts.instant(row[8])
            return row.joined(separator: " | ")
        }
    }

    static func pods(_ corpus: TestCorpus) throws -> Set<String> {
        Set(try corpus.column("SELECT namespace || '/' || pod FROM pods"))
    }

    // MARK: Spelling

    static func text(_ value: Any?) -> String {
        switch value {
        case let text as String: text
        case let number as Int: String(number)
        default: ""
        }
    }

    /// A text, or the sign for unknown when it is absent or empty.
    static func known(_ value: Any?) -> String {
        guard let text = value as? String, !text.isEmpty else { return TestCorpus.null }
        return text
    }

    static func normal(_ message: String) -> String {
        // Scalars: a CR before a combining character is one Character that no replacing finds.
        var result = ""
        for scalar in message.unicodeScalars {
            if scalar == "\u{1B}" { result += "^[" } else { result.unicodeScalars.append(scalar) }
        }
        return result.replacing("\\r", with: "\r").unicodeScalars
            .split { $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value) }
            .map { String($0) }.joined(separator: " ")
    }

    static func instant(_ text: String) -> String {
        Timestamp(rfc3339: text).map { String($0.nanoseconds) } ?? text
    }
}
