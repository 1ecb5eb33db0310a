import Inquest

/// Tables that renderers are tried on.
enum Tables {
    /// One column of each kind.
    static let kinds = Table(
        columns: [
            Column("workload"), Column("runs", kind: .count), Column("share", kind: .share),
            Column("bar", title: "", kind: .bar), Column("limit_bytes", title: "limit", kind: .bytes),
            Column("ran", kind: .duration), Column("trend", kind: .series),
            Column("last_at", title: "last", kind: .time),
            Column("note", isWide: true),
        ],
        rows: [
            [
                .text("checkout"), .integer(12), .real(0.75), .integer(12), .integer(512 << 20),
                .integer(3725),
                .text("0,1,4,8"), .text("2026-11-22T09:14:08.25Z"), .text("seen"),
            ],
            [
                .text("購物車"), .integer(3), .real(0.1875), .integer(3), .integer(1536 << 20), .integer(59),
                .text("0,0,0,1"), .text("2026-11-21T00:00:00Z"), .null,
            ],
            [.null, .integer(1), .real(0.0004), .integer(0), .null, .null, .text("0,0,0,0"), .null, .null],
        ])

    /// What somebody could write into a log to fool its reader.
    static let hostile = Table(
        columns: [Column("pod"), Column("text")],
        rows: [
            [.text("a\u{1B}[31mred\u{1B}[0m"), .text("one\ntwo\r\nthree\ttab")],
            [.text("b\u{9B}2J"), .text("safe\u{202E}gpj.exe\u{2066}")],
            [.text("e\u{301}\u{327}"), .text("a|b `c` <img src=x> *d* \\ \"q\", '=1+1'")],
            [.text("👩‍👩‍👧"), .text("\u{0}\u{7F}\u{200B}end")],
        ])
}
