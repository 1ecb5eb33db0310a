/// A path inside an archive, checked: no way leads out of the archive, and no two spellings name one member.
struct MemberPath: Hashable {
    /// The steps from the archive's root.
    let steps: [Substring]

    var text: String { steps.joined(separator: "/") }

    /// Files that walks pass over, among them the `._*` companions that macOS puts into archives.
    var isHidden: Bool { steps.contains { $0.hasPrefix(".") } }

    /// - Parameter separatesByBackslash: Whether `\` is a slash, as in zip files that Windows programs make.
    /// - Returns: `nil` for paths that leave the archive, are absolute, name a drive, name nothing, or are too long.
    init?(_ text: String, separatesByBackslash: Bool) {
        guard !MemberPath.isTooLong(text) else { return nil }
        // A member is refused when either reading of a backslash leads out: tools differ in it.
        guard !MemberPath.leads(out: text.split(separator: "/", omittingEmptySubsequences: false)),
            !MemberPath.leads(
                out: text.split(omittingEmptySubsequences: false, whereSeparator: MemberPath.isSlash))
        else { return nil }
        steps = text.split { separatesByBackslash ? MemberPath.isSlash($0) : $0 == "/" }.filter { $0 != "." }
        if steps.isEmpty { return nil }
    }

    /// Whether a path is longer than systems allow, in bytes or in steps. What is kept of a member grows with them.
    static func isTooLong(_ text: String) -> Bool {
        text.utf8.count > 4096 || text.utf8.count { $0 == 0x2F || $0 == 0x5C } > 256
    }

    private init(steps: [Substring]) { self.steps = steps }

    /// The member a link leads to, and whether its target was given from the root of a file system.
    ///
    /// - Returns: `nil` when it leads out of the archive.
    func target(of link: String) -> (path: MemberPath, isAbsolute: Bool)? {
        guard !MemberPath.isTooLong(link) else { return nil }
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

    func prefix(_ length: Int) -> MemberPath { MemberPath(steps: Array(steps.prefix(length))) }

    func appending(_ more: some Sequence<Substring>) -> MemberPath { MemberPath(steps: steps + more) }

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

/// The links of an archive, and whether they lead to its members.
///
/// Names are kept as hashes, so that memory is bounded by the limit on members.
struct ArchiveLinks {
    /// Links held. Those beyond it lead into the archive too, and are not followed up.
    private static let capacity = 10_000
    /// Links followed one after the other, as the kernel allows.
    private static let longestChain = 40

    static let leadsOut =
        "is a link out of the archive: only members are read. Pack what it leads to, too (tar -h)."
    private static let leadsNowhere =
        "is a link to a member that is not there. Pack what it leads to, too (tar -h)."
    private static let leadsInCircle = "is a link that leads in a circle: there is nothing to read."

    private struct Link {
        let place: String
        let text: String
        let target: MemberPath
        let isAbsolute: Bool
    }

    private var names: Set<Int> = []
    private var root: Substring?
    private var links: [MemberPath: Link] = [:]
    private var order: [MemberPath] = []

    /// Notes that there is such a member or directory.
    mutating func note(_ path: MemberPath) {
        root = root ?? path.steps.first
        names.formUnion(path.hashes)
    }

    /// Takes a link whose target lies in the archive.
    ///
    /// - Parameters:
    ///   - place: Where the link is, for people.
    ///   - text: Its target, as it stands there.
    mutating func add(
        _ path: MemberPath, at place: String, text: String, to target: MemberPath, isAbsolute: Bool
    ) {
        guard links.count < ArchiveLinks.capacity else { return }
        if links[path] == nil { order.append(path) }
        links[path] = Link(place: place, text: text, target: target, isAbsolute: isAbsolute)
    }

    /// The links that lead to no member, with what is wrong with them. To be asked once all members are noted.
    var refused: [(name: String, reason: String)] {
        order.compactMap { path in
            guard let link = links[path] else { return nil }
            var chain = 0
            let leads = leads(link, &chain)
            guard !leads else { return nil }
            let isCircle = chain >= ArchiveLinks.longestChain
            let reason =
                isCircle
                ? ArchiveLinks.leadsInCircle
                : link.isAbsolute ? ArchiveLinks.leadsOut : ArchiveLinks.leadsNowhere
            return ("\(link.place) -> \(link.text)", reason)
        }
    }

    /// Whether a link leads to a member, over other links where need be.
    private func leads(_ link: Link, _ chain: inout Int) -> Bool {
        if leads(link.target, &chain) { return true }
        // Archives of a whole system stand in a directory, and their absolute links mean that one.
        guard link.isAbsolute, let root else { return false }
        return leads(link.target.below(root: root), &chain)
    }

    private func leads(_ path: MemberPath, _ chain: inout Int) -> Bool {
        // A link to the root itself leads to all that is read anyway.
        guard let hash = path.hashes.last else { return true }
        if names.contains(hash) { return true }
        for length in path.steps.indices.map({ $0 + 1 }) {
            guard let link = links[path.prefix(length)] else { continue }
            chain += 1
            guard chain < ArchiveLinks.longestChain else { return false }
            return leads(link.target.appending(path.steps.dropFirst(length)), &chain)
        }
        return false
    }
}
