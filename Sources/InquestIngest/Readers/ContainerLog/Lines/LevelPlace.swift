import InquestCore

/// A word at the beginning of a line, and whether it stands where a level would.
struct LevelPlace {
    /// The byte before the word; a blank at the beginning of the line.
    var before: UInt8
    /// The byte behind the word; a blank at the end of the line.
    let after: UInt8

    private let range: Range<Int>
    /// Brackets open at the word.
    private let depth: Int
    private let isUpper: Bool

    init(_ range: Range<Int>, in text: Span<UInt8>, depth: Int) {
        self.range = range
        self.depth = depth
        before = range.lowerBound > 0 ? text[range.lowerBound - 1] : 0x20
        after = range.upperBound < text.count ? text[range.upperBound] : 0x20
        var lower: UInt8 = 0
        for index in range { lower |= text[index] & 0x20 }
        isUpper = lower == 0
    }

    private var isBehindOpening: Bool { before == 0x5B || before == 0x28 || before == 0x3C }
    private var isBeforeClosing: Bool { after == 0x5D || after == 0x29 || after == 0x3E }
    private var isBehindBlank: Bool { before == 0x20 || before == 0x09 || before == 0x7C }
    /// A colour code ends a word as a blank does.
    private var isBeforeBlank: Bool { after == 0x20 || after == 0x09 || after == 0x7C || after == 0x1B }
    private var isBeforeColon: Bool { after == 0x3A }

    /// Whether a level's word, found here, states the level of the line.
    func states(_ known: LevelWord, in text: Span<UInt8>) -> Bool {
        // `[error]`, `<Warning>`, `[core:error]`
        if depth > 0, isBeforeClosing, isBehindOpening || before == 0x3A { return true }
        // `laravel.EMERGENCY: `
        if before == 0x2E { return isUpper && isBeforeColon && depth == 0 }
        guard isBehindBlank || isBehindOpening || before == 0x3A else { return false }
        // A date in brackets may hold the level: `[2026-03-02T09:14:08Z ERROR api]`, `[… 09:14:08:
        // ERROR/Main]`
        let endsBracket = depth > 0 && isBeforeClosing
        if isUpper {
            if isBeforeColon || endsBracket { return true }
            return known.isPlain && (isBeforeBlank || after == 0x2F && depth > 0)
        }
        // zap's console form has tabs around it.
        if before == 0x09, after == 0x09 { return true }
        let next = range.upperBound + 1 < text.count ? text[range.upperBound + 1] : 0x20
        return known.inAnyCase && isBeforeColon && depth == 0 && (next == 0x20 || next == 0x09)
    }

    /// The level of a klog header, `E0302 15:04:05.000000`, when one begins here.
    func klog(in text: Span<UInt8>) -> LogLevel? {
        guard range.count == 1, after.isDigit, isBehindBlank || isBehindOpening,
            range.lowerBound + 14 <= text.count
        else { return nil }
        let start = range.lowerBound
        for offset in [2, 3, 4, 6, 7, 9, 10, 12, 13] where !text[start + offset].isDigit { return nil }
        guard text[start + 5] == 0x20, text[start + 8] == 0x3A, text[start + 11] == 0x3A else { return nil }
        switch text[start] {
        case 0x49: return .info
        case 0x57: return .warning
        case 0x45: return .error
        case 0x46: return .fatal
        default: return nil
        }
    }

    /// The level of a single letter before a bar, as etcd wrote it: `2019-03-08 08:48:04.721975 I | etcdmain:
    /// …`.
    func letter(in text: Span<UInt8>) -> LogLevel? {
        guard range.count == 1, before == 0x20, after == 0x20, range.upperBound + 2 < text.count,
            text[range.upperBound + 1] == 0x7C, text[range.upperBound + 2] == 0x20
        else { return nil }
        switch text[range.lowerBound] {
        case 0x44: return .debug
        case 0x49, 0x4E: return .info
        case 0x57: return .warning
        case 0x45: return .error
        case 0x43: return .fatal
        default: return nil
        }
    }

    /// Whether the word is part of a date, a zone, a host or a logger's name, so that a level may still
    /// follow.
    func isHead(in text: Span<UInt8>) -> Bool {
        // `UTC`, `CEST`, `AM`, the pod's role in `1:M`
        if isUpper, range.count <= 4 { return true }
        if LevelWord.isCalendar(text, range) { return true }
        let next = range.upperBound + 1 < text.count ? text[range.upperBound + 1] : 0x20
        // `java.lang.RuntimeException: ERROR …` tells its story from the colon on.
        if isBeforeColon, next == 0x20 { return false }
        if LevelPlace.joins(before) || before.isDigit || after.isDigit { return true }
        if LevelPlace.joins(after), next != 0x20 { return true }
        // `2026-03-02 09:14:08,000 - app - ERROR - …` and `app | ERROR …`
        return after == 0x20 && (next == 0x2D || next == 0x7C)
    }

    /// Bytes that join words to one name.
    private static func joins(_ byte: UInt8) -> Bool {
        byte == 0x2E || byte == 0x5F || byte == 0x2F || byte == 0x40 || byte == 0x23 || byte == 0x24
    }
}

extension UInt8 {
    /// Whether the byte is a decimal digit.
    var isDigit: Bool { self &- 0x30 < 10 }
}
