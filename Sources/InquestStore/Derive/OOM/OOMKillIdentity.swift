import InquestCore

/// Decides which records are of one kill.
///
/// A pure function of the set of records: their order does not matter.
enum OOMKillIdentity {
    /// How many neighbours in time a record is compared with. A node kills no two processes of one number within minutes,
    /// so more are copies, which join through each other.
    private static let window = 16

    /// The records of each kill, the best first.
    static func clusters(of records: [OOMTelling]) -> [[OOMTelling]] {
        let records = records.sorted { $0.rank < $1.rank }
        var groups = DisjointSets(count: records.count)
        let byProcess = Dictionary(grouping: records.indices.filter { records[$0].pid != nil }) {
            Process(cluster: records[$0].cluster, pid: records[$0].pid ?? 0)
        }
        for indices in byProcess.values {
            join(inOrder(indices, records), records, &groups) { $0.isSameProcess(as: $1) }
        }
        let byContainer = Dictionary(grouping: records.indices.filter { records[$0].containerID != nil }) {
            records[$0].containerID?.prefix(12) ?? ""
        }
        for indices in byContainer.values {
            join(inOrder(indices, records), records, &groups) { $0.isSameGroup(as: $1) }
        }
        return joinPlaceless(groups.members.map { members in members.map { records[$0] } })
    }

    /// A record that tells neither time nor place joins the only kill of the same process.
    private static func joinPlaceless(_ kills: [[OOMTelling]]) -> [[OOMTelling]] {
        let byProcess = Dictionary(grouping: kills.indices.filter { kills[$0][0].pid != nil }) { index in
            Process(cluster: kills[index][0].cluster, pid: kills[index][0].pid ?? 0)
        }
        var joined = kills
        for indices in byProcess.values where indices.count == 2 {
            let (first, second) = (min(indices[0], indices[1]), max(indices[0], indices[1]))
            let arePlaceless = [first, second].map { kills[$0].allSatisfy(\.isPlaceless) }
            guard arePlaceless[0] != arePlaceless[1], kills[first][0].victim != nil,
                kills[first][0].agrees(with: kills[second][0])
            else { continue }
            joined[first] = (kills[first] + kills[second]).sorted { $0.rank < $1.rank }
            joined[second] = []
        }
        return joined.filter { !$0.isEmpty }
    }

    private struct Process: Hashable {
        let cluster: Int64
        let pid: Int64
    }

    private static func inOrder(_ indices: [Int], _ records: [OOMTelling]) -> [Int] {
        indices.sorted {
            (records[$0].at?.low ?? records[$0].uptime ?? .min, $0)
                < (records[$1].at?.low ?? records[$1].uptime ?? .min, $1)
        }
    }

    private static func join(
        _ indices: [Int], _ records: [OOMTelling], _ groups: inout DisjointSets,
        _ isSame: (OOMTelling, OOMTelling) -> Bool
    ) {
        // Records without a time come first, and are compared with all that have one as far as the window of those goes.
        let timeless = indices.prefix { records[$0].at == nil }.prefix(window)
        for (place, index) in indices.enumerated() {
            let neighbours = indices[max(0, place - window)..<place]
            for other in neighbours where isSame(records[index], records[other]) {
                groups.join(index, other)
            }
            guard place > window else { continue }
            for other in timeless where isSame(records[index], records[other]) { groups.join(index, other) }
        }
    }
}

/// Numbers that belong together, found by joining two at a time.
struct DisjointSets {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func join(_ first: Int, _ second: Int) {
        let (left, right) = (root(of: first), root(of: second))
        parents[max(left, right)] = min(left, right)
    }

    private mutating func root(of number: Int) -> Int {
        var number = number
        while parents[number] != number {
            parents[number] = parents[parents[number]]
            number = parents[number]
        }
        return number
    }

    /// The sets in the order of their smallest numbers, each in order.
    var members: [[Int]] {
        var copy = self
        var places: [Int: Int] = [:]
        var sets: [[Int]] = []
        for number in parents.indices {
            let root = copy.root(of: number)
            if let place = places[root] {
                sets[place].append(number)
            } else {
                places[root] = sets.count
                sets.append([number])
            }
        }
        return sets
    }
}
