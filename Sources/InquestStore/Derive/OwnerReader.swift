import GRDB
import InquestCore

/// Answers who controls a pod, and who controls its controller.
final class OwnerReader {
    private let interner: Interner
    private let texts: TextReader
    private let ownerOf: BulkStatement
    /// Whether any source shows a controller.
    private let hasObjects: Bool
    private var known: [Controller: Ownership] = [:]

    private struct Controller: Hashable {
        let cluster: Int64
        let namespace: Int64?
        let kind: String
        let name: String
    }

    init(in db: Database, interner: Interner, texts: TextReader) throws {
        self.interner = interner
        self.texts = texts
        ownerOf = try BulkStatement(Statements.text("owner_of.sql"), in: db)
        hasObjects = try Int64.fetchOne(db, sql: "SELECT id FROM object_fact LIMIT 1") != nil
    }

    /// The owner by the newest sighting that names one; a pod is bare when a source that names owners names none.
    func owner(of pod: MergedPod) throws -> Ownership {
        for sighting in pod.sightings {
            if let kind = sighting.ownerKind, let name = sighting.ownerName {
                return .owned(kind: try texts.text(kind), name: try texts.text(name))
            }
        }
        return pod.sightings.contains(where: \.ownerIsKnown) ? .bare : .unknown
    }

    /// The owner of a controller in a pod's namespace.
    func owner(ofKind kind: String, _ name: String, in pod: MergedPod) throws -> Ownership {
        guard hasObjects else { return .unknown }
        let controller = Controller(cluster: pod.cluster, namespace: pod.namespace, kind: kind, name: name)
        if let answer = known[controller] { return answer }
        let answer = try lookUp(controller)
        if known.count >= 20_000 { known.removeAll(keepingCapacity: true) }
        known[controller] = answer
        return answer
    }

    private func lookUp(_ controller: Controller) throws -> Ownership {
        ownerOf.bind(try interner.id(of: controller.name), at: 1)
        ownerOf.bind(try interner.id(of: controller.kind), at: 2)
        ownerOf.bind(controller.namespace ?? 0, at: 3)
        ownerOf.bind(controller.cluster, at: 4)
        defer { ownerOf.reset() }
        guard try ownerOf.step() else { return .unknown }
        guard let kind = ownerOf.optionalInteger(0), let name = ownerOf.optionalInteger(1) else {
            return .bare
        }
        return .owned(kind: try texts.text(kind), name: try texts.text(name))
    }
}
