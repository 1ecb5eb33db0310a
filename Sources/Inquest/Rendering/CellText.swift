import InquestCore

/// How one value looks to people.
enum CellText {
    /// What stands for an unknown value.
    static let unknown = "-"

    /// The value by the kind of its column; not escaped yet. Bars need the whole column and are drawn
    /// elsewhere.
    static func text(_ value: Value, kind: Column.Kind) -> String {
        switch (value, kind) {
        case (.null, _): unknown
        case (.integer(let number), .bytes): bytes(number)
        case (.integer(let number), .duration): duration(number)
        case (.real(let share), .share): percent(share)
        case (.integer(let share), .share): percent(Double(share))
        case (.text(let text), .series): sparkline(series(text))
        case (.text(let text), .time): time(text)
        default: plain(value)
        }
    }

    /// The value as programs take it.
    static func plain(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): real(number)
        case .text(let text): text
        case .blob(let bytes): hex(bytes)
        }
    }

    /// The shortest digits that read back as the same number.
    static func real(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") && text.count > 2 ? String(text.dropLast(2)) : text
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// `512Mi`, `1.5Gi`: the units of Kubernetes, exact where they divide.
    static func bytes(_ count: Int64) -> String {
        var unit: Int64 = 1
        var name = ""
        for next in ["Ki", "Mi", "Gi", "Ti"] where count.magnitude >= UInt64(unit) << 10 {
            unit <<= 10
            name = next
        }
        guard count % unit != 0 else { return "\(count / unit)\(name)" }
        let tenths = (Double(count) / Double(unit) * 10).rounded() / 10
        return real(tenths) + name
    }

    /// `3d4h`, `5m20s`: at most two units, as kubectl prints ages.
    static func duration(_ seconds: Int64) -> String {
        let units: [(name: String, size: Int64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
        let sign = seconds < 0 ? "-" : ""
        let count = Int64(clamping: seconds.magnitude)
        guard let first = units.firstIndex(where: { count >= $0.size }) else { return "0s" }
        var text = "\(sign)\(count / units[first].size)\(units[first].name)"
        if first + 1 < units.count {
            let rest = count % units[first].size / units[first + 1].size
            if rest > 0 { text += "\(rest)\(units[first + 1].name)" }
        }
        return text
    }

    /// One decimal; what is there but too small to show is `<0.1%`.
    static func percent(_ share: Double) -> String {
        guard share.isFinite, abs(share) < 1e12 else { return unknown }
        let tenths = Int64((share * 1000).rounded())
        if tenths == 0, share > 0 { return "<0.1%" }
        return "\(tenths / 10).\((tenths % 10).magnitude)%"
    }

    /// To the second, with a blank between date and time: `2026-11-22 09:14:08Z`.
    static func time(_ text: String) -> String {
        let whole = text.split(separator: ".", maxSplits: 1).first.map(String.init) ?? text
        let cut = whole.count < text.count && text.hasSuffix("Z") ? whole + "Z" : text
        return cut.replacing("T", with: " ", maxReplacements: 1)
    }

    /// The numbers of a series; what is no number counts as 0.
    static func series(_ text: String) -> [Int64] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { Int64($0) ?? 0 }
    }

    /// One character per number, `·` for 0 and `▁` to `█` up to the largest.
    static func sparkline(_ numbers: [Int64]) -> String {
        let steps = Array("▁▂▃▄▅▆▇█")
        guard let highest = numbers.max(), highest > 0 else { return numbers.map { _ in "·" }.joined() }
        return String(
            numbers.map { number -> Character in
                guard number > 0 else { return "·" }
                return steps[max(0, Int((Double(number) / Double(highest) * 8).rounded(.up)) - 1)]
            })
    }

    /// A bar of eighth blocks, `columns` wide at the maximum. A value above 0 shows at least an eighth.
    static func bar(_ number: Double, maximum: Double, columns: Int) -> String {
        guard number > 0, maximum > 0, number.isFinite else { return "" }
        let eighths = max(1, Int((min(1, number / maximum) * Double(columns * 8)).rounded()))
        let parts = Array(" ▏▎▍▌▋▊▉")
        return String(repeating: "█", count: eighths / 8)
            + (eighths % 8 == 0 ? "" : String(parts[eighths % 8]))
    }
}
