import InquestCore
import InquestIngest

/// A kind of input that can be read.
public struct ReadableFormat: Sendable, Hashable {
    /// The name `--format` takes.
    public let id: String
    public let title: String
    /// How such a file is made.
    public let origin: String

    /// Every format, in the order of precedence.
    public static var all: [ReadableFormat] { FactReaders.all.map { ReadableFormat($0.format) } }

    init(_ format: InputFormat) {
        id = format.id
        title = format.title
        origin = format.origin
    }
}

/// What a source would be taken for, and why.
public struct SniffResult: Sendable, Hashable {
    /// One format's chance.
    public struct Candidate: Sendable, Hashable {
        public let format: ReadableFormat
        /// `certain`, `likely`, `possible` or `no`.
        public let certainty: String
        /// What was seen in the source.
        public let reason: String
    }

    public let path: String
    /// Why nothing can be made of it; `nil` when a format fits.
    public let problem: String?
    /// Every format, the surest first; empty when the source cannot be read.
    public let ranking: [Candidate]

    /// Looks at the beginning of every file behind paths, and of every member of the archives among them; nothing is stored.
    ///
    /// - Returns: One result per source, and what is wrong with paths and members that cannot be opened.
    public static func sniff(_ paths: [String]) -> (results: [SniffResult], problems: [String]) {
        let (candidates, refused) = Opening.candidates(for: paths)
        var results: [SniffResult] = []
        var problems = refused.map(\.description)
        for candidate in candidates {
            do throws(ReadError) {
                let report = try Opening.expand(candidate) { source, stream in
                    results.append(SniffResult(source, stream))
                    return true
                }
                for refusal in report?.refusals ?? [] {
                    let place = refusal.member.map { candidate.path + SourceCandidate.memberMark + $0 }
                    problems.append("\(place ?? candidate.path): \(refusal.reason)")
                }
            } catch {
                problems.append("\(candidate.place): \(error.description)")
            }
        }
        return (results, problems)
    }

    private init(_ candidate: SourceCandidate, _ stream: any ByteStream) {
        path = candidate.place
        var failure: String?
        var sample = SniffSample(bytes: [], path: candidate.member ?? candidate.path, isWhole: true)
        do throws(ReadError) {
            var window = ByteWindow(stream)
            while window.available < SniffSample.size, try window.fill() {}
            sample = SniffSample(
                bytes: Array(window.buffer[window.start...].prefix(SniffSample.size)), path: sample.path,
                isWhole: window.available < SniffSample.size)
        } catch {
            failure = error.description
        }
        if failure == nil, case .none(let reason) = Sniffer.choose(sample) { failure = reason }
        problem = failure
        guard !sample.bytes.isEmpty, Sniffer.refusal(sample) == nil else {
            ranking = []
            return
        }
        ranking = Sniffer.ranking(sample).map {
            Candidate(
                format: ReadableFormat($0.format), certainty: "\($0.guess.certainty)", reason: $0.guess.reason
            )
        }
    }
}
