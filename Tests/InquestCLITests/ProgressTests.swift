import Inquest
import Testing

@testable import InquestCLI

@Suite struct ProgressTests {
    @Test func `a line tells how far an ingest has come`() {
        var state = IngestProgress()
        state.bytes = 50 << 20
        state.totalBytes = 200 << 20
        state.files = 3
        state.totalFiles = 12
        state.facts = 4711
        #expect(
            Progress.line(state, seconds: 5)
                == "[#####...............]  25%  15s left  50.0/200.0 MiB  10.0 MiB/s  3/12 files  4711 facts"
        )
        state.totalBytes = nil
        #expect(Progress.line(state, seconds: 5) == "50.0 MiB  10.0 MiB/s  3/12 files  4711 facts")
        state.isConcluding = true
        #expect(Progress.line(state, seconds: 5) == "drawing conclusions from 4711 facts")
    }
}
