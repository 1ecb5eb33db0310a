import Inquest
import Testing

/// What somebody types for a time, and the instants it means.
struct TimeCase: Sendable, CustomTestStringConvertible {
    let text: String
    let start: String
    let end: String

    init(_ text: String, _ start: String, end: String? = nil) {
        self.text = text
        self.start = start
        self.end = end ?? start
    }

    var testDescription: String { text }

    static let all = [
        TimeCase("2026-11-22T09:14:08Z", "2026-11-22T09:14:08Z"),
        TimeCase("2026-11-22T10:14:08.5+01:00", "2026-11-22T09:14:08.5Z"),
        TimeCase("2026-11-22", "2026-11-22T00:00:00Z", end: "2026-11-23T00:00:00Z"),
        TimeCase("2024-02-29", "2024-02-29T00:00:00Z", end: "2024-03-01T00:00:00Z"),
        TimeCase("2026-W47", "2026-11-16T00:00:00Z", end: "2026-11-23T00:00:00Z"),
        TimeCase("2026-w01", "2025-12-29T00:00:00Z", end: "2026-01-05T00:00:00Z"),
        TimeCase("2020-W53", "2020-12-28T00:00:00Z", end: "2021-01-04T00:00:00Z"),
        TimeCase("36h", "2026-11-21T00:00:00Z"), TimeCase("7d", "2026-11-15T12:00:00Z"),
        TimeCase("2w", "2026-11-08T12:00:00Z"), TimeCase("90m", "2026-11-22T10:30:00Z"),
        TimeCase("30s", "2026-11-22T11:59:30Z"), TimeCase("0d", "2026-11-22T12:00:00Z"),
    ]
}

@Suite struct TimePointTests {
    private let now = Timestamp(rfc3339: "2026-11-22T12:00:00Z")

    @Test(arguments: TimeCase.all)
    func `a time is understood`(time: TimeCase) throws {
        let now = try #require(now)
        let point = try TimePoint(time.text)
        #expect(point.start(now: now).iso8601 == time.start)
        #expect(point.end(now: now).iso8601 == time.end)
        let isPeriod = time.start != time.end
        #expect(point.last(now: now).seconds == point.end(now: now).seconds - (isPeriod ? 1 : 0))
    }

    @Test(arguments: [
        "", "yesterday", "2026-13-01", "2026-02-30", "2026-W54", "2025-W53", "2026-W4", "26-W47", "7", "d",
        "-7d",
        "1.5h", "7y", "99999999999999999999d", "999999w", "2026-11-22T09:14", "2026-11-22 ", "0001-01-01",
    ])
    func `what is no time is refused with what is accepted`(text: String) {
        #expect(
            throws: FilterError.self,
            performing: { try TimePoint(text) })
        do {
            _ = try TimePoint(text)
        } catch {
            #expect(
                error.description == "'\(text)' is not a time: give RFC 3339 (2026-11-22T09:14:08Z), "
                    + "a date (2026-11-22), an ISO week (2026-W47) or an age (90m, 36h, 7d, 2w)")
        }
    }
}
