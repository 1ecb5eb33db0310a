/// A path inside an archive, checked: no way leads out of the archive, and no two spellings name one member.
struct MemberPath: Hashable {
    /// The steps from the archive's root.
    let steps: [Substring]

    var text: String { steps.joined(separator: "/") }

    /// Files that walks pass over, among them the `._*` companions that macOS puts into archives.
    var isHidden: Bool { steps.contains { $0.hasPrefix(".") } }

    /// - Parameter separatesByBackslash: Whether `\` is a slash, as in zip files that Windows programs make.
    /// - Returns: `nil` for paths that leave the archive, are absolute, name a drive, or name nothing.
    init?(_ text: String, separatesByBackslash: Bool) {
        // A member is refused when either reading of a backslash leads out: tools differ in it.
        guard !MemberPath.leads(out: text.split(separator: "/", omittingEmptySubsequences: false)),
            !MemberPath.leads(
                out: text.split(omittingEmptySubsequences: false, whereSeparator: MemberPath.isSlash))
        else { return nil }
        steps = text.split { separatesByBackslash ? MemberPath.isSlash($0) : $0 == "/" }.filter { $0 != "." }
        if steps.isEmpty { return nil }
    }

    private init(steps: [Substring]) { self.steps = steps }

    /// The member a link leads to, and whether its target was given from the root of a file system.
    ///
    /// - Returns: `nil` when it leads out of the archive.
    func target(of link: String) -> (path: MemberPath, isAbsolute: Bool)? {
        let isAbsolute = link.hasPrefix("/")
        var found = isAbsolute ? [] : steps.dropLast()
        for step in link.split(separator: "/") where step != "." {
            if step != ".." {
                found.append(step)
            } else if found.popLast() == nil {
                return nil
            }
        }
        return (MemberPath(steps: Array(found)), isAbsolute)
    }

    /// The same path below the directory that all members of most archives stand in.
    func below(root: Substring) -> MemberPath { MemberPath(steps: [root] + steps) }

    /// Hashes of the path and of the directories on the way to it.
    var hashes: [Int] {
        var hasher = Hasher()
        return steps.map { step in
            hasher.combine(step)
            return hasher.finalize()
        }
    }

    private static func isSlash(_ character: Character) -> Bool { character == "/" || character == "\\" }

    private static func leads(out steps: [Substring]) -> Bool {
        guard let first = steps.first else { return true }
        let isDrive = first.count >= 2 && first.dropFirst().first == ":" && first.first?.isLetter == true
        return first.isEmpty || isDrive || steps.contains("..")
    }
}

/// The links of an archive that await the member they lead to.
///
/// Names are kept as hashes, so that memory is bounded by the limit on members.
struct ArchiveLinks {
    /// Links held at a time. Those beyond it lead into the archive too, and are not followed up.
    private static let capacity = 10_000

    struct Pending {
        let place: String
        let link: String
        let targets: [MemberPath]
        let isAbsolute: Bool
    }

    private var names: Set<Int> = []
    private var root: Substring?
    private(set) var pending: [Pending] = []

    /// Notes that there is such a member or directory.
    mutating func note(_ path: MemberPath) {
        root = root ?? path.steps.first
        names.formUnion(path.hashes)
    }

    /// Takes a link whose target lies in the archive.
    mutating func add(_ place: String, link: String, to target: MemberPath, isAbsolute: Bool) {
        let link = Pending(
            place: place, link: link, targets: isAbsolute ? [target] + roots(target) : [target],
            isAbsolute: isAbsolute)
        if !isKnown(link), pending.count < ArchiveLinks.capacity { pending.append(link) }
    }

    /// The links whose targets never came.
    var dangling: [Pending] { pending.filter { !isKnown($0) } }

    private func isKnown(_ link: Pending) -> Bool {
        link.targets.contains { target in
            // A link to the root itself leads to all that is read anyway.
            target.hashes.last.map(names.contains) ?? true
        }
    }

    private func roots(_ target: MemberPath) -> [MemberPath] { root.map { [target.below(root: $0)] } ?? [] }
}
