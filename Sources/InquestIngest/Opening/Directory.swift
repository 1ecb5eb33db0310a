import InquestCore

/// Collects the files behind paths, each once.
struct Walk {
    private(set) var candidates: [SourceCandidate] = []
    private(set) var problems: [OpeningProblem] = []

    private let flags: SourceHints
    /// Real paths of the files collected.
    private var files: Set<String> = []
    /// Directories entered, by what they are: links can lead to one in many ways, or in a circle.
    private var directories: Set<FileSystem.Identity> = []
    private var hasStandardInput = false
    /// Links to files, met in a tree: a file that is there under its own name is read by that name.
    private var links: [(path: String, status: FileSystem.Status)] = []
    /// Whether what is visited was found in a tree rather than named.
    private var isInTree = false
    /// Files met, those collected before included.
    private var met = 0

    /// - Parameter flags: What the user says about whose data it is.
    init(flags: SourceHints) {
        self.flags = flags
    }

    /// Adds what the user named.
    mutating func add(_ path: String) {
        guard path != "-" else { return addStandardInput() }
        let before = met + problems.count
        guard let status = status(path) else { return }
        visit(path, status)
        if status.kind == .directory, met + problems.count == before {
            report(
                path,
                "the directory holds no files to read. Hidden files are passed over: name them one by one.")
        }
    }

    private mutating func addStandardInput() {
        guard !hasStandardInput else { return }
        hasStandardInput = true
        candidates.append(
            SourceCandidate(
                path: "-", byteCount: nil, modifiedAt: nil, hints: SourceHints().overridden(by: flags),
                isNamed: true))
    }

    private mutating func visit(_ path: String, _ status: FileSystem.Status) {
        switch status.kind {
        case .file: addFile(path, status)
        case .directory: enter(path, status)
        case .pipe:
            report(path, "is a pipe, not a file. Use '-' and feed it to standard input.", isRefused: true)
        case .socket:
            report(path, "is a socket, not a file. Save what it gives to a file first.", isRefused: true)
        case .device, .link:
            report(path, "is a device, not a file. Save what it gives to a file first.", isRefused: true)
        }
    }

    private mutating func addFile(_ path: String, _ status: FileSystem.Status) {
        met += 1
        guard FileSystem.isReadable(path) else {
            return report(
                path, "cannot be read: \(SystemError.notAllowed.words). \(SystemError.notAllowed.advice).")
        }
        // Two names for one file would count its lines twice until the store compares digests.
        guard let real = try? FileSystem.realPath(path) else {
            return report(
                path, "cannot be resolved. Check that every directory on the way to it can be entered.")
        }
        guard files.insert(real).inserted else { return }
        let hints = PathHints.hints(for: path).completed(by: PathHints.hints(for: real)).overridden(by: flags)
        candidates.append(
            SourceCandidate(
                path: path, byteCount: status.byteCount,
                modifiedAt: ArchiveEntry.plausible(status.modifiedAt), hints: hints, isNamed: !isInTree,
                realPath: real == path ? nil : real))
    }

    /// Walks a tree without recursion: its depth is the user's, the stack is ours.
    private mutating func enter(_ path: String, _ status: FileSystem.Status) {
        isInTree = true
        defer { isInTree = false }
        var pending = [(path: path, status: status)]
        while let next = pending.popLast() {
            guard next.status.kind == .directory else {
                if FileSystem.isLink(next.path) { links.append(next) } else { visit(next.path, next.status) }
                continue
            }
            guard directories.insert(next.status.identity).inserted else {
                met += 1
                continue
            }
            pending += children(of: next.path).reversed()
        }
        for link in links { visit(link.path, link.status) }
        links = []
    }

    /// What a directory holds, in the order in which whole paths sort by bytes.
    private mutating func children(of directory: String) -> [(path: String, status: FileSystem.Status)] {
        let names: [String]
        do {
            names = try FileSystem.names(in: directory)
        } catch {
            report(directory, "the directory cannot be read: \(error.words). \(error.advice).")
            return []
        }
        let base = directory.hasSuffix("/") ? directory : directory + "/"
        var found: [(path: String, status: FileSystem.Status)] = []
        // Hidden files include the `._*` companions that macOS puts into archives.
        for name in names where !name.hasPrefix(".") {
            let path = base + name
            if let status = status(path) { found.append((path, status)) }
        }
        return found.sorted { left, right in
            Walk.key(left).utf8.lexicographicallyPrecedes(Walk.key(right).utf8)
        }
    }

    /// A directory sorts as its files do: `a-b` stands before `a/b`.
    private static func key(_ entry: (path: String, status: FileSystem.Status)) -> String {
        entry.status.kind == .directory ? entry.path + "/" : entry.path
    }

    private mutating func status(_ path: String) -> FileSystem.Status? {
        do {
            return try FileSystem.status(path)
        } catch {
            if FileSystem.isLink(path), error == .notFound {
                report(
                    path,
                    "is a link to a file that does not exist. Copy the tree with its targets (cp -L, tar -h).",
                    isRefused: true)
            } else if path.unicodeScalars.contains("\u{FFFD}") {
                report(path, "the name is not UTF-8, so it cannot be opened. Rename it.")
            } else {
                report(path, "cannot be read: \(error.words). \(error.advice).", isRefused: error == .circle)
            }
            return nil
        }
    }

    private mutating func report(_ path: String, _ reason: String, isRefused: Bool = false) {
        problems.append(OpeningProblem(path: path, reason: reason, isRefused: isRefused && isInTree))
    }
}
