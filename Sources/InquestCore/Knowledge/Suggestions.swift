/// Finds the names a mistyped one may have meant.
package enum Suggestions {
    /// At most this many names are suggested.
    package static let limit = 5
    /// Longer texts are no typing errors of a name.
    private static let longest = 64

    /// The names close to a text by edit distance, or that contain it, the closest first.
    package static func names(near text: String, among names: [String]) -> [String] {
        let wanted = Array(text.lowercased())
        guard !wanted.isEmpty, wanted.count <= longest else { return [] }
        let allowed = max(1, min(3, wanted.count / 3))
        var found: [(distance: Int, name: String)] = []
        var seen: Set<String> = []
        for name in names.sorted() {
            let folded = name.lowercased()
            guard seen.insert(folded).inserted else { continue }
            let candidate = Array(folded)
            let distance = editDistance(wanted, candidate)
            if distance <= allowed {
                found.append((distance, name))
            } else if wanted.count >= 3, folded.contains(String(wanted)) {
                found.append((allowed + distance, name))
            }
        }
        return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
    }

    /// How many characters must be inserted, removed, replaced or swapped with their neighbour.
    package static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var row = [i + 1]
            for (j, b) in right.enumerated() {
                var best = min(last[j] + (a == b ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a == right[j - 1], left[i - 1] == b {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
