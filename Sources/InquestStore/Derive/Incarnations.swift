import InquestCore

/// Tells apart the pods that lived one after the other under the same name.
///
/// A uid names one. `kubectl describe` shows no uid, but it shows the start time, which the objects show too.
enum Incarnations {
    private enum Identity: Hashable {
        case uid(Int64)
        case startedAt(Int64)
        case untold
    }

    /// Numbers the incarnations and sets `incarnation` of each sighting.
    ///
    /// - Returns: How many there are.
    static func assign(_ sightings: inout [PodSighting]) -> Int {
        var identities: [Identity: Int] = [:]
        func number(_ identity: Identity) -> Int {
            if let known = identities[identity] { return known }
            identities[identity] = identities.count
            return identities.count - 1
        }
        var uidOfStart: [Int64: Int] = [:]
        for index in sightings.indices {
            guard let uid = sightings[index].uid else { continue }
            sightings[index].incarnation = number(.uid(uid))
            if let start = sightings[index].startedAt { uidOfStart[start] = sightings[index].incarnation }
        }
        for index in sightings.indices where sightings[index].uid == nil {
            guard let start = sightings[index].startedAt else { continue }
            sightings[index].incarnation = uidOfStart[start] ?? number(.startedAt(start))
        }
        for index in sightings.indices where sightings[index].uid == nil && sightings[index].startedAt == nil
        {
            // With a single incarnation there is nothing to confuse it with.
            sightings[index].incarnation = identities.count == 1 ? 0 : number(.untold)
        }
        return identities.count
    }
}
