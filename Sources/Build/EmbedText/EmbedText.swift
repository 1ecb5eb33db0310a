import Foundation

/// Writes one Swift file that holds the text of every given file as a string literal.
///
/// Usage: `embed-text OUTPUT ROOT FILE…`. Swift Package Manager's own `.embedInCode` gets slow
/// beyond about 64 KB and flattens folders; string literals do neither.
@main
struct EmbedText {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else {
            throw CocoaError(.featureUnsupported)
        }
        let root = arguments[2].hasSuffix("/") ? arguments[2] : arguments[2] + "/"
        var source = "enum EmbeddedText {\n    static let files: [(path: String, text: StaticString)] = [\n"
        for path in arguments[3...].sorted() {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
            source += "        (\"\(name)\", ###\"\"\"\n\(text)\n\"\"\"###),\n"
        }
        source += "    ]\n}\n"
        try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)
    }
}
