/// The keys stored in a new corpus so far, in place of the index it does not have yet.
///
/// Keeps 64 bits of each: a false "maybe" only means that the index is made earlier.
struct SeenKeys {
    /// Keys held before the index takes over; more would cost more memory than an ingest may use.
    private static let limit = 1 << 20

    private var slots = [UInt64](repeating: 0, count: 1 << 12)
    private var count = 0

    /// Notes a key.
    ///
    /// - Returns: Whether it is certainly new.
    mutating func insert(_ key: FactKey) -> Bool {
        guard count < SeenKeys.limit else { return false }
        // 0 marks an empty slot.
        let value = max(1, key.high ^ (key.low &* 0x9E37_79B9_7F4A_7C15))
        if count * 2 >= slots.count { grow() }
        var slot = SeenKeys.place(value, slots.count)
        while slots[slot] != 0 {
            if slots[slot] == value { return false }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = value
        count += 1
        return true
    }

    /// Mixed before it is cut, because uids may share their last bits.
    private static func place(_ value: UInt64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: (value &* 0xD6E8_FEB8_6659_FD93) >> 32) & (count - 1)
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        for value in old where value != 0 {
            var slot = SeenKeys.place(value, slots.count)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = value
        }
    }
}
