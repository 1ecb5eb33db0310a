/// Values by the ids that runtimes give containers, which many programs print in short.
struct RuntimeIDIndex<Value> {
    /// Hexadecimal digits that are printed at least.
    private static var shortest: Int { 12 }

    private var entries: [Substring: [(id: Substring, value: Value)]] = [:]

    init() {}

    /// - Parameter id: With or without its scheme, such as `containerd://`; too short ones are not kept.
    mutating func add(_ value: Value, id: String) {
        let digits = RuntimeIDIndex.digits(of: id)
        guard let start = RuntimeIDIndex.start(of: digits) else { return }
        entries[start, default: []].append((digits, value))
    }

    /// The values of an id, and of those that begin like it or that it begins like.
    func values(of id: String) -> [Value] {
        let digits = RuntimeIDIndex.digits(of: id)
        guard let start = RuntimeIDIndex.start(of: digits) else { return [] }
        return (entries[start] ?? []).filter { $0.id.hasPrefix(digits) || digits.hasPrefix($0.id) }
            .map(\.value)
    }

    /// What all ids of one container begin with; `nil` for text that is too short to be one.
    static func start(ofID id: String) -> Substring? { start(of: digits(of: id)) }

    private static func start(of digits: Substring) -> Substring? {
        digits.utf8.count >= shortest ? digits.prefix(shortest) : nil
    }

    private static func digits(of id: String) -> Substring {
        id.firstRange(of: "://").map { id[$0.upperBound...] } ?? id[...]
    }
}
