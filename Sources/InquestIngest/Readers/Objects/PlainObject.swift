import InquestCore

/// Nodes and the controllers of pods.
extension RecordReader {
    /// Reads the object whose members have been taken.
    ///
    /// - Parameter kind: What it is, where it does not say so itself.
    mutating func readObject(kind: StaticString, into batch: inout FactBatch) {
        var fact = ObjectFact()
        fact.line = line(of: object)
        loadMetadata()
        fact.kind = batch.add("\(kind)")
        fact.namespace = copy(metadata[.namespace], into: &batch)
        fact.name = copy(metadata[.name], into: &batch)
        fact.uid = copy(metadata[.uid], into: &batch)
        fact.createdAt = pastTime(metadata[.creationTimestamp])
        (fact.ownerKind, fact.ownerName) = copyOwner(into: &batch)
        batch.objects.append(fact)
        loadInner(top[.status])
        readConditions(
            inner[.conditions], kind: fact.kind, namespace: fact.namespace, name: fact.name, into: &batch)
    }

    /// Reads the conditions of an object.
    mutating func readConditions(
        _ conditions: Int, kind: TextRef, namespace: TextRef, name: TextRef, into batch: inout FactBatch
    ) {
        var elements = record.elements(of: conditions)
        while elements.advance(record) {
            loadInner(elements.value)
            guard !record.isEmpty(inner[.type]) else { continue }
            var condition = ConditionFact()
            condition.objectKind = kind
            condition.namespace = namespace
            condition.objectName = name
            condition.line = line(of: elements.value)
            condition.type = copy(inner[.type], into: &batch)
            condition.status = copy(inner[.status], into: &batch)
            condition.reason = copy(inner[.reason], into: &batch)
            condition.message = copy(inner[.message], into: &batch)
            condition.transitionAt = pastTime(inner[.lastTransitionTime])
            batch.conditions.append(condition)
        }
    }

    /// Copies kind and name of the owner that controls the object, else of the first.
    mutating func copyOwner(into batch: inout FactBatch) -> (kind: TextRef, name: TextRef) {
        var owner = 0
        var elements = record.elements(of: metadata[.ownerReferences])
        while elements.advance(record) {
            loadInner(elements.value)
            let controls = record.boolean(inner[.controller]) == true
            if owner == 0 || controls { owner = elements.value }
            if controls { break }
        }
        loadInner(owner)
        return (copy(inner[.kind], into: &batch), copy(inner[.name], into: &batch))
    }
}
