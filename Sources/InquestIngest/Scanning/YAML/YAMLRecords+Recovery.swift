import InquestCore

/// Reading the lines of one record, whatever is wrong with them.
extension YAMLRecords {
    /// Entries that are left out of a record before the rest of it is given up.
    private static let mostRepairs = 16

    /// Makes tokens of the lines. What is not YAML is left out and reported: an entry with all that stands below it,
    /// so that what is kept stands where it stood.
    mutating func parse(line: UInt32, isElement: Bool, isUnterminated: Bool) {
        var repairs = 0
        if isUnterminated { dropCutLine(line: line) }
        builder.restoresCharacters = YAMLText.prepare(&text)
        while true {
            builder.begin(line: line, isElement: isElement)
            guard let fault = parser.parse(text, into: &builder) else { break }
            repairs += 1
            let place = line &+ UInt32(truncatingIfNeeded: fault.line)
            let lines = YAMLLines(text)
            let excerpt = lines.excerpt(of: fault.line, in: text)
            let isRepaired = repairs <= YAMLRecords.mostRepairs && lines.blankEntry(at: fault.line, in: &text)
            let outcome = isRepaired ? "the entry was left out" : "the rest of the record was left out"
            skips.append(
                RecordSkip(
                    reason: "not valid YAML on line \(place): \(fault.words); \(outcome)", excerpt: excerpt,
                    line: place))
            if !isRepaired {
                builder.closeAll()
                break
            }
        }
        reportAliases(line: line)
    }

    private mutating func reportAliases(line: UInt32) {
        guard let first = builder.unknownAliases.first else { return }
        let count = builder.unknownAliases.count
        let what = count == 1 ? "an alias" : "\(count) aliases"
        skips.append(
            RecordSkip(
                reason: "\(what) of no plain value, read as null; write the values out where they belong",
                excerpt: YAMLLines(text).excerpt(of: first, in: text),
                line: line &+ UInt32(truncatingIfNeeded: first)))
    }

    /// Drops a last line that may have lost its end: half a number is a number too.
    private mutating func dropCutLine(line: UInt32) {
        let lines = YAMLLines(text)
        let last = lines.count - 1
        guard last > 0 else { return }
        let range = lines.range(of: last, in: text)
        let shape = YAMLLine(text.span.extracting(range))
        let root = YAMLLine(text.span.extracting(lines.range(of: 0, in: text)))
        guard shape.content > root.content, let end = range.last,
            ![0x22, 0x27, 0x5D, 0x7D].contains(text[end]), shape.value != nil || shape.name.isEmpty
        else { return }
        skips.append(
            RecordSkip(
                reason: "the source ends within this line, which was left out; copy the file again",
                excerpt: lines.excerpt(of: last, in: text), line: line &+ UInt32(truncatingIfNeeded: last)))
        text.removeSubrange(range)
    }
}
