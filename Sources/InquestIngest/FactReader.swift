package import InquestCore

/// A kind of input: how it is called, and small samples of it that tests read.
package struct InputFormat: Sendable, Hashable, Identifiable {
    /// The name `--format` takes, such as `event-json`.
    package let id: String
    /// A few words, such as "Events as JSON".
    package let title: String
    /// How such a file is made, such as `kubectl get events -A -o json`.
    package let origin: String
    /// Small inputs that this format's reader must recognise and read at least one fact from.
    package let samples: [String]
    /// Whether whose facts these are hangs on the path, so that equal bytes under two names are two sources.
    package let dependsOnPath: Bool

    package init(id: String, title: String, origin: String, samples: [String], dependsOnPath: Bool = false) {
        self.id = id
        self.title = title
        self.origin = origin
        self.samples = samples
        self.dependsOnPath = dependsOnPath
    }
}

/// How sure a reader is that a source is its own, and why.
package struct Guess: Sendable, Hashable, Comparable {
    package enum Certainty: Int, Sendable, Hashable, Comparable {
        case no = 0
        case possible = 1
        case likely = 2
        case certain = 3

        package static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }
    }

    package let certainty: Certainty
    /// What was seen, such as "line 1 begins with 'Name:' and line 9 with 'Containers:'".
    package let reason: String

    package init(_ certainty: Certainty, _ reason: String) {
        self.certainty = certainty
        self.reason = reason
    }

    package static func < (left: Guess, right: Guess) -> Bool { left.certainty < right.certainty }
}

/// The start of a source, for recognising its format.
package struct SniffSample: Sendable {
    /// Bytes looked at.
    package static let size = 16 << 10

    /// The first bytes, at most `size`.
    package let bytes: [UInt8]
    /// The path as the user gave it, or the member's; `-` for standard input.
    package let path: String
    /// Whether `bytes` is all there is.
    package let isWhole: Bool

    package init(bytes: [UInt8], path: String, isWhole: Bool) {
        self.bytes = bytes
        self.path = path
        self.isWhole = isWhole
    }
}

/// What a reader may know beyond the bytes.
package struct ReadContext: Sendable {
    /// What the path and the user's flags say about whose data this is.
    package var hints: SourceHints
    /// The path, for readers whose members differ by name.
    package var path: String
    /// The latest instant of capture that is known before reading, to complete times that lack their year.
    package var capturedBy: Timestamp?

    package init(hints: SourceHints = SourceHints(), path: String = "-", capturedBy: Timestamp? = nil) {
        self.hints = hints
        self.path = path
        self.capturedBy = capturedBy
    }
}

/// Turns the bytes of one format into facts.
package protocol FactReader: Sendable {
    static var format: InputFormat { get }
    /// How sure this reader is that the source is of its format.
    static func guess(_ sample: SniffSample) -> Guess
    /// Reads the whole source. What cannot be used becomes skips; only trouble with the bytes themselves is thrown.
    static func read(_ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink)
        throws(ReadError)
}
