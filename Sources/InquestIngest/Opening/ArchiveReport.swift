/// What of an archive was not read, and why.
package struct ArchiveReport: Sendable {
    /// One thing that was refused.
    package struct Refusal: Sendable, Hashable {
        /// The member as the archive names it; `nil` when the archive itself is meant.
        package let member: String?
        /// What is wrong and what to do about it.
        package let reason: String
    }

    /// SHA-256 of the stored bytes, as far as they were read.
    package let sha256: [UInt8]
    /// Stored bytes read.
    package let byteCount: Int
    package let refusals: [Refusal]
}

/// Collects refusals without growing with the archive.
struct Refusals {
    private static let capacity = 1000

    private var listed: [ArchiveReport.Refusal] = []
    private var unlisted: [String: Int] = [:]

    mutating func add(_ reason: String, member: String?) {
        if listed.count < Refusals.capacity {
            // Names of members can be a megabyte long.
            listed.append(
                ArchiveReport.Refusal(member: member.map { String($0.prefix(1000)) }, reason: reason))
        } else if unlisted.count < Refusals.capacity || unlisted[reason] != nil {
            unlisted[reason, default: 0] += 1
        } else {
            unlisted["was refused for other reasons", default: 0] += 1
        }
    }

    /// All of them, those that were too many as one for each reason.
    var all: [ArchiveReport.Refusal] {
        listed
            + unlisted.sorted { $0.key < $1.key }.map {
                ArchiveReport.Refusal(
                    member: nil, reason: "\($0.value) more members like one before: \($0.key)")
            }
    }
}
