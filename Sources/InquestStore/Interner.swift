import GRDB
import InquestCore

/// Gives each distinct text its row in `string`.
///
/// A bounded table in memory answers for texts seen lately; the rest is looked up by hash in the database. Texts
/// are always compared whole, so a colliding hash costs time, never a wrong id.
final class Interner {
    private var recent = RecentTexts()
    private var nextID: Int64
    /// Whether a text that is not in memory may still be in the database.
    private var mustLookUp: Bool
    private let find: BulkStatement
    private let insert: BulkStatement
    private let makeIndex: () throws -> Void

    init(in db: Database) throws {
        // Looking up by hash needs the index, which a new corpus does without as long as memory holds all texts.
        makeIndex = { try db.execute(sql: "CREATE INDEX IF NOT EXISTS string_hash ON string (hash)") }
        find = try BulkStatement("SELECT id, text FROM string WHERE hash = ?", in: db)
        insert = try BulkStatement.insert(into: "string", columns: 3, in: db)
        let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM string") ?? 0
        nextID = last + 1
        mustLookUp = last > 0
    }

    /// Begins anew with what the database holds: after a rollback, or when another process has added to it.
    func reload(from db: Database) throws {
        recent = RecentTexts()
        nextID = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM string") ?? 0) + 1
        mustLookUp = nextID > 1
        if mustLookUp { try makeIndex() }
    }

    func id(of text: String) throws -> Int64 {
        try id(of: Array(text.utf8).span)
    }

    func id(of text: Span<UInt8>) throws -> Int64 {
        let hash = TextHash.of(text)
        if let id = recent.id(of: text, hash: hash) { return id }
        let id = try stored(text, hash: hash) ?? add(text, hash: hash)
        // Whatever falls out of memory has to be looked up from now on.
        if !recent.remember(text, hash: hash, id: id), !mustLookUp {
            mustLookUp = true
            try makeIndex()
        }
        return id
    }

    private func stored(_ text: Span<UInt8>, hash: UInt64) throws -> Int64? {
        guard mustLookUp else { return nil }
        find.bind(Int64(bitPattern: hash), at: 1)
        while try find.step() {
            if find.textEquals(text, column: 1) {
                let id = find.integer(0)
                find.reset()
                return id
            }
        }
        return nil
    }

    private func add(_ text: Span<UInt8>, hash: UInt64) throws -> Int64 {
        insert.bind(nextID, at: 1)
        insert.bind(Int64(bitPattern: hash), at: 2)
        insert.bindText(text, at: 3)
        try insert.run()
        nextID += 1
        return nextID - 1
    }
}

/// A bounded hash table from text to row id.
private struct RecentTexts {
    /// Bytes of text kept before the table starts over.
    private static let memory = 24 << 20
    private static let longestText = 4096

    private struct Entry {
        var hash: UInt64 = 0
        var offset: Int32 = 0
        var length: Int32 = 0
        /// 0 marks an empty slot.
        var id: Int64 = 0
    }

    private var slots = [Entry](repeating: Entry(), count: 1 << 14)
    private var used = 0
    private var arena: [UInt8] = []

    func id(of text: Span<UInt8>, hash: UInt64) -> Int64? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot].id != 0 {
            if slots[slot].hash == hash, matches(slots[slot], text) { return slots[slot].id }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// - Returns: `false` when this or other texts are not kept.
    mutating func remember(_ text: Span<UInt8>, hash: UInt64, id: Int64) -> Bool {
        guard text.count <= RecentTexts.longestText else { return false }
        var isComplete = true
        if arena.count + text.count > RecentTexts.memory {
            self = RecentTexts()
            isComplete = false
        }
        if used * 2 >= slots.count { grow() }
        let entry = Entry(hash: hash, offset: Int32(arena.count), length: Int32(text.count), id: id)
        arena.append(contentsOf: text)
        place(entry)
        used += 1
        return isComplete
    }

    private func matches(_ entry: Entry, _ text: Span<UInt8>) -> Bool {
        guard Int(entry.length) == text.count else { return false }
        let known = arena.span
        let offset = Int(entry.offset)
        for index in 0..<text.count where known[offset + index] != text[index] { return false }
        return true
    }

    private mutating func place(_ entry: Entry) {
        var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
        while slots[slot].id != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Entry(), count: old.count * 2)
        for entry in old where entry.id != 0 { place(entry) }
    }
}

/// A fast 64-bit hash of text that is the same in every process, because the database keeps it.
///
/// Sound because words are loaded only while eight bytes are left.
enum TextHash {
    static func of(_ text: Span<UInt8>) -> UInt64 {
        let bytes = unsafe text.bytes
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(text.count)
        var index = 0
        while index + 8 <= text.count {
            let word = unsafe UInt64(
                littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            hash = mix(hash ^ word)
            index += 8
        }
        var tail: UInt64 = 0
        while index < text.count {
            tail = tail << 8 | UInt64(text[index])
            index += 1
        }
        return mix(hash ^ tail &* 0xC2B2_AE3D_27D4_EB4F)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low ^ (value >> 29)
    }
}
