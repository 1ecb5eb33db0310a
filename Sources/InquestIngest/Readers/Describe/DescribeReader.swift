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
        var frame = PastedLine.Frame()
        var kernel = PastedKernelReports(context)
        var failure: ReadError?
        while true {
            let number = window.line
            var next: Range<Int>?
            do { next = try window.nextLine() } catch { failure = error }
            guard let range = next else { break }
            let text = frame.content(window.buffer.span.extracting(range))
            let content = (range.lowerBound + text.lowerBound)..<(range.lowerBound + text.upperBound)
            document.append(window.buffer.span.extracting(content), number: number)
            passOverTable(window.buffer.span.extracting(content), number: number, into: &sink)
            kernel.take(window.buffer.span.extracting(content), number: number, into: &sink.batch)
            if let cut = splitter.cut(document) {
                let object = document.split(at: cut)
                parse(object, isBlock: splitter.isFenced, &prompt, into: &sink)
                splitter.restart(document)
            } else if document.count >= longestObject {
                parse(document, isBlock: splitter.isFenced, &prompt, into: &sink)
                document = DescribeDocument()
                splitter = ObjectSplitter()
            }
        }
        while let cut = splitter.lastCut(document) {
            let object = document.split(at: cut)
            parse(object, isBlock: splitter.isFenced, &prompt, into: &sink)
            splitter.restart(document)
        }
        parse(document, isBlock: splitter.isFenced, &prompt, into: &sink)
        if let failure { throw failure }
    }

    /// Tells of a table that stands beside the descriptions: it is not read here.
    private static func passOverTable(_ line: Span<UInt8>, number: UInt32, into sink: inout some FactSink) {
        // Headings are in capitals, as no field of a description is: most lines are done here.
        var start = 0
        while start < line.count, line[start] == 0x20 { start += 1 }
        guard line.count > start + 20, (0..<4).allSatisfy({ line[start + $0] &- 0x41 < 26 }),
            let header = TableHeader(TableText(line))
        else { return }
        switch header.kind {
        case .events, .oldEvents, .pods, .docker, .crictl:
            sink.skip(
                "a table beside a description is not read: save it in a file of its own", excerpt: line,
                line: number)
        case .nodes, .other: break
        }
    }

    /// - Parameter isBlock: Whether the text is a block of a page, or the prose between two: not all of them are
    ///   descriptions.
    private static func parse(
        _ document: DescribeDocument, isBlock: Bool, _ prompt: inout PromptHint,
        into sink: inout some FactSink
    ) {
        guard document.nextText(0) != nil else { return }
        var parser = ObjectParser(document, prompt: prompt)
        if isBlock, guess(document).certainty == .no {
            parser.passOver(into: &sink)
        } else {
            parser.run(into: &sink)
        }
        prompt = parser.prompt
        sink.boundary()
    }
}
