import InquestCore

/// One entry of the journal, written out as `journalctl` prints it: program, process id, message.
struct JournalEntry {
    /// The fields that are used.
    enum Field: Int, CaseIterable {
        case message, priority, identifier, command, pid, syslogPID, host, transport, time, sourceTime
        case sourceUptime

        var name: StaticString {
            switch self {
            case .message: "MESSAGE"
            case .priority: "PRIORITY"
            case .identifier: "SYSLOG_IDENTIFIER"
            case .command: "_COMM"
            case .pid: "_PID"
            case .syslogPID: "SYSLOG_PID"
            case .host: "_HOSTNAME"
            case .transport: "_TRANSPORT"
            case .time: "__REALTIME_TIMESTAMP"
            case .sourceTime: "_SOURCE_REALTIME_TIMESTAMP"
            case .sourceUptime: "_SOURCE_MONOTONIC_TIMESTAMP"
            }
        }

        init?(named name: Span<UInt8>) {
            for field in Field.allCases where name.equals(field.name) {
                self = field
                return
            }
            return nil
        }
    }

    /// The host, then the text, after `compose`.
    private(set) var bytes: [UInt8] = []
    private(set) var line = NodeLine(text: 0..<0)
    private var values = [[UInt8]?](repeating: nil, count: Field.allCases.count)

    /// Forgets the entry before.
    mutating func begin() {
        for index in values.indices { values[index] = nil }
    }

    /// Sets a field. Of several values of one field the first counts.
    mutating func set(_ field: Field, _ value: [UInt8]) {
        values[field.rawValue] = values[field.rawValue] ?? value
    }

    /// Writes the entry out.
    ///
    /// - Returns: Why it cannot be used; `nil` when `line` and `bytes` hold it.
    mutating func compose() -> String? {
        guard values[Field.message.rawValue] != nil else {
            return "the entry has no MESSAGE: journalctl leaves long ones out unless it is called with --all"
        }
        bytes.removeAll(keepingCapacity: true)
        line = NodeLine(text: 0..<0)
        line.host = append(.host)
        let isKernel = self.is(.transport, "kernel") || self.is(.identifier, "kernel")
        line.origin = isKernel ? .kernel : .daemon
        let start = bytes.count
        if !isKernel { appendProgram() }
        line.message = append(.message)
        line.text = (isKernel ? line.message.lowerBound : start)..<line.message.upperBound
        line.isZoned = true
        line.at = (number(.sourceTime) ?? number(.time)).flatMap(JournalEntry.time)
        line.uptime = isKernel ? number(.sourceUptime) : nil
        line.severity = number(.priority).flatMap { (0...7).contains($0) ? Int($0) : nil }
        return nil
    }

    /// `kubelet[812]: `
    private mutating func appendProgram() {
        line.tag = append(.identifier)
        if line.tag.isEmpty { line.tag = append(.command) }
        guard !line.tag.isEmpty else { return }
        if let pid = number(.pid) ?? number(.syslogPID) { bytes.append(contentsOf: "[\(pid)]".utf8) }
        bytes.append(contentsOf: ": ".utf8)
    }

    private mutating func append(_ field: Field) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: values[field.rawValue] ?? [])
        return start..<bytes.count
    }

    private func `is`(_ field: Field, _ literal: StaticString) -> Bool {
        guard let value = values[field.rawValue] else { return false }
        return value.span.equals(literal)
    }

    private func number(_ field: Field) -> Int64? {
        guard let text = values[field.rawValue] else { return nil }
        var cursor = TextCursor()
        guard let number = cursor.number(in: text.span), cursor.position == text.count else { return nil }
        return number
    }

    /// Microseconds since 1970.
    private static func time(_ micros: Int64) -> Timestamp? {
        let (nanoseconds, overflow) = micros.multipliedReportingOverflow(by: 1000)
        return overflow || micros == 0 ? nil : Timestamp(nanoseconds: nanoseconds)
    }
}
