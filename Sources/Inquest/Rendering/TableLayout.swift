import InquestCore

/// Which columns of a table a terminal has room for, and how wide they are.
///
/// Columns stand in the order of their importance. When they do not fit, bars get shorter, long texts are
/// cut, times lose the time of day; what still does not fit is left out: bars first, then columns from the
/// right.
struct TableLayout {
    /// One column with all its cells as text.
    struct Column {
        let heading: String
        let kind: InquestCore.Column.Kind
        let isRight: Bool
        var cells: [String]
        var width: Int
        /// The least width it can be given.
        let least: Int
        /// The numbers of a bar, to draw it again when it gets shorter; else empty.
        var amounts: [Double] = []
    }

    static let gap = 2
    private static let shortestText = 16
    private static let shortestSentence = 24
    private static let barColumns = 16
    private static let shortestBar = 6
    private static let date = 10

    private(set) var columns: [Column]
    /// Headings of columns that were left out, from left to right.
    private(set) var leftOut: [String] = []

    /// - Parameter limit: The columns of the terminal; `nil` leaves everything as long as it is.
    init(_ table: Table, isWide: Bool, limit: Int?) {
        let all = table.columns.indices.filter { isWide || !table.columns[$0].isWide }
            .map { TableLayout.column($0, of: table) }.filter { $0.kind != .bar || $0.width > 0 }
        columns = all
        guard let limit else { return }
        var kept = Array(all.indices)
        while kept.count > 1, total(kept.map { all[$0].least }) > limit {
            let victim = kept.last { all[$0].kind == .bar } ?? kept[kept.count - 1]
            kept.removeAll { $0 == victim }
        }
        leftOut = all.indices.filter { !kept.contains($0) && !all[$0].heading.isEmpty }.map {
            all[$0].heading
        }
        columns = kept.map { all[$0] }
        shrink(to: limit)
    }

    private func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + TableLayout.gap * max(0, widths.count - 1)
    }

    /// Takes columns from what can spare most: bars, then long texts, then times.
    private mutating func shrink(to limit: Int) {
        func over() -> Int { total(columns.map(\.width)) - limit }
        for index in columns.indices where columns[index].kind == .bar && over() > 0 {
            let width = max(columns[index].least, columns[index].width - over())
            columns[index].width = width
            columns[index].cells = TableLayout.bars(columns[index].amounts, columns: width)
        }
        while over() > 0 {
            let texts = columns.indices.filter {
                (columns[$0].kind == .text || columns[$0].kind == .path)
                    && columns[$0].width > columns[$0].least
            }
            guard let widest = texts.max(by: { columns[$0].width < columns[$1].width }) else { break }
            columns[widest].width -= 1
        }
        for index in columns.indices.reversed() where columns[index].kind == .time && over() > 0 {
            columns[index].width = columns[index].least
            columns[index].cells = columns[index].cells.map { String($0.prefix(TableLayout.date)) }
        }
        if over() > 0, columns.count == 1 { columns[0].width = max(1, limit) }
    }

    private static func column(_ index: Int, of table: Table) -> Column {
        let source = table.columns[index]
        let values = table.rows.map { $0[index] }
        let heading = DisplayText.escaped(source.title).uppercased()
        guard source.kind != .bar else {
            let amounts = values.map(number)
            let width = amounts.contains { $0 > 0 } ? barColumns : 0
            return Column(
                heading: heading, kind: .bar, isRight: false, cells: bars(amounts, columns: width),
                width: width,
                least: min(width, shortestBar), amounts: amounts)
        }
        let cells = values.map { DisplayText.escaped(CellText.text($0, kind: source.kind)) }
        let width = max(DisplayText.width(heading), cells.map(DisplayText.width).max() ?? 0)
        let isRight = isRight(source.kind, values)
        let least =
            switch source.kind {
            case .text where !isRight, .path:
                // A sentence says nothing in the room of a word.
                min(width, max(width > 40 ? shortestSentence : shortestText, DisplayText.width(heading)))
            case .time: min(width, max(date, DisplayText.width(heading)))
            default: width
            }
        return Column(
            heading: heading, kind: source.kind, isRight: isRight, cells: cells, width: width, least: least)
    }

    private static func bars(_ amounts: [Double], columns: Int) -> [String] {
        let maximum = amounts.max() ?? 0
        return amounts.map { CellText.bar($0, maximum: maximum, columns: columns) }
    }

    private static func number(_ value: Value) -> Double {
        switch value {
        case .integer(let count): Double(count)
        case .real(let amount) where amount.isFinite: amount
        default: 0
        }
    }

    private static func isRight(_ kind: InquestCore.Column.Kind, _ values: [Value]) -> Bool {
        switch kind {
        case .count, .bytes, .duration, .share: return true
        case .path, .time, .series, .bar: return false
        case .text:
            var hasNumber = false
            for value in values {
                switch value {
                case .integer, .real: hasNumber = true
                case .null: continue
                case .text, .blob: return false
                }
            }
            return hasNumber
        }
    }
}
