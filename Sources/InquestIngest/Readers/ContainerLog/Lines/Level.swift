package import InquestCore

extension LogLevel {
    /// The level that a line states about itself.
    ///
    /// Only what stands in the place of a level counts: behind a time, in brackets, before a colon, under a
    /// key. A line that merely talks of errors has no level, and neither have the lines of a stack trace.
    package init(statedIn text: Span<UInt8>) {
        var head = LineHead(text)
        self = head.level(of: text)
    }
}

/// Walks over the beginning of a line, as long as it is dates, names and brackets, in search of a level.
private struct LineHead {
    /// No library puts its level further behind than this.
    private static let length = 200

    private var position = 0
    /// Open brackets. What stands in brackets is part of the head.
    private var depth = 0
    private var hasDigit = false
    /// Where the last colour code ended: what stands there is as free as behind a blank.
    private var escapeEnd = -1
    private let limit: Int

    init(_ text: Span<UInt8>) {
        limit = min(text.count, LineHead.length)
    }

    /// What a run of letters means for the search.
    private enum Judgement {
        case level(LogLevel)
        /// Part of a date, a host, a logger's name.
        case head
        /// The line begins to tell its story: no level follows.
        case prose
    }

    mutating func level(of text: Span<UInt8>) -> LogLevel {
        while position < limit, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
        if let known = LevelOpening.level(of: text.extracting(droppingFirst: position)) { return known }
        while position < limit {
            let byte = text[position]
            guard !byte.isASCIILetter else {
                switch judge(word(in: text), in: text) {
                case .level(let level): return level
                case .head: continue
                case .prose: return .unknown
                }
            }
            switch byte {
            case 0x5B, 0x28, 0x3C: depth += 1
            case 0x5D, 0x29, 0x3E: depth = max(0, depth - 1)
            case 0x1B:
                skipEscape(in: text)
                continue
            case 0x7B where depth == 0: return JSONLevel.level(of: text.extracting(droppingFirst: position))
            case 0x22 where depth == 0, 0x27 where depth == 0, 0x60 where depth == 0: return .unknown
            case 0x80... where depth == 0: return .unknown
            case 0x30...0x39: hasDigit = true
            default: break
            }
            position += 1
        }
        return .unknown
    }

    /// Takes the run of letters at the position.
    private mutating func word(in text: Span<UInt8>) -> Range<Int> {
        let start = position
        while position < limit, text[position].isASCIILetter { position += 1 }
        return start..<position
    }

    /// Steps over a terminal's colour code, `ESC [ 3 1 m`.
    private mutating func skipEscape(in text: Span<UInt8>) {
        position += 1
        guard position < limit, text[position] == 0x5B else { return }
        position += 1
        while position < limit, !text[position].isASCIILetter { position += 1 }
        position = min(position + 1, limit)
        escapeEnd = position
    }

    private func judge(_ range: Range<Int>, in text: Span<UInt8>) -> Judgement {
        var word = LevelPlace(range, in: text, depth: depth)
        if range.lowerBound == escapeEnd { word.before = 0x20 }
        if word.after == 0x3D, depth == 0 {
            return .level(LogfmtLevel.level(of: text.extracting(droppingFirst: range.lowerBound)))
        }
        if let level = word.klog(in: text) { return .level(level) }
        if let known = LevelWord.find(in: text, range), word.states(known, in: text) {
            return .level(known.level)
        }
        if depth > 0 { return .head }
        if hasDigit, let level = word.letter(in: text) { return .level(level) }
        return word.isHead(in: text) ? .head : .prose
    }
}

/// Lines that state a level by how they begin, in words of their own.
private enum LevelOpening {
    static func level(of text: Span<UInt8>) -> LogLevel? {
        guard text.count > 4 else { return nil }
        switch text[0] {
        case 0x54: return text.hasPrefix("Traceback (most recent call last)") ? .error : nil
        case 0x45: return text.hasPrefix("Exception in thread ") ? .error : nil
        case 0x55: return text.hasPrefix("Unhandled exception") ? .error : nil
        // .NET pads its levels to four letters; upper case would be a test that failed.
        case 0x66: return text.hasPrefix("fatal error: ") ? .fatal : text.hasPrefix("fail: ") ? .error : nil
        case 0x46: return text.hasPrefix("Fatal error: ") ? .fatal : nil
        case 0x6E: return npm(text)
        case 0x50: return php(text)
        case 0x74: return text.hasPrefix("thread '") ? rust(text) : nil
        default: return nil
        }
    }

    private static func npm(_ text: Span<UInt8>) -> LogLevel? {
        if text.hasPrefix("npm ERR!") || text.hasPrefix("npm error ") { return .error }
        return text.hasPrefix("npm WARN ") || text.hasPrefix("npm warn ") ? .warning : nil
    }

    private static func php(_ text: Span<UInt8>) -> LogLevel? {
        if text.hasPrefix("PHP Fatal error:") || text.hasPrefix("PHP Parse error:") { return .fatal }
        return text.hasPrefix("PHP Warning:") ? .warning : nil
    }

    /// `thread 'main' panicked at src/main.rs:3:5:`
    private static func rust(_ text: Span<UInt8>) -> LogLevel? {
        guard let quote = text.firstIndex(of: 0x27, from: 8) else { return nil }
        return text.extracting(droppingFirst: quote).hasPrefix("' panicked at ") ? .fatal : nil
    }
}

extension UInt8 {
    /// Whether the byte is an English letter.
    var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
