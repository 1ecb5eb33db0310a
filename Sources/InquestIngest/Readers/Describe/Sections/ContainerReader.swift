import InquestCore

/// What the events of a pod may tell of one of its containers.
struct DescribedContainer {
    /// Index in the batch.
    var index: Int32
    /// The name's bytes in the document.
    var name: Range<Int>?
    /// When the current run started, if the container was never restarted.
    var firstStart: Timestamp?
}

/// Reads a section of containers.
struct ContainerReader {
    let parser: ObjectParser
    let pod: Int32
    let kind: ContainerKind
    var line: Int
    private var found: [DescribedContainer] = []

    private let document: DescribeDocument

    init(parser: ObjectParser, pod: Int32, kind: ContainerKind, line: Int) {
        self.parser = parser
        document = parser.document
        self.pod = pod
        self.kind = kind
        self.line = line
    }

    mutating func run(into sink: inout some FactSink) -> [DescribedContainer] {
        while line < document.count {
            if document.lines[line].isBlank {
                line += 1
            } else if let name = containerName(line) {
                open(name, into: &sink)
                line += 1
            } else if isEnd(line) {
                break
            } else {
                readField(into: &sink)
            }
        }
        return found
    }

    // MARK: Bounds

    /// The name on a line that opens a container: alone, and followed by a field that only comes first.
    private func containerName(_ line: Int) -> Range<Int>? {
        guard parser.isAt(2, line) else { return nil }
        let text = document.range(line)
        guard text.count > 1, document.bytes[text.upperBound - 1] == 0x3A,
            isName(text.lowerBound..<text.upperBound - 1),
            let next = document.nextText(line + 1)
        else { return nil }
        let name = text.lowerBound..<text.upperBound - 1
        // Writers of documentation leave lines out.
        if document.begins(next, "[...]") || document.begins(next, "...") || document.begins(next, "\u{2026}")
        {
            return name
        }
        guard parser.isAt(4, next),
            document.hasKey(next, "Container ID") || document.hasKey(next, "Image")
                || document.hasKey(next, "Image(s)")
                || document.hasKey(next, "State") || document.hasKey(next, "Port")
        else { return nil }
        return name
    }

    private func isName(_ range: Range<Int>) -> Bool {
        // Placeholders such as <init-container-1> stand in documentation.
        let inner = document.bytes[range.lowerBound] == 0x3C ? range.dropFirst().dropLast() : range
        return !inner.isEmpty
            && inner.allSatisfy {
                let byte = document.bytes[$0]
                return (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                    || byte == 0x5F
                    || byte == 0x2E
            }
    }

    /// Whether the section ends here: at a key of the object itself.
    private func isEnd(_ line: Int) -> Bool {
        let keys: [StaticString] = [
            "Conditions", "Volumes", "QoS Class", "QoS Tier", "Events", "Containers", "Init Containers",
            "Ephemeral Containers", "Readiness Gates", "Node-Selectors", "Tolerations", "IP", "IPs",
            "Controlled By",
        ]
        if !found.isEmpty || parser.isStrict, parser.isStrict, document.lines[line].indent > parser.base {
            return false
        }
        for key in keys where document.hasKey(line, key) { return true }
        if document.begins(line, "No events.") { return true }
        return EventRow.looksLikeRow(document, line)
            || document.begins(line, "Type ")
                && document.bytes.span.extracting(document.range(line)).contains("Reason")
            || PastedLine.isPromptOrFence(document, line)
    }

    private mutating func open(_ name: Range<Int>?, into sink: inout some FactSink) {
        var fact = ContainerFact(pod: pod)
        if let name { fact.name = sink.add(name, of: document) }
        fact.kind = kind
        fact.line = document.lines[line].number
        found.append(DescribedContainer(index: Int32(sink.batch.containers.count), name: name))
        sink.batch.containers.append(fact)
    }

    // MARK: Fields

    private mutating func readField(into sink: inout some FactSink) {
        guard parser.isAt(4, line) || found.isEmpty else {
            line += 1
            return
        }
        if isState(line) {
            if found.isEmpty { open(nil, into: &sink) }
            readState(into: &sink)
            return
        }
        if document.hasKey(line, "Exit Code"), found.isEmpty {
            // Cut above "Last State:": what follows is the rest of an ended run.
            open(nil, into: &sink)
            var reader = StateReader(parser: parser, container: found[0].index)
            line = reader.readTail(from: line, slot: .lastState, into: &sink)
            return
        }
        if document.hasKey(line, "Restart Count"), found.isEmpty { open(nil, into: &sink) }
        guard let index = found.last.map({ Int($0.index) }) else {
            line += 1
            return
        }
        let value = document.value(line)
        switch true {
        case document.hasKey(line, "Command"), document.hasKey(line, "Args"):
            skipArguments()
            return
        case document.hasKey(line, "Container ID"):
            sink.batch.containers[index].containerID = sink.add(value, of: document)
        case document.hasKey(line, "Image"):
            sink.batch.containers[index].image = sink.add(value, of: document)
        case document.hasKey(line, "Image ID"):
            sink.batch.containers[index].imageID = sink.add(value, of: document)
        case document.hasKey(line, "Ready"): sink.batch.containers[index].ready = truth(value)
        case document.hasKey(line, "Restart Count"):
            sink.batch.containers[index].restartCount =
                document.integer(value).flatMap { Int32(exactly: $0) }.map(Int64.init)
            if document.integer(value) != 0 { found[found.count - 1].firstStart = nil }
        case document.hasKey(line, "Limits"): sink.batch.containers[index].memoryLimitBytes = memory()
        case document.hasKey(line, "Requests"): sink.batch.containers[index].memoryRequestBytes = memory()
        default: break
        }
        line += 1
    }

    private func truth(_ value: Range<Int>) -> Bool? {
        let word = document.firstWord(value)
        return document.equals(word, "True") ? true : document.equals(word, "False") ? false : nil
    }

    /// The memory line below `Limits:` or `Requests:`.
    private func memory() -> Int64? {
        var behind = line + 1
        while let next = document.nextText(behind) {
            if document.hasKey(next, "memory") {
                return Quantity.bytes(
                    document.bytes.span.extracting(document.firstWord(document.value(next))))
            }
            // Resource names are lower case; the next field is not.
            let first = document.bytes[Int(document.lines[next].start)]
            guard (0x61...0x7A).contains(first),
                !parser.isStrict || document.lines[next].indent > parser.base + 4
            else { return nil }
            behind = next + 1
        }
        return nil
    }

    /// Passes over a command, whose lines may look like any field: only a field of the container itself
    /// ends it.
    private mutating func skipArguments() {
        let keys: [StaticString] = [
            "State", "Last State", "Ready", "Restart Count", "Limits", "Requests", "Liveness", "Readiness",
            "Startup", "Args",
            "Environment", "Environment Variables", "Environment Variables from", "Mounts", "Devices",
        ]
        line += 1
        while line < document.count {
            if parser.isAt(4, line), !document.lines[line].isBlank {
                for key in keys where document.hasKey(line, key) {
                    if !key.equals("State") || isState(line) { return }
                }
            }
            if containerName(line) != nil || (!parser.isStrict && isEnd(line)) { return }
            line += 1
        }
    }

    // MARK: State

    private func isState(_ line: Int) -> Bool {
        guard
            document.hasKey(line, "State") || document.hasKey(line, "Last State")
                || document.hasKey(line, "Last Termination State")
        else { return false }
        let word = document.firstWord(document.value(line))
        return document.equals(word, "Running") || document.equals(word, "Waiting")
            || document.equals(word, "Terminated")
    }

    private mutating func readState(into sink: inout some FactSink) {
        let last = found.count - 1
        var reader = StateReader(parser: parser, container: found[last].index)
        let slot: TerminationFact.Slot = document.hasKey(line, "State") ? .state : .lastState
        line = reader.read(from: line, slot: slot, into: &sink)
        if slot == .state {
            found[last].firstStart = sink.batch.containers[Int(found[last].index)].runningSince
        }
    }
}

extension StaticString {
    /// Whether two literals are the same text.
    fileprivate func equals(_ other: StaticString) -> Bool { "\(self)" == "\(other)" }
}
