/// What a container wrote, as it is.
package enum PlainEnvelope: LogEnvelope {
    package static let format = InputFormat(
        id: "log-plain", title: "Container log as it is", origin: "kubectl logs",
        samples: [
            "Traceback (most recent call last):\n  File \"app.py\", line 3, in <module>\nKeyError: 'DSN'\n"
        ], dependsOnPath: true)

    /// Endings of files that are text and no log, so that walking a tree does not take its documents for
    /// logs.
    private static let documents: Set<String> = [
        "json", "yaml", "yml", "xml", "html", "htm", "md", "rst", "csv", "tsv", "css", "js", "ts", "svg",
        "toml", "ini",
        "conf", "cfg", "properties", "tpl", "sh", "py", "go", "java", "swift", "sql", "pem", "crt", "key",
        "lock",
    ]

    package static func guess(_ sample: SniffSample) -> Guess {
        if let refusal = Sniffer.refusal(sample) { return Guess(.no, refusal) }
        let path = sample.path.hasSuffix(".gz") ? sample.path.dropLast(3) : sample.path[...]
        let name = path.split(separator: "/").last ?? ""
        if let dot = name.lastIndex(of: "."), documents.contains(name[name.index(after: dot)...].lowercased())
        {
            return Guess(.no, "the name ends in \(name[dot...]), as logs do not")
        }
        if let other = otherText(sample.bytes) { return Guess(.no, other) }
        return Guess(.possible, "it is text")
    }

    /// What kubectl prints and other readers take: as log lines it would be read wrongly without a word.
    private static func otherText(_ bytes: [UInt8]) -> String? {
        let text = bytes.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D }
        func begins(_ heading: String) -> Bool { text.starts(with: heading.utf8) }
        if ["apiVersion:", "kind:", "- apiVersion:", "---\napiVersion:", "items:"].contains(where: begins) {
            return "it is YAML"
        }
        let headings = [
            "LAST SEEN ", "LASTSEEN ", "FIRSTSEEN ", "NAMESPACE ", "NAME  ", "CONTAINER ID  ", "CONTAINER  ",
        ]
        return headings.contains(where: begins) ? "it is a table that kubectl or a runtime prints" : nil
    }

    package static func parse(_ line: Span<UInt8>) -> LogRecord? { nil }
}
