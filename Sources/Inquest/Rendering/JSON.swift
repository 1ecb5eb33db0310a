/// A JSON value to be written, with its keys in the order given.
package enum JSON: Sendable {
    case null
    case integer(Int64)
    /// Infinite numbers and such are written as null, for which JSON has a word.
    case real(Double)
    case text(String)
    case array([JSON])
    case object([(String, JSON)])

    /// The value as a document, indented by two spaces, ending with a line end. Lists of plain values and
    /// objects of them stand on one line.
    package var document: String {
        var text = ""
        write(into: &text, indent: 0)
        return text + "\n"
    }

    private var isPlain: Bool {
        switch self {
        case .array(let values): values.isEmpty
        case .object(let pairs): pairs.isEmpty
        default: true
        }
    }

    /// Whether all of it goes on one line: a row of a table, with its series.
    private var isFlat: Bool {
        switch self {
        case .array(let values): values.allSatisfy(\.isPlain)
        case .object(let pairs):
            pairs.allSatisfy {
                if case .array(let values) = $0.1 { return values.allSatisfy(\.isNumber) }
                return $0.1.isPlain
            }
        default: true
        }
    }

    private var isNumber: Bool {
        if case .integer = self { true } else { false }
    }

    private var isProse: Bool {
        if case .text = self { true } else { false }
    }

    private func write(into text: inout String, indent: Int) {
        switch self {
        case .null: text += "null"
        case .integer(let number): text += String(number)
        case .real(let number): text += number.isFinite ? CellText.real(number) : "null"
        case .text(let string): JSON.write(string, into: &text)
        case .array(let values):
            let isSplit = !isFlat || (values.count > 1 && values.allSatisfy(\.isProse) && indent <= 1)
            JSON.write(values, "[", "]", isSplit: isSplit, indent, &text) { value, text in
                value.write(into: &text, indent: indent + 1)
            }
        case .object(let pairs):
            JSON.write(pairs, "{", "}", isSplit: !isFlat, indent, &text) { pair, text in
                JSON.write(pair.0, into: &text)
                text += ": "
                pair.1.write(into: &text, indent: indent + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], _ opening: String, _ closing: String, isSplit: Bool, _ indent: Int,
        _ text: inout String, each: (Element, inout String) -> Void
    ) {
        text += opening
        for (index, element) in elements.enumerated() {
            if index > 0 { text += isSplit ? "," : ", " }
            if isSplit { text += "\n" + String(repeating: "  ", count: indent + 1) }
            each(element, &text)
        }
        if isSplit { text += "\n" + String(repeating: "  ", count: indent) }
        text += closing
    }

    private static func write(_ string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // Control characters, and what a terminal or a script would act on.
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || isActive(scalar.value):
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }

    private static func isActive(_ value: UInt32) -> Bool {
        value == 0x061C || (0x200E...0x200F).contains(value) || (0x2028...0x202E).contains(value)
            || (0x2066...0x2069).contains(value)
    }
}
