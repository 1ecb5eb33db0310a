import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

@Suite struct TableEventTests {
    private static let backOff = EventCells(
        [
            nil, "Pod", "api-7c9x2", nil, "Warning", "BackOff", "Back-off restarting failed container", nil,
            nil,
        ], isCountShown: false)
    private static let starting = EventCells(
        [nil, "Node", "node-a", nil, "Normal", "Starting", "", nil, nil], isCountShown: false)
    private static let pulled = EventCells(
        [nil, "Pod", "api-7c9x2", nil, "Normal", "Pulled", "Pulled in two parts", nil, nil],
        isCountShown: false, isCut: true)

    @Test func `a plain table shows no counts and cuts messages`() throws {
        let batch = try TableSamples.read(TableSamples.plain)
        #expect(EventCells.all(batch) == [Self.backOff, Self.starting, Self.pulled])
        #expect(batch.skips.isEmpty)
        #expect(batch.events.map(\.block) == [1, 1, 1])
        #expect(batch.events.map(\.line) == [2, 3, 4])
        #expect(
            batch.events.map(\.lastAge) == [
                Age(atLeast: 192, below: 193), Age(atLeast: 187_200, below: 190_800), nil,
            ])
        #expect(batch.events.allSatisfy { $0.firstAge == nil })
    }

    @Test func `rows without a heading read the same`() throws {
        let batch = try TableSamples.read(TableSamples.withoutHeading(TableSamples.plain))
        #expect(EventCells.all(batch) == [Self.backOff, Self.starting, Self.pulled])
        #expect(batch.events.map(\.block) == [1, 1, 1])
    }

    @Test func `the namespace of the context is that of pods and not of nodes`() throws {
        let batch = try TableSamples.read(TableSamples.plain, namespace: "shop")
        #expect(EventCells.all(batch).map { $0.words[0] } == ["shop", nil, "shop"])
    }

    @Test func `kubectl events prints counts and whole messages`() throws {
        let batch = try TableSamples.read(TableSamples.command)
        #expect(
            EventCells.all(batch) == [
                EventCells(
                    ["shop", "Pod", "api-7c9x2", "api", "Warning", "BackOff", "Back-off", nil, nil], count: 7),
                EventCells([
                    nil, "Node", "node-a", nil, "Warning", "OOMKilling",
                    "Kill process 7 (python3)\nKilled process 7 (python3)", nil, nil,
                ]),
                EventCells([
                    "shop", "Pod", "api-7c9x2", nil, "Normal", "Created", "Created, and so on...", nil, nil,
                ]),
            ])
        #expect(batch.events[0].firstAge == AgeScanner.age(Array("20m".utf8).span))
        #expect(batch.events[0].lastAge == Age(atLeast: 133, below: 134))
    }

    @Test(arguments: [TableSamples.wide, TableSamples.withoutHeading(TableSamples.wide)])
    func `wide tables name the container, the reporter and the count`(text: String) throws {
        let batch = try TableSamples.read(text)
        #expect(
            EventCells.all(batch) == [
                EventCells(
                    [
                        "shop", "Pod", "api-7c9x2", "api", "Warning", "BackOff", "Back-off", "kubelet",
                        "node-a",
                    ], count: 12),
                EventCells(
                    ["shop", "Pod", "api-7c9x2", nil, "Normal", "Killing", "Stopping", nil, nil], count: 1),
            ])
        #expect(batch.events[0].firstAge == AgeScanner.age(Array("20m".utf8).span))
    }

    @Test func `tables up to 1.13 name the event and not the object`() throws {
        let batch = try TableSamples.read(TableSamples.old)
        #expect(
            EventCells.all(batch) == [
                EventCells(
                    [
                        nil, "Pod", "api-0", "api", "Warning", "BackOff", "Back-off restarting", "kubelet",
                        "node-a",
                    ], count: 12)
            ])
        let minute = try #require(batch.events[0].lastAge)
        #expect(minute.atLeast <= 60 && minute.below >= 61)
    }

    @Test func `tabs part cells as blanks do`() throws {
        let text = "LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n5s\tWarning\tBackOff\tpod/api-0\tBack-off\n"
        #expect(
            EventCells.all(try TableSamples.read(text)).map(\.words) == [
                [nil, "Pod", "api-0", nil, "Warning", "BackOff", "Back-off", nil, nil]
            ])
    }

    @Test func `kinds nobody knows stay as they are printed`() throws {
        let text =
            "5s   Normal   Synced   frobnicator/x   done\n5s   Normal   Synced   Frobnicator/x   done\n"
        #expect(
            EventCells.all(try TableSamples.read(text)).map { $0.words[1] } == ["frobnicator", "Frobnicator"])
    }

    @Test func `a reporter that names itself is no node`() throws {
        let itself = TableSamples.wide
            .replacing("kubelet, node-a", with: "sched, sched-x1")
            .replacing("Stopping", with: "Stopped ")
        let batch = try TableSamples.read(itself)
        #expect(batch.events.map { batch.string($0.component) } == ["sched", nil])
        #expect(batch.events.map { batch.string($0.host) } == [nil, nil])
    }
}
