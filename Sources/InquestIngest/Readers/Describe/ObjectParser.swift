import InquestCore

/// Reads one described object of any kind.
struct ObjectParser {
    let document: DescribeDocument
    /// The command pasted last above or inside the text.
    var prompt: PromptHint

    /// The column of the object's keys: pasted blocks are indented as a whole.
    private(set) var base: Int32 = 0
    /// Whether indentation can be trusted; pastes lose or fold it.
    private(set) var isStrict = true
    /// The first line of the object.
    private(set) var first = 0
    /// Whether the text is cut above its `Name:`.
    private(set) var isHeadless = false
    private(set) var kind: String?
    private(set) var namespace: TextRef = .none
    private(set) var name: TextRef = .none

    init(_ document: DescribeDocument, prompt: PromptHint) {
        self.document = document
        self.prompt = prompt
    }

    mutating func run(into sink: inout some FactSink) {
        let nameLine = (0..<document.count).first { document.hasKey($0, "Name") && !isNested($0) }
        isHeadless = nameLine == nil
        if let object = GenericObject(document, name: nameLine) {
            return readGeneric(object, nameLine, into: &sink)
        }
        readPrompts(before: nameLine ?? document.count)
        first = nameLine ?? document.nextText(0) ?? 0
        base = nameLine.map { document.lines[$0].indent } ?? headlessBase()
        isStrict = indentationHolds()
        kind = kindShown(from: first) ?? prompt.kind
        readName(nameLine, into: &sink)
        skipJunk(before: first, into: &sink)
        var sections = SectionReader(parser: self)
        sections.run(into: &sink)
        prompt = sections.prompt
    }

    /// Takes a text for what stands around descriptions: only its commands tell something.
    mutating func passOver(into sink: inout some FactSink) {
        readPrompts(before: document.count)
        skipJunk(before: document.count, into: &sink)
    }

    // MARK: Layout of other kinds

    private mutating func readGeneric(
        _ object: GenericObject, _ nameLine: Int?, into sink: inout some FactSink
    ) {
        // In a text cut above its `Name:`, the first is that of an inner object.
        let own = nameLine.flatMap { document.lines[$0].indent == object.base ? $0 : nil }
        first = own ?? document.nextText(0) ?? 0
        readPrompts(before: first)
        base = object.base
        kind = object.kind
        isHeadless = own == nil
        skipJunk(before: first, into: &sink)
        if object.isEvent {
            readEvent(object, into: &sink)
        } else {
            readOther(object, into: &sink)
        }
    }

    private mutating func readEvent(_ object: GenericObject, into sink: inout some FactSink) {
        do {
            let event = try DescribedEvent(object, from: first)
            event.read(at: first, into: &sink)
            if let line = event.eventsLine { readTable(line, into: &sink) }
        } catch {
            skipObject(error.reason, into: &sink)
        }
    }

    /// Of kinds that run no containers only the events are of use.
    private mutating func readOther(_ object: GenericObject, into sink: inout some FactSink) {
        let known = sink.batch.events.count
        if !isHeadless, let line = (first..<document.count).last(where: { object.isKey($0, "Events") }) {
            readName(first, into: &sink)
            readTable(line, into: &sink)
        }
        if sink.batch.events.count == known {
            skipObject("a description of a kind that runs no containers", into: &sink)
        }
    }

    private mutating func readTable(_ line: Int, into sink: inout some FactSink) {
        var events = EventsReader(parser: self, isPod: false, containers: [])
        events.run(line..<document.count, into: &sink)
        prompt = events.prompt ?? prompt
    }

    private func skipObject(_ reason: String, into sink: inout some FactSink) {
        sink.skip(
            reason, excerpt: document.bytes.span.extracting(document.range(first)),
            line: document.lines[first].number)
    }

    // MARK: Shape

    /// Whether a `Name:` line belongs to a volume or the like, below the object's keys.
    private func isNested(_ line: Int) -> Bool {
        let indent = document.lines[line].indent
        for earlier in 0..<line where !document.lines[earlier].isBlank {
            if document.lines[earlier].indent < indent, document.hasKey(earlier, "Volumes") { return true }
        }
        return indent > 12
    }

    /// Without a `Name:`, the section that stands leftmost gives the column.
    private func headlessBase() -> Int32 {
        let keys: [StaticString] = [
            "Containers", "Init Containers", "Conditions", "Volumes", "QoS Class", "Events", "Status",
        ]
        for line in 0..<document.count {
            for key in keys where document.hasKey(line, key) { return document.lines[line].indent }
        }
        return 0
    }

    /// Container fields stand four columns in; where none does, blanks were lost.
    private func indentationHolds() -> Bool {
        var fields = 0
        for line in first..<document.count {
            guard
                document.hasKey(line, "Image") || document.hasKey(line, "State")
                    || document.hasKey(line, "Container ID")
            else { continue }
            if document.lines[line].indent == base + 4 { return true }
            fields += 1
        }
        return fields == 0
    }

    /// The kind, which kubectl does not print, by the keys only that kind has.
    private func kindShown(from first: Int) -> String? {
        var hasReplicas = false
        var found: String?
        for line in first..<document.count
        where !document.lines[line].isBlank && document.lines[line].indent == base {
            if found == nil { found = kindSaid(by: line) }
            if document.hasKey(line, "Replicas") { hasReplicas = true }
            if found != nil, found != "Pod" { return found }
            if document.hasKey(line, "Events") { break }
        }
        if let found { return found }
        return hasReplicas ? "ReplicaSet" : isOwnedLikeAPod(from: first) ? "Pod" : nil
    }

    /// Whether a text that was cut short names an owner that only pods have.
    private func isOwnedLikeAPod(from first: Int) -> Bool {
        let owners: [StaticString] = [
            "ReplicaSet/", "StatefulSet/", "DaemonSet/", "Job/", "Node/", "ReplicationController/",
        ]
        for line in first..<document.count where document.hasKey(line, "Controlled By") {
            for owner in owners where document.begins(document.value(line), owner) { return true }
        }
        return false
    }

    private func kindSaid(by line: Int) -> String? {
        for (key, kind) in ObjectParser.tellingKeys where document.hasKey(line, key) { return kind }
        // The pods of a StatefulSet are counted without those that are updated.
        if document.hasKey(line, "Replicas"), document.string(document.value(line)).contains("| "),
            !document.string(document.value(line)).contains("updated")
        {
            return "StatefulSet"
        }
        return nil
    }

    private static let tellingKeys: [(StaticString, String)] = [
        ("StrategyType", "Deployment"), ("Roles", "Node"), ("Role", "Node"), ("Non-terminated Pods", "Node"),
        ("Allocatable", "Node"), ("System Info", "Node"), ("Update Strategy", "StatefulSet"),
        ("Desired Number of Nodes Scheduled", "DaemonSet"), ("Schedule", "CronJob"), ("Parallelism", "Job"),
        ("Pods Statuses", "Job"), ("StorageClass", "PersistentVolumeClaim"), ("Endpoints", "Service"),
        ("Containers", "Pod"), ("Init Containers", "Pod"), ("QoS Class", "Pod"), ("QoS Tier", "Pod"),
        ("Node-Selectors", "Pod"), ("IP", "Pod"), ("IPs", "Pod"), ("Start Time", "Pod"),
    ]

    // MARK: Names

    private mutating func readName(_ line: Int?, into sink: inout some FactSink) {
        if let line {
            name = sink.add(document.firstWord(document.value(line)), of: document)
        } else if let known = prompt.name, kind == nil || prompt.kind == nil || kind == prompt.kind {
            name = sink.batch.add(known)
        }
        for line in first..<document.count where document.lines[line].indent == base || !isStrict {
            if document.hasKey(line, "Namespace") {
                namespace = sink.add(document.firstWord(document.value(line)), of: document)
                return
            }
            if document.hasKey(line, "Containers") || document.hasKey(line, "Events") { break }
        }
        if namespace.isNone, let known = prompt.namespace { namespace = sink.batch.add(known) }
    }

    private mutating func readPrompts(before end: Int) {
        for line in 0..<end where document.range(line).count < 400 {
            guard document.bytes.span.extracting(document.range(line)).contains("describe") else { continue }
            if let hint = PromptHint(document.string(document.range(line))) { prompt = hint }
        }
    }

    /// Text above the object is told once, with its first line.
    private func skipJunk(before end: Int, into sink: inout some FactSink) {
        let junk = (0..<end).filter {
            !document.lines[$0].isBlank && !PastedLine.isPromptOrFence(document, $0)
        }
        guard let line = junk.first else { return }
        sink.skip(
            junk.count == 1
                ? "not part of a description" : "\(junk.count) lines that are not part of a description",
            excerpt: document.bytes.span.extracting(document.range(line)), line: document.lines[line].number)
    }

    // MARK: Indentation

    /// Whether a line stands `columns` to the right of the object's keys, as far as that can be told.
    func isAt(_ columns: Int32, _ line: Int) -> Bool {
        !isStrict || document.lines[line].indent == base + columns
    }
}
