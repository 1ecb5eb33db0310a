package import InquestCore

/// Reads what `kubectl describe` and `oc describe` print, of clients from 1.2 on, whole or pasted.
package enum DescribeReader: FactReader {
    /// Lines of one object that are held; a text without any structure is cut into pieces of this size.
    private static let longestObject = 200_000

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var document = DescribeDocument()
        var splitter = ObjectSplitter()
        var prompt = PromptHint()
        var failure: ReadError?
        while true {
            let number = window.line
            var next: Range<Int>?
            do { next = try window.nextLine() } catch { failure = error }
            guard let range = next else { break }
            let text = PastedLine.content(window.buffer.span.extracting(range))
            let content = (range.lowerBound + text.lowerBound)..<(range.lowerBound + text.upperBound)
            document.append(window.buffer.span.extracting(content), number: number)
            if let cut = splitter.cut(document) {
                let object = document.split(at: cut)
                parse(object, context, &prompt, into: &sink)
                splitter.restart(document)
            } else if document.count >= longestObject {
                parse(document, context, &prompt, into: &sink)
                document = DescribeDocument()
                splitter = ObjectSplitter()
            }
        }
        if let cut = splitter.lastCut(document) {
            let object = document.split(at: cut)
            parse(object, context, &prompt, into: &sink)
        }
        parse(document, context, &prompt, into: &sink)
        if let failure { throw failure }
    }

    private static func parse(
        _ document: DescribeDocument, _ context: ReadContext, _ prompt: inout PromptHint,
        into sink: inout some FactSink
    ) {
        guard document.nextText(0) != nil else { return }
        var parser = ObjectParser(document, prompt: prompt)
        parser.run(into: &sink)
        prompt = parser.prompt
        sink.boundary()
    }
}

/// Decides where one object ends and the next begins.
///
/// kubectl prints two empty lines between objects, or one. A termination message can hold anything, so a new
/// `Name:` counts only after the object before has reached its last section, and when the lines behind it
/// look like the head of an object.
struct ObjectSplitter {
    /// Lines that must follow a `Name:` before it is judged.
    private static let lookahead = 4

    private var isClosed = false
    private var hasName = false
    /// Whether something stands above the first object: then it is a paste, and remarks may part objects.
    private var isPaste = false
    private var candidate: Int?

    /// Looks at the line added last.
    ///
    /// - Returns: How many lines belong to the object that has ended.
    mutating func cut(_ document: DescribeDocument) -> Int? {
        let line = document.count - 1
        let shown = document.lines[line]
        if !shown.isBlank {
            if shown.indent <= 8 {
                let first = document.bytes[Int(shown.start)]
                // T, E, Q and N begin the keys that matter here.
                if first == 0x54 || first == 0x45 || first == 0x51 || first == 0x4E || first == 0x22 {
                    note(document, line)
                }
            }
        }
        guard let begin = candidate, line - begin >= ObjectSplitter.lookahead else { return nil }
        candidate = nil
        return isHead(document, begin) ? begin : nil
    }

    /// The same at the end of the text, where fewer lines follow.
    mutating func lastCut(_ document: DescribeDocument) -> Int? {
        guard let begin = candidate else { return nil }
        candidate = nil
        return isHead(document, begin) ? begin : nil
    }

    /// Begins anew with what is left after a cut.
    mutating func restart(_ document: DescribeDocument) {
        let wasPaste = isPaste
        self = ObjectSplitter()
        isPaste = wasPaste
        for line in 0..<document.count { note(document, line) }
    }

    private mutating func note(_ document: DescribeDocument, _ line: Int) {
        if document.hasKey(line, "Tolerations") || document.hasKey(line, "Events")
            || document.hasKey(line, "QoS Tier") || document.begins(line, "No events.")
        {
            isClosed = true
        }
        guard document.hasKey(line, "Name") else { return }
        if !hasName, let first = document.nextText(0), first != line { isPaste = true }
        if line > 0, isClosed || hasName && isAfterRemark(document, line) { candidate = candidate ?? line }
        hasName = true
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
                || document.hasKey(begin + 1, "Roles")
        else { return false }
        let end = min(document.count, begin + ObjectSplitter.lookahead + 1)
        for line in begin + 1..<max(end, begin + 1) {
            for key in keys where document.hasKey(line, key) { return true }
        }
        return false
    }
}
