import CCrypto

/// SHA-256 by OpenSSL's libcrypto: digests of sources and content-derived keys of facts.
///
/// Sound because the context is a plain C value that only these calls touch, and every pointer handed to C
/// lives for the call only.
public struct SHA256: Sendable {
    private var context = SHA256_CTX()

    public init() {
        _ = unsafe SHA256_Init(&context)
    }

    public mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            _ = unsafe SHA256_Update(&context, buffer.baseAddress, buffer.count)
        }
    }

    /// Feeds in the bytes of an array from `start` on.
    public mutating func update(_ bytes: [UInt8], from start: Int) {
        update(bytes.span.extracting(droppingFirst: start))
    }

    /// Feeds in the UTF-8 of a string.
    public mutating func update(_ text: String) {
        update(Array(text.utf8), from: 0)
    }

    /// The 32 bytes of the digest of all that was fed in so far.
    public func digest() -> [UInt8] {
        var copy = context
        var result = [UInt8](repeating: 0, count: 32)
        unsafe result.withUnsafeMutableBufferPointer { buffer in
            _ = unsafe SHA256_Final(buffer.baseAddress, &copy)
        }
        return result
    }

    /// The first 16 bytes of the digest of all that was fed in so far, as two big-endian numbers.
    public func prefix() -> (high: UInt64, low: UInt64) {
        var copy = context
        var result: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        unsafe withUnsafeMutableBytes(of: &result) { buffer in
            _ = unsafe SHA256_Final(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), &copy)
        }
        return (UInt64(bigEndian: result.0), UInt64(bigEndian: result.1))
    }

    /// Lower-case hexadecimal of any bytes.
    public static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
