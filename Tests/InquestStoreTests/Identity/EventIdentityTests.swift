import Testing

@testable import InquestStore

struct EventIdentityTests {
    private static let second: Int64 = 1_000_000_000

    /// A sighting of an event with its own uid.
    private func object(
        _ line: Int64, uid: UInt64, count: Int64 = 1, first: Int64, last: Int64, source: Int64 = 1,
        message: String = "pulled",
        component: Int64? = nil
    ) -> EventSighting {
        EventSighting(
            row: .sighting(line), key: FactKey(high: uid, low: 0), contentKey: FactKey(high: uid, low: 0),
            message: message, isCut: false, component: component, count: count, first: exactly(first),
            last: exactly(last),
            isAged: false, sourceID: source,
            block: 1,
            captured: 0, order: order(source, line))
    }

    /// A row of a printed table, whose ages are whole minutes.
    private func text(
        _ line: Int64, count: Int64? = 1, first: Int64?, last: Int64, source: Int64, block: Int64 = 1,
        message: String = "pulled", isCut: Bool = false, component: Int64? = nil
    ) -> EventSighting {
        EventSighting(
            row: .sighting(line), key: nil, contentKey: FactKey(high: 99, low: UInt64(line)),
            message: message, isCut: isCut, component: component, count: count, first: first.map(minute),
            last: minute(last),
            isAged: true, sourceID: source, block: block,
            captured: source * 10_000 * Self.second, order: order(source, line))
    }

    private func order(_ source: Int64, _ line: Int64) -> SightingOrder {
        SightingOrder(source: FactKey(high: UInt64(source), low: 0), line: line)
    }

    private func exactly(_ seconds: Int64) -> Interval {
        Interval(low: seconds * Self.second, high: seconds * Self.second)
    }

    private func minute(_ seconds: Int64) -> Interval {
        Interval(low: (seconds - 59) * Self.second, high: (seconds + 1) * Self.second)
    }

    /// The lines of the clusters, the same for every order of the sightings.
    private func clusters(
        _ sightings: [EventSighting], sourceLocation: SourceLocation = #_sourceLocation
    ) -> [EventCluster] {
        let all = permutations(sightings).map { EventIdentity.clusters(of: $0) }
        let lines = all.map(self.lines)
        #expect(Set(lines).count == 1, "the clusters depend on the order", sourceLocation: sourceLocation)
        return all[0]
    }

    private func lines(_ clusters: [EventCluster]) -> Set<Set<Int64>> {
        Set(clusters.map { Set($0.sightings.map(\.order.line)) })
    }

    @Test func `a uid is one event, however often it is seen`() {
        let found = clusters([
            object(1, uid: 7, count: 3, first: 100, last: 300),
            object(2, uid: 7, count: 9, first: 100, last: 900),
            object(3, uid: 8, count: 1, first: 100, last: 100),
        ])
        #expect(lines(found) == [[1, 2], [3]])
        let seven = found.first { $0.key == FactKey(high: 7, low: 0) }
        #expect(seven?.count == 9)
        #expect(seven?.first == exactly(100))
        #expect(seven?.last == exactly(900))
        #expect(seven?.best.order.line == 2)
    }

    @Test func `a printed row joins the one event it can be`() {
        let found = clusters([
            object(1, uid: 7, count: 3, first: 1000, last: 3000),
            object(2, uid: 8, count: 3, first: 50_000, last: 53_000),
            text(3, count: 3, first: 1000, last: 3000, source: 2),
        ])
        #expect(lines(found) == [[1, 3], [2]])
    }

    @Test func `a later capture's larger count is the same event`() {
        let found = clusters([
            text(1, count: 3, first: 1000, last: 3000, source: 1),
            text(2, count: 8, first: 1000, last: 9000, source: 2),
        ])
        #expect(lines(found) == [[1, 2]])
        #expect(found[0].count == 8)
        #expect(found[0].last == minute(9000))
    }

    @Test func `two rows of one table are two events`() {
        let found = clusters([
            text(1, count: 3, first: 1000, last: 3000, source: 1),
            text(2, count: 3, first: 1000, last: 3000, source: 1),
        ])
        #expect(lines(found) == [[1], [2]])
    }

    @Test func `as many rows as events are paired in order of time`() {
        let found = clusters([
            object(1, uid: 7, first: 1000, last: 1000), object(2, uid: 8, first: 1010, last: 1010),
            text(3, first: 1000, last: 1000, source: 2), text(4, first: 1011, last: 1011, source: 2),
        ])
        #expect(lines(found) == [[1, 3], [2, 4]])
    }

    @Test func `a row that can be either of two events is no third one`() {
        let found = clusters([
            object(1, uid: 7, first: 1000, last: 1000), object(2, uid: 8, first: 1003, last: 1003),
            text(3, first: 1005, last: 1005, source: 2),
        ])
        #expect(lines(found) == [[1, 3], [2]])
    }

    @Test func `more rows than events are these events and new ones`() {
        let found = clusters([
            object(1, uid: 7, first: 1000, last: 1000), text(3, first: 1000, last: 1000, source: 2),
            text(4, first: 1001, last: 1001, source: 2),
        ])
        #expect(lines(found) == [[1, 3], [4]])
    }

    @Test func `who reports it tells two events apart`() {
        let found = clusters([
            object(1, uid: 7, first: 1000, last: 1000, component: 5),
            object(2, uid: 8, first: 1000, last: 1000, component: 6),
            text(3, first: 1000, last: 1000, source: 2, component: 6),
            text(4, first: 1000, last: 1000, source: 3, component: 4),
        ])
        #expect(lines(found) == [[1], [2, 3], [4]])
    }

    @Test func `rows of other times are other events`() {
        let found = clusters([
            text(1, count: 3, first: 1000, last: 3000, source: 1),
            text(2, count: 3, first: 40_000, last: 43_000, source: 2),
        ])
        #expect(lines(found) == [[1], [2]])
    }

    @Test func `a cut message joins the whole one it begins`() {
        let found = clusters([
            object(1, uid: 7, first: 1000, last: 1000, message: "failed to mount: a b"),
            object(2, uid: 8, first: 1000, last: 1000, message: "failed to mount: c"),
            text(3, first: 1000, last: 1000, source: 2, message: "failed to mount: a", isCut: true),
        ])
        #expect(lines(found) == [[1, 3], [2]])
    }

    @Test func `a cut message that begins two whole ones is no third one`() {
        let found = clusters([
            object(1, uid: 7, first: 1000, last: 1000, message: "failed: a"),
            object(2, uid: 8, first: 1000, last: 1000, message: "failed: c"),
            text(3, first: 1000, last: 1000, source: 2, message: "failed:", isCut: true),
        ])
        #expect(lines(found) == [[1, 3], [2]])
    }

    @Test func `whole messages that differ behind the first line are two events`() {
        let found = clusters([
            text(1, first: 1000, last: 1000, source: 1, message: "failed: a"),
            text(2, first: 1000, last: 1000, source: 2, message: "failed: b"),
        ])
        #expect(lines(found) == [[1], [2]])
    }

    @Test func `a whole message is cited before a cut one`() throws {
        let found = clusters([
            text(1, first: 1000, last: 1000, source: 2, message: "failed: a"),
            text(2, count: nil, first: nil, last: 1000, source: 1, message: "failed:", isCut: true),
        ])
        #expect(lines(found) == [[1, 2]])
        #expect(found[0].best.order.line == 1)
    }

    @Test func `a row without a count joins the event that had begun by then`() {
        let found = clusters([
            object(1, uid: 7, count: 3, first: 1000, last: 3000),
            object(2, uid: 8, count: 3, first: 50_000, last: 53_000),
            text(3, count: nil, first: nil, last: 2000, source: 2),
        ])
        #expect(lines(found) == [[1, 3], [2]])
        #expect(found.first { $0.key == FactKey(high: 7, low: 0) }?.last == exactly(3000))
    }

    @Test func `a later row without a count tells when the event last occurred`() {
        let found = clusters([
            text(1, count: 3, first: 1000, last: 3000, source: 1),
            text(2, count: nil, first: nil, last: 9000, source: 2),
        ])
        #expect(lines(found) == [[1, 2]])
        #expect(found[0].count == 3)
        #expect(found[0].last == minute(9000))
    }

    @Test func `no count on record is no count`() {
        #expect(clusters([text(1, count: nil, first: nil, last: 2000, source: 2)])[0].count == nil)
    }

    @Test func `several captures narrow an age`() {
        var late = text(2, count: 3, first: 1000, last: 3000, source: 2)
        late.last = Interval(low: 2990 * Self.second, high: 3060 * Self.second)
        let found = clusters([text(1, count: 3, first: 1000, last: 3000, source: 1), late])
        #expect(lines(found) == [[1, 2]])
        #expect(found[0].last == Interval(low: 2990 * Self.second, high: 3001 * Self.second))
    }

    @Test(arguments: [
        ("a\u{1B}[0m  b", "a^[[0m b"), ("end \\r\\n", "end \\n"), (" a\t\n b ", "a b"), ("a\\rb", "a b"),
        ("", ""),
        ("größe", "größe"), ("\\", "\\"),
    ])
    func `messages are compared as every text form keeps them`(message: String, expected: String) {
        #expect(EventText.comparable(message) == expected)
    }
}
