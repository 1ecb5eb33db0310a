import InquestCore
import Testing

@Suite struct KnowledgeContentTests {
    /// Every id of the taxonomy, so that a lost or renamed row is noticed.
    static let taxonomy: [String: [String]] = [
        "oom": ["container_limit", "child_process", "node", "app_heap"], "probe": ["liveness", "startup"],
        "hook": ["post_start"], "shutdown": ["graceful", "forced_after_grace", "dirty_exit"],
        "restart": ["requested"], "disrupted": ["drain", "taint", "preempted"],
        "evicted": ["memory", "disk", "pid", "ephemeral_limit"],
        "node": ["lost", "shutdown", "reboot", "runtime"],
        "start": [
            "command_not_found", "not_executable", "exec_format", "mount", "config", "security", "sandbox",
            "runtime_error",
        ],
        "image": [
            "not_found", "auth", "rate_limit", "unreachable", "platform", "invalid_name", "never_pull",
            "disk",
        ],
        "sched": ["resources", "constraints", "volume", "admission", "quota"],
        "job": ["deadline", "backoff", "failure_policy"],
        "app": [
            "usage", "config", "missing_module", "dependency_unreachable", "access_denied", "filesystem",
            "port_in_use", "resource_exhausted", "data_corrupt", "leader_lost", "timeout",
            "unhandled_exception",
            "error",
        ],
        "crash": ["segv", "abort", "illegal", "bus", "fpe", "trap", "seccomp", "windows"],
        "exit": ["completed", "unexpected_zero"],
        "signal": ["kill_unattributed", "term_unattributed", "other"], "custom": [], "unknown": [],
    ]

    @Test func `the taxonomy is complete`() {
        let expected = Self.taxonomy.flatMap { family, names in
            names.isEmpty ? [family] : names.map { "\(family).\($0)" }
        }
        #expect(Knowledge.verdicts.rows.map(\.id) == expected.sorted())
        for row in Knowledge.verdicts.rows {
            #expect(row.family == row.id.prefix { $0 != "." }, "\(row.id)")
        }
    }

    @Test(arguments: [Int32(0), 1, 2, 125, 126, 127, 128, 255] + Array(Int32(129)...143))
    func `the codes people ask for have guidance of their own`(code: Int32) {
        #expect(Knowledge.guidance.row(.exitCode, String(code)) != nil)
        #expect(Knowledge.exitCodes.entry(for: code)?.code == code)
    }

    @Test(arguments: Int32(1)...31)
    func `every classic signal has a row and guidance of its own`(number: Int32) {
        #expect(Knowledge.signals.entry(for: number)?.number == number)
        #expect(Knowledge.guidance.row(.signal, String(number)) != nil)
    }

    @Test func `every signal number is covered once`() {
        #expect(Knowledge.signals.rows.flatMap { Array($0.numbers) } == Array(1...64))
        for number in Int32(1)...64 {
            #expect(Knowledge.guidance.row(signal: number) != nil, "signal \(number)")
        }
    }

    @Test func `every verdict has guidance`() {
        for row in Knowledge.verdicts.rows {
            #expect(Knowledge.guidance.row(verdict: row) != nil, "\(row.id)")
        }
    }

    @Test func `every guidance row is about something known`() {
        for row in Knowledge.guidance.rows {
            let known =
                switch row.subject {
                case .exitCode: Int32(row.key).flatMap { Knowledge.exitCodes.entry(for: $0)?.code } != nil
                case .exitKind: ExitCodeEntry.Kind(rawValue: row.key) != nil
                case .signal: row.key.contains("..") || Int32(row.key).flatMap(Knowledge.signals.entry) != nil
                case .reason: Knowledge.reasons.entry(named: row.key)?.name == row.key
                case .eventReason: Knowledge.eventReasons.entry(named: row.key)?.name == row.key
                case .verdict: Knowledge.verdicts.entry(named: row.key)?.id == row.key
                }
            #expect(known, "guidance.json: \(row.subject.rawValue) \(row.key)")
        }
        for kind in ExitCodeEntry.Kind.allCases {
            #expect(Knowledge.guidance.row(.exitKind, kind.rawValue) != nil, "\(kind)")
        }
    }

    @Test func `guidance is full and uses known placeholders only`() {
        let known = Set(Guidance.Placeholder.allCases.map(\.rawValue))
        for row in Knowledge.guidance.rows {
            let place = "guidance.json: \(row.subject.rawValue) \(row.key)"
            #expect(!row.check.isEmpty && !row.fix.isEmpty, "\(place)")
            for text in [row.diagnosis, row.why] + row.check + row.fix {
                #expect(!text.isEmpty && text == text.trimmingSpaces, "\(place)")
                #expect(text.count { $0 == "`" }.isMultiple(of: 2), "\(place): backquotes in '\(text)'")
                for match in text.matches(of: #/\{([a-z_]+)\}/#) {
                    #expect(known.contains(String(match.output.1)), "\(place): \(match.output.0)")
                }
            }
            // The two whole texts must survive when nothing was found out about the end.
            #expect(row.filled(with: [:]).diagnosis == row.diagnosis, "\(place)")
            #expect(row.filled(with: [:]).why == row.why, "\(place)")
            #expect(!row.filled(with: [:]).check.isEmpty && !row.filled(with: [:]).fix.isEmpty, "\(place)")
        }
    }

    @Test func `guidance points at verdicts that exist`() {
        let families = Set(Knowledge.verdicts.rows.map(\.family))
        for row in Knowledge.guidance.rows {
            for text in [row.diagnosis, row.why] + row.check + row.fix {
                for match in text.matches(of: #/`([a-z]+)\.([a-z_]+)`/#)
                where families.contains(String(match.1)) {
                    let id = "\(match.1).\(match.2)"
                    #expect(
                        Knowledge.verdicts.entry(named: id) != nil, "guidance.json: \(row.key) names \(id)")
                }
            }
        }
    }

    @Test func `tables point at verdicts that exist`() {
        let references =
            Knowledge.exitCodes.rows.map { ("exit code \($0.codes)", $0.verdicts) }
            + Knowledge.signals.rows.map { ($0.name, $0.verdicts) }
            + Knowledge.reasons.rows.map { ($0.name, $0.verdicts) }
            + Knowledge.eventReasons.rows.map { ($0.name, $0.verdicts) }
        for (name, ids) in references {
            #expect(Set(ids).count == ids.count, "\(name)")
            for id in ids { #expect(Knowledge.verdicts.entry(named: id) != nil, "\(name) names \(id)") }
        }
    }

    @Test func `names differ in more than case`() {
        for names in [Knowledge.reasons.rows.map(\.name), Knowledge.eventReasons.rows.map(\.name)] {
            #expect(Set(names.map { $0.lowercased() }).count == names.count)
        }
    }

    @Test func `meanings are sentences`() {
        let meanings =
            Knowledge.exitCodes.rows.map(\.meaning)
            + Knowledge.signals.rows.flatMap { [$0.meaning, $0.sentBy] }
            + Knowledge.reasons.rows.map(\.meaning) + Knowledge.eventReasons.rows.map(\.meaning)
            + Knowledge.verdicts.rows.map(\.meaning)
            + Knowledge.guidance.rows.flatMap { [$0.diagnosis, $0.why] }
        for meaning in meanings {
            #expect(
                meaning.hasSuffix(".") && !meaning.contains("  ") && !meaning.contains("!"), "'\(meaning)'")
        }
    }
}

extension String {
    /// The text without spaces at its ends.
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
