import InquestCore
import InquestIngest
import Testing

@Suite struct JSONTokenizerTests {
    private func outcome(_ text: String) -> JSONTokenizer.Outcome {
        // A byte behind the value tells where a number ends.
        let bytes = Array((text + " ").utf8)
        var tokenizer = JSONTokenizer()
        tokenizer.begin()
        return tokenizer.run(bytes.span)
    }

    @Test(arguments: [
        "{}", "[]", "null", "true", "false", "0", "-0", "12", "-1.5e+10", "1E5", #""""#, #""a""#,
        #"{"a":1}"#, #"{ "a" : [ 1 , 2 ] , "b" : { } }"#, #"[[],[[]]]"#, #""\"\\\/\b\f\n\r\t\u00e9""#,
        #""\ud83d\ude00""#, #""\ud800""#, #""a long string without anything in it that is special é""#,
        #"{"a":1,"a":2}"#, "{\n\t\"a\":\r\n1}",
    ])
    func `valid values end where they end`(text: String) {
        #expect(outcome(text) == .complete(text.utf8.count))
    }

    @Test(arguments: [
        (#"{"a"}"#, JSONFault.Problem.colon, 4), (#"{"a":}"#, .value, 5), (#"{"a":1,}"#, .name, 7),
        (#"{,}"#, .name, 1), (#"{a:1}"#, .name, 1), ("[1,]", .value, 3), ("[,1]", .value, 1),
        ("[1 2]", .separator, 3), ("[1}", .separator, 2), (#"{"a":1]"#, .separator, 6), ("01", .number, 0),
        ("1.", .number, 0), ("-", .number, 0), ("+1", .value, 0), (".5", .value, 0), ("1e", .number, 0),
        ("nul ", .value, 0), ("True", .value, 0), ("'a'", .value, 0), (#""\x""#, .escape, 1),
        (#""\u12g4""#, .escape, 1), ("\"a\nb\"", .control, 2), ("\"\u{1}\"", .control, 1), ("}", .value, 0),
        ("\u{A0}1", .value, 0), ("NaN", .value, 0),
    ])
    func `invalid values say what is wrong and where`(text: String, problem: JSONFault.Problem, offset: Int) {
        #expect(outcome(text) == .invalid(JSONFault(problem: problem, offset: offset)), "\(text)")
    }

    @Test func `nesting is bounded`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(outcome(nested(128)) == .complete(256))
        #expect(outcome(nested(129)) == .invalid(JSONFault(problem: .depth, offset: 128)))
        #expect(outcome(nested(1_000_000)) == .invalid(JSONFault(problem: .depth, offset: 128)))
    }

    @Test func `a value may come in pieces of any size`() {
        let text = #"{"a long name":["text\n and \u00e9\ud83d\ude00 more",-12.5e3,true,null,{"b":{}}]}"#
        let bytes = Array((text + " ").utf8)
        var whole = JSONTokenizer()
        whole.begin()
        #expect(whole.run(bytes.span) == .complete(text.utf8.count))
        for step in 1...9 {
            var tokenizer = JSONTokenizer()
            tokenizer.begin()
            for end in stride(from: step, to: text.utf8.count, by: step) {
                #expect(tokenizer.run(bytes.span.extracting(0..<end)) == .incomplete)
            }
            #expect(tokenizer.run(bytes.span) == .complete(text.utf8.count))
            #expect(tokenizer.tokens == whole.tokens)
        }
    }

    @Test(arguments: [
        ("0", 0), ("-7", -7), ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
        ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1.0", nil), ("1e3", nil),
        ("99999999999999999999", nil),
    ])
    func `whole numbers are read without overflow`(text: String, value: Int64?) {
        #expect(JSONNumber.integer(Array(text.utf8).span) == value)
    }

    @Test(arguments: [
        (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u0041\u00e9\u20AC"#, "Aé€"),
        (#"\ud83d\ude00!"#, "😀!"), (#"\ud83d"#, "\u{FFFD}"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
        (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\ud83dx"#, "\u{FFFD}x"), (#"\ud83d\n"#, "\u{FFFD}\n"),
        (#"\u0000"#, "\0"), ("plain é", "plain é"), (#"\u003ca\u0026b\u003e"#, "<a&b>"),
    ])
    func `escapes are decoded`(raw: String, text: String) {
        var decoded: [UInt8] = []
        JSONString.decode(Array(raw.utf8).span, into: &decoded)
        #expect(decoded == Array(text.utf8))
    }
}
