import InquestCore

/// Records that say nothing about container deaths, counted by what they are so that a source makes a few skips of
/// them and not thousands.
struct UnusedRecords: Sendable {
    /// Kinds told apart; what comes later is counted as one.
    private static let mostKinds = 32

    private struct Group {
        var count = 0
        var what: String
        var excerpt: [UInt8]
        var line: UInt32
    }

    private var groups: [Group] = []

    /// Counts a record.
    ///
    /// - Parameters:
    ///   - what: What it is, in the singular, such as "an object of kind 'Widget'".
    ///   - excerpt: The first bytes of it; kept of the first record only.
    mutating func add(_ what: String, at line: UInt32, _ excerpt: @autoclosure () -> [UInt8]) {
        let isFull = groups.count >= UnusedRecords.mostKinds
        let name = isFull && !groups.contains { $0.what == what } ? UnusedRecords.rest : what
        if let index = groups.firstIndex(where: { $0.what == name }) {
            groups[index].count += 1
        } else {
            groups.append(Group(count: 1, what: name, excerpt: excerpt(), line: line))
        }
    }

    private static let rest = "an object of yet another kind"

    /// Reports all that was counted.
    mutating func report(to sink: inout some FactSink) {
        for group in groups {
            let times = group.count == 1 ? "" : " (\(group.count) times, first here)"
            sink.skip("not used: \(group.what)\(times)", excerpt: group.excerpt.span, line: group.line)
        }
        groups.removeAll()
    }
}
