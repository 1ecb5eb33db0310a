/// Every exit code with a meaning by convention, and spans for the rest.
public struct ExitCodeTable: Sendable {
    /// All entries, sorted by first and last code; a span may enclose codes with entries of their own.
    public let rows: [ExitCodeEntry]
    private let exact: [Int32: Int]
    private let spans: [ExitCodeEntry]
    private let named: [String: Int]

    /// Makes a table of entries.
    public init(_ rows: [ExitCodeEntry]) {
        self.rows = rows
        spans = rows.filter { $0.code == nil }
        var exact: [Int32: Int] = [:]
        var named: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            guard let code = row.code else { continue }
            exact[code] = index
            // Signals have names too, but those mean the signal, not the code.
            guard row.kind == .windows || row.kind == .sysexits else { continue }
            named[row.name.lowercased()] = index
            if let status = row.status { named[String(status.dropFirst(2)).lowercased()] = index }
        }
        self.exact = exact
        self.named = named
    }

    /// The entry of a code: its own, else that of the span it lies in.
    public func entry(for code: Int32) -> ExitCodeEntry? {
        if let index = exact[code] { return rows[index] }
        return spans.first { $0.codes.contains(code) }
    }

    /// The entry of a named code, in any case.
    ///
    /// Names are those of `sysexits.h`, NTSTATUS names, and the hexadecimal digits of a status.
    public func entry(named name: String) -> ExitCodeEntry? {
        named[name.lowercased()].map { rows[$0] }
    }

    /// The signal a code stands for by convention, or `nil` when it stands for none.
    public func signal(of code: Int32) -> Int32? {
        entry(for: code)?.signal(of: code)
    }

    /// The code that by convention stands for the end by a signal.
    public func code(ofSignal number: Int32) -> Int32? {
        for row in rows {
            guard let first = row.signal, number >= first, number - first < Int32(row.codes.count) else {
                continue
            }
            return row.codes.lowerBound + (number - first)
        }
        return nil
    }

    /// The names ``entry(named:)`` knows, sorted.
    package var names: [String] {
        Set(named.values).map { rows[$0].name }.sorted()
    }
}
