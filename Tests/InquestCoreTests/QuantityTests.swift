import InquestCore
import Testing

@Suite struct QuantityTests {
    @Test(
        arguments: [
            ("128974848", 128_974_848), ("512Mi", 536_870_912), ("1Gi", 1_073_741_824),
            ("1.5Gi", 1_610_612_736),
            ("1G", 1_000_000_000), ("129M", 129_000_000), ("129e6", 129_000_000), ("1E3", 1000), ("2k", 2000),
            ("128974848000m", 128_974_848), ("1m", 1), ("0", 0), ("+5", 5), (".5Gi", 536_870_912),
            ("8Ei", nil),
            ("7Ei", 8_070_450_532_247_928_832), ("1E", 1_000_000_000_000_000_000), ("", nil), ("Mi", nil),
            ("-1", nil),
            ("1KiB", nil), ("1 Gi", nil), ("1e", nil), ("1.2.3", nil), ("99999999999999999999", nil),
            ("1e-3", 1),
        ] as [(String, Int64?)])
    func `amounts are whole bytes, rounded up`(text: String, bytes: Int64?) {
        #expect(Quantity.bytes(text) == bytes)
    }
}
