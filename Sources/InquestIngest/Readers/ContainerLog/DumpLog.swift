import InquestCore

/// The log of one container inside a dump that is one stream: between its headings, in the middle of other documents.
enum DumpLog {
    /// Reads a log from its heading, which is the next line, to its end.
    ///
    /// - Throws: When the bytes end with an error; what came before has been read.
    static func read(
        _ window: inout ByteWindow, with assembler: inout LineAssembler, into sink: inout some FactSink
    ) throws(ReadError) {
        var sections = DumpSections()
        var failure: ReadError?
        while true {
            let number = window.line
            let range: Range<Int>?
            do throws(ReadError) {
                range = try window.nextLine()
            } catch {
                // What was read before the trouble is still in the window: take it, then report.
                failure = ReadError(error.description, line: error.line ?? window.line)
                continue
            }
            guard let range else { break }
            let line = window.buffer.span.extracting(range)
            let isEnd = sections.take(line, number: number, with: &assembler, into: &sink.batch)
            sink.boundary()
            if isEnd { break }
        }
        assembler.leave(into: &sink.batch)
        sink.boundary()
        if let failure { throw failure }
    }
}

extension DumpSections {
    /// Takes the next line, which is plain text where it is no heading.
    ///
    /// - Returns: Whether it ends the section.
    mutating func take(
        _ line: Span<UInt8>, number: UInt32, with assembler: inout LineAssembler, into batch: inout FactBatch
    ) -> Bool {
        switch step(line) {
        case .text: assembler.addBare(line, number: number, into: &batch)
        case .start(let owner): assembler.enter(owner)
        case .end(let textBefore):
            // A log without a last newline has the heading glued to its last line.
            if textBefore > 0 {
                assembler.addBare(line.extracting(0..<textBefore), number: number, into: &batch)
            }
            return true
        }
        return false
    }
}

extension LineAssembler {
    /// Hands on what is left of a section's lines, and forgets its owner.
    mutating func leave(into batch: inout FactBatch) {
        finish(into: &batch)
        enter(LogOwner())
    }
}
