import InquestCore
import InquestSchema
import Testing

/// One table: its file, how one line of it reads, and what it is sorted by.
struct TableCase: Sendable, CustomTestStringConvertible {
    let file: String
    /// Reads one row and returns its place in the order.
    let order: @Sendable (String, String) throws -> SortKey

    var testDescription: String { file }

    init<Row: Decodable & Sendable>(
        _ file: String, _ type: Row.Type, _ key: @escaping @Sendable (Row) -> SortKey
    ) {
        self.file = file
        order = { line, file in
            let rows = try KnowledgeFile.rows(Row.self, in: "[\(line)]", file: file)
            return key(try #require(rows.first))
        }
    }

    static let all = [
        TableCase("exit_codes.json", ExitCodeEntry.self) {
            SortKey("", Int($0.codes.lowerBound), $0.code == nil ? "span" : "")
        },
        TableCase("signals.json", SignalEntry.self) { SortKey("", Int($0.numbers.lowerBound), "") },
        TableCase("reasons.json", ReasonEntry.self) { SortKey("", 0, $0.name) },
        TableCase("event_reasons.json", EventReasonEntry.self) { SortKey("", 0, $0.name) },
        TableCase("verdicts.json", VerdictEntry.self) { SortKey("", 0, $0.id) },
        TableCase("guidance.json", Guidance.self) { row in
            let number = row.key.prefix { $0.isNumber || $0 == "-" }
            return SortKey(row.subject.rawValue, Int(number) ?? .max, row.key)
        },
    ]
}

/// The place of a row: group, number, text.
struct SortKey: Sendable, Hashable, Comparable {
    let group: String
    let number: Int
    let text: String

    init(_ group: String, _ number: Int, _ text: String) {
        self.group = group
        self.number = number
        self.text = text
    }

    static func < (left: SortKey, right: SortKey) -> Bool {
        (left.group, left.number, left.text) < (right.group, right.number, right.text)
    }
}

@Suite struct KnowledgeFileTests {
    /// The rows with their line numbers; the array's brackets stand on lines of their own.
    private func rows(of file: String) throws -> [(line: Int, text: String)] {
        let text = try #require(Schema.text(folder: "knowledge", name: file), "\(file) is not embedded")
        let lines = text.split(separator: "\n").map(String.init)
        try #require(
            lines.count > 2 && lines.first == "[" && lines.last == "]", "\(file): brackets on their own lines"
        )
        return lines[1..<(lines.count - 1)].enumerated().map { index, text in
            #expect(text.hasSuffix(",") == (index < lines.count - 3), "\(file):\(index + 2): comma")
            return (index + 2, text.hasSuffix(",") ? String(text.dropLast()) : text)
        }
    }

    @Test(arguments: TableCase.all)
    func `every line is one row with known fields`(table: TableCase) throws {
        for (line, text) in try rows(of: table.file) {
            #expect(
                text.hasPrefix("{\"") && text.hasSuffix("}"), "\(table.file):\(line): one object per line")
            #expect(throws: Never.self, "\(table.file):\(line)") {
                try table.order(text, "\(table.file):\(line)")
            }
        }
    }

    @Test(arguments: TableCase.all)
    func `rows are sorted and unique`(table: TableCase) throws {
        var last: SortKey?
        for (line, text) in try rows(of: table.file) {
            let key = try table.order(text, table.file)
            if let last { #expect(last < key, "\(table.file):\(line): '\(text.prefix(60))' is out of order") }
            last = key
        }
    }

    @Test func `an unknown field names its file and line`() {
        let text = """
            [
            {"name": "A", "sources": ["kubelet"], "severity": "info", "meaning": "First."},
            {"name": "B", "sources": ["kubelet"], "severity": "info", "meaning": "Second.", "colour": "red"}
            ]
            """
        #expect(throws: KnowledgeError(file: "x.json", line: 3, problem: "the field 'colour' is not known")) {
            try KnowledgeFile.rows(EventReasonEntry.self, in: text, file: "x.json")
        }
    }

    @Test(arguments: [
        (#"{"name": "A", "severity": "info", "meaning": "M."}"#, "the field 'sources' is missing"),
        (
            #"{"name": 5, "sources": [], "severity": "info", "meaning": "M."}"#,
            "the field 'name' has the wrong type"
        ),
        (
            #"{"name": "A", "sources": [], "severity": "loud", "meaning": "M."}"#,
            "Cannot initialize ReasonSeverity from invalid String value loud"
        ),
    ])
    func `a wrong row says what is wrong`(row: String, problem: String) {
        #expect(throws: KnowledgeError(file: "x.json", line: 2, problem: problem)) {
            try KnowledgeFile.rows(EventReasonEntry.self, in: "[\n\(row)\n]", file: "x.json")
        }
    }

    @Test(arguments: ["", "{}", "[1", "null"])
    func `what is no array is an error of the file`(text: String) {
        let error = #expect(throws: KnowledgeError.self) {
            try KnowledgeFile.rows(SignalEntry.self, in: text, file: "x.json")
        }
        #expect(error?.file == "x.json")
    }

    @Test func `a span must have two ends in order`() {
        let row = #"{"from": 9, "to": 9, "name": "N", "kind": "custom", "meaning": "M."}"#
        #expect(throws: KnowledgeError.self) {
            try KnowledgeFile.rows(ExitCodeEntry.self, in: "[\n\(row)\n]", file: "x.json")
        }
    }
}
