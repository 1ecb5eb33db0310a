import InquestCore

/// Decides where one object ends and the next begins.
///
/// kubectl prints two empty lines between objects, or one. A termination message can hold anything, so a new
/// `Name:` counts only outside of it, after the object before has reached its last section, and when the
/// lines behind it look like the head of an object.
struct ObjectSplitter {
    /// Lines that must follow a `Name:` before it is judged.
    private static let lookahead = 4

    private var isClosed = false
    private var hasName = false
    /// Whether something stands above the first object: then it is a paste, and remarks may part objects.
    private var isPaste = false
    private var candidate: Int?
    /// Whether a fence stood above the first object: then each block of the page is a text of its own.
    private(set) var isFenced = false
    private var message: OpenMessage?
    /// The column of the keys of an object in the layout of `GenericObject`.
    private var generic: Int32?

    /// A termination message whose end has not come yet.
    private struct OpenMessage {
        let line: Int
        /// The column of the fields around the message.
        let indent: Int32
        /// Whether it is the message of an event.
        var isOfEvent = false
        var bytes = 0
        /// How many of the fields that follow a message came last.
        var fields = 0

        /// The kubelet keeps 4096 bytes, which printing may stretch. What goes on is a paste that lost its
        /// fields.
        static let longest = 16_384
    }

    /// Looks at the line added last.
    ///
    /// - Returns: How many lines belong to the object that has ended.
    mutating func cut(_ document: DescribeDocument) -> Int? {
        let line = document.count - 1
        if isBlockEnd(document, line) { return line + 1 }
        look(document, line)
        guard let begin = candidate, line - begin >= ObjectSplitter.lookahead else { return nil }
        candidate = nil
        return isHead(document, begin) ? begin : nil
    }

    /// The same at the end of the text, where fewer lines follow.
    mutating func lastCut(_ document: DescribeDocument) -> Int? {
        if message?.isOfEvent == false { reopen(document) }
        guard let begin = candidate else { return nil }
        candidate = nil
        return isHead(document, begin) ? begin : nil
    }

    /// Begins anew with what is left after a cut.
    mutating func restart(_ document: DescribeDocument) {
        let (wasPaste, wasFenced) = (isPaste, isFenced)
        self = ObjectSplitter()
        (isPaste, isFenced) = (wasPaste, wasFenced)
        lookAgain(document, from: 0)
    }

    /// Looks at lines that were there before.
    private mutating func lookAgain(_ document: DescribeDocument, from first: Int) {
        for line in first..<max(document.count, first) {
            look(document, line)
            guard let begin = candidate, line - begin >= ObjectSplitter.lookahead else { continue }
            if isHead(document, begin) { return }
            candidate = nil
        }
    }

    private mutating func look(_ document: DescribeDocument, _ line: Int) {
        guard message == nil else { return passMessage(document, line) }
        let shown = document.lines[line]
        guard !shown.isBlank, shown.indent <= 8 else { return }
        if opensEventMessage(document, line, "Note") {
            message = OpenMessage(line: line, indent: shown.indent, isOfEvent: true)
            return
        }
        // T, E, Q and N begin the keys that matter here.
        switch document.bytes[Int(shown.start)] {
        case 0x54, 0x45, 0x51, 0x4E, 0x22: note(document, line)
        case 0x4D where opensMessage(document, line): message = OpenMessage(line: line, indent: shown.indent)
        case 0x4D where opensEventMessage(document, line, "Message"):
            message = OpenMessage(line: line, indent: shown.indent, isOfEvent: true)
        case 0x41 where !isClosed && document.hasKey(line, "API Version"): generic = generic ?? shown.indent
        default: break
        }
    }

    // MARK: Pages

    /// Whether a block of a page begins or ends with this line.
    private mutating func isBlockEnd(_ document: DescribeDocument, _ line: Int) -> Bool {
        // A piece that ends with the fields behind a message has come to its end.
        guard message == nil || isFenced && message?.fields == 3, document.begins(line, "```") else {
            return false
        }
        // What a client prints by itself may hold such lines in its messages.
        if !hasName { isFenced = true }
        return isFenced
    }

    // MARK: Termination messages

    private func opensMessage(_ document: DescribeDocument, _ line: Int) -> Bool {
        guard document.hasKey(line, "Message"), line > 1 else { return false }
        let state = document.hasKey(line - 1, "Reason") ? line - 2 : line - 1
        return (document.hasKey(state, "State") || document.hasKey(state, "Last State"))
            && document.begins(document.value(state), "Terminated")
    }

    /// Whether the message of an event begins, which is the object itself.
    private func opensEventMessage(_ document: DescribeDocument, _ line: Int, _ key: StaticString) -> Bool {
        !isClosed && generic == document.lines[line].indent && document.hasKey(line, key)
    }

    /// Whether a line and the one above it are those that come behind the message of an event.
    private func endsEventMessage(_ document: DescribeDocument, _ line: Int, _ column: Int32) -> Bool {
        guard !document.lines[line].isBlank, document.lines[line - 1].indent == column else { return false }
        return document.hasKey(line - 1, "Metadata") && document.lines[line].indent == column + 2
            && document.hasKey(line, "Creation Timestamp")
            || document.hasKey(line - 1, "Reason") && document.lines[line].indent == column
                && document.hasKey(line, "Regarding")
    }

    /// Looks for the run of fields that kubectl prints behind a message.
    private mutating func passMessage(_ document: DescribeDocument, _ line: Int) {
        guard var open = message else { return }
        open.bytes += Int(document.rawEnds[line] - document.rawEnds[line - 1]) + 1
        if open.isOfEvent {
            message = endsEventMessage(document, line, open.indent) ? nil : open
            if message != nil, open.bytes > OpenMessage.longest { reopen(document) }
            return
        }
        let isField = !document.lines[line].isBlank && document.lines[line].indent == open.indent
        switch open.fields {
        case 1 where isField && document.hasKey(line, "Signal"): break
        case 1 where isField && document.hasKey(line, "Started"): open.fields = 2
        case 2 where isField && document.hasKey(line, "Finished"): open.fields = 3
        case 3 where document.hasKey(line, "Ready") || document.hasKey(line, "Last State"):
            message = nil
            return
        default: open.fields = isField && document.hasKey(line, "Exit Code") ? 1 : 0
        }
        message = open
        if open.bytes > OpenMessage.longest { reopen(document) }
    }

    /// Takes what was passed over as a message for fields after all.
    private mutating func reopen(_ document: DescribeDocument) {
        guard let open = message else { return }
        message = nil
        lookAgain(document, from: open.line + 1)
    }

    // MARK: Names

    private mutating func note(_ document: DescribeDocument, _ line: Int) {
        if document.hasKey(line, "Tolerations") || document.hasKey(line, "Events")
            || document.hasKey(line, "QoS Tier") || document.begins(line, "No events.")
        {
            isClosed = true
        }
        guard document.hasKey(line, "Name") else { return }
        if !hasName, let first = document.nextText(0), first != line { isPaste = true }
        if line > 0, isClosed || hasName && isAfterRemark(document, line) || endsGeneric(document, line) {
            candidate = candidate ?? line
        }
        hasName = true
    }

    /// Whether two empty lines part a `Name:` from an object that was printed without its events.
    private func endsGeneric(_ document: DescribeDocument, _ line: Int) -> Bool {
        generic == document.lines[line].indent && line > 2 && document.lines[line - 1].isBlank
            && document.lines[line - 2].isBlank
    }

    /// Whether a paste says above the line what comes next.
    private func isAfterRemark(_ document: DescribeDocument, _ line: Int) -> Bool {
        isPaste && document.begins(line - 1, "#")
    }

    /// Whether what stands before is empty, or a prompt or fence rather than output.
    private func isAfterGap(_ document: DescribeDocument, _ line: Int) -> Bool {
        document.lines[line - 1].isBlank || PastedLine.isPromptOrFence(document, line - 1)
            || isAfterRemark(document, line)
    }

    /// Whether the lines from a `Name:` on look like the beginning of an object.
    private func isHead(_ document: DescribeDocument, _ begin: Int) -> Bool {
        let keys: [StaticString] = [
            "Labels", "Priority", "Node", "Service Account", "CreationTimestamp", "Image", "Image(s)",
            "Status",
            "Selector", "Start Time", "Annotations", "Roles", "Role", "Priority Class Name",
            "PriorityClassName",
            "Runtime Class Name", "Schedule", "StorageClass", "API Version", "Parallelism", "Controlled By",
        ]
        if isAfterRemark(document, begin) { return true }
        // Files that were joined have no empty line between objects: then the second key must come next.
        guard
            isAfterGap(document, begin) || document.hasKey(begin + 1, "Namespace")
                || document.hasKey(begin + 1, "Roles") || document.hasKey(begin + 1, "Selector")
        else { return false }
        let end = min(document.count, begin + ObjectSplitter.lookahead + 1)
        for line in begin + 1..<max(end, begin + 1) {
            for key in keys where document.hasKey(line, key) { return true }
        }
        return false
    }
}
