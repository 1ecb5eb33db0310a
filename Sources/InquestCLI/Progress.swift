import Foundation
import Inquest

/// A line on standard error that tells how far an ingest has come; silent when nobody watches.
struct Progress {
    private static let interval = 0.1
    private static let barColumns = 20

    private let isVisible: Bool
    private let start: Date
    private var lastDrawn = Date.distantPast
    private var isDrawn = false

    init(isVisible: Bool = Terminal.isErrorTerminal, start: Date = Date()) {
        self.isVisible = isVisible
        self.start = start
    }

    /// Draws the state, at most ten times a second.
    mutating func show(_ state: IngestProgress) {
        guard isVisible else { return }
        let now = Date()
        guard now.timeIntervalSince(lastDrawn) >= Progress.interval || state.isConcluding else { return }
        lastDrawn = now
        isDrawn = true
        let line = Progress.line(state, seconds: now.timeIntervalSince(start))
        let width = Terminal.width(of: STDERR_FILENO) ?? 80
        Terminal.writeError("\r\u{1B}[K" + PlainText.cut(line, to: width - 1))
    }

    /// Removes the line.
    mutating func clear() {
        guard isDrawn else { return }
        isDrawn = false
        Terminal.writeError("\r\u{1B}[K")
    }

    /// The state in words: bar, time left, bytes, rate, files, facts. What a narrow terminal cuts off stands last.
    static func line(_ state: IngestProgress, seconds: Double) -> String {
        if state.isConcluding { return "drawing conclusions from \(state.facts) facts" }
        var parts: [String] = []
        let share = state.totalBytes.flatMap { $0 > 0 ? min(1, Double(state.bytes) / Double($0)) : nil }
        if let share {
            let filled = Int(share * Double(barColumns))
            parts.append(
                "[" + String(repeating: "#", count: filled)
                    + String(repeating: ".", count: barColumns - filled) + "]")
            parts.append("\(Int(share * 100))%")
            if share > 0.01, share < 1, seconds > 1 {
                let left = Int(seconds / share - seconds)
                parts.append(left < 60 ? "\(left)s left" : "\(left / 60)m\(left % 60)s left")
            }
        }
        let total = state.totalBytes.map { "/" + mebibytes($0) } ?? ""
        parts.append(mebibytes(state.bytes) + total + " MiB")
        if seconds > 0 { parts.append(mebibytes(Int(Double(state.bytes) / seconds)) + " MiB/s") }
        parts.append("\(state.files)/\(state.totalFiles) files")
        parts.append("\(state.facts) facts")
        return parts.joined(separator: "  ")
    }

    private static func mebibytes(_ bytes: Int) -> String {
        let tenths = (bytes * 10) >> 20
        return "\(tenths / 10).\(tenths % 10)"
    }
}
