import Foundation
import Inquest
import InquestTestSupport
import Testing

/// Real inputs against labels that people made.
///
/// The tables of `kubectl get events` are left out.
@Suite(.enabled(if: SharedFolder.corpus != nil, "\(SharedFolder.isMissing)"))
struct ManifestTests {
    private func judge(
        _ folder: String, ending suffix: String, atLeast count: Int,
        _ check: (ManifestItem, TestCorpus, inout Tally) throws -> Void
    ) throws {
        let items = try ManifestItem.items(below: folder, ending: suffix)
        #expect(items.count >= count, "the list of real inputs is not as it was")
        var tally = Tally()
        for item in items where !item.path.contains("/tables/") && item.kind != "describe-doc" {
            let corpus = try TestCorpus(of: [item.file])
            #expect(corpus.summary.sources.count == 1, "\(item.path): \(corpus.summary.problems)")
            try check(item, corpus, &tally)
        }
        tally.judge(below: folder + "/", atLeast: 100)
    }

    @Test func `real descriptions read as labelled`() throws {
        try judge("describe", ending: "", atLeast: 60) { item, corpus, tally in
            for object in item.objects { try checkObject(object, item.path, corpus, &tally) }
            for exit in item.looseExits {
                let found = try corpus.number(
                    "SELECT count(*) FROM terminations WHERE exit_code = \(exit.code) AND reason = :reason",
                    ["reason": .text(exit.reason)])
                tally.require(item.path, "no \(exit.code)/\(exit.reason)", found > 0)
            }
            try checkEvents(item, corpus, &tally)
        }
    }

    @Test func `real pods as objects read as labelled`() throws {
        try judge("objects", ending: ".json", atLeast: 40) { item, corpus, tally in
            for object in item.objects { try checkObject(object, item.path, corpus, &tally) }
            let pods = try corpus.number("SELECT count(*) FROM pods")
            tally.compare(item.path, "pods", found: String(pods), expected: "1")
        }
    }

    @Test func `real objects as YAML read as labelled`() throws {
        try judge("objects", ending: ".yaml", atLeast: 18) { item, corpus, tally in
            for object in item.objects {
                try checkObject(object, item.path, corpus, &tally)
                try checkWorkload(object, item.path, corpus, &tally)
            }
            let skipped = try corpus.number("SELECT count(*) FROM skipped")
            tally.compare(item.path, "skipped parts", found: String(skipped), expected: "0")
        }
    }

    /// A job or a node with its conditions, as `Type=Status(Reason)`.
    private func checkWorkload(
        _ object: LabelledObject, _ file: String, _ corpus: TestCorpus, _ tally: inout Tally
    ) throws {
        guard let kind = ["job", "node"].first(where: { object.text.hasPrefix($0 + "=") }),
            let name = object.value(kind)
        else { return }
        let conditions = object.value("conditions")?.split(separator: ",").count ?? 0
        let found = try corpus.number(
            """
            SELECT count(*) FROM condition_fact AS c JOIN string AS s ON s.id = c.object_name_id
            WHERE s.text = :name
            """, ["name": .text(name)])
        tally.compare(
            file, "conditions of \(kind) \(name)", found: String(found), expected: String(conditions))
    }

    @Test func `real events as objects read as labelled`() throws {
        try judge("events", ending: ".json", atLeast: 14) { item, corpus, tally in
            try checkEvents(item, corpus, &tally)
            for (word, column) in [("types", "type"), ("objkinds", "object_kind"), ("reasons", "reason")] {
                guard let expected = item.counts(word) else { continue }
                let rows = try corpus.rows(
                    "SELECT COALESCE(\(column), 'None'), count(*) FROM events GROUP BY 1")
                let found = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
                for (name, count) in expected {
                    tally.compare(item.path, "\(word) \(name)", found: found[name], expected: String(count))
                }
                let extra = found.keys.filter { expected[$0] == nil }.sorted()
                tally.require(item.path, "\(word) not labelled: \(extra)", extra.isEmpty)
            }
        }
    }

    // MARK: Checks

    private func checkObject(
        _ object: LabelledObject, _ file: String, _ corpus: TestCorpus, _ tally: inout Tally
    ) throws {
        if let pod = object.pod { try checkPod(pod, object, file, corpus, &tally) }
        for container in object.containers { try checkContainer(container, file, corpus, &tally) }
    }

    private func checkPod(
        _ pod: String, _ object: LabelledObject, _ file: String, _ corpus: TestCorpus, _ tally: inout Tally
    ) throws {
        let rows = try corpus.rows(
            "SELECT namespace, node, phase, reason, owner_kind || '/' || owner FROM pods WHERE pod = :pod",
            ["pod": .text(pod)])
        tally.require(file, "there is no pod \(pod)", !rows.isEmpty)
        guard let row = rows.first else { return }
        let words = ["ns": 0, "node": 1, "status": 2, "phase": 2, "reason": 3, "owner": 4]
        for (word, column) in words {
            guard let expected = object.value(word) else { continue }
            tally.compare(file, "\(word) of \(pod)", found: row[column], expected: expected)
        }
    }

    private func checkContainer(
        _ container: LabelledContainer, _ file: String, _ corpus: TestCorpus, _ tally: inout Tally
    ) throws {
        let name = container.name
        let rows = try corpus.rows(
            """
            SELECT COALESCE(state, ''), COALESCE(waiting_reason, ''), COALESCE(restart_count, 'absent'),
                   CASE ready WHEN 1 THEN 'True' WHEN 0 THEN 'False' END
            FROM containers WHERE container = :name
            """, ["name": .text(name)])
        tally.require(file, "there is no container \(name)", !rows.isEmpty)
        guard let row = rows.first(where: { $0[0] == container.stateName }) ?? rows.first else { return }
        tally.compare(file, "state of \(name)", found: row[0], expected: container.stateName)
        switch container.stateName {
        case "waiting":
            tally.compare(
                file, "waiting reason of \(name)", found: row[1], expected: container.details.first ?? "")
        case "terminated":
            let reason = container.details.first ?? ""
            let code = container.details.last ?? ""
            try checkExit(of: name, code, reason == code ? "" : reason, "state", file, corpus, &tally)
        default: break
        }
        if let last = container.last, last != "-" {
            let parts = last.split(separator: "/", maxSplits: 1).map(String.init)
            let reason = parts.count > 1 && parts[1] != "no-reason" ? parts[1] : ""
            try checkExit(of: name, parts[0], reason, "last state", file, corpus, &tally)
        }
        if let restarts = container.restarts {
            let found = rows.map { $0[2] }
            let shown = found.contains(restarts) ? restarts : found.first
            tally.compare(file, "restart count of \(name)", found: shown, expected: restarts)
        }
        if let ready = container.ready {
            tally.require(file, "\(name) is not ready=\(ready)", rows.contains { $0[3] == ready })
        }
    }

    private func checkExit(
        of container: String, _ code: String, _ reason: String, _ slot: String, _ file: String,
        _ corpus: TestCorpus, _ tally: inout Tally
    ) throws {
        let found = try corpus.number(
            """
            SELECT count(*) FROM terminations
            WHERE container = :name AND exit_code = CAST(:code AS INTEGER)
              AND (:reason = '' OR reason = :reason)
            """, ["name": .text(container), "code": .text(code), "reason": .text(reason)])
        tally.require(file, "\(slot) of \(container) is not \(code)/\(reason)", found > 0)
    }

    private func checkEvents(_ item: ManifestItem, _ corpus: TestCorpus, _ tally: inout Tally) throws {
        let events = item.numbers("events")
        let rows = try corpus.number("SELECT count(*) FROM events")
        if !events.isEmpty || item.saysNoEvents {
            tally.compare(item.path, "events", found: String(rows), expected: String(events.reduce(0, +)))
        }
        let warnings = item.numbers("warn")
        if !warnings.isEmpty {
            let found = try corpus.number("SELECT count(*) FROM events WHERE type = 'Warning'")
            tally.compare(
                item.path, "warnings", found: String(found), expected: String(warnings.reduce(0, +)))
        }
        let occurrences = item.numbers("occ")
        if !occurrences.isEmpty, occurrences.count == events.count {
            let found = try corpus.number("SELECT COALESCE(sum(count), 0) FROM events")
            tally.compare(
                item.path, "occurrences", found: String(found), expected: String(occurrences.reduce(0, +)))
        }
    }
}
