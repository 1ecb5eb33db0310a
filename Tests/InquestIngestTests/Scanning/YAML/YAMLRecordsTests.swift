import InquestCore
import InquestIngest
import Testing

/// A source and what is made of it: `line: record` in JSON's notation, `line! reason` for skips, `line#` for logs.
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
    var records = YAMLRecords()
    var record = JSONRecord()
    var result: [String] = []
    while true {
        do {
            switch try records.next(&window, into: &record) {
            case .record: result.append("\(record.line): \(notation(record, JSONRecord.root))")
            case .log:
                result.append("\(window.line)#")
                // A log of one line, and its end.
                for _ in 0..<3 { _ = try window.nextLine() }
            case .skip(let skip): result.append("\(skip.line)! \(skip.reason)")
            case .end: return result
            }
        } catch {
            return result + ["\(error.line ?? 0)!! " + error.description.prefix { $0 != "," }]
        }
    }
}

private func notation(_ record: JSONRecord, _ value: Int) -> String {
    switch record.kind(value) {
    case .object:
        var members = record.members(of: value)
        var parts: [String] = []
        while members.advance(record) {
            parts.append("\(record.string(members.name) ?? "?"):\(notation(record, members.value))")
        }
        return "{" + parts.joined(separator: " ") + "}"
    case .array:
        var elements = record.elements(of: value)
        var parts: [String] = []
        while elements.advance(record) { parts.append(notation(record, elements.value)) }
        return "[" + parts.joined(separator: " ") + "]"
    case .string, .escapedString: return "'\(record.string(value) ?? "?")'"
    case .number: return record.integer(value).map(String.init) ?? "fraction"
    case .yes: return "true"
    case .no: return "false"
    case .null: return "null"
    }
}

private let leftOut = "the entry was left out"

private let splitCases = [
    SplitCase("nothing", "", []),
    SplitCase("blanks and comments", "\n# a\n---\n...\n", []),
    SplitCase("one object", "kind: Pod\nspec:\n  a: 1\n", ["1: {kind:'Pod' spec:{a:1}}"]),
    SplitCase(
        "a List, kind last", "apiVersion: v1\nitems:\n- n: 1\n\n- n: 2\n  # c\n  b:\n  - x\nkind: List\n",
        ["3: {n:1}", "5: {n:2 b:['x']}"]),
    SplitCase(
        "dashes deeper than the list's name", "kind: List\nitems:\n  - n: 1\n  - n: 2\nmetadata: {}\n",
        ["3: {n:1}", "4: {n:2}"]),
    SplitCase("legacy letters", "Kind: PodList\nItems:\n- N: 1\n", ["3: {N:1}"]),
    SplitCase("items null", "items:\nkind: List\n", []),
    SplitCase("no items", "items: []\nkind: EventList\n", ["1: {items:[] kind:'EventList'}"]),
    SplitCase("a stream", "n: 1\n---\nn: 2\n...\n--- # c\nn: 3\n", ["1: {n:1}", "3: {n:2}", "6: {n:3}"]),
    SplitCase("a sequence", "- n: 1\n- n: 2\n", ["1: {n:1}", "2: {n:2}"]),
    SplitCase(
        "two documents with nothing between them", "apiVersion: v1\nn: 1\napiVersion: v1\nn: 2\n",
        ["1: {apiVersion:'v1' n:1}", "3: {apiVersion:'v1' n:2}"]),
    SplitCase(
        "a paste",
        "Hello\n```yaml\nn: 1\n```\nso:\n\n    $ kubectl get a -o yaml\n    kind: A\n    b: c\n    $ exit\n",
        [
            "1! 2 lines between YAML documents, not YAML", "3: {n:1}",
            "4! 3 lines between YAML documents, not YAML", "8: {kind:'A' b:'c'}",
            "10! 1 line between YAML documents, not YAML",
        ]),
    SplitCase(
        "CRLF and a byte order mark", "\u{FEFF}n: 1\r\na: |\r\n  b\r\n---\r\nn: 2\r\n",
        [
            "1: {n:1 a:'b\n'}", "5: {n:2}",
        ]),
    SplitCase(
        "plain scalars",
        "a: [~, null, true, False, 12, +3, -4, 0x1F, 0o17, 1.5, .5, 1e3, yes, 1_0, 0x, '12', \"null\", "
            + "2026-03-02T09:14:08Z, -, 99999999999999999999]\nb:\n12: x\n~: y\n",
        [
            "1: {a:[null null true false 12 3 -4 31 15 fraction fraction fraction 'yes' '1_0' '0x' '12' 'null' "
                + "'2026-03-02T09:14:08Z' '-' fraction] 12:'x'}",
            "4! 1 line between YAML documents, not YAML",
        ]),
    SplitCase(
        "scalars of several lines",
        "a: |2-\n    b\n   c\nd: >\n  e\n  f\n\n  g\nh: \"i\\\n  j\\x1bk\\u00e9\\U0001F600\"\nl: 'it''s\n  m'\n",
        ["1: {a:'  b\n c' d:'e f\ng\n' h:'ij\u{1B}k\u{E9}\u{1F600}' l:'it's m'}"]),
    SplitCase(
        "characters that parsers refuse or break lines at",
        "a: b\u{1}\u{7F}\u{85}c\u{2028}   d\re\u{FFFE}f\u{10FE41}\nn: 1\n",
        ["1: {a:'b\u{1}\u{7F}\u{85}c\u{2028}d\re\u{FFFE}f\u{FFFD}' n:1}"]),
    SplitCase(
        "what belongs to a text and looks like more",
        "items:\n- a: |\n    ---\n    - b: 1\n    items:\n    # x\n\n    ```\n- n: 2\n",
        ["2: {a:'---\n- b: 1\nitems:\n# x\n\n```\n'}", "9: {n:2}"]),
    SplitCase(
        "aliases", "a: &x 7\nb: *x\nc: *y\nd: &z {e: 1}\nf: *z\n? {g: 1}\n: h\n",
        [
            "1: {a:7 b:7 d:{e:1}}",
            "3! 2 aliases of no plain value, read as null; write the values out where they belong",
            "6! 2 lines between YAML documents, not YAML",
        ]),
    SplitCase("tags", "a: !!str 12\nb: !x 12\nc: !!int \"12\"\n", ["1: {a:'12' b:'12' c:12}"]),
    SplitCase(
        "a wrong entry",
        "n: 1\na: b: c\nd:\n  e: 2\n",
        [
            "1: {n:1 d:{e:2}}",
            "2! not valid YAML on line 2: mapping values are not allowed in this context; \(leftOut)",
        ]),
    SplitCase(
        "a wrong value behind a dash keeps its neighbours",
        "items:\n- a:\n  - name: ***HIDDEN***\n    n: 1\n  - name: x\n- n: 2\n",
        [
            "2: {a:[{n:1} {name:'x'}]}",
            "3! not valid YAML on line 3: while scanning an alias, did not find expected alphabetic or numeric "
                + "character; \(leftOut)",
            "6: {n:2}",
        ]),
    SplitCase(
        "a quote that is never closed", "items:\n- a: \"b\n    c\n  d: e\n- n: 2\n",
        [
            "2: {d:'e'}",
            "2! not valid YAML on line 2: while scanning a quoted scalar, found unexpected end of stream; \(leftOut)",
            "5: {n:2}",
        ]),
    SplitCase(
        "a last line without its end", "kind: Pod\nstatus:\n  restartCount: 1",
        [
            "1: {kind:'Pod'}",
            "3! the source ends within this line, which was left out; copy the file again",
        ]),
    SplitCase(
        "a last line in quotes", "kind: Pod\nstatus:\n  a: \"1\"", ["1: {kind:'Pod' status:{a:'1'}}"]),
    SplitCase(
        "a cut list", "apiVersion: v1\nitems:\n- n: 1\n- n: 2\n",
        ["3: {n:1}", "5!! the source ends inside a list of YAML records"]),
    SplitCase(
        "logs between documents",
        "n: 1\n==== START logs for container a of pod b/c ====\n---\n"
            + "==== END logs for container a of pod b/c ====\nn: 2\n",
        ["1: {n:1}", "2#", "5: {n:2}"]),
]

@Suite struct YAMLRecordsTests {
    @Test(arguments: splitCases)
    private func `records and what stands between them`(split test: SplitCase) {
        #expect(split(Array(test.text.utf8)) == test.expected)
    }

    @Test(arguments: splitCases)
    private func `however the bytes arrive, the records are the same`(split test: SplitCase) {
        for piece in 1...20 { #expect(split(Array(test.text.utf8), piece: piece) == test.expected) }
    }

    @Test func `text that is not UTF-8 is repaired`() {
        #expect(split(Array("a: b".utf8) + [0xFF] + Array("c\n".utf8)) == ["1: {a:'b\u{FFFD}c'}"])
    }

    @Test func `deep nesting ends a record and nothing else`() {
        let deep = String(repeating: "[", count: 100_000)
        let found = split(Array("items:\n- a: \(deep)\n- n: 2\n".utf8))
        #expect(
            found == [
                "2: {}",
                "2! not valid YAML on line 2: values are nested deeper than 128 levels; the entry was left out",
                "3: {n:2}",
            ] || found.last == "3: {n:2}" && found.count == 3)
    }

    @Test func `a record that is too long is skipped and reading goes on`() {
        let long = String(repeating: "a", count: ByteWindow.longestRecord + 9)
        #expect(
            split(Array("items:\n- n: 1\n- n: \(long)\n  b: 2\n- n: 3\n".utf8)) == [
                "2: {n:1}", "3! a record of more than 32 MiB is not read", "5: {n:3}",
            ])
    }

    @Test func `aliases of aliases cannot make a small text large`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...60 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let found = split(Array(text.utf8))
        #expect(found.count == 2)
        #expect(found.last?.hasPrefix("2! 540 aliases of no plain value") == true)
    }

    @Test func `a long list is read with the memory of one record`() throws {
        var window = ByteWindow(RepeatingStream(count: 40_000))
        var records = YAMLRecords()
        var record = JSONRecord()
        var count = 0
        var most = 0
        while true {
            let step = try records.next(&window, into: &record)
            if step == .end { break }
            #expect(step == .record)
            count += 1
            most = max(most, window.buffer.count)
        }
        #expect(count == 40_000)
        #expect(most <= 2 * ByteWindow.chunk)
    }
}

/// A list of many events, made while it is read.
private struct RepeatingStream: ByteStream {
    var count: Int
    var hasBegun = false
    private static let item = Array(
        """
        - apiVersion: v1
          count: 3
          kind: Event
          message: |-
            Back-off restarting failed container
            and a second line
          reason: BackOff

        """.utf8)

    init(count: Int) { self.count = count }

    mutating func read(into buffer: inout [UInt8], atMost limit: Int) throws(ReadError) -> Int {
        let before = buffer.count
        if !hasBegun {
            hasBegun = true
            buffer.append(contentsOf: "kind: List\nitems:\n".utf8)
        }
        while count > 0, buffer.count - before + RepeatingStream.item.count <= limit {
            buffer.append(contentsOf: RepeatingStream.item)
            count -= 1
        }
        return buffer.count - before
    }
}
