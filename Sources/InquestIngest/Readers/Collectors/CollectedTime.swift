import InquestCore

/// Times as collectors write them.
enum CollectedTime {
    /// The instant of a value: RFC 3339 text, or a number since 1970 whose size tells its unit.
    static func time(_ value: Int, of record: borrowing JSONRecord) -> Timestamp? {
        let text = record.bytes.span.extracting(
            record.kind(value) == .string || record.kind(value) == .number ? record.range(value) : 0..<0)
        guard text.count > 0 else { return nil }
        return number(text) ?? Timestamp(rfc3339: text) ?? spaced(text)
    }

    /// The instant a number since 1970 stands for.
    ///
    /// Seconds have ten digits today, and each unit that is a thousand times finer three more; none of them
    /// overlap between 1973 and 5138.
    static func number(_ text: Span<UInt8>) -> Timestamp? {
        var position = 0
        var whole: Int64 = 0
        while position < text.count, text[position].isDigit {
            guard position < 19 else { return nil }
            let (product, overflows) = whole.multipliedReportingOverflow(by: 10)
            let (sum, exceeds) = product.addingReportingOverflow(Int64(text[position] &- 0x30))
            guard !overflows, !exceeds else { return nil }
            whole = sum
            position += 1
        }
        guard position >= 9 else { return nil }
        let unit: Int64 =
            switch whole {
            case ..<100_000_000_000: 1_000_000_000
            case ..<100_000_000_000_000: 1_000_000
            case ..<100_000_000_000_000_000: 1_000
            default: 1
            }
        guard let fraction = fraction(text, from: position, unit: unit) else { return nil }
        let (product, overflows) = whole.multipliedReportingOverflow(by: unit)
        let (sum, exceeds) = product.addingReportingOverflow(fraction)
        return overflows || exceeds ? nil : Timestamp(nanoseconds: sum)
    }

    /// The nanoseconds of a decimal fraction that is the rest of a text.
    private static func fraction(_ text: Span<UInt8>, from start: Int, unit: Int64) -> Int64? {
        guard start < text.count else { return 0 }
        guard text[start] == 0x2E, start + 1 < text.count else { return nil }
        var value: Int64 = 0
        var scale = unit
        for position in start + 1..<text.count {
            guard text[position].isDigit else { return nil }
            scale /= 10
            value += Int64(text[position] &- 0x30) * scale
        }
        return value
    }

    /// `2026-03-02 09:14:08.123`, in UTC where no zone follows, or with a zone behind a blank.
    static func spaced(_ text: Span<UInt8>) -> Timestamp? {
        guard text.count >= 19, text.count <= 40, text[10] == 0x20 else { return nil }
        var bytes = text.copied()
        bytes[10] = 0x54
        if let blank = bytes[11...].firstIndex(of: 0x20) {
            bytes.remove(at: blank)
        } else if bytes[11...].allSatisfy({ $0.isDigit || $0 == 0x3A || $0 == 0x2E }) {
            bytes.append(0x5A)
        }
        return Timestamp(rfc3339: bytes.span)
    }

    /// The instant of a record that has several.
    ///
    /// Collectors cut what the runtime wrote to milliseconds or less, so the finer of two that are the same is taken,
    /// and the collector's own when they differ: then the other belongs to the program.
    static func best(of fields: CollectedFields, in record: borrowing JSONRecord) -> Timestamp? {
        let runtime = time(fields[.runtimeTime], of: record)
        guard let kept = time(fields[.time], of: record) else { return runtime }
        guard let runtime else { return kept }
        let distance = runtime.nanoseconds.subtractingReportingOverflow(kept.nanoseconds)
        let isSame = !distance.overflow && distance.partialValue.magnitude < 1_000_000
        let isCut = kept.nanoseconds % 1_000_000_000 == 0 && kept.seconds == runtime.seconds
        return isSame || isCut ? runtime : kept
    }
}
