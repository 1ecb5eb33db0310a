import InquestCore

/// Which arrays of a document hold records, so that they are read one by one however long they are.
///
/// An array counts where it is a member of the outermost object, or of a wrapper that is. Names match whatever the
/// case of their letters.
package struct JSONLists: Sendable {
    /// Members that are arrays of records, in lower case.
    let arrays: [StaticString]
    /// Members that are objects around such an array, in lower case.
    let wrappers: [StaticString]
    /// Whether an array inside such an array is one record, and not more records.
    let holdsArrays: Bool
    /// Whether the members before an array say something of its records.
    let keepsHeads: Bool
    /// How such a document is made again, such as " with 'kubectl get -o json'".
    let remedy: StaticString

    init(
        _ arrays: [StaticString], inside wrappers: [StaticString] = [], holdsArrays: Bool = false,
        keepsHeads: Bool = false, remedy: StaticString = ""
    ) {
        self.arrays = arrays
        self.wrappers = wrappers
        self.holdsArrays = holdsArrays
        self.keepsHeads = keepsHeads
        self.remedy = remedy
    }

    /// Lists of the API, and the frame of a watch around them.
    package static let kubernetes = JSONLists(
        ["items", "events"], inside: ["object"], remedy: " with 'kubectl get -o json'")

    /// No list: every document is one record.
    package static let none = JSONLists([])

    func holdsRecords(_ name: Span<UInt8>) -> Bool { JSONLists.contains(arrays, name) }

    func isWrapper(_ name: Span<UInt8>) -> Bool { JSONLists.contains(wrappers, name) }

    private static func contains(_ names: [StaticString], _ name: Span<UInt8>) -> Bool {
        for known in names where name.equalsIgnoringCase(known) { return true }
        return false
    }
}
