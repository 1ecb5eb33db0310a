package import InquestCore

/// The words by which logging libraries name levels.
struct LevelWord: Sendable {
    let level: LogLevel
    /// Whether upper case and a blank behind it are enough: `ERROR no route`. Others are prose without a
    /// colon.
    let isPlain: Bool
    /// Whether lower case with a colon states it: `error: no route`, but not `note: …`.
    let inAnyCase: Bool

    /// The word in a range of letters, in any case.
    static func find(in text: Span<UInt8>, _ range: Range<Int>) -> LevelWord? {
        guard (3...13).contains(range.count) else { return nil }
        return words[key(text, range)]
    }

    /// Whether a range of letters is the English name of a day or month, as dates in logs have it.
    static func isCalendar(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count == 3 && calendar.contains(key(text, range))
    }

    /// Up to sixteen letters as one number, so that a look-up makes no string.
    private static func key(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt128 {
        var key: UInt128 = 0
        for index in range { key = key << 8 | UInt128(text[index] & 0xDF) }
        return key
    }

    private static let words: [UInt128: LevelWord] = {
        var words: [UInt128: LevelWord] = [:]
        func add(_ level: LogLevel, plain: Bool = false, inAnyCase: Bool = false, _ names: String) {
            for name in names.split(separator: " ") {
                let letters = Array(name.utf8)
                words[key(letters.span, 0..<letters.count)] = LevelWord(
                    level: level, isPlain: plain, inAnyCase: inAnyCase)
            }
        }
        add(.trace, plain: true, inAnyCase: true, "TRACE")
        add(.trace, inAnyCase: true, "TRC TRCE FINEST FINER VERBOSE")
        add(.debug, plain: true, inAnyCase: true, "DEBUG DBUG")
        add(.debug, "FINE DBG")
        add(.info, plain: true, inAnyCase: true, "INFO")
        add(.info, inAnyCase: true, "INFORMATION INFORMATIONAL NOTICE")
        add(.info, "LOG NOTE INF CONFIG")
        add(.warning, plain: true, inAnyCase: true, "WARN WARNING")
        add(.warning, "WRN")
        add(.error, plain: true, inAnyCase: true, "ERROR SEVERE")
        add(.error, "ERR")
        add(.fatal, plain: true, inAnyCase: true, "FATAL CRITICAL PANIC")
        add(.fatal, plain: true, "DPANIC EMERGENCY")
        add(.fatal, inAnyCase: true, "CRIT EMERG")
        add(.fatal, "ALERT FTL")
        return words
    }()

    private static let calendar: Set<UInt128> = {
        let names = "MON TUE WED THU FRI SAT SUN JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"
        return Set(
            names.split(separator: " ").map { name in
                let letters = Array(name.utf8)
                return key(letters.span, 0..<letters.count)
            })
    }()
}

extension LogLevel {
    /// The level a library's own word names, such as the value of `"level"` in a JSON line.
    package init(word text: Span<UInt8>) {
        for index in 0..<text.count where text[index] | 0x20 &- 0x61 >= 26 {
            self = .unknown
            return
        }
        self = LevelWord.find(in: text, 0..<text.count)?.level ?? .unknown
    }
}
