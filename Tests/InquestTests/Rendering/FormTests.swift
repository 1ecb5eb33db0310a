import Foundation
import Testing

@testable import Inquest

@Suite struct FormTests {
    @Test func `Markdown shows hostile text as text`() {
        #expect(
            Tables.hostile.rendered(.markdown) == #"""
                | pod | text |
                | --- | --- |
                | a\\x1b\[31mred\\x1b\[0m | one⏎two⏎three tab |
                | b\\x9b2J | safe\\u{202e}gpj.exe\\u{2066} |
                | ȩ́ | a\|b \`c\` &lt;img src=x&gt; \*d\* \\ "q", '=1+1' |
                | 👩‍👩‍👧 | \\x00\\x7f\\u{200b}end |

                """#)
    }

    @Test func `Markdown of every kind of column`() {
        #expect(
            Tables.kinds.rendered(.markdown) == """
                | workload | runs | share | limit | ran | trend | last |
                | --- | ---: | ---: | ---: | ---: | --- | --- |
                | checkout | 12 | 75.0% | 512Mi | 1h2m | ·▁▄█ | 2026-11-22 09:14:08Z |
                | 購物車 | 3 | 18.8% | 1.5Gi | 59s | ···█ | 2026-11-21 00:00:00Z |
                | - | 1 | &lt;0.1% | - | - | ···· | - |

                """)
    }

    @Test func `Markdown leaves names as they are and keeps emphasis from text`() {
        let table = Table(
            columns: [Column("#"), Column("made_with")],
            rows: [[.text("#1"), .text("EX_USAGE _a_ b_ _c __d__ e__f 図_表 #2")]])
        #expect(
            table.rendered(.markdown) == #"""
                | # | made with |
                | --- | --- |
                | #1 | EX_USAGE \_a\_ b\_ \_c \_\_d\_\_ e\_\_f 図\_表 #2 |

                """#)
        #expect(MarkdownRenderer.escaped("# no heading") == "\\# no heading")
    }

    @Test func `CSV is what RFC 4180 says`() {
        #expect(
            Tables.kinds.rendered(.csv).replacing("\r\n", with: "⏎\n") == """
                workload,runs,share,limit_bytes,ran,trend,last_at,note⏎
                checkout,12,0.75,536870912,3725,"0,1,4,8",2026-11-22T09:14:08.25Z,seen⏎
                購物車,3,0.1875,1610612736,59,"0,0,0,1",2026-11-21T00:00:00Z,⏎
                ,1,0.0004,,,"0,0,0,0",,⏎

                """)
        #expect(
            Table(columns: [Column("a"), Column("b")], rows: [[.text("x,\"y\"\nz"), .text("")]]).rendered(
                .csv)
                == "a,b\r\n\"x,\"\"y\"\"\nz\",\r\n")
        #expect(Table(columns: [Column("a")], rows: [[.null]]).rendered(.csv) == "a\r\n\"\"\r\n")
    }

    @Test func `JSON keeps numbers, series and the order of columns`() {
        #expect(
            Tables.kinds.rendered(.json) == """
                [
                  {"workload": "checkout", "runs": 12, "share": 0.75, "limit_bytes": 536870912, "ran": 3725, \
                "trend": [0, 1, 4, 8], "last_at": "2026-11-22T09:14:08.25Z", "note": "seen"},
                  {"workload": "購物車", "runs": 3, "share": 0.1875, "limit_bytes": 1610612736, "ran": 59, \
                "trend": [0, 0, 0, 1], "last_at": "2026-11-21T00:00:00Z", "note": null},
                  {"workload": null, "runs": 1, "share": 0.0004, "limit_bytes": null, "ran": null, \
                "trend": [0, 0, 0, 0], "last_at": null, "note": null}
                ]

                """)
        #expect(Table(columns: [Column("a")], rows: []).rendered(.json) == "[]\n")
    }

    @Test func `JSON can be read back, hostile text included`() throws {
        let parsed = try JSONSerialization.jsonObject(with: Data(Tables.hostile.rendered(.json).utf8))
        let rows = try #require(parsed as? [[String: String]])
        #expect(rows.map { [Value.text($0["pod"] ?? ""), .text($0["text"] ?? "")] } == Tables.hostile.rows)
    }

    @Test func `JSON names equal columns apart and has no infinite numbers`() {
        let table = Table(
            columns: [Column("a"), Column("a"), Column("a_2")],
            rows: [[.real(.infinity), .real(1), .blob([0, 255])]])
        #expect(table.rendered(.json) == "[\n  {\"a\": null, \"a_2\": 1, \"a_2_2\": \"00ff\"}\n]\n")
    }
}
