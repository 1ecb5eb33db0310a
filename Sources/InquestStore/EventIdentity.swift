import InquestCore

/// An interval of instants in nanoseconds, ends included.
struct Interval: Hashable {
    var low: Int64
    var high: Int64

    var middle: Int64 { low + (high - low) / 2 }

    /// The instants an age can mean when the capture lies in an interval; `nil` when it reaches behind what 64 bits hold.
    init?(ago age: Age, before captured: Interval?) {
        guard let captured else { return nil }
        guard age.below <= .max / 1_000_000_000 else { return nil }
        let low = captured.low.subtractingReportingOverflow(age.below &* 1_000_000_000)
        let high = captured.high.subtractingReportingOverflow(age.atLeast &* 1_000_000_000)
        guard !low.overflow, !high.overflow else { return nil }
        self.init(low: low.partialValue, high: high.partialValue)
    }

    init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }

    func contains(_ instant: Int64, slack: Int64 = 0) -> Bool {
        instant >= low - slack && instant <= high + slack
    }

    /// The ISO week, such as 202647, when the whole interval lies in one.
    var week: Int64? {
        let weeks = [low, high].map { Timestamp(nanoseconds: $0).isoWeek }
        return weeks[0] == weeks[1] ? Int64(weeks[0]) : nil
    }

    /// Whether the two meet when each end may be off by `slack`.
    func meets(_ other: Interval, slack: Int64) -> Bool {
        low.subtractingSaturating(other.high) <= slack && other.low.subtractingSaturating(high) <= slack
    }

    func meets(_ other: Interval) -> Interval? {
        let meeting = Interval(low: max(low, other.low), high: min(high, other.high))
        return meeting.low <= meeting.high ? meeting : nil
    }
}

/// One sighting of an event among others that say the same of the same object.
struct EventSighting {
    /// Where it is stored: a row of `event_sighting`, or the event's own row while that is its only sighting.
    enum Row: Hashable {
        case sighting(Int64)
        case event(Int64)
    }

    var row: Row
    /// Present when the source gives a uid.
    var key: FactKey?
    /// The uid's key, or a digest of all the sighting says.
    var contentKey: FactKey
    /// As far as every form of text keeps it.
    var message: String
    /// Whether the message is only its beginning.
    var isCut: Bool
    /// Who reports it, as the row id of its text; `nil` where the source does not show it.
    var component: Int64?
    /// `nil` where the source does not show it.
    var count: Int64?
    var first: Interval?
    var last: Interval?
    /// Whether times are printed ages.
    var isAged: Bool
    /// The object's block in its source: two rows of one block are two events.
    var sourceID: Int64
    var block: Int64
    /// When its source was captured at the latest, for the order of text sightings.
    var captured: Int64
    var order: SightingOrder
}

/// Sightings that are one event, and what they say together.
struct EventCluster {
    var key: FactKey?
    var sightings: [EventSighting]
    /// Index of the best of the sightings with the uid.
    let cited: Int

    init(key: FactKey?, sightings: [EventSighting]) {
        self.key = key
        self.sightings = sightings
        cited = sightings.indices.min { EventCluster.isBetter(sightings[$0], sightings[$1]) } ?? 0
    }

    /// The count is cumulative, so the largest is the latest. `nil` when no sighting shows one.
    var count: Int64? { sightings.compactMap(\.count).max() }

    var component: Int64? { sightings.lazy.compactMap(\.component).first }

    /// When it first occurred: the earliest absolute time, else what the intervals have in common.
    var first: Interval? {
        if let exact = sightings.filter({ !$0.isAged }).compactMap(\.first).min(by: { $0.low < $1.low }) {
            return exact
        }
        return EventCluster.common(sightings.compactMap(\.first))
    }

    /// When it last occurred, by the newest sighting.
    var last: Interval? {
        let count = self.count
        // A sighting without a count may be older or newer than the others.
        let latest = sightings.filter { $0.last != nil && ($0.count == count || $0.count == nil) }
        let exact = latest.filter { !$0.isAged }.compactMap(\.last).max { $0.low < $1.low }
        let aged = EventCluster.newest(latest.filter(\.isAged).compactMap(\.last))
        guard let exact else { return aged }
        guard let aged, aged.low > exact.high + EventIdentity.slack else { return exact }
        return aged
    }

    /// The sighting to cite: a uid before text, a whole message before a cut one, then the newest.
    var best: EventSighting {
        sightings.min(by: EventCluster.isBetter) ?? sightings[0]
    }

    private static func isBetter(_ left: EventSighting, _ right: EventSighting) -> Bool {
        func rank(_ sighting: EventSighting) -> (Int, Int64, Int64, SightingOrder) {
            (
                (sighting.key == nil ? 2 : 0) + (sighting.isCut ? 1 : 0), -(sighting.last?.low ?? .min + 1),
                -(sighting.count ?? 0), sighting.order
            )
        }
        return rank(left) < rank(right)
    }

    /// What the newest interval has in common with those that meet it.
    private static func newest(_ intervals: [Interval]) -> Interval? {
        let sorted = intervals.sorted { ($0.low, $0.high) > ($1.low, $1.high) }
        return sorted.dropFirst().reduce(sorted.first) { newest, next in newest?.meets(next) ?? newest }
    }

    private static func common(_ intervals: [Interval]) -> Interval? {
        guard var result = intervals.min(by: { ($0.low, $0.high) < ($1.low, $1.high) }) else { return nil }
        for interval in intervals { result = result.meets(interval) ?? result }
        return result
    }
}

/// Decides which sightings are the same event: all of one object, reason and message.
///
/// A pure function of the set of sightings.
enum EventIdentity {
    /// Clocks of a source and of the kubelet may differ by this much.
    static let slack: Int64 = 2_000_000_000

    static func clusters(of sightings: [EventSighting]) -> [EventCluster] {
        var clusters: [EventCluster] = []
        for (key, group) in Dictionary(grouping: sightings.filter { $0.key != nil }, by: \.key) {
            clusters.append(EventCluster(key: key, sightings: group.sorted { $0.order < $1.order }))
        }
        clusters.sort { ($0.key ?? FactKey(high: 0, low: 0)) < ($1.key ?? FactKey(high: 0, low: 0)) }
        for block in blocks(of: sightings.filter { $0.key == nil }) {
            assign(block, to: &clusters)
        }
        return clusters
    }

    /// Text sightings by the object they were printed with, oldest capture first.
    private static func blocks(of sightings: [EventSighting]) -> [[EventSighting]] {
        struct Block: Hashable {
            let source: Int64
            let line: Int64
        }
        return Dictionary(grouping: sightings) { Block(source: $0.sourceID, line: $0.block) }.values
            .map { block in block.sorted { $0.order < $1.order } }
            .sorted { left, right in
                (left[0].captured, left[0].order) < (right[0].captured, right[0].order)
            }
    }

    /// Joins each row of a block to the one cluster it can be, each cluster taking at most one row of the block.
    private static func assign(_ block: [EventSighting], to clusters: inout [EventCluster]) {
        // What a row can be does not change while its block is assigned, except that clusters are taken. How many they
        // are and the sum of their indices is enough to name the last one.
        var choices = block.map { row in
            clusters.indices.reduce(into: (count: 0, sum: 0)) { choice, index in
                if canBe(row, clusters[index]) { choice = (choice.count + 1, choice.sum + index) }
            }
        }
        var open = Array(block.indices)
        var free = Set(clusters.indices)
        var progress = true
        while progress, !open.isEmpty {
            progress = false
            for row in open where choices[row].count == 1 {
                let only = choices[row].sum
                // Another row of the block may fit the same cluster and nothing else: then neither is certain,
                // unless time tells, which the pairing below does.
                let rivals = open.filter { $0 != row && canBe(block[$0], clusters[only]) }
                guard rivals.allSatisfy({ choices[$0].count > 1 }) else { continue }
                for rival in rivals { choices[rival] = (choices[rival].count - 1, choices[rival].sum - only) }
                clusters[only].sightings.append(block[row])
                free.remove(only)
                open.removeAll { $0 == row }
                progress = true
                break
            }
        }
        pairByTime(open.map { block[$0] }, free, &clusters)
    }

    /// What is left when several rows fit several clusters, in order of time: each row takes the free cluster that fits best.
    ///
    /// Such a row is one of the events it fits, whichever: as one more event it would count twice.
    private static func pairByTime(
        _ rows: [EventSighting], _ free: Set<Int>, _ clusters: inout [EventCluster]
    ) {
        var candidates = free.sorted {
            (start(clusters[$0].first, clusters[$0].last), $0)
                < (start(clusters[$1].first, clusters[$1].last), $1)
        }
        let ordered = rows.sorted {
            (start($0.first, $0.last), $0.order) < (start($1.first, $1.last), $1.order)
        }
        for row in ordered {
            let fitting = candidates.indices.filter { canBe(row, clusters[candidates[$0]]) }
            // Of equals the earliest: indices are in order of time.
            let best = fitting.min {
                (distance(row, clusters[candidates[$0]]), $0) < (distance(row, clusters[candidates[$1]]), $1)
            }
            if let best {
                clusters[candidates.remove(at: best)].sightings.append(row)
            } else {
                clusters.append(EventCluster(key: nil, sightings: [row]))
            }
        }
    }

    /// How badly a row fits a cluster it can be: another count is worse than any time.
    private static func distance(_ row: EventSighting, _ cluster: EventCluster) -> Int64 {
        let isOtherCount = row.count != nil && cluster.count != nil && row.count != cluster.count
        guard let mine = row.last, let theirs = cluster.last else { return isOtherCount ? .max : 0 }
        let apart = max(
            0, theirs.low.subtractingSaturating(mine.high), mine.low.subtractingSaturating(theirs.high))
        return isOtherCount ? .max / 2 + apart / 2 : apart / 2
    }

    /// Whether nothing speaks against a text sighting being this event.
    private static func canBe(_ row: EventSighting, _ cluster: EventCluster) -> Bool {
        if cluster.sightings.contains(where: {
            $0.key == nil && $0.sourceID == row.sourceID && $0.block == row.block
        }) {
            return false
        }
        guard isSameMessage(row, cluster), isSameComponent(row, cluster) else { return false }
        guard let last = row.last, let clusterLast = cluster.last else { return true }
        let clusterFirst = cluster.first ?? clusterLast
        // Old clients print a series with count 1 and its first time, so the first time may stand for the last.
        if let first = row.first {
            let meeting = Interval(low: first.low - slack, high: first.high + slack)
            guard meeting.meets(clusterFirst) != nil else { return false }
        }
        let padded = Interval(low: last.low - slack, high: last.high + slack)
        guard let count = row.count, let known = cluster.count else {
            // Nothing tells which of the two captures is the later one.
            return padded.high >= clusterFirst.low
        }
        if count == known {
            return padded.meets(clusterLast) != nil || padded.meets(clusterFirst) != nil
        }
        return count > known ? padded.high >= clusterLast.low : padded.low <= clusterLast.high
    }

    /// Old clients print none for some events; where two are known they tell two events apart.
    private static func isSameComponent(_ row: EventSighting, _ cluster: EventCluster) -> Bool {
        guard let mine = row.component, let theirs = cluster.component else { return true }
        return mine == theirs
    }

    /// Whether a row's message can be the event's; a cut one is told by its beginning.
    private static func isSameMessage(_ row: EventSighting, _ cluster: EventCluster) -> Bool {
        // Messages of events with a uid are rewritten in place: the sighting that is cited tells what texts show.
        guard cluster.key == nil else { return isSameMessage(row, cluster.sightings[cluster.cited]) }
        return cluster.sightings.allSatisfy { isSameMessage(row, $0) }
    }

    private static func isSameMessage(_ left: EventSighting, _ right: EventSighting) -> Bool {
        if left.isCut { return right.message.hasPrefix(left.message) || right.isCut }
        return right.isCut ? left.message.hasPrefix(right.message) : left.message == right.message
    }

    /// When something began, as far as it shows.
    private static func start(_ first: Interval?, _ last: Interval?) -> Int64 { first?.low ?? last?.low ?? 0 }
}
