extension Explanation {
    /// Explains an exit code; every 32-bit number has an explanation.
    public static func explanation(ofCode code: Int32) -> Explanation {
        let entry = Knowledge.exitCodes.entry(for: code)
        var lines = guidanceLines(Knowledge.guidance.row(exitCode: code, entry: entry))
        lines[.programs] = entry?.programs.map { "\($0.program): \($0.meaning)" }
        lines[.notes] = entry?.notes
        lines[.alsoSeenAs] = otherSpellings(of: code, entry: entry)
        lines[.related] = relatedVerdicts(entry?.verdicts ?? []) + sameNumberSignal(code, entry: entry)
        let name = entry.map { displayName(of: code, entry: $0) } ?? ""
        return Explanation(
            kind: .exitCode, subject: String(code),
            title: name.isEmpty ? "Exit code \(code)" : "Exit code \(code) (\(name))",
            summary: entry?.meaning ?? "", lines: lines)
    }

    /// Explains a signal.
    static func explanation(ofSignal number: Int32) -> Explanation {
        let entry = Knowledge.signals.entry(for: number)
        let name = entry?.name(of: number) ?? String(number)
        var lines = guidanceLines(Knowledge.guidance.row(signal: number))
        lines[.sender] = entry.map { [$0.sentBy] }
        var spellings = entry?.aliases ?? []
        if entry?.action.ends == true, let code = Knowledge.exitCodes.code(ofSignal: number) {
            spellings.insert("exit code \(code)", at: 0)
        }
        lines[.alsoSeenAs] = spellings
        lines[.related] = relatedVerdicts(entry?.verdicts ?? [])
        return Explanation(
            kind: .signal, subject: name, title: "\(name) (signal \(number))", summary: entry?.meaning ?? "",
            lines: lines)
    }

    /// The name of the signal within a span of signals, else the entry's own name.
    private static func displayName(of code: Int32, entry: ExitCodeEntry) -> String {
        guard let number = entry.signal(of: code) else { return entry.name }
        return Knowledge.signals.entry(for: number)?.name(of: number) ?? entry.name
    }

    private static func otherSpellings(of code: Int32, entry: ExitCodeEntry?) -> [String] {
        var spellings: [String] = []
        if let number = entry?.signal(of: code), let signal = Knowledge.signals.entry(for: number) {
            spellings.append("signal \(number) (\(signal.name(of: number)))")
        }
        guard code < 0 || entry?.kind == .windows else { return spellings }
        let unsigned = UInt32(bitPattern: code)
        if code < 0 { spellings.append("\(unsigned) (unsigned)") }
        let digits = String(unsigned, radix: 16, uppercase: true)
        spellings.append("0x" + String(repeating: "0", count: 8 - digits.count) + digits)
        return spellings
    }

    /// A hint for those who meant the signal of that number.
    private static func sameNumberSignal(_ code: Int32, entry: ExitCodeEntry?) -> [String] {
        guard entry?.signal == nil, let signal = Knowledge.signals.entry(for: code), signal.number != nil,
            signal.action.ends,
            let ending = Knowledge.exitCodes.code(ofSignal: code)
        else { return [] }
        return ["Signal \(code) is \(signal.name(of: code)); a process it ends shows exit code \(ending)."]
    }

    /// The four sections of guidance without a pod at hand.
    static func guidanceLines(_ guidance: Guidance?) -> [Heading: [String]] {
        guard let guidance = guidance?.filled(with: [:]) else { return [:] }
        return [
            .diagnosis: [guidance.diagnosis], .check: guidance.check, .fix: guidance.fix,
            .why: [guidance.why],
        ]
    }

    static func relatedVerdicts(_ ids: [String]) -> [String] {
        ids.compactMap { id in Knowledge.verdicts.entry(for: id).map { "\(id): \($0.meaning)" } }
    }
}
