import InquestCore

/// Where the lines of a text begin.
struct YAMLLines {
    private let starts: [Int]
    private let end: Int

    init(_ text: [UInt8]) {
        let span = text.span
        var starts = [0]
        var position = 0
        while let newline = span.firstIndex(of: 0x0A, from: position) {
            position = newline + 1
            if position < span.count { starts.append(position) }
        }
        self.starts = starts
        end = text.count
    }

    var count: Int { starts.count }

    /// A line without its newline.
    func range(of index: Int, in text: [UInt8]) -> Range<Int> {
        let start = starts[index]
        var end = index + 1 < starts.count ? starts[index + 1] : end
        while end > start, text[end - 1] == 0x0A || text[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// The first bytes of a line, without its indentation.
    func excerpt(of index: Int, in text: [UInt8]) -> [UInt8] {
        let line = range(of: min(index, count - 1), in: text)
        var excerpt: [UInt8] = []
        YAMLText.append(
            text.span.extracting(line.dropFirst(YAMLLine.column(of: text.span.extracting(line))).prefix(200)),
            restoring: true, to: &excerpt)
        return excerpt
    }

    /// Puts blanks for the contents of a line and for what belongs to them: deeper lines, and the dashes that stand
    /// below a name. The dash before the contents stays, and with it the place of its neighbours.
    ///
    /// - Parameter index: A line that is blank stands for the nearest above it that is not.
    /// - Returns: Whether there was anything.
    func blankEntry(at index: Int, in text: inout [UInt8]) -> Bool {
        var index = min(index, count - 1)
        while index > 0, shape(of: index, in: text).kind == .blank { index -= 1 }
        let entry = shape(of: index, in: text)
        guard entry.kind != .blank else { return false }
        let line = range(of: index, in: text)
        let isDashAlone = line.lowerBound + entry.content >= line.upperBound
        blank(line.dropFirst(isDashAlone ? entry.column : entry.content), in: &text)
        let holdsList = !entry.name.isEmpty && entry.value == nil
        while index + 1 < count {
            index += 1
            let next = shape(of: index, in: text)
            let isBelow =
                next.kind == .blank || next.column > entry.content
                || holdsList && next.kind == .element && next.column == entry.content
            guard isBelow else { break }
            blank(range(of: index, in: text), in: &text)
        }
        return true
    }

    private func shape(of index: Int, in text: [UInt8]) -> YAMLLine {
        YAMLLine(text.span.extracting(range(of: index, in: text)))
    }

    private func blank(_ range: Range<Int>, in text: inout [UInt8]) {
        for index in range { text[index] = 0x20 }
    }
}
