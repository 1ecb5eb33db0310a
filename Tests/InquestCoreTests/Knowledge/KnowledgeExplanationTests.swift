import Foundation
import InquestCore
import Testing

/// What a question must lead to.
struct ExplainCase: Sendable, CustomTestStringConvertible {
    let query: String
    let answers: [String]

    var testDescription: String { "'\(query)'" }

    init(_ query: String, _ answers: String...) {
        self.query = query
        self.answers = answers
    }

    static let all = [
        ExplainCase("137", "exit_code 137"), ExplainCase(" 0137\t", "exit_code 137"),
        ExplainCase("+9", "exit_code 9"),
        ExplainCase("0", "exit_code 0"), ExplainCase("256", "exit_code 256"),
        ExplainCase("-1", "exit_code -1"),
        ExplainCase("4294967295", "exit_code -1"), ExplainCase("-2147483648", "exit_code -2147483648"),
        ExplainCase("2147483648", "exit_code -2147483648"),
        ExplainCase("-1073741819", "exit_code -1073741819"),
        ExplainCase("3221225477", "exit_code -1073741819"),
        ExplainCase("0xC0000005", "exit_code -1073741819"),
        ExplainCase("0Xc0000005", "exit_code -1073741819"), ExplainCase("C0000005", "exit_code -1073741819"),
        ExplainCase("0x89", "exit_code 137"), ExplainCase("EX_CONFIG", "exit_code 78"),
        ExplainCase("SIGTERM", "signal SIGTERM"), ExplainCase("term", "signal SIGTERM"),
        ExplainCase("SIGRTMIN+3", "signal SIGRTMIN+3"), ExplainCase("OOMKilled", "reason OOMKilled"),
        ExplainCase("crashloopbackoff", "reason CrashLoopBackOff"),
        ExplainCase("BackOff", "event_reason BackOff"),
        ExplainCase("Evicted", "reason Evicted", "event_reason Evicted", "family evicted"),
        ExplainCase("oom.container_limit", "verdict oom.container_limit"),
        ExplainCase("custom.licence", "verdict custom"), ExplainCase("OOM", "family oom"),
        ExplainCase("unknown", "reason Unknown", "verdict unknown"),
    ]
}

@Suite struct KnowledgeExplanationTests {
    @Test(arguments: ExplainCase.all)
    func `a question is understood in any spelling`(example: ExplainCase) throws {
        let found = try Explanation.explain(example.query)
        #expect(found.map { "\($0.kind.rawValue) \($0.subject)" } == example.answers)
    }

    @Test(arguments: ["", "  \n"])
    func `an empty question is refused`(query: String) {
        #expect(throws: ExplainError.nothingAsked) { try Explanation.explain(query) }
    }

    @Test(arguments: [
        "4294967296", "-2147483649", "99999999999999999999", "0x100000000", "0xFFFFFFFFFFFFFFFFFFFFFFFF",
    ])
    func `a number beyond 32 bits is refused`(query: String) {
        #expect(throws: ExplainError.notACode(query)) { try Explanation.explain(query) }
    }

    @Test(arguments: ["0x", "-", "+", "0xZZ", "-0x5", "12a", "1.5", "'; DROP TABLE x", "१३७", "\u{1B}[31m"])
    func `what nobody knows is an error without suggestions`(query: String) {
        #expect(throws: ExplainError.unknown(query, suggestions: [])) { try Explanation.explain(query) }
    }

    @Test(arguments: [
        ("SIGKIL", "SIGKILL"), ("OOMKiled", "OOMKilled"), ("oom.container_limits", "oom.container_limit"),
        ("FailedMont", "FailedMount"), ("ex_confg", "EX_CONFIG"), ("shutdwon", "Shutdown"),
    ])
    func `a typing error is answered with what was meant`(query: String, meant: String) throws {
        let error = #expect(throws: ExplainError.self) { try Explanation.explain(query) }
        guard case .unknown(query, let suggestions) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(suggestions.first == meant)
        #expect(suggestions.count <= Suggestions.limit)
        #expect("\(ExplainError.unknown(query, suggestions: [meant]))".hasSuffix("did you mean '\(meant)'?"))
    }

    @Test func `an error message stays short whatever was asked`() {
        let error = ExplainError.unknown(String(repeating: "x", count: 5000), suggestions: [])
        #expect("\(error)".count < 250)
    }

    @Test func `a code is explained with all its sections`() throws {
        let answer = try #require(try Explanation.explain("137").first)
        #expect(answer.title == "Exit code 137 (SIGKILL)")
        #expect(answer.summary == "Ended by signal 9: somebody killed it and it could not react.")
        #expect(
            answer.sections.map(\.heading) == [
                .diagnosis, .check, .fix, .why, .programs, .alsoSeenAs, .notes, .related,
            ])
        #expect(answer.lines(.alsoSeenAs) == ["signal 9 (SIGKILL)"])
        #expect(
            answer.lines(.check).contains(
                "Memory against the limit: `kubectl -n <namespace> top pod <pod> --containers`"))
        #expect(answer.lines(.related).first?.hasPrefix("oom.container_limit: ") == true)
    }

    @Test(arguments: [
        (
            "3221225477", "Exit code -1073741819 (STATUS_ACCESS_VIOLATION)",
            ["3221225477 (unsigned)", "0xC0000005"]
        ),
        ("-5", "Exit code -5 (negative code)", ["4294967291 (unsigned)", "0xFFFFFFFB"]),
        ("1455", "Exit code 1455 (ERROR_COMMITMENT_LIMIT)", ["0x000005AF"]),
        ("165", "Exit code 165 (SIGRTMIN+3)", ["signal 37 (SIGRTMIN+3)"]),
        ("42", "Exit code 42 (program specific)", []),
        ("SIGABRT", "SIGABRT (signal 6)", ["exit code 134", "SIGIOT"]),
        ("SIGSTOP", "SIGSTOP (signal 19)", []),
    ])
    func `other spellings are named`(query: String, title: String, spellings: [String]) throws {
        let answer = try #require(try Explanation.explain(query).first)
        #expect(answer.title == title)
        #expect(answer.lines(.alsoSeenAs) == spellings)
    }

    @Test func `a small number hints at the signal of that number`() throws {
        let hint = try Explanation.explain("9")[0].lines(.related).last
        #expect(hint == "Signal 9 is SIGKILL; a process it ends shows exit code 137.")
        #expect(try Explanation.explain("137")[0].lines(.related).allSatisfy { !$0.hasPrefix("Signal") })
        #expect(try Explanation.explain("42")[0].lines(.related).allSatisfy { !$0.hasPrefix("Signal") })
        #expect(try Explanation.explain("0")[0].lines(.related).allSatisfy { !$0.hasPrefix("Signal") })
    }

    @Test func `a verdict names its signs and its family`() throws {
        let answer = try Explanation.explain("oom.container_limit")[0]
        #expect(answer.lines(.alsoSeenAs).contains("exit code 137 (SIGKILL)"))
        #expect(answer.lines(.alsoSeenAs).contains("reason OOMKilled"))
        #expect(answer.lines(.alsoSeenAs).contains("event OOMKilling"))
        #expect(answer.lines(.notes) == ["Decided by: the kernel.", "It counts as a failure."])
        #expect(
            answer.lines(.related).map { $0.prefix { $0 != ":" } } == [
                "oom.app_heap", "oom.child_process", "oom.node",
            ])
    }

    @Test func `every name that is suggested can be explained`() throws {
        for name in Explanation.allNames {
            for answer in try Explanation.explain(name) {
                #expect(!answer.summary.isEmpty && !answer.title.isEmpty, "\(name)")
                #expect(answer.sections.allSatisfy { !$0.lines.isEmpty && !$0.lines.contains("") }, "\(name)")
            }
        }
    }

    @Test func `every exit code of one byte has guidance`() {
        for code in Int32(-1)...255 {
            let answer = Explanation.explanation(ofCode: code)
            #expect(!answer.lines(.diagnosis).isEmpty && !answer.lines(.fix).isEmpty, "exit code \(code)")
        }
    }

    @Test func `an explanation survives JSON`() throws {
        let answers = try Explanation.explain("Evicted")
        let data = try JSONEncoder().encode(answers)
        #expect(try JSONDecoder().decode([Explanation].self, from: data) == answers)
    }

    @Test func `entries survive JSON`() throws {
        func copy<Value: Codable>(_ value: Value) throws -> Value {
            try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
        }
        #expect(try copy(Knowledge.exitCodes.rows) == Knowledge.exitCodes.rows)
        #expect(try copy(Knowledge.signals.rows) == Knowledge.signals.rows)
        #expect(try copy(Knowledge.reasons.rows) == Knowledge.reasons.rows)
        #expect(try copy(Knowledge.eventReasons.rows) == Knowledge.eventReasons.rows)
        #expect(try copy(Knowledge.verdicts.rows) == Knowledge.verdicts.rows)
        #expect(try copy(Knowledge.guidance.rows) == Knowledge.guidance.rows)
    }
}
