import InquestCore

/// The headings that `kubectl cluster-info dump` puts around each container's log.
///
/// They count only in a file that begins with one, and within a section only its own end counts: a container
/// can write such lines as well.
struct DumpSections {
    enum Step {
        case text
        /// The heading of a section: whose lines follow.
        case start(LogOwner)
        /// The end of the section, and how many bytes of the log stand before it on the line.
        case end(textBefore: Int)
    }

    private var isDump: Bool?
    /// The line that ends the section; empty outside sections.
    private var end: [UInt8] = []

    /// Takes the next line.
    mutating func step(_ whole: Span<UInt8>) -> Step {
        let line = whole.extracting(0..<DumpSections.textEnd(whole))
        if isDump == false { return .text }
        if !end.isEmpty {
            let before = line.count - end.count
            guard before >= 0, (0..<end.count).allSatisfy({ line[before + $0] == end[$0] }) else {
                return .text
            }
            end = []
            return .end(textBefore: before)
        }
        guard let owner = DumpSections.owner(line) else {
            if isDump == nil, !line.isBlank { isDump = false }
            return .text
        }
        isDump = true
        end = Array("==== END".utf8)
        end.append(contentsOf: line.extracting("==== START".utf8.count..<line.count))
        return .start(owner)
    }

    /// Where a line ends before the blanks and the return that pastes and editors leave.
    private static func textEnd(_ line: Span<UInt8>) -> Int {
        var end = line.count
        while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x09 || line[end - 1] == 0x0D { end -= 1 }
        return end
    }

    /// Whose section a heading begins: `==== START logs for container api of pod shop/co-7c9-x2 ====`.
    static func owner(_ line: Span<UInt8>) -> LogOwner? {
        guard line.hasPrefix("==== START logs for container ") else { return nil }
        let words = line.extracting(0..<textEnd(line)).string.split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 10, words[6] == "of", words[7] == "pod", words[9] == "====" else { return nil }
        let names = words[8].split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, KubernetesName.isLabel(words[5]), KubernetesName.isLabel(names[0]),
            KubernetesName.isSubdomain(names[1])
        else { return nil }
        return LogOwner(
            namespace: Array(names[0].utf8), pod: Array(names[1].utf8), container: Array(words[5].utf8))
    }
}

extension Span where Element == UInt8 {
    /// Whether there is nothing but blanks.
    var isBlank: Bool {
        for index in 0..<count where self[index] != 0x20 && self[index] != 0x09 && self[index] != 0x0D {
            return false
        }
        return true
    }
}
