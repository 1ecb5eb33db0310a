import InquestCore

extension FactSink {
    /// Passes over the heading of a container's log, as `kubectl cluster-info dump` writes it, where no such log is
    /// expected. Its lines are text like any other.
    mutating func skipLogHeading(_ window: inout ByteWindow, inside what: String) throws(ReadError) {
        let line = window.line
        guard let heading = try window.nextLine() else { return }
        skip("a container log inside \(what)", excerpt: window.buffer.span.extracting(heading), line: line)
    }
}
