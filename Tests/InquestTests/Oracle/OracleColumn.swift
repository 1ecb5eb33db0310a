import Inquest
import InquestTestSupport

/// One column of a view, and what the truth has in its place. Both are brought to one spelling.
struct OracleColumn<Fact>: Sendable {
    let name: String
    /// The expression that gives it.
    let sql: String
    let truth: @Sendable (Fact) -> String?
    let spelling: @Sendable (String) -> String

    init(
        _ name: String, _ sql: String? = nil, spelling: @escaping @Sendable (String) -> String = { $0 },
        truth: @escaping @Sendable (Fact) -> String?
    ) {
        self.name = name
        self.sql = sql ?? name
        self.truth = truth
        self.spelling = spelling
    }

    func line(_ text: String?) -> String {
        guard let text, text != TestCorpus.null else { return TestCorpus.null }
        return spelling(text)
    }
}

/// Some columns of one view.
struct OracleTable<Fact>: Sendable {
    let view: String
    let columns: [OracleColumn<Fact>]

    /// The columns of these names, in the order of the table.
    func only(_ names: Set<String>) -> OracleTable {
        OracleTable(view: view, columns: columns.filter { names.contains($0.name) })
    }

    func without(_ names: Set<String>) -> OracleTable {
        OracleTable(view: view, columns: columns.filter { !names.contains($0.name) })
    }

    /// What the view should say of a fact.
    func line(_ fact: Fact) -> String {
        columns.map { $0.line($0.truth(fact)) }.joined(separator: " | ")
    }

    /// What the view says, with further expressions behind.
    func rows(_ corpus: TestCorpus, and more: [String] = []) throws -> [(line: String, more: [String])] {
        let list = (columns.map(\.sql) + more).joined(separator: ", ")
        return try corpus.rows("SELECT \(list) FROM \(view)").map { row in
            let line = zip(columns, row).map { $0.line($1) }.joined(separator: " | ")
            return (line, Array(row[columns.count...]))
        }
    }
}

/// How values are spelled that clients print differently.
enum OracleSpelling {
    /// Messages as far as every form of text keeps them: no terminal escapes, white space as one blank.
    static func message(_ message: String) -> String {
        // Scalars: a CR before a combining character is one Character that no replacing finds.
        var result = ""
        for scalar in message.unicodeScalars {
            if scalar == "\u{1B}" { result += "^[" } else { result.unicodeScalars.append(scalar) }
        }
        return result.replacing("\\r", with: "\r").unicodeScalars
            .split { $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value) }
            .map { String($0) }.joined(separator: " ")
    }

    /// The first line, without the dots that stand for the others.
    static func firstLine(_ text: String) -> String {
        let line =
            text.unicodeScalars.split(omittingEmptySubsequences: false) {
                "\n\r\u{0C}".unicodeScalars.contains($0)
            }
            .first.map { String($0) } ?? ""
        return message(line.hasSuffix("...") ? String(line.dropLast(3)) : line)
    }

    static func instant(_ text: String) -> String {
        Timestamp(rfc3339: text).map { String($0.nanoseconds) } ?? text
    }

    /// Bytes, of a quantity such as `256Mi`.
    static func bytes(_ quantity: String?) -> String? {
        guard let quantity else { return nil }
        let units: [String: Double] = [
            "": 1, "Ki": 1_024, "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776, "k": 1e3,
            "M": 1e6, "G": 1e9,
            "T": 1e12, "m": 1e-3,
        ]
        let number = quantity.prefix { $0.isNumber || $0 == "." || $0 == "-" }
        guard let value = Double(number), let unit = units[String(quantity.dropFirst(number.count))] else {
            return quantity
        }
        return String(Int64((value * unit).rounded(.up)))
    }
}
