import InquestCore

/// Goes through the sections of one object in the order they are printed.
struct SectionReader {
    let parser: ObjectParser
    var prompt: PromptHint
    private let document: DescribeDocument
    /// Index of the pod in the batch.
    private var pod: Int32 = -1
    private var line: Int

    init(parser: ObjectParser) {
        self.parser = parser
        document = parser.document
        prompt = parser.prompt
        line = parser.first
    }

    mutating func run(into sink: inout some FactSink) {
        let isPod = parser.kind == "Pod" || (parser.kind == nil && hasContainers())
        if isPod { openPod(into: &sink) } else { addObject(into: &sink) }
        var containers: [DescribedContainer] = []
        var events: Range<Int>?
        while line < document.count {
            guard !document.lines[line].isBlank else {
                line += 1
                continue
            }
            let isTop = parser.isAt(0, line)
            if isTop || isEventHeader(line), let begin = eventsBegin(line) {
                events = begin..<document.count
                break
            }
            if isPod, isTop, let kind = containerSection(line) {
                var reader = ContainerReader(parser: parser, pod: pod, kind: kind, line: line + 1)
                containers += reader.run(into: &sink)
                line = reader.line
                continue
            }
            if isTop, document.hasKey(line, "Conditions") {
                line = ConditionsReader(parser: parser).read(from: line + 1, isPod: isPod, into: &sink)
                continue
            }
            if isPod, isTop { readPodField(into: &sink) }
            if isPod, isLooseState(line) {
                var reader = ContainerReader(parser: parser, pod: pod, kind: .app, line: line)
                containers += reader.run(into: &sink)
                line = max(reader.line, line + 1)
                continue
            }
            if !isPod { readObjectField(into: &sink) }
            if !isTop, EventRow.looksLikeRow(document, line) {
                events = line..<document.count
                break
            }
            line += 1
        }
        if let events { readEvents(events, containers, into: &sink) }
    }

    private func hasContainers() -> Bool {
        (parser.first..<document.count).contains {
            document.hasKey($0, "Containers") || document.hasKey($0, "Init Containers")
                || document.hasKey($0, "Last State")
                || document.hasKey($0, "State") || document.hasKey($0, "Exit Code")
                || document.hasKey($0, "Restart Count")
        }
    }

    // MARK: Events

    private func isEventHeader(_ line: Int) -> Bool {
        document.begins(line, "Type ")
            && document.bytes.span.extracting(document.range(line)).contains("Reason")
            || document.begins(line, "FirstSeen") || document.begins(line, "LASTSEEN")
    }

    private func eventsBegin(_ line: Int) -> Int? {
        if document.hasKey(line, "Events") { return line }
        if document.begins(line, "No events.") || document.begins(line, "Events from") { return line }
        if isEventHeader(line),
            document.nextText(line + 1).map({ isRule($0) || EventRow.looksLikeRow(document, $0) }) == true
        {
            return line
        }
        return EventRow.looksLikeRow(document, line) ? line : nil
    }

    private func isRule(_ line: Int) -> Bool {
        document.begins(line, "---") || document.begins(line, "\u{2500}")
    }

    private mutating func readEvents(
        _ lines: Range<Int>, _ containers: [DescribedContainer], into sink: inout some FactSink
    ) {
        var reader = EventsReader(parser: parser, isPod: pod >= 0, containers: containers)
        reader.run(lines, into: &sink)
        prompt = reader.prompt ?? prompt
    }

    // MARK: Pod

    private mutating func openPod(into sink: inout some FactSink) {
        var fact = PodFact()
        fact.name = parser.name
        fact.namespace = parser.namespace
        fact.line = document.lines[parser.first].number
        pod = Int32(sink.batch.pods.count)
        sink.batch.pods.append(fact)
    }

    private func containerSection(_ line: Int) -> ContainerKind? {
        if document.hasKey(line, "Containers") { return .app }
        if document.hasKey(line, "Init Containers") { return .initial }
        if document.hasKey(line, "Ephemeral Containers") { return .ephemeral }
        return nil
    }

    /// Whether a state stands where no container was named: a fragment cut by grep or tail.
    private func isLooseState(_ line: Int) -> Bool {
        guard
            document.hasKey(line, "State") || document.hasKey(line, "Last State")
                || document.hasKey(line, "Last Termination State")
        else { return document.hasKey(line, "Exit Code") || document.hasKey(line, "Restart Count") }
        let word = document.firstWord(document.value(line))
        return document.equals(word, "Running") || document.equals(word, "Waiting")
            || document.equals(word, "Terminated")
    }

    private mutating func readPodField(into sink: inout some FactSink) {
        let value = document.value(line)
        let index = Int(pod)
        if document.hasKey(line, "Node") {
            let name = document.bytes.span.extracting(value).firstIndex(of: 0x2F)
            let end = name.map { value.lowerBound + $0 } ?? document.firstWord(value).upperBound
            sink.batch.pods[index].node = sink.add(value.lowerBound..<end, of: document)
        } else if document.hasKey(line, "Status") {
            sink.batch.pods[index].phase = sink.add(value, of: document)
        } else if document.hasKey(line, "Reason") {
            sink.batch.pods[index].reason = sink.add(value, of: document)
        } else if document.hasKey(line, "Message") {
            sink.batch.pods[index].message = sink.add(value, of: document)
        } else if document.hasKey(line, "Start Time") {
            sink.batch.pods[index].startedAt = time(value, into: &sink)
        } else if document.hasKey(line, "Termination Grace Period") {
            sink.batch.pods[index].graceSeconds = document.integer(value)
        } else if document.hasKey(line, "QoS Class") || document.hasKey(line, "QoS Tier") {
            sink.batch.pods[index].qosClass = sink.add(document.firstWord(value), of: document)
            // Only a text that reached this far shows whether there is an owner.
            if !parser.name.isNone { sink.batch.pods[index].ownerIsKnown = true }
        } else if document.hasKey(line, "Replication Controllers") {
            readOldOwner(value, into: &sink)
        } else if document.hasKey(line, "Controlled By") || document.hasKey(line, "Controllers") {
            let owner = owner(value, into: &sink)
            sink.batch.pods[index].ownerKind = owner.kind
            sink.batch.pods[index].ownerName = owner.name
            sink.batch.pods[index].ownerIsKnown = true
        }
    }

    /// Clients before 1.3 name the controllers of pods in words: `web (1/1 replicas created)`.
    private mutating func readOldOwner(_ value: Range<Int>, into sink: inout some FactSink) {
        let name = document.firstWord(value)
        guard !name.isEmpty, !document.equals(name, "<none>") else { return }
        sink.batch.pods[Int(pod)].ownerKind = sink.batch.add("ReplicationController")
        sink.batch.pods[Int(pod)].ownerName = sink.add(name, of: document)
        sink.batch.pods[Int(pod)].ownerIsKnown = true
    }

    private func owner(_ value: Range<Int>, into sink: inout some FactSink) -> (kind: TextRef, name: TextRef)
    {
        let word = document.firstWord(value)
        guard let slash = document.bytes.span.extracting(word).firstIndex(of: 0x2F) else {
            return (.none, .none)
        }
        let kind = word.lowerBound..<word.lowerBound + slash
        return (sink.add(kind, of: document), sink.add(kind.upperBound + 1..<word.upperBound, of: document))
    }

    private func time(_ value: Range<Int>, into sink: inout some FactSink) -> Timestamp? {
        guard let time = document.time(value) else { return nil }
        sink.notEarlier(than: time)
        return time
    }

    // MARK: Other objects

    private mutating func addObject(into sink: inout some FactSink) {
        guard let kind = parser.kind, !parser.name.isNone else { return }
        var fact = ObjectFact()
        fact.kind = sink.batch.add(kind)
        fact.namespace = parser.namespace
        fact.name = parser.name
        fact.line = document.lines[parser.first].number
        sink.batch.objects.append(fact)
    }

    private mutating func readObjectField(into sink: inout some FactSink) {
        guard !sink.batch.objects.isEmpty, parser.kind != nil, !parser.name.isNone, parser.isAt(0, line)
        else {
            if document.hasKey(line, "RenewTime") { _ = time(document.value(line), into: &sink) }
            return
        }
        let last = sink.batch.objects.count - 1
        if document.hasKey(line, "Controlled By") {
            let owner = owner(document.value(line), into: &sink)
            sink.batch.objects[last].ownerKind = owner.kind
            sink.batch.objects[last].ownerName = owner.name
        } else if document.hasKey(line, "CreationTimestamp") {
            sink.batch.objects[last].createdAt = time(document.value(line), into: &sink)
        } else if document.hasKey(line, "Start Time") || document.hasKey(line, "Completed At") {
            _ = time(document.value(line), into: &sink)
        }
    }
}
