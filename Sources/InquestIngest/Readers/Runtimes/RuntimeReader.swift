package import InquestCore

/// What a runtime's client prints about containers as JSON.
package protocol RuntimeClient: Sendable {
    static var format: InputFormat { get }
    /// What a record holds.
    static func contents(_ record: borrowing JSONRecord) -> RuntimeContents
}

/// What one record of a runtime's client holds.
package struct RuntimeContents: Sendable {
    /// Containers, sandboxes left out.
    var containers: [RuntimeContainer] = []
    /// Pods that are named without their containers.
    var pods: [RuntimePod] = []
    /// Whether the record is of this client at all.
    var isKnown = false
    /// What could not be used of it; `nil` when all could.
    var problem: String?
}

/// What a runtime says of a pod: its names.
struct RuntimePod {
    var namespace: String?
    var name: String?
    var uid: String?
}

/// Reads containers of one runtime.
package enum RuntimeReader<Client: RuntimeClient>: FactReader {
    package static var format: InputFormat { Client.format }

    package static func guess(_ sample: SniffSample) -> Guess {
        let bytes = sample.bytes.span
        guard bytes.firstIndex(of: 0x7B) != nil else { return Guess(.no, "there is no JSON") }
        var window = ByteWindow(MemoryStream(sample.bytes))
        var records = JSONRecords()
        var record = JSONRecord()
        var (fitting, others) = (0, 0)
        while true {
            // The end of a sample that was cut is an error here, and is meant to be.
            guard let step = try? records.next(&window, into: &record), step != .end else { break }
            if step == .log { _ = try? window.nextLine() }
            if case .record = step, Client.contents(record).isKnown { fitting += 1 } else { others += 1 }
        }
        if fitting + others == 0, !sample.isWhole, records.takeCut(window, into: &record),
            Client.contents(record).isKnown
        {
            fitting = 1
        }
        let reason = "\(fitting) of the first \(fitting + others) records are containers or pods of a runtime"
        guard fitting > 0 else { return Guess(.no, reason) }
        return Guess(others == 0 ? .certain : fitting >= others ? .likely : .no, reason)
    }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        var records = JSONRecords()
        var record = JSONRecord()
        var unused = UnusedRecords()
        var newest: Timestamp?
        var failure: ReadError?
        reading: while true {
            let step: RecordStep
            do throws(ReadError) {
                step = try records.next(&window, into: &record)
                if step == .log { try sink.skipLogHeading(&window, inside: "containers of a runtime") }
            } catch {
                failure = ReadError(error.description, line: error.line ?? window.line)
                break
            }
            switch step {
            case .record: take(record, &unused, &newest, into: &sink.batch)
            case .skip(let skip): sink.skip(skip.reason, excerpt: skip.excerpt.span, line: skip.line)
            case .log: break
            case .end: break reading
            }
            sink.boundary()
        }
        unused.report(to: &sink)
        sink.boundary()
        if let newest { sink.notEarlier(than: newest) }
        if let failure { throw failure }
    }

    private static func take(
        _ record: borrowing JSONRecord, _ unused: inout UnusedRecords, _ newest: inout Timestamp?,
        into batch: inout FactBatch
    ) {
        let contents = Client.contents(record)
        for pod in contents.pods {
            var fact = PodFact()
            fact.line = record.line
            fact.namespace = batch.add(pod.namespace)
            fact.name = batch.add(pod.name)
            fact.uid = batch.add(pod.uid)
            batch.pods.append(fact)
        }
        for container in contents.containers {
            container.add(to: &batch)
            if let time = container.newest { newest = max(newest ?? time, time) }
        }
        if !contents.isKnown {
            unused.add("a record that is no container", at: record.line, record.excerpt(of: JSONRecord.root))
        } else if let problem = contents.problem {
            unused.add(problem, at: record.line, record.excerpt(of: JSONRecord.root))
        }
    }
}
