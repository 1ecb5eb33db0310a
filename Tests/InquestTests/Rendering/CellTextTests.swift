import Testing

@testable import Inquest

@Suite struct CellTextTests {
    @Test(arguments: [
        (0, "0"), (1023, "1023"), (1024, "1Ki"), (1536, "1.5Ki"), (512 << 20, "512Mi"), (1900 << 20, "1.9Gi"),
        (5 << 40, "5Ti"), (-2048, "-2Ki"), (Int64.max, "8388608Ti"),
    ])
    func `sizes have the units of Kubernetes`(bytes: Int64, text: String) {
        #expect(CellText.bytes(bytes) == text)
    }

    @Test(arguments: [
        (0, "0s"), (59, "59s"), (60, "1m"), (61, "1m1s"), (3600, "1h"), (3725, "1h2m"), (90_000, "1d1h"),
        (86_401, "1d"), (-5, "-5s"), (Int64.min, "-106751991167300d15h"),
    ])
    func `durations have two units`(seconds: Int64, text: String) {
        #expect(CellText.duration(seconds) == text)
    }

    @Test(arguments: [
        (0.0, "0.0%"), (1.0, "100.0%"), (0.1234, "12.3%"), (0.0004, "<0.1%"), (.nan, "-"), (.infinity, "-"),
    ])
    func `shares are percent`(share: Double, text: String) {
        #expect(CellText.percent(share) == text)
    }

    @Test(arguments: [
        ([0, 0], "··"), ([1], "█"), ([1, 2, 5, 10], "▁▂▄█"), ([0, 1000, 1], "·█▁"), ([-3, 4], "·█"), ([], ""),
    ])
    func `series become sparklines`(numbers: [Int64], text: String) {
        #expect(CellText.sparkline(numbers) == text)
    }

    @Test(arguments: [
        (0.0, ""), (8.0, "████"), (4.0, "██"), (1.0, "▌"), (0.001, "▏"), (.nan, ""), (9.0, "████"),
    ])
    func `bars have eighths`(number: Double, text: String) {
        #expect(CellText.bar(number, maximum: 8, columns: 4) == text)
    }

    @Test(arguments: [
        ("2026-11-22T09:14:08Z", "2026-11-22 09:14:08Z"),
        ("2026-11-22T09:14:08.123Z", "2026-11-22 09:14:08Z"),
        ("not a time", "not a time"),
    ])
    func `times are short`(time: String, text: String) {
        #expect(CellText.time(time) == text)
    }
}
