import InquestCore
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("2026-11-22T09:14:08Z", "2026-11-22T09:14:08Z"),
        ("2026-11-22T09:14:08.500Z", "2026-11-22T09:14:08.5Z"),
        ("2026-11-22T09:14:08.123456789+01:00", "2026-11-22T08:14:08.123456789Z"),
        ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z"),
        ("2024-02-29T00:00:00-0730", "2024-02-29T07:30:00Z"),
    ])
    func `RFC 3339 reads and prints as UTC`(text: String, expected: String) {
        #expect(Timestamp(rfc3339: text)?.iso8601 == expected)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-13-22T09:14:08Z", "2026-02-30T09:14:08Z", "2026-11-22T25:14:08Z",
        "2026-11-22T09:14:08", "0001-01-01T00:00:00Z", "2026-11-22T09:14:08.Z", "2026-11-22T09:14:08Zx",
    ])
    func `what is not RFC 3339 is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [
        ("Sun, 22 Nov 2026 09:14:08 +0000", "2026-11-22T09:14:08Z"),
        ("Mon, 22 Nov 2026 09:14:08 +0100", "2026-11-22T08:14:08Z"),
        ("Thu, 01 Jan 1970 01:00:00 +0100", "1970-01-01T00:00:00Z"),
    ])
    func `RFC 1123 reads with any weekday`(text: String, expected: String) {
        #expect(Timestamp(rfc1123: text)?.iso8601 == expected)
    }

    @Test(arguments: ["Mon, 01 Jan 0001 00:00:00 +0000", "Wed, 29 ", "Sun, 22 Foo 2026 09:14:08 +0000"])
    func `RFC 1123 refuses the zero time and fragments`(text: String) {
        #expect(Timestamp(rfc1123: text) == nil)
    }

    @Test(arguments: [
        ("2026-11-22T23:59:59Z", 202647), ("2026-11-23T00:00:00Z", 202648), ("2021-01-03T12:00:00Z", 202053),
        ("2024-12-30T00:00:00Z", 202501), ("1970-01-01T00:00:00Z", 197001),
    ])
    func `ISO weeks begin on Monday and belong to their Thursday's year`(text: String, week: Int) throws {
        let time = try #require(Timestamp(rfc3339: text))
        #expect(time.isoWeek == week)
        let start = try #require(Timestamp(isoWeek: week))
        #expect(start <= time && time.nanoseconds - start.nanoseconds < 7 * 86_400 * 1_000_000_000)
    }

    @Test func `a week that a year does not have is refused`() {
        #expect(Timestamp(isoWeek: 202553) == nil)
        #expect(Timestamp(isoWeek: 202600) == nil)
    }
}
