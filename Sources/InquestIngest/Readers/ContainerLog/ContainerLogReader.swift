package import InquestCore

/// Reads what containers wrote, one fact per line, whatever the envelope.
package enum ContainerLogReader<Envelope: LogEnvelope>: FactReader {
    package static var format: InputFormat { Envelope.format }

    package static func guess(_ sample: SniffSample) -> Guess { Envelope.guess(sample) }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var assembler = LineAssembler()
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
            let line = window.buffer.span.extracting(withoutByteOrderMark(range, in: window, line: number))
            take(line, number: number, sections: &sections, assembler: &assembler, into: &sink.batch)
            sink.boundary()
        }
        assembler.finish(into: &sink.batch)
        sink.boundary()
        if let newest = assembler.newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func take(
        _ line: Span<UInt8>, number: UInt32, sections: inout DumpSections, assembler: inout LineAssembler,
        into batch: inout FactBatch
    ) {
        switch sections.step(line) {
        case .text:
            take(line, number: number, assembler: &assembler, into: &batch)
        case .start(let owner):
            assembler.enter(owner)
        case .end(let textBefore):
            // A log without a last newline has the heading glued to its last line.
            if textBefore > 0 {
                take(line.extracting(0..<textBefore), number: number, assembler: &assembler, into: &batch)
            }
            assembler.leave(into: &batch)
        }
    }

    private static func take(
        _ line: Span<UInt8>, number: UInt32, assembler: inout LineAssembler, into batch: inout FactBatch
    ) {
        if let record = Envelope.parse(line) {
            assembler.add(record, of: line, number: number, into: &batch)
        } else {
            assembler.addBare(line, number: number, into: &batch)
        }
    }

    /// Editors and PowerShell put U+FEFF before the first line.
    private static func withoutByteOrderMark(
        _ range: Range<Int>, in window: borrowing ByteWindow, line: UInt32
    ) -> Range<Int> {
        guard line == 1, range.count >= 3, window.buffer[range.lowerBound] == 0xEF,
            window.buffer[range.lowerBound + 1] == 0xBB, window.buffer[range.lowerBound + 2] == 0xBF
        else { return range }
        return range.lowerBound + 3..<range.upperBound
    }
}
