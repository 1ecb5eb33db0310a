import InquestCore

/// Turns rows of event tables into facts.
struct EventTableFacts {
    let layout: EventTableRow.Layout
    /// What rows without a namespace of their own are taken to be in.
    let namespace: String?
    /// 1-based line of the heading, or of the first row.
    let block: UInt32

    /// - Parameter isCut: Whether the text ended inside the row.
    func add(
        _ text: TableText, line: UInt32, isCut: Bool, into sink: inout some FactSink
    ) {
        guard let row = EventTableRow(text, layout) else { return }
        guard row.hasTail, !isCut || !row.message.isEmpty,
            !isCut || row.count != nil || layout.isWide != true
        else {
            return sink.skip(
                "a row that is cut off: export the table again", excerpt: text.bytes.span, line: line)
        }
        var fact = EventFact()
        let kind = KubernetesKind.spelled(text.string(row.kind))
        fact.objectKind = sink.batch.add(kind)
        fact.objectName = sink.add(row.name, of: text)
        if !KubernetesKind.isClusterScoped(kind) {
            fact.namespace = row.namespace.map { sink.add($0, of: text) } ?? sink.batch.add(namespace)
        }
        fact.type = sink.add(row.type, of: text)
        fact.reason = sink.add(row.reason, of: text)
        fact.component = sink.add(row.component, of: text)
        fact.host = sink.add(host(row, text), of: text)
        fact.count = row.count ?? 1
        fact.isCountShown = row.count != nil
        fact.firstAge = row.firstAge
        fact.lastAge = row.lastAge
        fact.block = block
        fact.line = line
        takeMessage(row, text, &fact, isCut: isCut, into: &sink)
        sink.batch.events.append(fact)
        sink.boundary()
    }

    /// Newer reporters print the name of their instance, such as `default-scheduler-a`, where the host stood.
    private func host(_ row: EventTableRow, _ text: TableText) -> Range<Int>? {
        guard let host = row.host, let component = row.component else { return row.host }
        let prefix = text.bytes[component].count
        let isInstance =
            host.count > prefix + 1 && text.bytes[host].starts(with: text.bytes[component])
            && text.bytes[host.lowerBound + prefix] == 0x2D
        return isInstance ? nil : host
    }

    private func takeMessage(
        _ row: EventTableRow, _ text: TableText, _ fact: inout EventFact, isCut: Bool,
        into sink: inout some FactSink
    ) {
        var message = row.message
        if let path = row.path, let name = ContainerPath.name(in: text.bytes.span.extracting(path)) {
            fact.container = sink.add(
                path.lowerBound + name.lowerBound..<path.lowerBound + name.upperBound, of: text)
        }
        let span = text.bytes.span.extracting(message)
        if let name = ContainerPath.name(in: span),
            span.extracting(droppingFirst: name.upperBound).hasPrefix("}: ")
        {
            fact.container = sink.add(
                message.lowerBound + name.lowerBound..<message.lowerBound + name.upperBound, of: text)
            message = message.lowerBound + name.upperBound + 3..<message.upperBound
        }
        // `kubectl get` cuts at the first newline and says so; `kubectl events`, which prints `Pod/x`, and the
        // clients up to 1.13 do not.
        let mayCut = !layout.isOld && text.bytes[row.kind.lowerBound] &- 0x61 < 26
        if mayCut, message.count >= 3, text.bytes[message.suffix(3)].elementsEqual([0x2E, 0x2E, 0x2E]) {
            message = text.trim(message.dropLast(3))
            fact.messageIsCut = true
        }
        if isCut, layout.isWide != true { fact.messageIsCut = true }
        fact.message = sink.batch.add(text.bytes.span.extracting(message))
    }
}
