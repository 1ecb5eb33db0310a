extension Guidance {
    /// A name in braces that a template may use.
    public enum Placeholder: String, Sendable, Hashable, Codable, CaseIterable {
        /// The pod's name.
        case pod
        /// The pod's namespace.
        case namespace = "ns"
        /// The container's name.
        case container = "ctr"
        /// The image as the pod names it.
        case image
        /// The container's memory limit.
        case limit
        /// The log line that explains the end.
        case line

        /// Whether it stands for something found out about one end, without which the item says nothing.
        var isFinding: Bool { self == .limit || self == .line }

        /// What is printed when the value is not known: the reader fills it in.
        var blank: String { self == .namespace || self == .container ? "<\(self)>" : "<\(rawValue)>" }
    }

    /// The guidance with values in place of the placeholders.
    ///
    /// Names that are not given become `<pod>` and the like. An item about a finding that is not given
    /// is left out. Names go into commands, so one with characters that a shell would act on is quoted.
    public func filled(with values: [Placeholder: String]) -> Guidance {
        Guidance(
            subject: subject, key: key, diagnosis: Self.fill(diagnosis, values) ?? "",
            check: check.compactMap { Self.fill($0, values) }, fix: fix.compactMap { Self.fill($0, values) },
            why: Self.fill(why, values) ?? "")
    }

    /// Fills one text in a single pass, so that braces inside a value stay as they are.
    private static func fill(_ template: String, _ values: [Placeholder: String]) -> String? {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: "}"),
                let placeholder = Placeholder(rawValue: String(inside[..<close]))
            else {
                result += "{"
                rest = inside
                continue
            }
            guard let text = text(of: placeholder, values) else { return nil }
            result += text
            rest = inside[inside.index(after: close)...]
        }
        return result + rest
    }

    private static func text(of placeholder: Placeholder, _ values: [Placeholder: String]) -> String? {
        guard let value = values[placeholder], !value.isEmpty else {
            return placeholder.isFinding ? nil : placeholder.blank
        }
        return placeholder.isFinding ? value : shellQuoted(value)
    }

    private static func shellQuoted(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"):
                true
            default: false
            }
        }
        if isPlain { return value }
        return "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
            + "'"
    }
}
