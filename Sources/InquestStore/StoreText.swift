import InquestCore
import InquestSchema

/// The SQL files of the store.
enum StoreText {
    static func statement(_ name: String) -> String? { Schema.text(folder: "store", name: name) }

    /// All files of a folder in name order.
    static func files(in folder: String) -> [(name: String, text: String)] {
        Schema.names(in: folder).compactMap { name in
            Schema.text(folder: folder, name: name).map { (name, $0) }
        }
    }

    /// A digest that changes when any of the texts does.
    static func digest(of texts: [String]) -> String {
        var hash = SHA256()
        for text in texts { hash.update(text + "\n") }
        return SHA256.hexadecimal(hash.digest())
    }
}
