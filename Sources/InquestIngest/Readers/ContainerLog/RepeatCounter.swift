import InquestCore

/// Counts lines that are the same in owner, time and text, so that each keeps an identity of its own.
///
/// Only runs of equal time are compared: a container that writes one line twice in a nanosecond does so in a
/// row.
struct RepeatCounter {
    /// Different texts remembered of one run; a longer run has the times of a clock that stands still.
    private static let capacity = 1 << 16

    private var time: Timestamp?
    /// The line before, while it is alone in its run: most runs are of one line, and hashing each would be
    /// dear.
    private var lone: [UInt8] = []
    private var loneOwner = LogOwner()
    private var counts: [UInt64: UInt32] = [:]

    /// How many lines before this one are the same.
    mutating func ordinal(of text: Span<UInt8>, at: Timestamp?, owner: LogOwner) -> UInt32 {
        guard let at else { return 0 }
        guard at == time else {
            if !counts.isEmpty { counts.removeAll() }
            time = at
            lone.removeAll(keepingCapacity: lone.capacity < 64 << 10)
            lone.append(contentsOf: text)
            loneOwner = owner
            return 0
        }
        if counts.isEmpty { counts[RepeatCounter.hash(lone.span, loneOwner)] = 1 }
        let key = RepeatCounter.hash(text, owner)
        let ordinal = counts[key] ?? 0
        if ordinal > 0 || counts.count < RepeatCounter.capacity { counts[key] = ordinal + 1 }
        return ordinal
    }

    /// FNV-1a: the same in every process, unlike `Hasher`, so the same input gives the same ordinals.
    private static func hash(_ text: Span<UInt8>, _ owner: LogOwner) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ bytes: Span<UInt8>) {
            for index in 0..<bytes.count { value = (value ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
            value = (value ^ 0xFF) &* 0x100_0000_01B3
        }
        mix(owner.namespace.span)
        mix(owner.pod.span)
        mix(owner.container.span)
        mix(text)
        return value
    }
}
