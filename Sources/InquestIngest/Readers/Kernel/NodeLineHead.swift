import InquestCore

/// Walks over what stands before the message of a node's log line.
struct NodeLineHead {
    private(set) var origin = NodeLine.Origin.bare
    private(set) var at: Timestamp?
    private(set) var yearIsGuessed = false
    private(set) var isZoned = false
    private(set) var uptime: Int64?
    private(set) var host = 0..<0
    private(set) var tag = 0..<0
    private(set) var caller = 0..<0
    private(set) var severity: Int?
    /// Whether the severity stands in front as a number, which needs no time behind it.
    private(set) var isRaw = false
    /// Where the text to keep begins.
    private(set) var textStart = 0
    /// Where the message begins, once all is taken.
    private(set) var position: Int

    /// Names of hosts and programs longer than this are text.
    private static let longestName = 253

    init(position: Int) { self.position = position }

    // MARK: Severity

    /// `<6>` of a raw kernel or syslog line, `kern  :info  : ` of `dmesg -x`, `kern: info: ` of Talos.
    mutating func severity(in line: Span<UInt8>) {
        if let number = priority(in: line) {
            severity = number
            return
        }
        var cursor = position
        while cursor < line.count, line[cursor] &- 0x61 < 26, cursor < position + 10 { cursor += 1 }
        guard NodeLineHead.isFacility(line.extracting(position..<cursor)) else { return }
        while cursor < line.count, line[cursor] == 0x20, cursor < position + 10 { cursor += 1 }
        guard cursor < line.count, line[cursor] == 0x3A else { return }
        cursor += 1
        if cursor < line.count, line[cursor] == 0x20 { cursor += 1 }
        let word = cursor
        while cursor < line.count, line[cursor] &- 0x61 < 26, cursor < word + 8 { cursor += 1 }
        guard let level = NodeLineHead.severity(named: line.extracting(word..<cursor)) else { return }
        while cursor < line.count, line[cursor] == 0x20, cursor < word + 8 { cursor += 1 }
        guard cursor + 1 < line.count, line[cursor] == 0x3A, line[cursor + 1] == 0x20 else { return }
        severity = level
        position = cursor + 2
    }

    private mutating func priority(in line: Span<UInt8>) -> Int? {
        var cursor = TextCursor(position: position)
        guard cursor.take("<", in: line), let number = cursor.number(in: line), number < 192,
            cursor.take(">", in: line), cursor.position < line.count,
            line[cursor.position] == 0x5B || line[cursor.position].isASCIILetter
                || line[cursor.position].isDigit
        else { return nil }
        position = cursor.position
        textStart = position
        isRaw = true
        return Int(number % 8)
    }

    private static func isFacility(_ word: Span<UInt8>) -> Bool {
        let names: [StaticString] = [
            "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv",
            "ftp",
        ]
        for name in names where word.equals(name) { return true }
        return false
    }

    private static func severity(named word: Span<UInt8>) -> Int? {
        guard word.count > 2 else { return nil }
        if word.equals("emerg") { return 0 }
        if word.equals("alert") { return 1 }
        if word.equals("crit") { return 2 }
        if word.equals("err") || word.equals("error") { return 3 }
        if word.equals("warn") || word.equals("warning") { return 4 }
        if word.equals("notice") { return 5 }
        if word.equals("info") { return 6 }
        return word.equals("debug") ? 7 : nil
    }

    // MARK: Time

    /// Takes the time.
    ///
    /// - Returns: Whether there is one, or brackets in which dmesg writes one.
    mutating func time(in line: Span<UInt8>, clock: NodeClock) -> Bool {
        guard position < line.count else { return false }
        if line[position] == 0x5B { return bracket(in: line, clock: clock) }
        guard let time = clock.time(of: line, from: position) else { return false }
        set(time)
        position = time.end
        textStart = position
        origin = time.isComma ? .kernel : .daemon
        return true
    }

    private mutating func set(_ time: NodeTime) {
        at = time.at
        yearIsGuessed = time.yearIsGuessed
        isZoned = time.isZoned
    }

    /// `[12345.678901] `, `[Mon Mar  2 09:14:08 2026] `, `[  +0.000123] `
    private mutating func bracket(in line: Span<UInt8>, clock: NodeClock) -> Bool {
        guard let end = line.firstIndex(of: 0x5D, from: position), end - position < 48 else { return false }
        let content = line.extracting(position + 1..<end)
        if let uptime = NodeClock.uptime(content) {
            self.uptime = uptime
        } else if let time = clock.bracketed(content) {
            set(time)
        } else if !NodeClock.isRelative(content) {
            return false
        }
        position = end + 1
        takeCaller(in: line)
        if position < line.count, line[position] == 0x3A { position += 1 }
        if position < line.count, line[position] == 0x20 { position += 1 }
        textStart = position
        origin = .kernel
        return true
    }

    /// `[ T1234]`, `[C0]`, behind the time
    private mutating func takeCaller(in line: Span<UInt8>) {
        guard position < line.count, line[position] == 0x5B else { return }
        var start = position + 1
        while start < line.count, line[start] == 0x20, start < position + 16 { start += 1 }
        guard start < line.count, line[start] == 0x54 || line[start] == 0x43 else { return }
        var end = start + 1
        while end < line.count, line[end].isDigit, end < start + 16 { end += 1 }
        guard end > start + 1, end < line.count, line[end] == 0x5D else { return }
        caller = start..<end
        position = end + 1
    }

    // MARK: Names

    /// Takes host and program behind the time.
    mutating func names(in line: Span<UInt8>) {
        if origin == .kernel {
            if uptime != nil { monotonicNames(in: line) }
            return
        }
        if isRaw, origin == .bare {
            origin = .kernel
            textStart = position
            return
        }
        let first = word(in: line, from: position)
        if isTag(first, in: line) { return take(tag: first, in: line) }
        guard isHost(first, in: line) else { return }
        let next = min(first.upperBound + 1, line.count)
        let second = word(in: line, from: next)
        guard isTag(second, in: line) else { return }
        host = first
        take(tag: second, in: line)
    }

    /// `journalctl -o short-monotonic` writes host and program behind the seconds since boot, dmesg does not.
    private mutating func monotonicNames(in line: Span<UInt8>) {
        let first = word(in: line, from: position)
        guard !isTag(first, in: line), isHost(first, in: line) else { return }
        let second = word(in: line, from: min(first.upperBound + 1, line.count))
        guard isTag(second, in: line) else { return }
        let isKernel = line.extracting(second).equals("kernel:")
        guard isKernel || line[second.upperBound - 2] == 0x5D else { return }
        host = first
        textStart = second.lowerBound
        take(tag: second, in: line)
    }

    /// Takes `kubelet[1234]: ` or `kernel: [12345.678901] `.
    private mutating func take(tag word: Range<Int>, in line: Span<UInt8>) {
        let bracket = line.extracting(word).firstIndex(of: 0x5B).map { word.lowerBound + $0 }
        tag = word.lowerBound..<(bracket ?? word.upperBound - 1)
        textStart = word.lowerBound
        position = min(word.upperBound + 1, line.count)
        if word.upperBound < line.count, line[word.upperBound] != 0x20 { position = word.upperBound }
        origin = line.extracting(tag).equals("kernel") ? .kernel : .daemon
        guard origin == .kernel else { return }
        textStart = position
        if position < line.count, line[position] == 0x5B,
            let end = line.firstIndex(of: 0x5D, from: position), end - position < 48,
            let uptime = NodeClock.uptime(line.extracting(position + 1..<end))
        {
            self.uptime = uptime
            position = end + 1
            takeCaller(in: line)
            if position < line.count, line[position] == 0x20 { position += 1 }
            textStart = position
        }
    }

    private func word(in line: Span<UInt8>, from start: Int) -> Range<Int> {
        var end = min(start, line.count)
        let limit = min(line.count, end + NodeLineHead.longestName + 1)
        while end < limit, line[end] != 0x20 { end += 1 }
        return min(start, line.count)..<end
    }

    /// `kernel:`, `kubelet[1234]:`, `(agent)[12]:`, `/usr/bin/lock:`
    private func isTag(_ word: Range<Int>, in line: Span<UInt8>) -> Bool {
        guard word.count > 1, word.count <= NodeLineHead.longestName, let last = word.last,
            line[last] == 0x3A
        else { return false }
        for index in word.dropLast() where line[index] == 0x3D || line[index] == 0x22 || line[index] == 0x3A {
            return false
        }
        return true
    }

    /// Letters, digits, dots, dashes. A level in its place is a program's line, not syslog's.
    private func isHost(_ word: Range<Int>, in line: Span<UInt8>) -> Bool {
        guard !word.isEmpty, word.count <= NodeLineHead.longestName else { return false }
        for index in word {
            let byte = line[index]
            guard
                byte.isASCIILetter || byte.isDigit || byte == 0x2D || byte == 0x2E || byte == 0x5F
                    || byte == 0x3A && index + 1 < word.upperBound
            else { return false }
        }
        return LogLevel(word: line.extracting(word)) == .unknown
    }
}
