import InquestCore

/// One event as `kubectl describe events` prints it, of core/v1 or of events.k8s.io/v1.
///
/// A message goes on below its key in lines of its own, which can look like keys. What comes above it and below it is
/// known: it ends above the last lines that look like what follows a message.
struct DescribedEvent {
    private let object: GenericObject
    private let document: DescribeDocument
    /// The keys above the message.
    private let head: Range<Int>
    /// The lines of the message; empty when there is none.
    private let message: Range<Int>
    /// The keys below the message.
    private let tail: Range<Int>

    /// Why an event cannot be read.
    enum Damage: Error {
        case cut
        case joined

        var reason: String {
            switch self {
            case .cut: "the event is cut short: save it again"
            case .joined: "two events run into each other: save them again"
            }
        }
    }

    init(_ object: GenericObject, from first: Int) throws(Damage) {
        self.object = object
        document = object.document
        let end = object.document.count
        let start = (first..<end).first { object.isKey($0, "Message") || object.isKey($0, "Note") }
        if let start {
            guard let last = DescribedEvent.end(ofMessage: start, in: object) else { throw .cut }
            (head, message, tail) = (first..<start, start..<last, last..<end)
        } else {
            (head, message, tail) = (first..<end, end..<end, first..<end)
        }
        guard hasHead, isWhole else { throw .cut }
        guard !holdsAnother else { throw .joined }
    }

    /// Where the key below a message stands.
    private static func end(ofMessage start: Int, in object: GenericObject) -> Int? {
        let isNote = object.isKey(start, "Note")
        return (start + 1..<max(object.document.count - 1, start + 1)).last {
            isNote ? endsNote(object, $0) : endsMessage(object, $0)
        }
    }

    private static func endsMessage(_ object: GenericObject, _ line: Int) -> Bool {
        object.isBlock(line, "Metadata") && object.document.lines[line + 1].indent == object.base + 2
            && object.document.hasKey(line + 1, "Creation Timestamp")
    }

    private static func endsNote(_ object: GenericObject, _ line: Int) -> Bool {
        object.isKey(line, "Reason") && object.isBlock(line + 1, "Regarding")
    }

    /// Whether the first keys are there, and the object the event is about.
    private var hasHead: Bool {
        guard object.line("API Version", in: head) != nil else { return false }
        return head.contains { object.isBlock($0, "Involved Object") }
            || tail.contains { object.isBlock($0, "Regarding") }
    }

    /// Whether the last keys are there: a value that was cut would be another one.
    private var isWhole: Bool {
        if eventsLine != nil { return true }
        let type = object.value("Type", in: tail)
        return document.equals(type, "Normal") || document.equals(type, "Warning")
    }

    /// Whether the head of another event stands where only a message can be.
    private var holdsAnother: Bool {
        var hasObject = false
        for line in message.dropFirst() {
            if object.isBlock(line, "Involved Object") || object.isKey(line, "API Version") {
                hasObject = true
            }
            if hasObject, object.isKey(line, "Kind"), document.equals(document.value(line), "Event") {
                return true
            }
        }
        return false
    }

    /// Where the events about the object are; the last key.
    var eventsLine: Int? { object.line("Events", in: tail) }

    // MARK: Facts

    func read(at first: Int, into sink: inout some FactSink) {
        var event = EventFact()
        event.line = document.lines[first].number
        event.block = event.line
        event.uid = sink.add(inner("UID", of: "Metadata"), of: document)
        takeTimes(&event, into: &sink)
        event.type = sink.add(object.value("Type", in: tail), of: document)
        event.reason = sink.add(object.value("Reason", in: tail), of: document)
        takeReporter(&event, into: &sink)
        takeObject(&event, into: &sink)
        takeMessage(&event, into: &sink)
        sink.batch.events.append(event)
    }

    /// What stands behind a key of an inner object, above or below the message.
    private func inner(_ key: StaticString, of block: StaticString) -> Range<Int> {
        let value = object.value(key, of: block, in: head)
        return value.isEmpty ? object.value(key, of: block, in: tail) : value
    }

    private func takeTimes(_ event: inout EventFact, into sink: inout some FactSink) {
        event.count =
            positive(inner("Count", of: "Series")) ?? positive(object.value("Count", in: head))
            ?? positive(object.value("Deprecated Count", in: head)) ?? 1
        let created = time(inner("Creation Timestamp", of: "Metadata"))
        let micro = time(object.value("Event Time", in: head))
        event.firstAt =
            time(object.value("First Timestamp", in: head))
            ?? time(object.value("Deprecated First Timestamp", in: head)) ?? micro ?? created
        event.lastAt =
            time(inner("Last Observed Time", of: "Series")) ?? time(object.value("Last Timestamp", in: head))
            ?? time(object.value("Deprecated Last Timestamp", in: head)) ?? micro ?? created
        for known in [created, micro, event.firstAt, event.lastAt] {
            if let known { sink.notEarlier(than: known) }
        }
    }

    /// A counter; 0 is what Go writes for "not set".
    private func positive(_ value: Range<Int>) -> Int64? {
        guard let number = Int64(document.string(value)), number > 0 else { return nil }
        return number
    }

    private func time(_ value: Range<Int>) -> Timestamp? {
        Timestamp(rfc3339: document.bytes.span.extracting(value))
    }

    private func takeReporter(_ event: inout EventFact, into sink: inout some FactSink) {
        let components = [
            inner("Component", of: "Source"), inner("Component", of: "Deprecated Source"),
            object.value("Reporting Component", in: tail), object.value("Reporting Controller", in: tail),
        ]
        let component = components.first { !$0.isEmpty } ?? 0..<0
        event.component = sink.add(component, of: document)
        var hosts = [inner("Host", of: "Source"), inner("Host", of: "Deprecated Source")]
        // Other components write their pod's name there.
        if document.equals(component, "kubelet") {
            hosts.append(object.value("Reporting Instance", in: tail))
        }
        event.host = sink.add(hosts.first { !$0.isEmpty } ?? 0..<0, of: document)
    }

    private func takeObject(_ event: inout EventFact, into sink: inout some FactSink) {
        func about(_ key: StaticString) -> Range<Int> {
            let value = inner(key, of: "Involved Object")
            return value.isEmpty ? inner(key, of: "Regarding") : value
        }
        event.objectName = sink.add(about("Name"), of: document)
        event.namespace = sink.add(about("Namespace"), of: document)
        // An object that is named without a namespace has none; its event lies in "default" all the same.
        if event.objectName.isNone, event.namespace.isNone {
            event.namespace = sink.add(object.value("Namespace", in: head), of: document)
        }
        event.objectKind = sink.add(about("Kind"), of: document)
        event.objectUID = sink.add(about("UID"), of: document)
        let path = document.bytes.span.extracting(about("Field Path"))
        if let name = ContainerPath.name(in: path), name.upperBound + 1 == path.count {
            event.container = sink.batch.add(path.extracting(name))
        }
    }

    // MARK: Message

    /// Takes the message without the container that some clients put in front.
    private func takeMessage(_ event: inout EventFact, into sink: inout some FactSink) {
        let text = text
        guard !text.isEmpty, !(message.count == 1 && text.equals(0..<text.count, "<nil>")) else { return }
        var start = 0
        if let name = ContainerPath.name(in: text.span),
            text.begins(name.upperBound..<text.count, "}: ")
        {
            if event.container.isNone { event.container = sink.batch.add(text.span.extracting(name)) }
            start = name.upperBound + 3
        }
        event.message = sink.batch.add(text.span.extracting(droppingFirst: start))
    }

    /// The message as it was written, with its newlines.
    private var text: [UInt8] {
        guard let first = message.first else { return [] }
        var text = Array(document.bytes[messageStart(first)..<Int(document.rawEnds[first])])
        for line in message.dropFirst() {
            text.append(0x0A)
            var start = Int(document.rawEnds[line - 1])
            let end = Int(document.rawEnds[line])
            // A paste is indented as a whole.
            let limit = min(end, start + Int(object.base))
            while start < limit, document.bytes[start] == 0x20 { start += 1 }
            text += document.bytes[start..<end]
        }
        return text
    }

    /// Values stand in one column, so that a message which begins with blanks shows them.
    private func messageStart(_ line: Int) -> Int {
        let start = document.value(line).lowerBound
        guard line > 1, object.isKey(line - 1, "Last Timestamp") else { return start }
        let column = document.value(line - 1).lowerBound - Int(document.rawEnds[line - 2])
        let aligned = Int(document.rawEnds[line - 1]) + column
        let key = Int(document.lines[line].start) + "Message:".utf8.count
        return aligned > key && aligned < start ? aligned : start
    }
}
