import InquestCore

/// Where things stand in the layout of kinds that kubectl has no layout of its own for.
///
/// Such an object is printed member by member, in the order of the members' names: `API Version:`, `Kind:` and
/// `Metadata:` stand in the column of `Name:`, what is inside of them two columns further right.
struct GenericObject {
    let document: DescribeDocument
    /// The column of the object's keys.
    let base: Int32
    /// Where its kind is said.
    let kindLine: Int?

    /// - Parameter name: The first line with a `Name:`, which can be one of an inner object when the text was cut.
    /// - Returns: `nil` when the object has another layout.
    init?(_ document: DescribeDocument, name: Int?) {
        guard let line = GenericObject.anchor(document, name: name) else { return nil }
        self.document = document
        base = document.lines[line].indent
        kindLine = GenericObject.kindLine(document, from: line)
    }

    /// The first line only this layout has.
    private static func anchor(_ document: DescribeDocument, name: Int?) -> Int? {
        // Behind these come messages, which can hold anything.
        let others: [StaticString] = [
            "Containers", "Init Containers", "Pod Template", "Conditions", "Events", "Message", "Note",
        ]
        for line in 0..<document.count where !document.lines[line].isBlank {
            let isBelowName = name.map { $0 < line } ?? true
            if isBelowName {
                for key in others where document.hasKey(line, key) { return nil }
            }
            guard
                document.hasKey(line, "API Version")
                    || document.hasKey(line, "Kind") && document.equals(document.value(line), "Event")
            else { continue }
            if let name, name < line, document.lines[name].indent < document.lines[line].indent { continue }
            return line
        }
        return nil
    }

    private static func kindLine(_ document: DescribeDocument, from anchor: Int) -> Int? {
        for line in anchor..<document.count
        where !document.lines[line].isBlank && document.lines[line].indent == document.lines[anchor].indent {
            if document.hasKey(line, "Kind") { return line }
            // In the order of names these come behind it.
            if document.hasKey(line, "Message") || document.hasKey(line, "Metadata")
                || document.hasKey(line, "Note")
            {
                return nil
            }
        }
        return nil
    }

    var isEvent: Bool { kindLine.map { document.equals(document.value($0), "Event") } ?? false }

    /// The kind as printed; `nil` when the text was cut above it.
    var kind: String? { kindLine.map { document.string(document.value($0)) } }

    /// Whether a line is `KEY:`, with or without a value, in the column of the object's keys.
    func isKey(_ line: Int, _ key: StaticString) -> Bool {
        document.lines[line].indent == base && document.hasKey(line, key)
    }

    /// Whether a line is `KEY:` alone, as it stands above an inner object.
    func isBlock(_ line: Int, _ key: StaticString) -> Bool {
        isKey(line, key) && document.value(line).isEmpty
    }

    /// The first line of a key within some lines.
    func line(_ key: StaticString, in lines: Range<Int>) -> Int? { lines.first { isKey($0, key) } }

    /// What stands behind a key of the object; empty when it is absent or `<nil>`.
    func value(_ key: StaticString, in lines: Range<Int>) -> Range<Int> {
        line(key, in: lines).map(shown) ?? 0..<0
    }

    /// What stands behind a key of an inner object; empty when it is absent or `<nil>`.
    func value(_ key: StaticString, of block: StaticString, in lines: Range<Int>) -> Range<Int> {
        guard let head = lines.first(where: { isBlock($0, block) }) else { return 0..<0 }
        for line in head + 1..<max(lines.upperBound, head + 1) {
            // Whatever stands further right belongs to objects further inside.
            guard document.lines[line].indent > base else { break }
            if document.lines[line].indent == base + 2, document.hasKey(line, key) { return shown(line) }
        }
        return 0..<0
    }

    private func shown(_ line: Int) -> Range<Int> {
        let value = document.value(line)
        return document.equals(value, "<nil>") ? value.lowerBound..<value.lowerBound : value
    }
}
