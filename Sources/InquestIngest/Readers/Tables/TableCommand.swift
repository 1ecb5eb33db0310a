import InquestCore

/// A pasted line that is no row: a prompt with a command, a fence.
struct TableCommand {
    /// The namespace the command asks for.
    let namespace: String?

    /// Reads a line such as `$ kubectl get events -n shop`; `nil` when it is nothing of the kind.
    init?(_ text: TableText) {
        let range = text.trimmed
        guard !range.isEmpty else { return nil }
        if text.begins(range, "```") || text.begins(range, "~~~") {
            namespace = nil
            return
        }
        let bytes = text.bytes.span.extracting(range)
        if TableCommand.isBarePrompt(bytes) {
            namespace = nil
            return
        }
        guard range.count < 4096,
            bytes.contains("kubectl") || bytes.contains("oc ") || bytes.contains("crictl ps")
                || bytes.contains("docker ps")
        else { return nil }
        let words = text.words(range).map { text.string($0) }
        let programs = ["kubectl", "oc", "crictl", "docker"]
        let verbs: Set<String> = ["get", "events", "describe", "ps"]
        guard
            let program = words.firstIndex(where: { word in
                let bare = word.drop { !$0.isLetter && $0 != "/" }
                return programs.contains {
                    bare == $0 || bare.hasSuffix("/" + $0) || bare.hasPrefix("kubectl-")
                }
            }), program + 1 < words.count, words[(program + 1)...].contains(where: verbs.contains),
            program == 0 || program < 6 || words.contains(where: { $0.hasPrefix("\"invocation\"") })
        else { return nil }
        namespace = TableCommand.namespace(words[(program + 1)...])
    }

    private static func namespace(_ words: ArraySlice<String>) -> String? {
        var index = words.startIndex
        while index < words.endIndex {
            let word = words[index]
            if ["|", ">", "&&", ";"].contains(word) { return nil }
            if word == "-n" || word == "--namespace" {
                return index + 1 < words.endIndex ? label(words[index + 1]) : nil
            }
            if word.hasPrefix("--namespace=") { return label(String(word.dropFirst(12))) }
            if word.hasPrefix("-n"), word.utf8.count > 2, !word.hasPrefix("--") {
                return label(String(word.dropFirst(2)))
            }
            index += 1
        }
        return nil
    }

    private static func label(_ text: String) -> String? {
        let name = text.drop { "=\"'".contains($0) }.prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
        }
        return KubernetesName.isLabel(name) ? String(name) : nil
    }

    /// `user@host:~$` or `[root@host dir]#`, and nothing behind it.
    private static func isBarePrompt(_ text: Span<UInt8>) -> Bool {
        guard text.count < 200, let last = text.count > 0 ? text[text.count - 1] : nil else { return false }
        return (last == 0x24 || last == 0x23) && (text.count == 1 || text.firstIndex(of: 0x40) != nil)
    }
}
