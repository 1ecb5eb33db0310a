import InquestCore
import InquestIngest
import Testing

private let minute: Int64 = 60
private let hour: Int64 = 3600
private let day: Int64 = 86_400
private let year: Int64 = 365 * 86_400

@Suite struct AgeScannerTests {
    private func age(_ text: String) -> Age? { AgeScanner.age(Array(text.utf8).span) }

    @Test(arguments: [
        ("0s", 0, 1), ("1s", 1, 1), ("59s", 59, 1), ("119s", 119, 1),
        ("2m", 2 * minute, 1), ("3m12s", 3 * minute + 12, 1), ("9m59s", 10 * minute - 1, 1),
        ("10m", 10 * minute, minute), ("179m", 179 * minute, minute), ("3h", 3 * hour, minute),
        ("3h5m", 3 * hour + 5 * minute, minute), ("7h59m", 8 * hour - minute, minute),
        ("8h", 8 * hour, hour), ("47h", 47 * hour, hour), ("2d", 2 * day, hour),
        ("2d4h", 2 * day + 4 * hour, hour), ("7d23h", 8 * day - hour, hour),
        ("8d", 8 * day, day), ("729d", 729 * day, day), ("2y", 2 * year, day),
        ("2y5d", 2 * year + 5 * day, day), ("7y364d", 8 * year - day, day),
        ("8y", 8 * year, year), ("57y", 57 * year, year), ("292y", 292 * year, year),
    ])
    func `an age stands for all seconds that kubectl floors to it`(text: String, least: Int64, width: Int64) {
        #expect(age(text) == Age(atLeast: least, below: least + width))
    }

    @Test(arguments: [
        ("90m", 90 * minute, minute), ("600s", 600, minute), ("1h30m", 90 * minute, minute),
        ("24h", day, hour), ("1d", day, hour), ("01m", minute, 1),
    ])
    func `spellings of other clients count the same seconds`(text: String, least: Int64, width: Int64) {
        #expect(age(text) == Age(atLeast: least, below: least + width))
    }

    @Test(arguments: [
        "", "5", "m", "m5", "5x", "5M", "5m5", "5 m", " 5m", "5m ", "-5s", "+5s", "5.5s", "5µs", "1mm1",
        "5ms",
        "12345678s", "99999999999999999999s", "<unknown>", "<invalid>", "3m(x4", "five", "\u{0}", "٣m",
    ])
    func `anything else is refused`(text: String) {
        #expect(age(text) == nil)
    }

    @Test func `the longest numbers do not overflow`() throws {
        #expect(age(String(repeating: "9999999y", count: 20)) == nil)
        let least: Int64 = 9_999_999 + 9_999_999 * 60
        #expect(age("9999999s9999999m") == Age(atLeast: least, below: least + year))
    }
}
