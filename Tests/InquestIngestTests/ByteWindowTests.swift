import InquestCore
import InquestIngest
import Testing

@Suite struct ByteWindowTests {
    private func lines(_ text: [UInt8], piece: Int) throws -> (
        lines: [String], invalid: UInt32?, digest: String
    ) {
        var window = ByteWindow(MemoryStream(text, piece: piece))
        var found: [String] = []
        while let range = try window.nextLine() {
            found.append(String(decoding: window.buffer[range], as: UTF8.self))
        }
        return (found, window.firstInvalidLine, SHA256.hexadecimal(window.digest.digest()))
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `lines are the same however the bytes arrive`(piece: Int) throws {
        let result = try lines(Array("a\r\n\nbc\nlast".utf8), piece: piece)
        #expect(result.lines == ["a", "", "bc", "last"])
        #expect(result.invalid == nil)
    }

    @Test func `the line of the first text that is not UTF-8 is kept`() throws {
        let result = try lines([0x61, 0x0A, 0xFF, 0x0A, 0x62], piece: 2)
        #expect(result.invalid == 2)
        #expect(result.lines == ["a", "\u{FFFD}", "b"])
    }

    @Test func `the digest is SHA-256 of the bytes`() throws {
        let result = try lines(Array("abc".utf8), piece: 1)
        #expect(result.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `a line beyond the limit is cut and the next line is still read`() throws {
        var text = [UInt8](repeating: 0x78, count: ByteWindow.longestRecord + 5)
        text += Array("\nnext\n".utf8)
        var window = ByteWindow(MemoryStream(text))
        let first = try #require(try window.nextLine())
        #expect(first.count == 65_536)
        #expect(window.firstOverlongLine == 1)
        let second = try #require(try window.nextLine())
        #expect(String(decoding: window.buffer[second], as: UTF8.self) == "next")
        #expect(window.line == 3)
        #expect(try window.nextLine() == nil)
    }
}
