// What an insider with the database file may try, without the key.

import Assessing
import AuditLedger
import ProblemWords
import EventModel
import Foundation
import GRDB
import Proving
import Publishing
import RoundState
import Storage
import Testing

@Suite struct TamperTests {
    /// Every column whose bytes mean something.
    static let columns = [
        "event.body", "event.id", "event.leaf", "disclosure.encoded", "checkpoint.note", "file.bytes", "file.digest",
    ]

    @Test(arguments: columns)
    func byteFlipped_anywhereInAColumn_isFoundAndNamed(name: String) throws {
        let parts = name.split(separator: ".").map(String.init)
        let original = try Self.original.get()
        let random = SplitMix(state: name.utf8.reduce(7) { ($0 &* 31) &+ UInt64($1) })
        for _ in 0..<60 {
            let copy = try Copy(of: original)
            let flip = try copy.queue.write { try Self.flipByte(of: parts[0], parts[1], in: $0, using: random) }
            let checked = try copy.checked()
            #expect(!checked.isHeld, "\(name) \(flip)")
            #expect(checked.failure.map { english($0).isEmpty } == false)
            if parts[0] == "event" { #expect(checked.failure?.place == .leaf(flip.row), "\(name) \(flip)") }
        }
    }

    @Test(arguments: [
        "DELETE FROM disclosure WHERE seq = (SELECT max(seq) FROM disclosure)",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "DELETE FROM event WHERE seq = 5",
        "UPDATE event SET body = (SELECT body FROM event WHERE seq = 4) WHERE seq = 5",
        "UPDATE event SET body = (SELECT body FROM event WHERE seq = 4), leaf = (SELECT leaf FROM event WHERE seq = 4) WHERE seq = 5",
        "INSERT INTO event SELECT seq + 1, id || 'x', body, leaf FROM event ORDER BY seq DESC LIMIT 1",
        "UPDATE disclosure SET seq = 41, n = 99 WHERE seq = 40 AND n = 0",
        "INSERT INTO disclosure SELECT seq, 99, encoded FROM disclosure WHERE seq = 40",
        "DELETE FROM checkpoint",
        "UPDATE checkpoint SET size = size + 1 WHERE size = (SELECT max(size) FROM checkpoint)",
        "DELETE FROM file WHERE length(bytes) = (SELECT max(length(bytes)) FROM file)",
        "DELETE FROM file WHERE length(bytes) = (SELECT min(length(bytes)) FROM file)",
        "UPDATE file SET bytes = x'00'",
    ])
    func rowChanged_byHand_isFoundAndNamed(sql: String) throws {
        let copy = try Copy(of: try Self.original.get())
        #expect(try copy.checked().isHeld, "sound before")
        try copy.queue.write { try $0.execute(sql: sql) }
        let checked = try copy.checked()
        #expect(!checked.isHeld, "\(sql)")
    }

    /// Flips one random bit of a random row of the column; a flip that would double a key is drawn anew.
    private static func flipByte(
        of table: String, _ column: String, in database: Database, using generator: SplitMix
    ) throws -> (row: Int, byte: Int) {
        var random = generator
        let key = table == "event" ? "seq" : table == "disclosure" ? "seq * 1000 + n" : "rowid"
        let cells = try Row.fetchAll(
            database,
            sql: "SELECT \(key) AS r, CAST(\(column) AS BLOB) AS b FROM \(table) WHERE length(\(column)) > 0")
        let kind = ["body", "leaf", "note", "bytes"].contains(column) ? "BLOB" : "TEXT"
        while true {
            let cell = try #require(cells.randomElement(using: &random))
            var bytes: Data = cell["b"]
            let offset = Int.random(in: 0..<bytes.count, using: &random)
            bytes[offset] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
            try database.execute(
                sql: "UPDATE OR IGNORE \(table) SET \(column) = CAST(? AS \(kind)) WHERE \(key) = ?",
                arguments: [bytes, cell["r"] as Int])
            if database.changesCount == 1 { return (cell["r"], offset) }
        }
    }

    /// One final round, made once.
    private static let original = Result<URL, any Error> {
        let life = try Life(through: .final)
        life.ledger.store.close()
        return URL(fileURLWithPath: life.place.database)
    }

    /// A copy of the database that may be spoilt; its guards against accidents are taken away, as an insider would.
    private struct Copy {
        let path: String
        let queue: DatabaseQueue

        init(of original: URL) throws {
            let target = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString).sqlite")
            try FileManager.default.copyItem(at: original, to: target)
            path = target.path
            try FileManager.default.copyItem(atPath: original.path + ".evidence", toPath: path + ".evidence")
            queue = try unguarded(target)
        }

        func checked() throws -> Checked<Proof> {
            let store = try Store(path: path, .existing)
            return try verify(store)
        }
    }
}

/// The database without its guards against accidents.
private func unguarded(_ file: URL) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: file.path, configuration: configuration)
    try queue.write { database in
        for trigger in try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
            try database.execute(sql: "DROP TRIGGER \(trigger)")
        }
    }
    return queue
}

func run(sql: String, _ file: URL) throws { try unguarded(file).write { try $0.execute(sql: sql) } }
