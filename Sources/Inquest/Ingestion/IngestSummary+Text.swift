extension IngestSummary {
    /// Problems of one reason that are told one by one.
    private static let toldAlike = 10

    private var allProblems: [InputProblem] {
        unreadable
            + sources.compactMap { source in
                source.problem.map {
                    InputProblem(path: source.path, reason: $0, isForeign: source.isForeign)
                }
            }
    }

    /// Every problem on a line: where, what, and what to do. Of many with the same reason the first ten are told and the
    /// others counted.
    public var messages: [String] {
        var seen: [String: Int] = [:]
        var lines: [String] = []
        var reasons: [String] = []
        for problem in allProblems {
            let count = seen[problem.reason, default: 0] + 1
            seen[problem.reason] = count
            if count <= Self.toldAlike { lines.append(problem.line) }
            if count == Self.toldAlike + 1 { reasons.append(problem.reason) }
        }
        return lines
            + reasons.map { reason in
                "and \((seen[reason] ?? 0) - Self.toldAlike) more: \(reason) "
                    + "(all of them: inquest sql \"SELECT source, reason, excerpt FROM skipped\")"
            }
    }

    /// The summary for people, ending with a line end.
    ///
    /// - Parameters:
    ///   - isVerbose: Whether every source has a line.
    ///   - corpus: Where the facts went.
    public func text(isVerbose: Bool, corpus: String) -> String {
        var text = isVerbose ? sources.map(Self.line).joined() : ""
        text += Self.count(sourceCount, "source") + " read"
        if known > 0 { text += ", \(known) of them in the corpus already" }
        text += ": \(Self.count(facts, "fact")), \(duplicates) of them known, \(skipped) skipped\n"
        for (format, tally) in byFormat {
            text += "  \(format ?? "not understood"): \(Self.count(tally.sources, "source"))"
            text += ", \(Self.count(tally.facts, "fact"))\n"
        }
        if skipped > 0 { text += "What was skipped, and why: inquest sql \"SELECT * FROM skipped\"\n" }
        return text + "The corpus is \(DisplayText.escaped(corpus)).\n"
    }

    /// The summary for programs.
    public var json: String {
        JSON.object([
            ("sources", .integer(Int64(sourceCount))), ("already_present", .integer(Int64(known))),
            ("bytes", .integer(Int64(bytes))), ("facts", .integer(Int64(facts))),
            ("duplicates", .integer(Int64(duplicates))), ("skipped", .integer(Int64(skipped))),
            (
                "by_format",
                .array(
                    byFormat.map { format, tally in
                        .object([
                            ("format", format.map(JSON.text) ?? .null),
                            ("sources", .integer(Int64(tally.sources))),
                            ("facts", .integer(Int64(tally.facts))),
                        ])
                    })
            ),
            ("files", .array(sources.map(Self.json))),
            ("problems", .array(allProblems.map { .text($0.line) })),
        ]).document
    }

    /// The sources of each format, the most frequent format first; those that fit none last.
    private var byFormat: [(format: String?, tally: Tally)] {
        formats.sorted { left, right in
            guard let first = left.key else { return false }
            guard let second = right.key else { return true }
            return (right.value.sources, first) < (left.value.sources, second)
        }.map { (format: $0.key, tally: $0.value) }
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
