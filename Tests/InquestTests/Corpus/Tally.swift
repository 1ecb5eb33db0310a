import Testing

/// Counts what was found as labelled.
struct Tally {
    private(set) var agreed = 0
    /// What was not, by file and subject.
    private(set) var misses: [(name: String, text: String)] = []

    mutating func compare(_ file: String, _ what: String, found: String?, expected: String?) {
        if found == expected {
            agreed += 1
        } else {
            misses.append(
                ("\(file): \(what)", "is \(found ?? "missing"), labelled \(expected ?? "missing")"))
        }
    }

    mutating func require(_ file: String, _ what: String, _ holds: Bool) {
        if holds { agreed += 1 } else { misses.append(("\(file): \(what)", "does not hold")) }
    }

    private var share: Double { Double(agreed) / Double(max(1, agreed + misses.count)) }

    /// Fails when a miss has no reason, when one that has is gone, and when too few labels agree.
    ///
    /// - Parameters:
    ///   - folder: Where the files lie that were looked at; other reasons are not asked for.
    ///   - least: The share of labels that must agree.
    func judge(below folder: String, atLeast count: Int, share least: Double = 0.99) {
        for miss in misses {
            let reason = KnownMisses.reasons[miss.name]
            print("  real inputs: \(miss.name) \(miss.text): \(reason ?? "no reason is known")")
            #expect(reason != nil, "\(miss.name) \(miss.text)")
        }
        print("  real inputs: \(agreed) of \(agreed + misses.count) labels below \(folder) agree")
        let names = Set(misses.map(\.name))
        let stale = KnownMisses.reasons.keys.filter { $0.hasPrefix(folder) && !names.contains($0) }
        #expect(stale.isEmpty, "these agree now; take them from the table: \(stale.sorted())")
        #expect(agreed >= count, "only \(agreed) labels were compared")
        #expect(share >= least, "\(agreed) labels agree, \(misses.count) do not")
    }
}
