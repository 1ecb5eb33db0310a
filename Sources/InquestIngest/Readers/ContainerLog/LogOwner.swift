import InquestCore

/// Whose lines follow, where the source itself says so. Empty names are not said.
struct LogOwner: Sendable, Hashable {
    var namespace: [UInt8] = []
    var pod: [UInt8] = []
    var container: [UInt8] = []
}

/// The owners met in a source, and where the current batch holds their names.
///
/// Logs of many pods in one stream change owner with every line; without the table each line would carry its
/// own copy of the names.
struct OwnerTable {
    /// More owners than this in turn are rare, and cost only copies.
    private static let capacity = 64

    private var owners = [LogOwner()]
    private var references = [OwnerReferences()]
    private var index = 0

    var current: LogOwner { owners[index] }

    /// Makes an owner the current one.
    mutating func enter(_ owner: LogOwner) {
        if let known = owners.firstIndex(of: owner) {
            index = known
        } else {
            add(owner)
        }
    }

    /// Makes a pod's container the current owner.
    mutating func enter(pod: Span<UInt8>, container: Span<UInt8>) {
        if isOwner(index, pod: pod, container: container) { return }
        for known in owners.indices where isOwner(known, pod: pod, container: container) {
            index = known
            return
        }
        add(LogOwner(pod: pod.copied(), container: container.copied()))
    }

    /// Forgets the pod that a line of its own named; the owner of a section stays.
    mutating func leavePod() {
        if owners[index].namespace.isEmpty { index = 0 }
    }

    /// The current owner's names as texts of the batch.
    mutating func references(in batch: inout FactBatch) -> (
        namespace: TextRef, pod: TextRef, container: TextRef
    ) {
        guard index > 0 else { return (.none, .none, .none) }
        return references[index].texts(of: owners[index], in: &batch)
    }

    private mutating func add(_ owner: LogOwner) {
        if owners.count == OwnerTable.capacity {
            owners = [LogOwner()]
            references = [OwnerReferences()]
        }
        owners.append(owner)
        references.append(OwnerReferences())
        index = owners.count - 1
    }

    private func isOwner(_ index: Int, pod: Span<UInt8>, container: Span<UInt8>) -> Bool {
        owners[index].namespace.isEmpty && pod.equals(owners[index].pod)
            && container.equals(owners[index].container)
    }
}

/// Where a batch holds an owner's names.
private struct OwnerReferences {
    private var namespace = TextRef.none
    private var pod = TextRef.none
    private var container = TextRef.none

    mutating func texts(
        of owner: LogOwner, in batch: inout FactBatch
    ) -> (namespace: TextRef, pod: TextRef, container: TextRef) {
        OwnerReferences.renew(&namespace, owner.namespace, in: &batch)
        OwnerReferences.renew(&pod, owner.pod, in: &batch)
        OwnerReferences.renew(&container, owner.container, in: &batch)
        return (namespace, pod, container)
    }

    /// A batch can have been handed on since, so a reference counts only where the bytes behind it still
    /// match.
    private static func renew(_ reference: inout TextRef, _ name: [UInt8], in batch: inout FactBatch) {
        guard !name.isEmpty else { return }
        let end = Int(reference.offset) + Int(reference.length)
        if !reference.isNone, end <= batch.text.count,
            batch.text.span.extracting(Int(reference.offset)..<end).equals(name)
        {
            return
        }
        reference = batch.add(name.span)
    }
}

extension Span where Element == UInt8 {
    /// Whether the bytes are those of an array.
    fileprivate func equals(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] { return false }
        return true
    }
}
