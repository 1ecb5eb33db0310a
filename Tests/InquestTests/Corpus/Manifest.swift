import Foundation
import InquestTestSupport

/// One file of the real inputs, with what its label says.
struct ManifestItem {
    let path: String
    /// Such as `describe` or `dump-tree`.
    let kind: String
    let label: String

    /// The files below a folder whose names end so.
    static func items(below folder: String, ending suffix: String) throws -> [ManifestItem] {
        try all().filter { $0.path.hasPrefix(folder + "/") && $0.path.hasSuffix(suffix) }
    }

    static func items(ofKind kind: String) throws -> [ManifestItem] {
        try all().filter { $0.kind == kind }
    }

    private static func all() throws -> [ManifestItem] {
        let list = try String(contentsOfFile: (SharedFolder.corpus ?? "") + "/MANIFEST.tsv", encoding: .utf8)
        return list.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count == 5 else { return nil }
            return ManifestItem(path: columns[0], kind: columns[1], label: columns[4])
        }
    }

    /// The full path.
    var file: String { (SharedFolder.corpus ?? "") + "/" + path }

    /// What is said of each object of the file.
    var objects: [LabelledObject] { label.components(separatedBy: " ;; ").map(LabelledObject.init) }

    /// All values of a numeric word, such as `events=4`, one per object.
    func numbers(_ word: String) -> [Int] {
        guard let pattern = try? Regex("\\b\(word)=(\\d+)", as: (Substring, Substring).self) else {
            return []
        }
        return label.matches(of: pattern).compactMap { Int($0.1) }
    }

    /// The counts in a word such as `types=Normal:2,Warning:1`; `nil` when it is not there.
    func counts(_ word: String) -> [String: Int]? {
        guard let pattern = try? Regex("\\b\(word)=(\\S*)", as: (Substring, Substring).self),
            let match = label.firstMatch(of: pattern)
        else { return nil }
        var result: [String: Int] = [:]
        for part in match.1.split(separator: ",") {
            let pair = part.split(separator: ":")
            if pair.count == 2, let count = Int(pair[1]) { result[String(pair[0])] = count }
        }
        return result
    }

    var saysNoEvents: Bool { label.contains("events=none") || label.contains("events=absent") }

    /// Exits that the label of a piece without names lists.
    var looseExits: [(code: String, reason: String)] {
        label.matches(of: /(?:^|\| )last=(-?\d+)\/(\w+)/).map { (String($0.1), String($0.2)) }
    }

    /// Ended runs in a word such as `terminations=last:137/OOMKilled=1`, by slot, code and reason; `nil` when it is
    /// not there.
    var endedRuns: [String: Int]? {
        guard let match = label.firstMatch(of: /\bterminations=(\S+)/) else { return nil }
        guard match.1 != "none" else { return [:] }
        var result: [String: Int] = [:]
        for part in match.1.split(separator: ",") {
            guard let equals = part.lastIndex(of: "="), let count = Int(part[part.index(after: equals)...])
            else { continue }
            result[String(part[..<equals])] = count
        }
        return result
    }

    /// Ended runs that a page holds, in order, such as `last=137/OOMKilled`.
    var runsInOrder: [String] {
        label.components(separatedBy: " | ").flatMap { part in
            part.matches(of: /(?:state|last)=-?\d+\/\w+/).map { String($0.0) }
        }
    }
}

/// What a label says of one object.
struct LabelledObject {
    let text: String

    /// The pod's name; `nil` for other objects and where the name was not pasted.
    var pod: String? {
        guard let match = text.firstMatch(of: /\bpod=(\S+)/), !match.1.hasPrefix("[") else { return nil }
        return LabelledObject.trimmed(match.1)
    }

    /// A value of the object's own line, before its containers.
    func value(_ word: String) -> String? {
        let head = text.components(separatedBy: " | ")[0]
        guard let pattern = try? Regex("\\b\(word)=(\\S+)", as: (Substring, Substring).self),
            let match = head.firstMatch(of: pattern), !["absent", "none", "-", "<none>"].contains(match.1)
        else { return nil }
        return LabelledObject.trimmed(match.1)
    }

    var containers: [LabelledContainer] {
        let pattern =
            #/
            \b[ICE]:(\S+?)=(Running|Waiting\([^)]*\)|Terminated\([^)]*\))
            (?:\x20last=(\S+))?(?:\x20rc=(\S+))?(?:\x20ready=(\w+))?
            /#
        return text.matches(of: pattern).map { match in
            LabelledContainer(
                name: String(match.1), state: String(match.2), last: match.3.map(LabelledObject.trimmed),
                restarts: match.4.map(LabelledObject.trimmed), ready: match.5.map(String.init))
        }
    }

    static func trimmed(_ text: Substring) -> String {
        String(text.reversed().drop { $0 == ";" || $0 == "," }.reversed())
    }
}

/// What a label says of one container.
struct LabelledContainer {
    let name: String
    /// `Running`, `Waiting(Reason)` or `Terminated(Reason,code)`.
    let state: String
    /// `code/Reason`, or `-`.
    let last: String?
    /// A number, or `absent`.
    let restarts: String?
    /// `True` or `False`.
    let ready: String?

    /// `running`, `waiting` or `terminated`.
    var stateName: String { state.prefix { $0 != "(" }.lowercased() }
    /// What stands in the parentheses.
    var details: [String] {
        guard let open = state.firstIndex(of: "(") else { return [] }
        return state[state.index(after: open)...].dropLast().split(separator: ",").map(String.init)
    }
}
