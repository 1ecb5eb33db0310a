/// Decides which reader a source is for.
package enum Sniffer {
    /// What became of a source.
    package enum Choice: Sendable {
        case reader(any FactReader.Type, Guess)
        /// No format: why, and what to do about it.
        case none(String)
    }

    /// Every format with what its reader says of the source, the surest first. Equals stand in the order of
    /// the list.
    package static func ranking(
        _ sample: SniffSample, among readers: [any FactReader.Type] = FactReaders.all
    ) -> [(format: InputFormat, guess: Guess)] {
        ranked(sample, readers).map { ($0.reader.format, $0.guess) }
    }

    /// The reader that is surest.
    package static func choose(
        _ sample: SniffSample, among readers: [any FactReader.Type] = FactReaders.all
    ) -> Choice {
        if let refusal = refusal(sample) { return .none(refusal) }
        var best: (reader: any FactReader.Type, guess: Guess)?
        for reader in readers {
            let guess = reader.guess(sample)
            // The first of equals wins, so nothing can come before a certain one.
            if guess.certainty == .certain { return .reader(reader, guess) }
            if guess.certainty > best?.guess.certainty ?? .no { best = (reader, guess) }
        }
        guard let best else { return .none("no format fits. " + advice(sample.bytes)) }
        return .reader(best.reader, best.guess)
    }

    private static func advice(_ bytes: [UInt8]) -> String {
        let guess = PlainEnvelope.guess(SniffSample(bytes: bytes, path: "-", isWhole: false))
        let isKnown = "it is "
        if guess.reason == "it is YAML" {
            return "It looks like YAML without an object of Kubernetes that tells of container deaths."
        }
        return guess.certainty == .no && guess.reason.hasPrefix(isKnown)
            ? "It looks like \(guess.reason.dropFirst(isKnown.count)): save it again with '-o json'."
            : "Name one with --format; 'inquest formats' lists them."
    }

    /// Why no reader can make anything of a source; `nil` when it is text.
    package static func refusal(_ sample: SniffSample) -> String? {
        if sample.bytes.isEmpty { return "the file is empty" }
        if let known = BinaryKind.all.first(where: { $0.matches(sample.bytes) }) {
            return "looks like \(known.name): \(known.advice)"
        }
        if looksBinary(sample.bytes) {
            return "looks like binary data, not text. Name the text file it was made from."
        }
        return nil
    }

    private static func ranked(
        _ sample: SniffSample, _ readers: [any FactReader.Type]
    ) -> [(reader: any FactReader.Type, guess: Guess)] {
        let guesses = readers.map { (reader: $0, guess: $0.guess(sample)) }
        return guesses.enumerated().sorted { left, right in
            left.element.guess != right.element.guess
                && left.element.guess.certainty != right.element.guess.certainty
                ? left.element.guess > right.element.guess : left.offset < right.offset
        }.map(\.element)
    }

    /// Whether control bytes are more than a program that writes text would write.
    ///
    /// One stray NUL in a log does no harm; data that is compressed or packed has a tenth of its bytes down
    /// there.
    private static func looksBinary(_ bytes: [UInt8]) -> Bool {
        guard bytes[0] != 0 else { return true }
        var controls = 0
        for byte in bytes where byte < 0x20 || byte == 0x7F {
            // Backspace, tab, newline, form feed, return and escape are what terminals know.
            let isTerminal = (0x08...0x0A).contains(byte) || byte == 0x0C || byte == 0x0D || byte == 0x1B
            if !isTerminal { controls += 1 }
        }
        return controls * 20 > bytes.count
    }
}

/// A kind of file that is known by its first bytes and is not text.
struct BinaryKind: Sendable {
    /// With its article, such as "a tar archive".
    let name: String
    let advice: String
    private let offset: Int
    private let magic: [UInt8]

    private init(_ name: String, _ advice: String, at offset: Int = 0, _ magic: [UInt8]) {
        self.name = name
        self.advice = advice
        self.offset = offset
        self.magic = magic
    }

    /// Whether bytes are the beginning of such a file.
    func matches(_ bytes: [UInt8]) -> Bool {
        bytes.count >= offset + magic.count && bytes[offset..<offset + magic.count].elementsEqual(magic)
    }

    private static let convert = "convert it with 'iconv -f UTF-16 -t UTF-8'."

    /// Archives and compressed files are opened before anybody looks at them: what is met here is packed too often, or in a
    /// way that a stream cannot be unpacked.
    static let all: [BinaryKind] = [
        BinaryKind(
            "a file compressed several times", "unpack it once and name what comes out.", [0x1F, 0x8B]),
        BinaryKind(
            "a file compressed several times", "unpack it once and name what comes out.",
            [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        BinaryKind(
            "a file compressed several times", "unpack it once and name what comes out.",
            [0x28, 0xB5, 0x2F, 0xFD]),
        BinaryKind(
            "a 7-Zip archive",
            "its list of members is at its end: unpack it with '7z x' and name the directory.",
            [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        BinaryKind("a RAR archive", "unpack it first and name the directory.", Array("Rar!".utf8)),
        BinaryKind(
            "an SQLite database", "to ask a corpus, name it with --db.",
            Array("SQLite format 3\0".utf8)),
        BinaryKind("a PNG image", "name the text it was made from.", [0x89, 0x50, 0x4E, 0x47]),
        BinaryKind("a PDF document", "name the text it was made from.", Array("%PDF-".utf8)),
        BinaryKind("an ELF program", "name what it printed, not the program.", [0x7F, 0x45, 0x4C, 0x46]),
        BinaryKind("UTF-16 text, as PowerShell writes it", convert, [0xFF, 0xFE]),
        BinaryKind("UTF-16 text", convert, [0xFE, 0xFF]),
    ]
}
