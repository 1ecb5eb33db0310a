import InquestCore

/// What pasting does to a line.
enum PastedLine {
    /// The line without what terminals, k9s frames and quoting put around it.
    static func content(_ text: Span<UInt8>, mayBeFramed: Bool = true) -> Range<Int> {
        var start = 0
        var end = text.count
        // U+2502, the frame k9s draws.
        while mayBeFramed, end - start >= 3, text[start] == 0xE2, text[start + 1] == 0x94,
            text[start + 2] == 0x82
        {
            start += 3
        }
        while mayBeFramed, end - start >= 3, text[end - 3] == 0xE2, text[end - 2] == 0x94,
            text[end - 1] == 0x82
        {
            end -= 3
            while end > start, text[end - 1] == 0x20 { end -= 1 }
        }
        // A whole text in quotes begins with `"Name:`.
        let quoted = start < end && text[start] == 0x20 ? start + 1 : start
        if quoted < end, text[quoted] == 0x22, text.extracting(quoted + 1..<end).hasPrefix("Name:") {
            start = quoted + 1
        }
        return start..<end
    }

    /// Whether a text stands in a frame, which its `Name:` shows: messages may draw lines of their own.
    struct Frame {
        private var isDrawn: Bool?

        mutating func content(_ text: Span<UInt8>) -> Range<Int> {
            if isDrawn == nil || text.count > 0 && text[0] == 0xE2 {
                let inner = PastedLine.content(text)
                var key = inner.lowerBound
                while key < inner.upperBound, text[key] == 0x20 || text[key] == 0x09 { key += 1 }
                if text.extracting(key..<inner.upperBound).hasPrefix("Name:") {
                    isDrawn = inner.lowerBound >= 3 || text.count - inner.upperBound >= 3
                }
            }
            return PastedLine.content(text, mayBeFramed: isDrawn != false)
        }
    }

    /// Whether a line is a shell prompt with a command, or a Markdown fence.
    static func isPromptOrFence(_ document: DescribeDocument, _ line: Int) -> Bool {
        if document.begins(line, "```") || document.begins(line, "~~~") { return true }
        let text = document.range(line)
        guard text.count < 400 else { return false }
        return document.bytes.span.extracting(text).contains("kubectl ")
            || document.bytes.span.extracting(text).contains("oc describe ")
            || document.bytes.span.extracting(text).contains("kubeclt ") || endsLikePrompt(document, text)
    }

    private static func endsLikePrompt(_ document: DescribeDocument, _ text: Range<Int>) -> Bool {
        guard let last = text.last else { return false }
        let mark = document.bytes[last]
        // A bare prompt: user@host:~$ or [root@host dir]#
        return (mark == 0x24 || mark == 0x23)
            && document.bytes.span.extracting(text).firstIndex(of: 0x40) != nil
    }
}

/// The name of the object a pasted command asks for, for texts that were cut below `Name:`.
struct PromptHint {
    var kind: String?
    var name: String?
    var namespace: String?

    private static let kinds: [(words: Set<String>, kind: String)] = [
        (["pod", "pods", "po"], "Pod"), (["node", "nodes", "no"], "Node"),
        (["deployment", "deployments", "deploy"], "Deployment"),
        (["replicaset", "replicasets", "rs"], "ReplicaSet"),
        (["statefulset", "statefulsets", "sts"], "StatefulSet"),
        (["daemonset", "daemonsets", "ds"], "DaemonSet"),
        (["job", "jobs"], "Job"), (["cronjob", "cronjobs", "cj"], "CronJob"),
    ]

    /// Reads a line such as `$ kubectl -n shop describe pod api-0`.
    init?(_ line: String) {
        let words = line.split(whereSeparator: { " \t".contains($0) }).map(String.init)
        guard let verb = words.firstIndex(of: "describe"), verb + 1 < words.count,
            words[..<verb].contains(where: {
                $0.hasSuffix("kubectl") || $0.hasSuffix("oc") || $0.hasSuffix("kubeclt") || $0.hasSuffix("k")
            })
        else { return nil }
        var index = 0
        var plain: [String] = []
        while index < words.count {
            let word = words[index]
            if word == "-n" || word == "--namespace", index + 1 < words.count {
                namespace = words[index + 1]
                index += 1
            } else if word.hasPrefix("--namespace=") {
                namespace = String(word.dropFirst("--namespace=".count))
            } else if index > verb, word == "|" || word == ">" || word == "&&" || word == ";" {
                break
            } else if index > verb, !word.hasPrefix("-") {
                plain.append(word)
            }
            index += 1
        }
        guard var first = plain.first else { return nil }
        if let slash = first.firstIndex(of: "/") {
            plain.insert(String(first[first.index(after: slash)...]), at: 1)
            first = String(first[..<slash])
        }
        guard let known = PromptHint.kinds.first(where: { $0.words.contains(first.lowercased()) }) else {
            return nil
        }
        kind = known.kind
        if plain.count > 1, plain[1].utf8.allSatisfy({ PromptHint.isNameByte($0) }) { name = plain[1] }
    }

    init() {}

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
    }
}
