// What the database file promises.

import AuditLedger
import Foundation
import GRDB
import Storage
import Testing

@Suite struct StoreTests {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private var path: String { folder.appending(path: "ledger.sqlite").path }

    @Test func writer_synchronous_isFullInWALWithForeignKeys() throws {
        let store = try Store(path: path, .creating)
        #expect(try store.writerPragma("synchronous") == "2", "2 is FULL")
        #expect(try store.writerPragma("journal_mode") == "wal")
        #expect(try store.writerPragma("foreign_keys") == "1")
        #expect(try store.writerPragma("secure_delete") == "1")
    }

    @Test func open_missingFile_isRefusedAndNotMade() {
        #expect(throws: StorageError.missing(path)) { try Store(path: path, .existing) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func open_databaseOfAnotherProgram_isRefusedAndUnchanged() throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StorageError.foreign(path)) { try Store(path: path, .existing) }
        let tables = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema")
        }
        #expect(tables == ["theirs"])
        #expect(before.count == (try Data(contentsOf: URL(fileURLWithPath: path))).count)
    }

    @Test func open_textFile_isRefused() throws {
        try Data("zone,indicator\n".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: StorageError.foreign(path)) { try Store(path: path, .existing) }
    }

    @Test func write_thatThrows_leavesNothing() throws {
        struct Stop: Error {}
        let store = try Store(path: path, .creating)
        #expect(throws: Stop.self) {
            try store.write { writing in
                _ = try writing.insertFile([1, 2, 3])
                #expect(try writing.reading.fileDigests().count == 1)
                throw Stop()
            }
        }
        #expect(try store.read { try $0.fileDigests() } == [])
    }

    @Test(arguments: [
        "UPDATE event SET id = 'x'", "DELETE FROM event", "UPDATE file SET bytes = x'00'", "DELETE FROM checkpoint",
    ])
    func event_changedByAccident_isRefused(sql: String) throws {
        let store = try Store(path: path, .creating)
        var random = SystemRandomNumberGenerator()
        let event = try EventDraft(id: EventID(using: &random), type: "test.event", at: "2026-11-23").event(seq: 0)
        let key = try SignerKey(name: "test.example", using: &random)
        let note = try Checkpoint(origin: "test.example", size: 1, root: event.leaf).signed(by: [key])
        try store.write { writing in
            try writing.insert(event, leaf: event.leaf, [])
            _ = try writing.insertFile([1])
            try writing.insert(note, size: 1)
        }
        store.close()
        #expect {
            try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        } throws: { "\($0)".contains("append-only") }
    }
}
