// What an insider with the database file may try.

import Assessing
import AuditLedger
import Foundation
import GRDB
import Storage
import Testing

@Suite struct TamperTests {
    /// Every column whose bytes mean something.
    static let columns: [(table: String, column: String)] = [
        ("event", "body"), ("event", "id"), ("node", "hash"), ("disclosure", "encoded"), ("checkpoint", "note"),
        ("verifier", "vkey"), ("blob", "bytes"), ("blob", "digest"), ("round", "id"), ("round", "snapshot"),
        ("expert", "id"), ("expert", "name"), ("expert", "source"), ("expert", "organisation"), ("seat", "zone"),
        ("seat", "seat"), ("seat", "expert"), ("mark", "zone"), ("mark", "seat"), ("mark", "indicator"),
        ("mark", "comment"), ("fact", "zone"), ("fact", "fact"), ("fact", "value"),
    ]

    @Test(arguments: columns.map { "\($0.table).\($0.column)" })
    func byteFlipped_anywhereInAColumn_isFoundAndNamed(name: String) throws {
        let parts = name.split(separator: ".").map(String.init)
        let original = try Self.original.get()
        var random = SplitMix(state: name.utf8.reduce(7) { ($0 &* 31) &+ UInt64($1) })
        for _ in 0..<25 {
            let copy = try Copy(of: original)
            let flip = try copy.queue.write { database in
                try Self.flipByte(of: parts[0], parts[1], in: database, using: &random)
            }
            let verdict = try copy.verdict()
            #expect(!verdict.isHeld, "\(name) \(flip)")
            #expect(verdict.failure?.line.isEmpty == false)
        }
    }

    @Test(arguments: [
        "UPDATE mark SET hundredths = hundredths + 50 WHERE rowid = (SELECT max(rowid) FROM mark)",
        "UPDATE mark SET hundredths = NULL WHERE rowid = 1",
        "DELETE FROM mark WHERE rowid = 3",
        "INSERT INTO mark SELECT round, zone, seat, 'q.1', 100, NULL FROM mark LIMIT 1",
        "UPDATE seat SET state = 'recused' WHERE rowid = 2",
        "UPDATE seat SET state = 'sealed' WHERE state = 'missed'",
        "DELETE FROM seat WHERE state = 'missed'",
        "DELETE FROM fact WHERE rowid = 1",
        "DELETE FROM disclosure WHERE rowid = 20",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "DELETE FROM event WHERE seq = 5",
        "UPDATE event SET body = (SELECT body FROM event WHERE seq = 4) WHERE seq = 5",
        "DELETE FROM node WHERE level = 2 AND idx = 1",
        "INSERT INTO node VALUES (0, 999, zeroblob(32))",
        "DELETE FROM checkpoint",
        "UPDATE round SET closed = NULL, snapshot = NULL",
        "DELETE FROM blob WHERE digest = (SELECT snapshot FROM round)",
        "UPDATE round SET snapshot = (SELECT min(digest) FROM blob)",
        "DELETE FROM verifier",
        "INSERT INTO expert SELECT round, 'e9', name, source, organisation FROM expert LIMIT 1",
    ])
    func rowChanged_byHand_isFoundAndNamed(sql: String) throws {
        let copy = try Copy(of: try Self.original.get())
        #expect(try copy.verdict().isHeld, "sound before")
        try copy.queue.write { try $0.execute(sql: sql) }
        let verdict = try copy.verdict()
        #expect(!verdict.isHeld, "\(sql)")
    }

    @Test func eventFlipped_place_isNamedByItsIndex() throws {
        let copy = try Copy(of: try Self.original.get())
        try copy.queue.write { database in
            let body = try #require(try Data.fetchOne(database, sql: "SELECT body FROM event WHERE seq = 7"))
            let text = try #require(String(data: body, encoding: .utf8)).replacing("2026-11-05", with: "2026-11-04")
            try database.execute(sql: "UPDATE event SET body = ? WHERE seq = 7", arguments: [Data(text.utf8)])
        }
        let failure = try #require(try copy.verdict().failure)
        #expect(failure.place == .leaf(7), "\(failure)")
    }

    /// Flips one random bit of a random row of the column; a flip that would double a key is drawn anew.
    private static func flipByte(
        of table: String, _ column: String, in database: Database, using random: inout SplitMix
    ) throws -> String {
        let cells = try Row.fetchAll(
            database,
            sql: "SELECT rowid AS r, CAST(\(column) AS BLOB) AS b FROM \(table) WHERE \(column) IS NOT NULL")
        let kind = ["body", "hash", "note", "bytes"].contains(column) ? "BLOB" : "TEXT"
        while true {
            let cell = try #require(cells.randomElement(using: &random))
            var bytes: Data = cell["b"]
            let offset = Int.random(in: 0..<bytes.count, using: &random)
            bytes[offset] ^= UInt8(1 << Int.random(in: 0..<8, using: &random))
            try database.execute(
                sql: "UPDATE OR IGNORE \(table) SET \(column) = CAST(? AS \(kind)) WHERE rowid = ?",
                arguments: [bytes, cell["r"] as Int])
            if database.changesCount == 1 { return "row \(cell["r"] as Int), byte \(offset)" }
        }
    }

    /// One sealed round, made once.
    private static let original = Result<URL, any Error> {
        var place = try Workplace()
        try place.runSample()
        return URL(fileURLWithPath: place.database)
    }

    /// A copy of the database that may be spoilt; its guards against accidents are taken away, as an insider would.
    private struct Copy {
        let path: String
        let queue: DatabaseQueue

        init(of original: URL) throws {
            let target = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString).sqlite")
            try FileManager.default.copyItem(at: original, to: target)
            path = target.path
            var configuration = Configuration()
            configuration.foreignKeysEnabled = false
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { database in
                let triggers = try String.fetchAll(
                    database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
                for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger)") }
            }
        }

        func verdict() throws -> Verdict<Proof> {
            let store = try Store(path: path, .existing)
            return try verify(store)
        }
    }
}
