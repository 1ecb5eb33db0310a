/// The text files of this folder, compiled into the binary: migrations, views, report queries and knowledge tables.
package enum Schema {
    /// The text of one file.
    ///
    /// - Parameters:
    ///   - folder: The path below `Schema/`, such as `views` or `knowledge/rules`.
    ///   - name: The file's name with its extension, such as `terminations.sql`.
    /// - Returns: The whole text, or `nil` when there is no such file.
    package static func text(folder: String, name: String) -> String? {
        let path = folder + "/" + name
        return EmbeddedText.files.first { $0.path == path }.map { "\($0.text)" }
    }

    /// The names of the files directly in a folder, sorted.
    package static func names(in folder: String) -> [String] {
        let prefix = folder + "/"
        return EmbeddedText.files
            .filter { $0.path.hasPrefix(prefix) && !$0.path.dropFirst(prefix.count).contains("/") }
            .map { String($0.path.dropFirst(prefix.count)) }
            .sorted()
    }
}
