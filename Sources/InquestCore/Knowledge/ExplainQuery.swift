/// What somebody wants explained: a number in one of its spellings, or a name.
enum ExplainQuery: Hashable {
    case nothing
    case code(Int32)
    /// A number that no exit code can be.
    case tooLarge
    case name(String)

    init(_ text: String) {
        guard !text.isEmpty else {
            self = .nothing
            return
        }
        let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            self = Self.hexadecimal(text.dropFirst(2)) ?? .name(text)
        } else if !digits.isEmpty,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        {
            self = Int64(text).map(Self.number) ?? .tooLarge
        } else {
            self = .name(text)
        }
    }

    private static func hexadecimal(_ digits: Substring) -> ExplainQuery? {
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit) else { return nil }
        return UInt32(digits, radix: 16).map { .code(Int32(bitPattern: $0)) } ?? .tooLarge
    }

    private static func number(_ value: Int64) -> ExplainQuery {
        if let code = Int32(exactly: value) { return .code(code) }
        return UInt32(exactly: value).map { .code(Int32(bitPattern: $0)) } ?? .tooLarge
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        let start = self.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
