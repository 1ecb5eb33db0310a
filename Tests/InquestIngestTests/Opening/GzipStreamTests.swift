import InquestIngest
import Testing

@Suite struct GzipStreamTests {
    /// What a stream gives before it ends or fails, in pieces of `count` bytes at most.
    private func drain(_ bytes: [UInt8], piece: Int, atMost count: Int = 1 << 20) throws -> (
        [UInt8], ReadError?
    ) {
        var stream = Opening.unpacked(MemoryStream(bytes, piece: piece))
        var result: [UInt8] = []
        do throws(ReadError) {
            while try stream.read(into: &result, atMost: count) > 0 {}
        } catch {
            return (result, error)
        }
        return (result, nil)
    }

    private let text = Array((0..<20_000).map { "line \($0) of a log\n" }.joined().utf8)

    @Test(arguments: [(1, 7), (3, 1 << 20), (1000, 100), (.max, 1 << 20)])
    func `a member is unpacked however its bytes arrive`(piece: Int, count: Int) throws {
        let (result, error) = try drain(GzipBytes.member(text), piece: piece, atMost: count)
        #expect(result == text)
        #expect(error == nil)
    }

    @Test func `compressed blocks are unpacked`() throws {
        // printf 'alpha beta alpha beta alpha beta\n' four times, gzip -9n
        let packed: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xCC, 0x29, 0xC8, 0x48, 0x54,
            0x48, 0x4A, 0x2D, 0x49, 0x54, 0x48, 0xC4, 0xC6, 0xE4, 0x4A, 0xA4, 0xBD, 0x02, 0x00, 0xD5, 0x09,
            0x9D, 0xB0, 0x84, 0x00, 0x00, 0x00,
        ]
        let (result, error) = try drain(packed, piece: 5)
        #expect(
            String(decoding: result, as: UTF8.self)
                == String(repeating: "alpha beta alpha beta alpha beta\n", count: 4))
        #expect(error == nil)
    }

    @Test(arguments: [1, 2, 5, .max])
    func `concatenated members are one text`(piece: Int) throws {
        let bytes =
            GzipBytes.member(Array("a\n".utf8)) + GzipBytes.member([]) + GzipBytes.member(Array("b\n".utf8))
        let (result, error) = try drain(bytes, piece: piece)
        #expect(result == Array("a\nb\n".utf8))
        #expect(error == nil)
    }

    @Test(arguments: [[0, 0, 0], Array("rest".utf8), [0x1F], [0x1F, 0x20]] as [[UInt8]], [1, Int.max])
    func `what stands behind the last member is passed over`(rest: [UInt8], piece: Int) throws {
        let (result, error) = try drain(GzipBytes.member(text) + rest, piece: piece)
        #expect(result == text)
        #expect(error == nil)
    }

    @Test(arguments: [1, 100, .max])
    func `a truncated member gives what it holds, then says so`(piece: Int) throws {
        let member = GzipBytes.member(text)
        let (result, error) = try drain(Array(member[..<100_000]), piece: piece)
        // Ten bytes of header, five before each of the two blocks.
        #expect(result == Array(text[..<99_980]))
        #expect(error?.description.hasPrefix("the gzip member is truncated") == true)
    }

    @Test func `a cut anywhere is reported and never crashes`() throws {
        let member = GzipBytes.member(Array("some text\n".utf8))
        for length in 2..<member.count {
            let (result, error) = try drain(Array(member[..<length]), piece: 3)
            #expect(Array("some text\n".utf8).starts(with: result))
            #expect(error?.description.hasPrefix("the gzip member is truncated") == true, "cut at \(length)")
        }
    }

    @Test func `a corrupt member gives what decodes, then says so`() throws {
        var member = GzipBytes.member(text)
        // The length of the second block and its complement no longer agree.
        member[10 + 5 + 65_535 + 1] ^= 0xFF
        let (result, error) = try drain(member, piece: 1000)
        #expect(result == Array(text[..<65_535]))
        #expect(
            error?.description.hasPrefix("the gzip member is corrupt (invalid stored block lengths)") == true)
    }

    @Test func `a wrong checksum is reported behind the text`() throws {
        var member = GzipBytes.member(text)
        member[member.count - 8] ^= 1
        let (result, error) = try drain(member, piece: .max)
        #expect(result == text)
        #expect(error?.description.hasPrefix("the gzip member is corrupt (incorrect data check)") == true)
    }

    @Test func `what is not gzip is left as it is`() throws {
        for text in ["", "\u{1F}", "plain\n"] {
            let (result, error) = try drain(Array(text.utf8), piece: 1)
            #expect(result == Array(text.utf8))
            #expect(error == nil)
        }
    }
}
