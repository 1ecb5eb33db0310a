import InquestCore

extension StoreWriter {
    func storeKernelKills(_ batch: FactBatch) throws {
        for kill in batch.kernelKills { try store(kill, batch) }
    }

    private func store(_ kill: KernelKillFact, _ batch: FactBatch) throws {
        ids.kernelKill += 1
        let insert = statements.kernelKill
        insert.bind(ids.kernelKill, at: 1)
        insert.bind(sourceID, at: 2)
        insert.bind(Int64(kill.line), at: 3)
        insert.bind(try id(kill.node, batch) ?? start.hints.node.map(interner.id(of:)), at: 4)
        insert.bind(kill.at?.nanoseconds, at: 5)
        insert.bind(kill.yearIsGuessed ? 1 : 0, at: 6)
        insert.bind(kill.uptime, at: 7)
        insert.bind(Int64(kill.scope.rawValue), at: 8)
        insert.bind(Int64(kill.teller.rawValue), at: 9)
        insert.bind(try id(kill.victim, batch), at: 10)
        insert.bind(kill.pid, at: 11)
        insert.bind(try id(kill.podUID, batch), at: 12)
        insert.bindText(batch.string(kill.containerID), at: 13)
        insert.bind(try id(kill.limitedCgroup, batch), at: 14)
        insert.bind(try id(kill.victimCgroup, batch), at: 15)
        insert.bind(kill.limitBytes, at: 16)
        insert.bind(kill.usageBytes, at: 17)
        insert.bind(kill.anonRSSBytes, at: 18)
        insert.bind(kill.fileRSSBytes, at: 19)
        insert.bind(kill.shmemRSSBytes, at: 20)
        insert.bindText(batch.string(kill.text), at: 21)
        try insert.run()
    }
}
