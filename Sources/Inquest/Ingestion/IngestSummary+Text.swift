extension IngestSummary {
    /// Every problem on a line: where, what, and what to do.
    public var messages: [String] {
        problems + sources.compactMap { source in source.problem.map { "\(source.path): \($0)" } }
    }

    /// The summary for people, ending with a line end.
    ///
    /// - Parameters:
    ///   - isVerbose: Whether every source has a line.
    ///   - corpus: Where the facts went.
    public func text(isVerbose: Bool, corpus: String) -> String {
        var text = isVerbose ? sources.map(Self.line).joined() : ""
        let known = sources.count { $0.isDuplicate }
        text += Self.count(sources.count, "source") + " read"
        if known > 0 { text += ", \(known) of them in the corpus already" }
        text += ": \(Self.count(facts, "fact")), \(duplicates) of them known, \(skipped) skipped\n"
        for (format, group) in byFormat {
            let facts = group.reduce(0) { $0 + $1.facts }
            text += "  \(format ?? "not understood"): \(Self.count(group.count, "source"))"
            text += ", \(Self.count(facts, "fact"))\n"
        }
        if skipped > 0 { text += "What was skipped, and why: inquest sql \"SELECT * FROM skipped\"\n" }
        return text + "The corpus is \(DisplayText.escaped(corpus)).\n"
    }

    /// The summary for programs.
    public var json: String {
        JSON.object([
            ("sources", .integer(Int64(sources.count))),
            ("already_present", .integer(Int64(sources.count { $0.isDuplicate }))),
            ("bytes", .integer(Int64(bytes))), ("facts", .integer(Int64(facts))),
            ("duplicates", .integer(Int64(duplicates))), ("skipped", .integer(Int64(skipped))),
            (
                "by_format",
                .array(
                    byFormat.map { format, group in
                        .object([
                            ("format", format.map(JSON.text) ?? .null),
                            ("sources", .integer(Int64(group.count))),
                            ("facts", .integer(Int64(group.reduce(0) { $0 + $1.facts }))),
                        ])
                    })
            ),
            ("files", .array(sources.map(Self.json))), ("problems", .array(messages.map(JSON.text))),
        ]).document
    }

    /// The sources of each format, the most frequent format first; those that fit none last.
    private var byFormat: [(format: String?, sources: [SourceSummary])] {
        Dictionary(grouping: sources, by: \.format).sorted { left, right in
            guard let first = left.key else { return false }
            guard let second = right.key else { return true }
            return (right.value.count, first) < (left.value.count, second)
        }.map { (format: $0.key, sources: $0.value) }
    }

    private static func line(_ source: SourceSummary) -> String {
        let state =
            source.isDuplicate
            ? "in the corpus already" : "\(count(source.facts, "fact")), \(source.skipped) skipped"
        return "\(DisplayText.escaped(source.path)): \(source.format ?? "not understood"), \(state)\n"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)" + (number == 1 ? "" : "s")
    }

    private static func json(_ source: SourceSummary) -> JSON {
        .object([
            ("path", .text(source.path)), ("format", source.format.map(JSON.text) ?? .null),
            ("bytes", .integer(Int64(source.bytes))), ("facts", .integer(Int64(source.facts))),
            ("duplicates", .integer(Int64(source.duplicates))), ("skipped", .integer(Int64(source.skipped))),
            ("already_present", .integer(source.isDuplicate ? 1 : 0)),
        ])
    }
}
