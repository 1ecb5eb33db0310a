import InquestCore

/// Finds the ended run that each kill ended.
struct OOMRunMatching {
    private let subjects: OOMSubjects

    /// Nanoseconds between a node's event of a kill and the end of the run.
    private static let reportSlack: Int64 = 10_000_000_000

    init(_ subjects: OOMSubjects) { self.subjects = subjects }

    /// Gives a record without a time that of the run it names: so it meets the records that have only a time.
    func date(_ record: inout OOMTelling) throws {
        guard record.at == nil || record.yearIsGuessed,
            let run = try subjects.run(containerID: record.containerID), let end = run.finishedAt
        else { return }
        record.at = Interval(
            low: end.subtractingSaturating(OOMKill.beforeEnd),
            high: end.subtractingSaturating(-OOMKill.afterEnd))
        record.yearIsGuessed = true
        record.node = record.node ?? run.node
    }

    /// Gives each kill its pod and container, and the run it ended.
    func assign(to kills: inout [OOMKill]) throws {
        for index in kills.indices {
            kills[index].subject = try subjects.subject(
                containerID: kills[index].containerID, podUID: kills[index].podUID,
                cluster: kills[index].cluster)
        }
        try assignNearest(to: &kills)
        try pool(&kills)
    }

    /// A run is ended once, by the kill that is nearest to its end.
    private func assignNearest(to kills: inout [OOMKill]) throws {
        var pairs: [(kill: Int, run: OOMRun, distance: Int64)] = []
        for index in kills.indices {
            for run in try candidates(for: kills[index]) {
                pairs.append((index, run, kills[index].distance(to: run)))
            }
        }
        var taken: Set<Int64> = []
        let byDistance = pairs.sorted {
            ($0.distance, $0.kill, $0.run.key) < ($1.distance, $1.kill, $1.run.key)
        }
        for pair in byDistance where kills[pair.kill].run == nil && taken.insert(pair.run.id).inserted {
            kills[pair.kill].run = pair.run
            kills[pair.kill].subject.pod = pair.run.pod
            kills[pair.kill].subject.container = pair.run.container
        }
    }

    private func candidates(for kill: OOMKill) throws -> [OOMRun] {
        guard let pod = kill.subject.pod else { return [] }
        let runs = try subjects.runs(ofPod: pod, container: kill.subject.container).filter(kill.canEnd)
        if let run = kill.subject.run { return runs.filter { $0.id == run } }
        // Where nothing tells the time, only one run can be meant.
        return kill.exactTime == nil && runs.count > 1 ? [] : runs
    }

    /// Runs that ended where and when a kill was told of. A kill that names its container or pod is none of a run that
    /// names them too, or it would have been found; descriptions name neither.
    private func runsOfNode(_ kill: OOMKill) throws -> [OOMRun] {
        guard kill.subject.pod == nil, let node = kill.node, let at = kill.at else { return [] }
        let span = Interval(
            low: at.low.subtractingSaturating(OOMRunMatching.reportSlack),
            high: at.high.subtractingSaturating(-OOMRunMatching.reportSlack))
        return try subjects.runs(
            onNode: node, within: span, cluster: kill.cluster, isContainerNamed: kill.containerID != nil,
            isPodNamed: kill.podUID != nil)
    }

    // MARK: Kills of which only node and time are known

    /// A kill and a run that have only each other are one. Several that cannot be told apart count as many as there are kills or
    /// runs, whichever is more, each with all the records.
    private func pool(_ kills: inout [OOMKill]) throws {
        let taken = Set(kills.compactMap { $0.run?.id })
        var candidates: [(kill: Int, runs: [OOMRun])] = []
        for index in kills.indices where kills[index].run == nil {
            let runs = try runsOfNode(kills[index]).filter { !taken.contains($0.id) }
            if !runs.isEmpty { candidates.append((index, runs)) }
        }
        var pooled: [OOMKill] = []
        var gone: Set<Int> = []
        for group in OOMRunMatching.groups(of: candidates.map(\.runs)) {
            let runs = Dictionary(
                group.flatMap { candidates[$0].runs }.map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first })
            pooled += OOMRunMatching.together(
                group.map { kills[candidates[$0].kill] }, runs.values.sorted { $0.key < $1.key })
            gone.formUnion(group.map { candidates[$0].kill })
        }
        kills = kills.indices.filter { !gone.contains($0) }.map { kills[$0] } + pooled
    }

    private static func together(_ kills: [OOMKill], _ runs: [OOMRun]) -> [OOMKill] {
        let records = kills.flatMap(\.records).sorted { $0.rank < $1.rank }
        return (0..<max(kills.count, runs.count)).map { place in
            var kill = OOMKill(records: records)
            if place < runs.count {
                kill.run = runs[place]
                kill.subject = OOMSubject(pod: runs[place].pod, container: runs[place].container)
            }
            if kills.count > 1 || runs.count > 1 {
                kill.place = place
                kill.mayBeOther = kills.count < runs.count
            }
            return kill
        }
    }

    /// Kills that share a run that may have ended by them stand or fall together.
    private static func groups(of candidates: [[OOMRun]]) -> [[Int]] {
        var sets = DisjointSets(count: candidates.count)
        var firstOfRun: [Int64: Int] = [:]
        for (place, runs) in candidates.enumerated() {
            for run in runs {
                if let first = firstOfRun[run.id] {
                    sets.join(first, place)
                } else {
                    firstOfRun[run.id] = place
                }
            }
        }
        return sets.members
    }
}
