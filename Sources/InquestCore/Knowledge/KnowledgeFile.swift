import InquestSchema

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A knowledge file whose rows could not be read, with the line at fault.
package struct KnowledgeError: Error, Hashable, CustomStringConvertible {
    /// The file's name, such as `signals.json`.
    package let file: String
    /// 1-based; `nil` when the file as a whole is not a JSON array.
    package let line: Int?
    /// What is wrong with the row.
    package let problem: String

    /// Makes an error about a file or one line of it.
    package init(file: String, line: Int?, problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// Where, what, and what to do.
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return
            "\(place): \(problem). Write an array with one JSON object per line and only known fields."
    }
}

/// Reads knowledge tables: JSON arrays with one object per line and a closed set of fields.
package enum KnowledgeFile {
    /// The folder of the tables that are compiled into the program.
    package static let folder = "knowledge"

    /// The rows of a table that is compiled into the program.
    package static func embedded<Row: Decodable>(_ type: Row.Type, named name: String) -> [Row] {
        // The text is part of the program and a test reads every row of it, so a failure here
        // means the program was built from a table that the tests refuse.
        guard let text = Schema.text(folder: folder, name: name) else {
            fatalError("knowledge table \(name) is not part of this build")
        }
        do throws(KnowledgeError) {
            return try rows(type, in: text, file: name)
        } catch {
            fatalError("\(error)")
        }
    }

    /// The rows of a table given as text.
    ///
    /// - Parameters:
    ///   - type: What one row is.
    ///   - text: A JSON array.
    ///   - file: The name to use in errors.
    package static func rows<Row: Decodable>(
        _ type: Row.Type, in text: String, file: String
    ) throws(KnowledgeError) -> [Row] {
        do {
            return try JSONDecoder().decode([Row].self, from: Data(text.utf8))
        } catch {
            throw locate(error, Row.self, in: text, file: file)
        }
    }

    /// Finds the first line that does not decode by itself, which decoding the whole array cannot tell.
    private static func locate<Row: Decodable>(
        _ error: any Error, _ type: Row.Type, in text: String, file: String
    ) -> KnowledgeError {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.first == "{" || line.first == " " else { continue }
            let row = line.last == "," ? line.dropLast() : line
            do {
                _ = try JSONDecoder().decode(Row.self, from: Data(row.utf8))
            } catch {
                return KnowledgeError(file: file, line: index + 1, problem: describe(error))
            }
        }
        return KnowledgeError(file: file, line: nil, problem: describe(error))
    }

    private static func describe(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "the field '\(key.stringValue)' is missing"
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            "the field '\(context.codingPath.last?.stringValue ?? "?")' has the wrong type"
        case .dataCorrupted(let context): context.debugDescription
        default: "the row cannot be read"
        }
    }
}

extension Decoder {
    /// The fields of a row; a field outside the closed set is an error, not ignored.
    func closedFields<Key: CodingKey & CaseIterable>(_ type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let known = Set(Key.allCases.map(\.stringValue))
        let unknown = try container(keyedBy: AnyField.self).allKeys.map(\.stringValue).filter {
            !known.contains($0)
        }
        guard let first = unknown.min() else { return try container(keyedBy: type) }
        throw DecodingError.dataCorrupted(
            DecodingError.Context(
                codingPath: codingPath, debugDescription: "the field '\(first)' is not known"))
    }
}

extension KeyedDecodingContainer {
    /// A list that a row leaves out when it is empty.
    func list<Element: Decodable>(_ type: Element.Type, _ key: Key) throws -> [Element] {
        try decodeIfPresent([Element].self, forKey: key) ?? []
    }

    /// A number, or the two ends of a span of numbers.
    func span(single: Key, from: Key, to: Key) throws -> ClosedRange<Int32> {
        if let number = try decodeIfPresent(Int32.self, forKey: single) { return number...number }
        let lower = try decode(Int32.self, forKey: from)
        let upper = try decode(Int32.self, forKey: to)
        guard lower < upper else {
            throw DecodingError.dataCorruptedError(
                forKey: to, in: self,
                debugDescription: "the span \(lower)..\(upper) is empty or a single number")
        }
        return lower...upper
    }
}

extension KeyedEncodingContainer {
    /// Writes a number or the two ends of a span, as they are read.
    mutating func encode(span: ClosedRange<Int32>, single: Key, from: Key, to: Key) throws {
        if span.count == 1 { return try encode(span.lowerBound, forKey: single) }
        try encode(span.lowerBound, forKey: from)
        try encode(span.upperBound, forKey: to)
    }
}

/// Any field of a JSON object, to see those a row does not know.
private struct AnyField: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
