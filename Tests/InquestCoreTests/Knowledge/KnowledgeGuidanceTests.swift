import InquestCore
import Testing

@Suite struct KnowledgeGuidanceTests {
    private func sample(check: [String]) throws -> Guidance {
        let items = check.map { "\"\($0)\"" }.joined(separator: ", ")
        let row =
            #"{"subject": "verdict", "key": "", "diagnosis": "", "check": [\#(items)], "fix": [], "why": ""}"#
        return try #require(try KnowledgeFile.rows(Guidance.self, in: "[\(row)]", file: "sample").first)
    }

    @Test(arguments: [
        ("logs {pod} -c {ctr}", "logs <pod> -c <container>"), ("-n {ns} {image}", "-n <namespace> <image>"),
        ("no names", "no names"), ("{", "{"), ("}", "}"), ("{}", "{}"), ("{other} {pod}", "{other} <pod>"),
        ("'{.status.phase}' {pod", "'{.status.phase}' {pod"), ("{{.Config}} {pod}", "{{.Config}} <pod>"),
    ])
    func `unknown names become blanks`(template: String, filled: String) throws {
        #expect(try sample(check: [template]).filled(with: [:]).check == [filled])
    }

    @Test func `values stand in place of names`() throws {
        let filled = try sample(check: ["{ns}/{pod}[{ctr}] {image} {limit} {line}"]).filled(with: [
            .namespace: "shop", .pod: "api-7d9f-x2", .container: "api", .image: "registry:5000/a/b@sha256:0f",
            .limit: "256 MiB", .line: "panic: it's over",
        ])
        #expect(
            filled.check == ["shop/api-7d9f-x2[api] registry:5000/a/b@sha256:0f 256 MiB panic: it's over"])
    }

    @Test func `an item about a finding is left out without it`() throws {
        let guidance = try sample(check: ["Line: {line}", "Limit: {limit}", "Pod: {pod}"])
        #expect(guidance.filled(with: [.pod: "a"]).check == ["Pod: a"])
        #expect(guidance.filled(with: [.limit: "1 GiB", .line: ""]).check == ["Limit: 1 GiB", "Pod: <pod>"])
    }

    @Test func `a value with braces is not filled again`() throws {
        let filled = try sample(check: ["{line} {pod}"]).filled(with: [.line: "{pod}{ns}", .pod: "a"])
        #expect(filled.check == ["{pod}{ns} a"])
    }

    @Test(arguments: [
        ("a; reboot", "'a; reboot'"), ("$(id)", "'$(id)'"), ("it's", #"'it'\''s'"#), ("-x", "-x"),
        ("ü", "'ü'"),
        ("a\nb", "'a\nb'"),
    ])
    func `a name a shell would act on is quoted`(name: String, quoted: String) throws {
        #expect(try sample(check: ["logs {pod}"]).filled(with: [.pod: name]).check == ["logs \(quoted)"])
    }

    @Test(arguments: [
        (Int32(137), Guidance.Subject.exitCode, "137"), (-1_073_741_819, .exitCode, "-1073741819"),
        (159, .signal, "31"), (170, .signal, "34..64"), (42, .exitKind, "custom"),
        (5000, .exitKind, "windows"),
        (-7, .exitKind, "windows"), (-1, .exitKind, "placeholder"), (70, .exitKind, "sysexits"),
    ])
    func `a code has its own guidance, else its signal's, else its kind's`(
        code: Int32, subject: Guidance.Subject, key: String
    ) {
        let row = Knowledge.guidance.row(exitCode: code, entry: Knowledge.exitCodes.entry(for: code))
        #expect(row?.subject == subject)
        #expect(row?.key == key)
    }
}
