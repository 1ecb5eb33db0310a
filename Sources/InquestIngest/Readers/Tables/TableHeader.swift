/// The heading of a table.
struct TableHeader {
    enum Kind: Hashable {
        case events
        /// `LASTSEEN FIRSTSEEN COUNT NAME KIND …`, of clients up to 1.13.
        case oldEvents
        case pods
        case nodes
        case docker
        case crictl
        /// Something whose rows say nothing of container deaths.
        case other(String)
    }

    let kind: Kind
    /// The names of the columns, in their order.
    let columns: [String]
    /// Where each column begins, in characters.
    let offsets: [Int]

    /// Two words that are one name.
    private static let pairs: Set<String> = [
        "LAST SEEN", "FIRST SEEN", "CONTAINER ID", "POD ID", "NOMINATED NODE", "READINESS GATES", "IMAGE ID",
    ]

    /// What a table with such a column is of.
    private static let others: [(column: String, what: String)] = [
        ("UP-TO-DATE", "deployments"), ("CLUSTER-IP", "services"), ("DESIRED", "controllers"),
        ("COMPLETIONS", "jobs"), ("SCHEDULE", "cron jobs"), ("CAPACITY", "volumes"),
        ("ENDPOINTS", "endpoints"),
        ("HOSTS", "ingresses"), ("MINPODS", "autoscalers"), ("CPU(CORES)", "resource usage"),
        ("PROVISIONER", "storage classes"), ("DATA", "configuration"), ("REPOSITORY", "images"),
    ]

    /// Reads a line; `nil` when it is no heading.
    init?(_ text: TableText) {
        let range = text.trimmed
        guard range.count >= 8, range.count < 2000, let first = range.first,
            TableHeader.isCapital(text.bytes[first])
        else { return nil }
        let words = text.words(range)
        guard words.count >= 2, words.allSatisfy({ TableHeader.isHeading($0, text) }) else { return nil }
        var columns: [String] = []
        var offsets: [Int] = []
        for word in words {
            let name = text.string(word)
            if let last = columns.last, TableHeader.pairs.contains("\(last) \(name)"),
                text.bytes[word.lowerBound - 1] == 0x20
            {
                columns[columns.count - 1] += " " + name
            } else {
                columns.append(name)
                offsets.append(word.lowerBound)
            }
        }
        guard let kind = TableHeader.kind(columns) else { return nil }
        self.kind = kind
        self.columns = columns
        self.offsets = offsets
    }

    /// Whether the table has a column.
    func has(_ column: String) -> Bool { columns.contains(column) }

    private static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

    private static func isHeading(_ word: Range<Int>, _ text: TableText) -> Bool {
        word.allSatisfy { index in
            let byte = text.bytes[index]
            return isCapital(byte) || byte &- 0x30 < 10 || "-()%/_:.".utf8.contains(byte)
        }
    }

    private static func kind(_ columns: [String]) -> Kind? {
        let names = Set(columns)
        func has(_ wanted: String...) -> Bool { names.isSuperset(of: wanted) }
        if has("LAST SEEN", "TYPE", "REASON", "OBJECT") { return .events }
        if has("COUNT", "NAME", "KIND", "REASON"), has("LASTSEEN") || has("FIRSTSEEN") { return .oldEvents }
        if has("CONTAINER ID", "STATUS", "NAMES") { return .docker }
        if has("STATE", "NAME", "ATTEMPT", "POD ID"), has("CONTAINER") || has("CONTAINER ID") {
            return .crictl
        }
        if has("NAME", "STATUS", "RESTARTS") { return .pods }
        if has("NAME", "STATUS"), has("ROLES") || has("VERSION") { return .nodes }
        if columns == ["NAME", "STATUS", "AGE"] { return .nodes }
        if has("POD ID", "STATE", "NAME") { return .other("pod sandboxes") }
        guard columns.first == "NAME" || columns.first == "NAMESPACE" || names.contains("AGE"),
            has("NAME"), columns.count >= 2
        else { return nil }
        return .other(others.first { names.contains($0.column) }?.what ?? "other things")
    }
}
