import InquestCore
import Testing

@Suite struct KnowledgeExitCodeTests {
    private let table = Knowledge.exitCodes

    @Test func `spans cover every code that has no row of its own, once`() {
        let spans = table.rows.filter { $0.code == nil }.map(\.codes)
        for (left, right) in zip(spans, spans.dropFirst()) {
            #expect(left.upperBound < right.lowerBound, "\(left) and \(right) overlap")
            for code in (left.upperBound + 1)..<right.lowerBound {
                #expect(table.entry(for: code)?.code == code)
            }
        }
        #expect(spans.first?.lowerBound == .min)
        #expect(spans.last?.upperBound == .max)
    }

    @Test(arguments: [
        (Int32.min, ExitCodeEntry.Kind.windows), (-1_073_741_819, .windows), (-2, .windows),
        (-1, .placeholder),
        (0, .success), (1, .general), (3, .runtime), (11, .custom), (42, .custom), (64, .sysexits),
        (78, .sysexits),
        (79, .custom), (101, .runtime), (110, .custom), (124, .shell), (126, .shell), (128, .placeholder),
        (129, .signal), (137, .signal), (192, .signal), (193, .custom), (200, .custom), (255, .general),
        (256, .windows), (1455, .windows), (.max, .windows),
    ])
    func `a code has its own entry, else that of its span`(code: Int32, kind: ExitCodeEntry.Kind) {
        #expect(table.entry(for: code)?.kind == kind)
        #expect(table.entry(for: code)?.codes.contains(code) == true)
    }

    @Test func `codes 129 to 192 stand for signals 1 to 64, and no others do`() {
        for row in table.rows { #expect((row.kind == .signal) == (row.signal != nil), "\(row.codes)") }
        for number in Int32(1)...64 {
            #expect(table.signal(of: number + 128) == number)
            #expect(table.code(ofSignal: number) == number + 128)
            let name = Knowledge.signals.entry(for: number)?.name
            #expect(table.entry(for: number + 128)?.name == name, "signal \(number)")
        }
        #expect(table.signal(of: 128) == nil)
        #expect(table.signal(of: 193) == nil)
        #expect(table.code(ofSignal: 0) == nil)
        #expect(table.code(ofSignal: 65) == nil)
    }

    @Test func `the three spellings of a Windows status agree`() throws {
        let rows = table.rows.filter { $0.status != nil }
        #expect(rows.count >= 20)
        for row in rows {
            let code = try #require(row.code)
            #expect(row.kind == .windows)
            #expect(row.unsigned == UInt32(bitPattern: code), "\(row.name)")
            #expect(
                row.status == "0x" + String(UInt32(bitPattern: code), radix: 16, uppercase: true),
                "\(row.name)")
        }
    }

    @Test(arguments: [
        ("EX_CONFIG", Int32(78)), ("ex_usage", 64), ("status_access_violation", -1_073_741_819),
        ("C0000005", -1_073_741_819), ("c000013a", -1_073_741_510), ("E0434352", -532_462_766),
        ("ERROR_COMMITMENT_LIMIT", 1455),
    ])
    func `named codes are found in any case`(name: String, code: Int32) {
        #expect(table.entry(named: name)?.code == code)
    }

    @Test(arguments: ["", "SIGKILL", "success", "program specific", "C000000"])
    func `other names are not codes`(name: String) {
        #expect(table.entry(named: name) == nil)
    }

    @Test func `137 is never presented as memory alone`() throws {
        let entry = try #require(table.entry(for: 137))
        #expect(entry.verdicts.count > 3)
        #expect(entry.notes.contains { $0.hasPrefix("137 is not always memory") })
    }

    @Test func `programs are sorted and named once`() {
        for row in table.rows {
            let names = row.programs.map(\.program)
            #expect(names == names.sorted() && Set(names).count == names.count, "\(row.codes)")
        }
    }
}
