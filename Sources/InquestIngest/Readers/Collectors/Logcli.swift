import InquestCore

/// What logcli prints unless told otherwise: a time, labels in braces, and the line.
package struct Logcli: TextCollector {
    package static let format = InputFormat(
        id: "log-logcli", title: "Log lines out of Loki as logcli prints them", origin: "logcli query '{…}'",
        samples: [
            #"2026-03-02T09:14:08Z {container="api", namespace="shop", pod="co-7c9-x2"} lost the lease"#
                + "\n"
        ])

    package init(head: [UInt8], context: ReadContext) {}

    package static func guess(_ sample: SniffSample) -> Guess {
        LineCensus(sample) { parse($0) != nil }.guess(
            .certain, .likely, "begin with a time and labels in braces")
    }

    package mutating func take(_ line: Span<UInt8>) -> TextLine {
        Logcli.parse(line).map { .line($0.head, $0.start..<line.count) } ?? .other
    }

    private static func parse(_ line: Span<UInt8>) -> (head: CollectedLineHead, start: Int)? {
        let timed = ANSI.skip(line, from: 0)
        var position = timed
        let word = ANSI.word(line, from: &position)
        guard let at = Timestamp(rfc3339: line.extracting(word)) else { return nil }
        position = ANSI.skip(line, from: position)
        guard position < line.count, line[position] == 0x7B else { return nil }
        position += 1
        var labels = Labels()
        guard labels.take(line, from: &position) else { return nil }
        position = ANSI.skip(line, from: position)
        // Labels are filled up with blanks to the width of the longest; logcli trims the line itself.
        while position < line.count, line[position] == 0x20 { position = ANSI.skip(line, from: position + 1) }
        return (CollectedLineHead(owner: labels.owner, at: at), position)
    }

    /// `namespace="shop", pod="co-x2"}`.
    private struct Labels {
        private(set) var owner = LogOwner()

        mutating func take(_ line: Span<UInt8>, from position: inout Int) -> Bool {
            if position < line.count, line[position] == 0x7D {
                position += 1
                return true
            }
            while let equals = line.firstIndex(of: 0x3D, from: position), equals < position + 256 {
                let name = line.extracting(position..<equals)
                guard Labels.isName(name) else { return false }
                var cursor = JSONCursor(position: equals + 1)
                guard let value = cursor.string(in: line), cursor.position < line.count else { return false }
                add(name, line.extracting(value))
                position = cursor.position
                if line[position] == 0x7D {
                    position += 1
                    return true
                }
                guard line[position] == 0x2C else { return false }
                position += 1
                if position < line.count, line[position] == 0x20 { position += 1 }
            }
            return false
        }

        private mutating func add(_ name: Span<UInt8>, _ value: Span<UInt8>) {
            guard value.count <= 253 else { return }
            switch CollectedFieldTable.labels.field(name) {
            case .namespace: owner.namespace = value.copied()
            case .pod: owner.pod = value.copied()
            case .container: owner.container = value.copied()
            default: break
            }
        }

        private static func isName(_ name: Span<UInt8>) -> Bool {
            guard name.count > 0 else { return false }
            for index in 0..<name.count {
                let byte = name[index]
                guard byte.isASCIILetter || byte.isDigit || byte == 0x5F else { return false }
            }
            return true
        }
    }
}
