import InquestCore

/// The level of a line that is a JSON object: zap, logrus, pino, bunyan, serilog, MongoDB, Cloud Logging.
enum JSONLevel {
    /// What stands further behind is not looked at: libraries write the level among the first members.
    private static let length = 4 << 10

    static func level(of text: Span<UInt8>) -> LogLevel {
        let text = text.extracting(0..<min(text.count, length))
        var cursor = JSONCursor(position: 0)
        guard cursor.take(0x7B, in: text) else { return .unknown }
        var isMongo = false
        repeat {
            guard let key = cursor.string(in: text), cursor.take(0x3A, in: text),
                let value = cursor.value(in: text)
            else { return .unknown }
            let name = text.extracting(key)
            if name.equals("t") { isMongo = true }
            if isMongo, name.equals("s") { return letter(text.extracting(value)) }
            if isLevelKey(name) {
                let level = level(value: text.extracting(value))
                if level != .unknown { return level }
            }
        } while cursor.take(0x2C, in: text)
        return .unknown
    }

    private static func isLevelKey(_ name: Span<UInt8>) -> Bool {
        guard (2...10).contains(name.count) else { return false }
        return switch name[0] | 0x20 {
        case 0x6C:
            name.equals("level") || name.equals("lvl") || name.equals("loglevel") || name.equals("log.level")
                || name.equals("levelname") || name.equals("level_name") || name.equals("logLevel")
                || name.equals("Level") || name.equals("LogLevel") || name.equals("LEVEL")
        case 0x73: name.equals("severity") || name.equals("Severity") || name.equals("SEVERITY")
        // `@l` of serilog's compact form; OR 0x20 turns the @ into a backquote.
        case 0x60: name.equals("@l") || name.equals("@level")
        default: false
        }
    }

    private static func level(value: Span<UInt8>) -> LogLevel {
        if value.count > 2, value[0] == 0x22 { return LogLevel(word: value.extracting(1..<value.count - 1)) }
        // pino and bunyan count in tens; levels of a site's own lie between.
        guard value.count == 2, value[0].isDigit, value[1].isDigit else { return .unknown }
        return switch value[0] {
        case 0x31: .trace
        case 0x32: .debug
        case 0x33: .info
        case 0x34: .warning
        case 0x35: .error
        case 0x36: .fatal
        default: .unknown
        }
    }

    /// MongoDB's severities: `F`, `E`, `W`, `I`, `D1` to `D5`.
    private static func letter(_ value: Span<UInt8>) -> LogLevel {
        guard value.count == 3 || value.count == 4 && value[1] == 0x44, value[0] == 0x22 else {
            return .unknown
        }
        return switch value[1] {
        case 0x46: .fatal
        case 0x45: .error
        case 0x57: .warning
        case 0x49: .info
        case 0x44: .debug
        default: .unknown
        }
    }
}

/// The level of a line of `key=value` pairs.
enum LogfmtLevel {
    private static let length = 2 << 10

    /// - Parameter text: The line from its first key.
    static func level(of text: Span<UInt8>) -> LogLevel {
        let limit = min(text.count, length)
        var position = 0
        while position < limit {
            let start = position
            while position < limit, text[position] != 0x3D, text[position] != 0x20 { position += 1 }
            guard position < limit else { return .unknown }
            let key = text.extracting(start..<position)
            let hasValue = text[position] == 0x3D
            position += 1
            guard hasValue else { continue }
            let value = takeValue(in: text, from: &position, limit: limit)
            if key.equals("level") || key.equals("lvl") || key.equals("severity") || key.equals("loglevel") {
                return LogLevel(word: text.extracting(value))
            }
        }
        return .unknown
    }

    /// Steps over a value, quoted or not, and the blank behind it.
    private static func takeValue(in text: Span<UInt8>, from position: inout Int, limit: Int) -> Range<Int> {
        let start = position
        guard position < limit, text[position] == 0x22 else {
            while position < limit, text[position] != 0x20 { position += 1 }
            defer { position += 1 }
            return start..<position
        }
        position += 1
        while position < limit, text[position] != 0x22 { position += text[position] == 0x5C ? 2 : 1 }
        let end = min(position, limit)
        position += 2
        return start + 1..<end
    }
}
