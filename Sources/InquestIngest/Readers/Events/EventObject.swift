import InquestCore

/// Events of core/v1 and of events.k8s.io/v1, whose members have other names.
extension RecordReader {
    /// Reads the event whose members have been taken.
    mutating func readEvent(into batch: inout FactBatch) {
        var event = EventFact()
        event.line = line(of: object)
        event.block = event.line
        loadMetadata()
        event.uid = copy(metadata[.uid], into: &batch)
        takeTimes(&event)
        event.type = copy(top[.type], into: &batch)
        event.reason = copy(top[.reason], into: &batch)
        takeReporter(&event, into: &batch)
        takeInvolvedObject(&event, into: &batch)
        takeMessage(&event, into: &batch)
        batch.events.append(event)
    }

    private mutating func takeTimes(_ event: inout EventFact) {
        loadInner(top[.series])
        event.count =
            positive(inner[.count]) ?? positive(top[.count]) ?? positive(top[.deprecatedCount]) ?? 1
        let created = pastTime(metadata[.creationTimestamp])
        let micro = pastTime(top[.eventTime])
        event.firstAt =
            pastTime(top[.firstTimestamp]) ?? pastTime(top[.deprecatedFirstTimestamp]) ?? micro ?? created
        event.lastAt =
            pastTime(inner[.lastObservedTime]) ?? pastTime(top[.lastTimestamp])
            ?? pastTime(top[.deprecatedLastTimestamp]) ?? micro ?? created
    }

    /// A counter; 0 is what Go writes for "not set".
    private func positive(_ value: Int) -> Int64? {
        guard let number = record.integer(value), number > 0 else { return nil }
        return number
    }

    private mutating func takeReporter(_ event: inout EventFact, into batch: inout FactBatch) {
        loadInner(top[.deprecatedSource])
        addInner(top[.source])
        var component = inner[.component]
        if record.isEmpty(component) { component = top[.reportingComponent] }
        if record.isEmpty(component) { component = top[.reportingController] }
        event.component = copy(component, into: &batch)
        if !record.isEmpty(inner[.host]) {
            event.host = copy(inner[.host], into: &batch)
        } else if record.equals(component, "kubelet"), !record.isEmpty(top[.reportingInstance]) {
            // Other components write their pod's name there.
            event.host = copy(top[.reportingInstance], into: &batch)
        }
    }

    private mutating func takeInvolvedObject(_ event: inout EventFact, into batch: inout FactBatch) {
        loadInner(top[.regarding])
        addInner(top[.involvedObject])
        // What the compact events of insights archives say of their object is its namespace.
        let namespace = record.isEmpty(metadata[.namespace]) ? top[.namespace] : metadata[.namespace]
        // An object that is named without a namespace has none; its event lies in "default" all the same.
        let isNamed = !record.isEmpty(inner[.name])
        event.namespace =
            isNamed
            ? copy(inner[.namespace], into: &batch) : copy(inner[.namespace], else: namespace, into: &batch)
        event.objectKind = copy(inner[.kind], into: &batch)
        event.objectName = copy(inner[.name], into: &batch)
        event.objectUID = copy(inner[.uid], into: &batch)
        let path = inner[.fieldPath]
        if record.kind(path) == .string {
            let text = record.bytes.span.extracting(record.range(path))
            if let name = ContainerPath.name(in: text), name.upperBound + 1 == text.count {
                event.container = batch.add(text.extracting(name))
            }
        }
    }

    /// Takes the message without the container that clients from 1.35 on put in front.
    private mutating func takeMessage(_ event: inout EventFact, into batch: inout FactBatch) {
        let message = top[.message] == 0 ? top[.note] : top[.message]
        let kind = record.kind(message)
        guard kind == .string || kind == .escapedString else { return }
        let dropped = takeContainer(before: message, &event, into: &batch)
        event.message = copy(message, dropping: dropped, into: &batch)
    }

    /// Takes the container named before a message.
    ///
    /// - Returns: Bytes taken up by it.
    private func takeContainer(before message: Int, _ event: inout EventFact, into batch: inout FactBatch)
        -> Int
    {
        let text = record.bytes.span.extracting(record.range(message))
        guard let name = ContainerPath.name(in: text),
            text.extracting(droppingFirst: name.upperBound).hasPrefix("}: ")
        else { return 0 }
        if event.container.isNone { event.container = batch.add(text.extracting(name)) }
        return name.upperBound + 3
    }
}

/// The path by which an event names a container, such as `spec.containers{api}`.
enum ContainerPath {
    /// Where the container's name stands in a text that begins with such a path; `nil` when it does not.
    static func name(in text: Span<UInt8>) -> Range<Int>? {
        guard text.hasPrefix("spec.") else { return nil }
        let start: Int
        if text.hasPrefix("spec.containers{") {
            start = 16
        } else if text.hasPrefix("spec.initContainers{") {
            start = 20
        } else if text.hasPrefix("spec.ephemeralContainers{") {
            start = 25
        } else {
            return nil
        }
        guard let end = text.firstIndex(of: 0x7D, from: start), end > start else { return nil }
        return start..<end
    }
}
