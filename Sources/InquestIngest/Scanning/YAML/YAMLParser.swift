import CYAML
import InquestCore

/// Something in a YAML text, in the order in which it stands there.
struct YAMLEvent: Sendable {
    enum Kind: Sendable {
        case beginObject
        case beginArray
        /// The end of an object or array.
        case end
        case scalar
        /// The value of an anchor again.
        case alias
    }

    let kind: Kind
    /// 0-based line of the text.
    let line: Int
    /// Whether a scalar's type hangs on what it looks like.
    let isPlain: Bool
    /// The anchor of a scalar, or of what an alias stands for; empty when there is none.
    let anchor: String
}

/// Why a text is not YAML.
struct YAMLFault: Error, Sendable, Hashable {
    /// 0-based line of the text on which what is wrong begins.
    let line: Int
    /// The parser's words, or ours.
    let words: String
}

/// libyaml's event parser: constant memory but for the longest scalar.
///
/// Invariant of the unsafe code: libyaml keeps pointers into its `yaml_parser_t`, so that lives at one address from
/// `init` to `deinit`, in memory that only this class reaches, as does the event. Parser and event are set up and torn
/// down inside one call of `parse`, and the text is lent to them for that call alone. What an event points at is
/// copied or looked at before the event is deleted.
@safe final class YAMLParser {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>

    init() {
        unsafe parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        unsafe event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        unsafe event.initialize(to: yaml_event_t())
    }

    deinit {
        unsafe event.deallocate()
        unsafe parser.deallocate()
    }

    /// Hands the events of a text to a builder until it has seen all, or refuses one.
    ///
    /// - Parameter text: UTF-8 without what `YAMLText` replaces.
    /// - Returns: What is wrong with the text; `nil` when nothing is.
    func parse(_ text: [UInt8], into builder: inout YAMLRecordBuilder) -> YAMLFault? {
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            return YAMLFault(line: 0, words: "there is no memory left to read it; use fewer jobs")
        }
        defer { unsafe yaml_parser_delete(parser) }
        return unsafe text.withUnsafeBufferPointer { source in
            unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            unsafe yaml_parser_set_input_string(parser, source.baseAddress, source.count)
            return run(&builder)
        }
    }

    private func run(_ builder: inout YAMLRecordBuilder) -> YAMLFault? {
        var step = unsafe inquest_yaml_step()
        while true {
            guard unsafe inquest_yaml_next(parser, event, &step) == 1 else { return fault() }
            defer { unsafe yaml_event_delete(event) }
            let kind: YAMLEvent.Kind
            switch unsafe step.type {
            case YAML_STREAM_END_EVENT: return nil
            case YAML_MAPPING_START_EVENT: kind = .beginObject
            case YAML_SEQUENCE_START_EVENT: kind = .beginArray
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: kind = .end
            case YAML_SCALAR_EVENT: kind = .scalar
            case YAML_ALIAS_EVENT: kind = .alias
            default: continue
            }
            let anchor = unsafe step.anchor.map { unsafe String(cString: $0) } ?? ""
            let isString = unsafe step.tag.map { unsafe YAMLParser.isTagOfStrings(String(cString: $0)) }
            let isPlain = unsafe !(isString ?? (step.is_plain == 0))
            let next = unsafe YAMLEvent(
                kind: kind, line: Int(clamping: step.line), isPlain: isPlain, anchor: anchor)
            let text = unsafe UnsafeBufferPointer(start: step.text, count: step.length)
            if let fault = unsafe builder.take(next, text: text.span) { return fault }
        }
    }

    /// Whether `!`, `!!str` or a tag of somebody's own marks a value, not that of another type.
    private static func isTagOfStrings(_ tag: String) -> Bool {
        let types = ["null", "bool", "int", "float"].map { "tag:yaml.org,2002:" + $0 }
        return !types.contains(tag)
    }

    private func fault() -> YAMLFault {
        let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "not YAML"
        guard let context = unsafe parser.pointee.context.map({ unsafe String(cString: $0) }) else {
            return unsafe YAMLFault(line: Int(clamping: parser.pointee.problem_mark.line), words: problem)
        }
        // What is scanned is wrong from where it begins, such as a quote that is never closed; of what is parsed,
        // the beginning may be the document's.
        let isToken = context.hasPrefix("while scanning")
        let mark = unsafe isToken ? parser.pointee.context_mark : parser.pointee.problem_mark
        return YAMLFault(line: Int(clamping: mark.line), words: "\(context), \(problem)")
    }
}
