/// The grammar of names in Kubernetes, for telling names in paths from other words.
enum KubernetesName {
    /// Whether text is a DNS-1123 label, as namespaces and containers are called.
    static func isLabel(_ text: Substring) -> Bool {
        text.utf8.count <= 63 && isDashed(text)
    }

    /// Whether text is a DNS-1123 subdomain, as pods and nodes are called. Kubernetes limits its length, not
    /// that of the parts between the dots.
    static func isSubdomain(_ text: Substring) -> Bool {
        text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isDashed)
    }

    /// Lower-case letters, digits and dashes, no dash at either end.
    private static func isDashed(_ text: Substring) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
    }

    /// Whether text is a pod's uid: a UUID, or the hash of its manifest for a static pod.
    static func isPodUID(_ text: Substring) -> Bool {
        if text.utf8.count == 32 { return text.utf8.allSatisfy(isHexadecimal) }
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.utf8.allSatisfy(isHexadecimal) }
    }

    /// Whether a byte is a lower-case hexadecimal digit.
    static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte)
    }

    /// Whether text is digits only.
    static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || byte &- 0x61 < 26 }
}
