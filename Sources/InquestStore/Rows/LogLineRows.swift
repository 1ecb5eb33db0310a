import InquestCore

/// Whose untimed lines form one sequence.
struct LogChainID: Hashable {
    let namespace: Int64?
    let pod: Int64?
    let container: Int64?
}

extension StoreWriter {
    func storeLogLines(_ batch: FactBatch) throws {
        for line in batch.logLines { try store(line, batch) }
    }

    private func store(_ line: LogLineFact, _ batch: FactBatch) throws {
        let owner = LogChainID(
            namespace: try owner(line.namespace, batch, hint: start.hints.namespace),
            pod: try owner(line.pod, batch, hint: start.hints.pod),
            container: try owner(line.container, batch, hint: start.hints.container))
        let begin = Int(line.text.offset)
        let key = key(
            of: line, text: batch.text.span.extracting(begin..<begin + Int(line.text.length)), owner, batch)
        let insert = statements.logLine
        insert.bind(ids.logLine + 1, at: 1)
        insert.bind(key, at: 2)
        insert.bind(sourceID, at: 3)
        insert.bind(Int64(line.line), at: 4)
        insert.bind(owner.namespace, at: 5)
        insert.bind(owner.pod, at: 6)
        insert.bind(owner.container, at: 7)
        insert.bind(start.hints.attempt.map(Int64.init), at: 8)
        insert.bind(Int64(line.stream.rawValue), at: 9)
        insert.bind(line.at?.nanoseconds, at: 10)
        insert.bind(Int64(line.level.rawValue), at: 11)
        insert.bindText(batch.text.span.extracting(begin..<begin + Int(line.text.length)), at: 12)
        try insert.run()
        if insert.changes == 1 {
            ids.logLine += 1
        } else {
            source.duplicates += 1
            try cite(line, key: key)
        }
    }

    /// A part of a line's owner: what the line says, which may be that it has none, else what the path says.
    private func owner(_ ref: TextRef, _ batch: FactBatch, hint: String?) throws -> Int64? {
        if ref.isNone { return try hint.map(interner.id(of:)) }
        return ref.isEmpty ? nil : try id(ref, batch)
    }

    /// Timed lines are named by container, time, text and how many equal ones came before. Untimed lines are named by
    /// everything before them too: a later export of the same log repeats the same beginning, and only that.
    private func key(
        of line: LogLineFact, text: Span<UInt8>, _ owner: LogChainID, _ batch: FactBatch
    ) -> FactKey {
        if let at = line.at {
            var builder = ownerKey(line, batch)
            builder.add(at.nanoseconds)
            builder.add(Int64(line.ordinal))
            builder.add(text)
            return builder.key
        }
        var chain =
            logChains[owner]
            ?? {
                var builder = ownerKey(line, batch)
                builder.add(Int64(start.hints.attempt ?? -1))
                builder.add(start.hints.isPrevious ? 1 : 0)
                var seed = SHA256()
                seed.update(SHA256.hexadecimal(builder.key.bytes))
                return seed
            }()
        chain.update(text)
        chain.update("\n")
        logChains[owner] = chain
        return FactKey(chain.digest())
    }

    private func ownerKey(_ line: LogLineFact, _ batch: FactBatch) -> KeyBuilder {
        var builder = KeyBuilder("log")
        builder.add(start.cluster)
        builder.add(batch.string(line.namespace) ?? start.hints.namespace)
        builder.add(batch.string(line.pod) ?? start.hints.pod)
        builder.add(batch.string(line.container) ?? start.hints.container)
        // When nothing says whose log it is, it is another log than every other file.
        if line.pod.isEmpty, !line.pod.isNone || start.hints.pod == nil { builder.add(start.place) }
        return builder
    }

    private func cite(_ line: LogLineFact, key: FactKey) throws {
        let update = statements.citeEarlierLogLine
        update.bind(Int64(line.stream.rawValue), at: 1)
        update.bind(Int64(line.level.rawValue), at: 2)
        update.bind(start.hints.attempt.map(Int64.init), at: 3)
        update.bind(Int64(line.line), at: 4)
        update.bind(sourceID, at: 5)
        update.bindText(start.place, at: 6)
        update.bind(key, at: 7)
        try update.run()
    }
}
