import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

@Suite struct RuntimeTableTests {
    @Test func `docker names the pod, the attempt and the exit`() throws {
        let batch = try TableSamples.read(TableSamples.docker)
        #expect(batch.containers.map { batch.string($0.name) } == ["api", "plain-db"])
        #expect(batch.containers.map(\.state) == [.terminated, .running])
        #expect(batch.containers.map(\.restartCount) == [3, nil])
        #expect(batch.containers.map { batch.string($0.containerID) } == ["0f3a9c1d2e4b", "2f3a9c1d2e4b"])
        let pods = batch.containers.map { batch.pods[Int($0.pod)] }
        #expect(pods.map { batch.string($0.name) } == ["api-0", nil])
        #expect(pods.map { batch.string($0.namespace) } == ["shop", nil])
        #expect(pods.map { batch.string($0.uid) } == ["5b0c8a3e-7d21-4f6a-9e05-1c2d3e4f5a6b", nil])
        #expect(batch.terminations.count == 1)
        #expect(batch.terminations.first?.exitCode == 137)
        #expect(batch.terminations.first?.slot == .state)
        #expect(batch.skips.isEmpty)
    }

    /// What docker prints for an ended run of that many seconds, as its source has it.
    private static func words(_ seconds: Int64) -> String {
        let minutes = seconds / 60
        // Rounded half up, as Go's math.Round does for what is positive.
        let hours = (seconds + 1800) / 3600
        switch true {
        case seconds < 1: return "Less than a second"
        case seconds == 1: return "1 second"
        case seconds < 60: return "\(seconds) seconds"
        case minutes == 1: return "About a minute"
        case minutes < 60: return "\(minutes) minutes"
        case hours == 1: return "About an hour"
        case hours < 48: return "\(hours) hours"
        case hours < 24 * 7 * 2: return "\(hours / 24) days"
        case hours < 24 * 30 * 2: return "\(hours / 24 / 7) weeks"
        case hours < 24 * 365 * 2: return "\(hours / 24 / 30) months"
        default: return "\(seconds / 3600 / 24 / 365) years"
        }
    }

    @Test func `an age in words holds every time that is printed so`() throws {
        var seconds: Int64 = 0
        var checked = 0
        while seconds < 4 * 365 * 86_400 {
            let words = Self.words(seconds)
            let text = TableSamples.docker.replacing("4 hours ago", with: words + " ago")
            let age = try #require(try TableSamples.read(text).terminations.first?.finishedAge, "\(words)")
            #expect(age.atLeast <= seconds && seconds < age.below, "\(words): \(seconds) s is not in \(age)")
            checked += 1
            seconds += max(1, seconds / 37)
        }
        #expect(checked > 300)
    }

    @Test func `crictl shows containers and no exits`() throws {
        let batch = try TableSamples.read(TableSamples.crictl)
        #expect(batch.containers.map { batch.string($0.name) } == ["api", "api"])
        #expect(batch.containers.map(\.state) == [.terminated, .running])
        #expect(batch.containers.map(\.restartCount) == [3, 4])
        let pods = batch.containers.map { batch.pods[Int($0.pod)] }
        #expect(pods.map { batch.string($0.name) } == ["api-0", "api-0"])
        #expect(pods.map { batch.string($0.namespace) } == ["shop", "shop"])
        #expect(batch.terminations.isEmpty)
        #expect(batch.skips.isEmpty)
    }
}
