import Testing

@testable import InquestStore

struct FactKeyTests {
    private func uid(_ text: String) -> FactKey? { FactKey(uuid: Array(text.utf8).span) }

    @Test func `a uid becomes its own 16 bytes`() {
        let key = uid("0d3f8c1e-8a53-4b9e-9a39-5f0a6c1d2e3f")
        #expect(key == FactKey(high: 0x0d3f_8c1e_8a53_4b9e, low: 0x9a39_5f0a_6c1d_2e3f))
        #expect(key?.bytes.prefix(4) == [0x0D, 0x3F, 0x8C, 0x1E])
        #expect(key.map { FactKey($0.bytes) } == key)
    }

    @Test(arguments: [
        "", "0d3f8c1e-8a53-4b9e-9a39-5f0a6c1d2e3", "0d3f8c1e-8a53-4b9e-9a39-5f0a6c1d2e3ff",
        "0D3F8C1E-8A53-4B9E-9A39-5F0A6C1D2E3F", "0d3f8c1e88a53-4b9e-9a39-5f0a6c1d2e3f",
        "0d3f8c1e-8a53-4b9e-9a39-5f0a6c1d2e3g", "gke-prod-pool-1-m9ff22zg-285h-0000000",
    ])
    func `what would not print back as it was is no uid`(text: String) {
        #expect(uid(text) == nil)
    }

    @Test func `keys are ordered as their bytes`() {
        #expect(FactKey(high: 1, low: .max) < FactKey(high: 2, low: 0))
        #expect(FactKey(high: 1, low: 1) < FactKey(high: 1, low: 2))
        #expect(!(FactKey(high: 1, low: 1) < FactKey(high: 1, low: 1)))
    }

    private func key(_ parts: [String?], domain: StaticString = "test") -> FactKey {
        var builder = KeyBuilder(domain)
        for part in parts { builder.add(part) }
        return builder.key
    }

    @Test func `neighbouring parts do not run together`() {
        let keys = [
            key(["ab", "c"]), key(["a", "bc"]), key(["abc"]), key(["abc", ""]), key(["abc", nil]),
            key(["", "abc"]),
            key([]), key([""]), key([nil]), key(["ab", "c"], domain: "other"),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(key(["ab", "c"]) == key(["ab", "c"]))
    }

    @Test func `numbers, absent numbers and texts are different parts`() {
        func built(_ add: (inout KeyBuilder) -> Void) -> FactKey {
            var builder = KeyBuilder("test")
            add(&builder)
            return builder.key
        }
        let keys = [
            built { $0.add(1 as Int64) }, built { $0.add(0 as Int64) }, built { $0.add(nil as Int64?) },
            built { $0.add(-1 as Int64) }, built { $0.add(256 as Int64) }, built { $0.add("1") },
        ]
        // An absent text and -1 are written alike; no field is a text in one fact and a number in another.
        #expect(Set(keys).count == keys.count)
    }
}
