import InquestCore

/// Makes any bytes a text that a YAML 1.1 parser takes, without losing what they say.
///
/// Such parsers refuse control characters, and break lines at U+0085, U+2028, U+2029 and lone carriage returns, which
/// is neither what YAML 1.2 says nor how lines are counted. Before parsing, these characters give way to private ones
/// at the very end of Unicode; in what the parser gives back they are put in place again.
enum YAMLText {
    /// Stands for a character below U+0100.
    private static let low: UInt32 = 0x10FE00
    /// Stands for U+2028, U+2029, U+FEFF, U+FFFE and U+FFFF.
    private static let high: UInt32 = 0x10FF00
    private static let highOnes: [UInt32] = [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF]

    /// Replaces what a parser does not take. Bytes that are not UTF-8 become U+FFFD.
    ///
    /// - Returns: Whether private characters now stand for others.
    static func prepare(_ text: inout [UInt8]) -> Bool {
        guard needsPreparing(text.span) else { return false }
        var prepared: [UInt8] = []
        prepared.reserveCapacity(text.count + 64)
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            let isBreak = scalar == "\r" && index < scalars.endIndex && scalars[index] == "\n"
            prepared.append(contentsOf: String(isBreak ? scalar : replacement(of: scalar)).utf8)
            // kubectl writes indentation behind these, as behind the line breaks they were in YAML 1.1.
            guard scalar == "\u{2028}" || scalar == "\u{2029}" else { continue }
            while index < scalars.endIndex, scalars[index] == " " { index = scalars.index(after: index) }
        }
        text = prepared
        return true
    }

    private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        switch value {
        case 0x09, 0x0A, 0x20...0x7E: return scalar
        case 0..<0xA0: return Unicode.Scalar(low + value) ?? "\u{FFFD}"
        case low...high + 0xFF: return "\u{FFFD}"
        default:
            guard let place = highOnes.firstIndex(of: value) else { return scalar }
            return Unicode.Scalar(high + UInt32(place)) ?? "\u{FFFD}"
        }
    }

    /// Appends a text that the parser gave back, the characters it must not see put in place again.
    static func append(_ text: Span<UInt8>, restoring: Bool, to bytes: inout [UInt8]) {
        guard restoring else { return bytes.append(contentsOf: text) }
        var position = 0
        while let lead = text.firstIndex(of: 0xF4, from: position) {
            bytes.append(contentsOf: text.extracting(position..<lead))
            position = min(lead + 4, text.count)
            let character = text.extracting(lead..<position)
            guard let original = original(character) else {
                bytes.append(contentsOf: character)
                continue
            }
            bytes.append(contentsOf: String(original).utf8)
        }
        bytes.append(contentsOf: text.extracting(position..<text.count))
    }

    private static func original(_ character: Span<UInt8>) -> Unicode.Scalar? {
        guard character.count == 4, let scalar = character.string.unicodeScalars.first else { return nil }
        if low..<low + 0xA0 ~= scalar.value { return Unicode.Scalar(scalar.value - low) }
        guard scalar.value >= high, Int(scalar.value - high) < highOnes.count else { return nil }
        return Unicode.Scalar(highOnes[Int(scalar.value - high)])
    }

    /// Whether there is a byte that is not plain text; most texts have none.
    private static func needsPreparing(_ text: Span<UInt8>) -> Bool {
        var isASCII = true
        for index in 0..<text.count {
            let byte = text[index]
            if byte &- 0x20 < 0x5F || byte == 0x0A || byte == 0x09 { continue }
            guard byte >= 0x80 else {
                if byte == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A { continue }
                return true
            }
            isASCII = false
            let next = index + 1 < text.count ? text[index + 1] : 0
            switch byte {
            // U+0080…U+009F, U+2000…U+203F, U+FEC0…U+FFFF, and the last planes.
            case 0xC2: if next < 0xA0 { return true }
            case 0xE2: if next == 0x80 { return true }
            case 0xEF: if next >= 0xBB { return true }
            case 0xF4: return true
            default: break
            }
        }
        return !isASCII && !text.isValidUTF8
    }
}
