import InquestCore

/// Records of Fluentd and Fluent Bit behind their time and tag, as their file and stdout outputs write them.
package struct FluentText: TextCollector {
    package static let format = InputFormat(
        id: "log-fluent-text", title: "Records of Fluent Bit or Fluentd behind time and tag",
        origin: "Fluentd's file and stdout outputs; Fluent Bit's stdout output",
        samples: [
            #"2026-03-02 09:14:08.123456789 +0000 kube.api: {"log":"lost the lease","stream":"stderr","#
                + #""kubernetes":{"namespace_name":"shop","pod_name":"co-7c9-x2","container_name":"api"}}"#
                + "\n",
            #"[0] kube.api: [[1772442848.123456789, {}], {"log"=>"lost the lease", "kubernetes"=>{"#
                + #""namespace_name"=>"shop", "pod_name"=>"co-7c9-x2", "container_name"=>"api"}}]"# + "\n",
        ])

    private var files = ContainerFiles()

    package init(head: [UInt8], context: ReadContext) {}

    package static func guess(_ sample: SniffSample) -> Guess {
        LineCensus(sample) { isRecord($0) }.guess(
            .certain, .likely, "are a time or number, a tag and a record")
    }

    private static func isRecord(_ line: Span<UInt8>) -> Bool {
        if let place = Place(line) { return line[place.json.lowerBound] == 0x7B || place.isMessagePack }
        return false
    }

    package mutating func take(_ line: Span<UInt8>) -> TextLine {
        guard let place = Place(line) else { return .other }
        let tag = line.extracting(place.tag).string
        var head = CollectedLineHead(owner: files.owner(of: tag), at: place.at)
        guard place.isMessagePack else { return .record(head, line.extracting(place.json).copied()) }
        let text = FluentText.json(line.extracting(place.json))
        guard let (at, record) = FluentText.record(text) else {
            return .broken(
                "a record whose quotes are not marked cannot be taken apart; "
                    + "use 'format json_lines' in Fluent Bit's output")
        }
        head.at = at
        return .record(head, record)
    }

    /// Where the parts of a line stand.
    private struct Place {
        var at: Timestamp?
        var tag = 0..<0
        var json = 0..<0
        var isMessagePack = false

        init?(_ line: Span<UInt8>) {
            guard line.count > 4 else { return nil }
            guard line[0] != 0x5B else {
                guard takeNumbered(line) else { return nil }
                return
            }
            guard let brace = line.firstIndex(of: 0x7B), brace >= 22, brace < 1024 else { return nil }
            let head = line.extracting(0..<brace)
            let isTabbed = head[brace - 1] == 0x09
            guard isTabbed || head[brace - 1] == 0x20 && head[brace - 2] == 0x3A else { return nil }
            let separator: UInt8 = isTabbed ? 0x09 : 0x20
            let end = isTabbed ? brace - 1 : brace - 2
            guard let start = (0..<end).last(where: { head[$0] == separator }), start + 1 < end else {
                return nil
            }
            tag = start + 1..<end
            json = brace..<line.count
            let time = head.extracting(0..<start)
            at = Timestamp(rfc3339: time) ?? CollectedTime.spaced(time)
            if at == nil { return nil }
        }

        /// `[0] tag: [time, record]`
        private mutating func takeNumbered(_ line: Span<UInt8>) -> Bool {
            var position = 1
            while position < line.count, position < 12, line[position].isDigit { position += 1 }
            guard position > 1, position + 2 < line.count, line[position] == 0x5D, line[position + 1] == 0x20
            else {
                return false
            }
            let start = position + 2
            var end = start
            while end + 2 < line.count, end < start + 512, !(line[end] == 0x3A && line[end + 1] == 0x20) {
                end += 1
            }
            guard end > start, end + 2 < line.count, line[end] == 0x3A, line[end + 2] == 0x5B else {
                return false
            }
            tag = start..<end
            json = end + 2..<line.count
            isMessagePack = true
            return true
        }
    }

    /// The text as JSON: `=>` stands for a colon.
    private static func json(_ text: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var isInString = false
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte == 0x22 { isInString.toggle() }
            if isInString, byte == 0x5C, position + 1 < text.count {
                result.append(byte)
                position += 1
                result.append(text[position])
            } else if !isInString, byte == 0x3D, position + 1 < text.count, text[position + 1] == 0x3E {
                result.append(0x3A)
                position += 1
            } else {
                result.append(byte)
            }
            position += 1
        }
        return result
    }

    /// Time and record of `[time, record]` or `[[time, metadata], record]`.
    private static func record(_ text: [UInt8]) -> (at: Timestamp?, json: [UInt8])? {
        var inner = InnerRecord()
        guard inner.load(text), inner.record.kind(JSONRecord.root) == .array else { return nil }
        let record = inner.record
        var elements = record.elements(of: JSONRecord.root)
        guard elements.advance(record) else { return nil }
        var time = elements.value
        if record.kind(time) == .array {
            var inside = record.elements(of: time)
            guard inside.advance(record) else { return nil }
            time = inside.value
        }
        guard elements.advance(record), record.kind(elements.value) == .object else { return nil }
        var json: [UInt8] = []
        record.appendCompact(elements.value, to: &json)
        return (CollectedTime.time(time, of: record), json)
    }
}
