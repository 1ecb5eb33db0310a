import Testing

@testable import Inquest

@Suite struct TextRendererTests {
    @Test func `every kind of column at 80 columns`() {
        #expect(
            Tables.kinds.rendered(.table, style: TextStyle(width: 80)) == """
                WORKLOAD  RUNS  SHARE                   LIMIT   RAN  TREND  LAST
                checkout    12  75.0%  ███████████████  512Mi  1h2m  ·▁▄█   2026-11-22 09:14:08Z
                購物車       3  18.8%  ███▊             1.5Gi   59s  ···█   2026-11-21 00:00:00Z
                -            1  <0.1%                       -     -  ····   -

                """)
    }

    @Test func `narrow terminals lose the least important columns`() {
        #expect(
            Tables.kinds.rendered(.table, style: TextStyle(width: 40)) == """
                WORKLOAD  RUNS  SHARE  LIMIT   RAN
                checkout    12  75.0%  512Mi  1h2m
                購物車       3  18.8%  1.5Gi   59s
                -            1  <0.1%      -     -
                (no room for: TREND, LAST; -o wide shows
                all)

                """)
    }

    @Test func `the wide form shows all`() {
        #expect(
            Tables.kinds.rendered(.wide, style: TextStyle(width: 40)) == """
                WORKLOAD  RUNS  SHARE                    LIMIT   RAN  TREND  LAST                  NOTE
                checkout    12  75.0%  ████████████████  512Mi  1h2m  ·▁▄█   2026-11-22 09:14:08Z  seen
                購物車       3  18.8%  ████              1.5Gi   59s  ···█   2026-11-21 00:00:00Z  -
                -            1  <0.1%                        -     -  ····   -                     -

                """)
    }

    @Test func `paths keep their end`() {
        let table = Table(
            columns: [Column("path", kind: .path), Column("facts", kind: .count)],
            rows: [
                [.text("/srv/captures/2026-11-22/logs/購物車-7c9.log"), .integer(12)],
                [.text("-"), .integer(3)],
            ])
        #expect(
            table.rendered(.table, style: TextStyle(width: 36)) == """
                PATH                           FACTS
                …26-11-22/logs/購物車-7c9.log     12
                -                                  3

                """)
        #expect(DisplayText.tail("a/購物", to: 4) == "…物")
        #expect(DisplayText.tail("abc", to: 3) == "abc")
        #expect(DisplayText.tail("abc", to: 0) == "")
    }

    @Test func `nothing from the data moves the cursor`() {
        #expect(
            Tables.hostile.rendered(.table, style: TextStyle(width: 80)) == #"""
                POD                  TEXT
                a\x1b[31mred\x1b[0m  one⏎two⏎three tab
                b\x9b2J              safe\u{202e}gpj.exe\u{2066}
                ȩ́                    a|b `c` <img src=x> *d* \ "q", '=1+1'
                👩‍👩‍👧                   \x00\x7f\u{200b}end

                """#)
    }

    @Test(arguments: [20, 30, 40, 60, 80, 100, 200])
    func `no line is wider than the terminal`(width: Int) {
        for table in [Tables.kinds, Tables.hostile] {
            for line in table.rendered(.table, style: TextStyle(width: width)).split(separator: "\n") {
                #expect(DisplayText.width(String(line)) <= width, "\(line)")
            }
        }
    }

    @Test func `colour is only for headings and asides`() {
        let table = Table(columns: [Column("a")], rows: [[.integer(1)]])
        #expect(table.rendered(.table, style: TextStyle(isColored: true)) == "\u{1B}[1mA\u{1B}[0m\n1\n")
        #expect(Table(columns: [Column("a")], rows: []).rendered(.table) == "(no rows)\n")
    }

    @Test(arguments: [
        ("abc", 3), ("é", 1), ("e\u{301}", 1), ("購物車", 6), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("ｆｕｌｌ", 8),
        ("한글", 4),
        ("❤️", 2), ("▁▂▃", 3), ("", 0),
    ])
    func `width is that of a terminal`(text: String, columns: Int) {
        #expect(DisplayText.width(text) == columns)
    }

    @Test func `texts are cut between characters`() {
        #expect(DisplayText.cut("購物車", to: 5) == "購物…")
        #expect(DisplayText.cut("購物車", to: 4) == "購…")
        #expect(DisplayText.cut("e\u{301}e\u{301}e\u{301}", to: 2) == "e\u{301}…")
        #expect(DisplayText.cut("abc", to: 3) == "abc")
        #expect(DisplayText.cut("abc", to: 0) == "")
    }

    @Test func `prose is wrapped and commands stay`() throws {
        let text = Explanation.rendered(
            try Explanation.explain("126"), as: .table, style: TextStyle(width: 60))
        for line in text.split(separator: "\n") where !line.contains("`") {
            #expect(DisplayText.width(String(line)) <= 60, "\(line)")
        }
        #expect(text.hasPrefix("Exit code 126 (not executable)\n"))
    }
}
