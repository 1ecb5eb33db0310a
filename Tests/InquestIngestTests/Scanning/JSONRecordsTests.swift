import InquestCore
import InquestIngest
import Testing

/// A source and what the splitter makes of it: `line:name` for records, `line!reason` for skips.
private struct SplitCase: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let expected: [String]
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ expected: [String]) {
        self.name = name
        self.text = text
        self.expected = expected
    }
}

private func split(_ bytes: [UInt8], piece: Int = .max) -> [String] {
    var window = ByteWindow(MemoryStream(bytes, piece: piece))
    var records = JSONRecords()
    var record = JSONRecord()
    var result: [String] = []
    while true {
        do {
            switch try records.next(&window, into: &record) {
            case .record: result.append("\(record.line):\(name(record))")
            case .log:
                result.append("\(window.line)#")
                // A log of one line, and its end.
                for _ in 0..<3 { _ = try window.nextLine() }
            case .skip(let skip): result.append("\(skip.line)!\(skip.reason)")
            case .end: return result
            }
        } catch {
            return result + ["\(error.line ?? 0)!!" + error.description.prefix { $0 != "," }]
        }
    }
}

/// The value of the member `n`, else the kind of value.
private func name(_ record: JSONRecord) -> String {
    var members = record.members(of: JSONRecord.root)
    while members.advance(record) {
        guard record.string(members.name) == "n" else { continue }
        return record.string(members.value) ?? record.integer(members.value).map(String.init) ?? "?"
    }
    return "\(record.kind(JSONRecord.root))"
}

private let splitCases = [
    SplitCase(
        "a List, kind last", #"{"apiVersion":"v1","items":[{"n":1},{"n":2}],"kind":"List"}"#, ["1:1", "1:2"]),
    SplitCase(
        "a List, kind first", "{\"kind\":\"List\",\"items\":[\n{\"n\":1},\n{\"n\":2}\n]}\n", ["2:1", "3:2"]),
    SplitCase("items without a kind", #"{"items":[{"n":1}]}"#, ["1:1"]),
    SplitCase("events", #"{"events":[{"n":1}]}"#, ["1:1"]),
    SplitCase("capital letters", #"{"metadata":{},"Items":[{"n":1}]}"#, ["1:1"]),
    SplitCase("items null", #"{"kind":"EventList","items":null}"#, ["1:object"]),
    SplitCase("no items", #"{"items":[]}"#, []),
    SplitCase("one object", #"{"n":1}"#, ["1:1"]),
    SplitCase("an array", #"[{"n":1},{"n":2}]"#, ["1:1", "1:2"]),
    SplitCase("an empty array", "[]\n", []),
    SplitCase("pretty objects one after the other", "{\n \"n\": 1\n}\n{\n \"n\": 2\n}\n", ["1:1", "4:2"]),
    SplitCase("an object a line, with CRLF and blank lines", "{\"n\":1}\r\n\r\n{\"n\":2}", ["1:1", "3:2"]),
    SplitCase("objects without newlines", #"{"n":1}{"n":2}"#, ["1:1", "1:2"]),
    SplitCase(
        "a list inside a watch frame", #"{"type":"ADDED","object":{"items":[{"n":1}],"n":9},"n":8}"#, ["1:1"]),
    SplitCase("two lists in a row", #"{"items":[{"n":1}]} {"items":[{"n":2}]}"#, ["1:1", "1:2"]),
    SplitCase("lists in an array", #"[{"items":[{"n":1}]},{"n":2},{"items":[]}]"#, ["1:1", "1:2"]),
    SplitCase("items deeper inside", #"{"items":[{"n":1,"spec":{"items":[{"n":2}]}}]}"#, ["1:1"]),
    SplitCase("a byte order mark", "\u{FEFF}{\"n\":1}", ["1:1"]),
    SplitCase("nothing", "", []),
    SplitCase("blanks", " \n\t\r\n", []),
    SplitCase(
        "text between documents", "$ kubectl get a\n{\"n\":1}\nWarning: b\n  c\n{\"n\":2}\n$\n",
        [
            "1!1 line between JSON documents, not JSON", "2:1", "3!2 lines between JSON documents, not JSON",
            "5:2", "6!1 line between JSON documents, not JSON",
        ]),
    SplitCase(
        "container logs inside a dump",
        "{\"n\":1}\n==== START logs for container a of pod b/c ====\n{\"n\":2}\n"
            + "==== END logs for container a of pod b/c ====\n==== START logs for container ====\n"
            + "text\n==== START logs for container a of pod b/c ====\n\nx\n{\"n\":3}\n",
        ["1:1", "2#", "5!2 lines between JSON documents, not JSON", "7#", "10:3"]),
    SplitCase("text in brackets", "[info] a\n[3] b\n", ["1!2 lines between JSON documents, not JSON"]),
    SplitCase(
        "elements that are no objects", #"{"items":[1,"a",null,{"n":2}]}"#,
        ["1:number", "1:string", "1:null", "1:2"]),
    SplitCase(
        "a wrong element of a pretty list",
        "{\"items\": [\n  {\n    \"n\": 1,,\n  },\n  {\n    \"n\": 2\n  }\n]}",
        ["2!not valid JSON at byte 27, line 3: expected a member name in quotes", "5:2"]),
    SplitCase(
        "a wrong element on one line", #"{"items":[{"n":1,"a":tru},{"n":2}]}"#,
        ["1!not valid JSON at byte 21, line 1: expected a value", "1:2"]),
    SplitCase(
        "a wrong line", "{\"n\":1}\n{\"n\":2,\n{\"n\":3}\n",
        ["1:1", "2!not valid JSON at byte 16, line 3: expected a member name in quotes", "3:3"]),
    SplitCase(
        "a wrong object between pretty ones", "{\n \"n\": 1\n}\n{\n \"n\" 2\n}\n{\n \"n\": 3\n}\n",
        ["1:1", "4!not valid JSON at byte 19, line 5: expected ':' behind a member name", "7:3"]),
    SplitCase(
        "a cut list", "{\"items\":[{\"n\":1},\n{\"n\":2},\n{\"n\":",
        ["1:1", "2:2", "3!!the source ends inside a list of JSON records"]),
    SplitCase(
        "a list that is not closed", "{\"items\":[{\"n\":1}\n",
        ["1:1", "2!!the source ends inside a list of JSON records"]),
    SplitCase("a cut object", "{\"n\":1}\n{\"n\":2", ["1:1", "2!!the source ends inside a JSON object"]),
]

@Suite struct JSONRecordsTests {
    @Test(arguments: splitCases)
    private func `records and what stands between them`(split test: SplitCase) {
        #expect(split(Array(test.text.utf8)) == test.expected)
    }

    @Test(arguments: splitCases)
    private func `however the bytes arrive, the records are the same`(split test: SplitCase) {
        for piece in 1...20 { #expect(split(Array(test.text.utf8), piece: piece) == test.expected) }
    }

    @Test func `a record that is too long is skipped and reading goes on`() {
        let long = String(repeating: "a", count: ByteWindow.longestRecord + 9)
        let text = "{\"items\":[{\"n\":1},\n{\"n\":\"\(long)\"},\n{\"n\":3}]}"
        #expect(
            split(Array(text.utf8)) == ["1:1", "2!a record of more than 32 MiB is not read", "3:3"])
    }

    @Test func `a long line that is no JSON is not held`() {
        let text = String(repeating: "a", count: 50 << 20) + "\n{\"n\":2}"
        #expect(split(Array(text.utf8)) == ["1!1 line between JSON documents, not JSON", "2:2"])
    }
}
