// Saves: one after the other, and many at once, beside bare SQLite commits on the same disk.

import Assessing
import AssessmentModel
import Foundation
import GRDB

/// Commits of one row of the size of a save.
private struct Bare {
    private let pool: DatabasePool
    private static let bytes = Data(repeating: 0x41, count: 900)

    init(_ folder: String) throws {
        pool = try DatabasePool(path: folder + "/bare.sqlite")
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try pool.write { try $0.execute(sql: "CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB) STRICT") }
    }

    func commit() throws {
        try pool.write { try $0.execute(sql: "INSERT INTO row (bytes) VALUES (?)", arguments: [Self.bytes]) }
    }
}

/// In each slice fifty saves of one cell, then fifty commits of one row.
func measureSaves(_ folder: String, slices: Int) throws {
    let desk = try Desk(folder: folder)
    let bare = try Bare(folder)
    for _ in 0..<slices {
        let heng = try milliseconds { for _ in 0..<50 { try desk.save() } }
        let sqlite = try milliseconds { for _ in 0..<50 { try bare.commit() } }
        print("{\"heng\":\(heng),\"sqlite\":\(sqlite)}")
    }
}

/// How many save at once.
private let savers = 64

/// In each slice 64 people save thirty cells each, waiting for each answer; then the same one save at a time; then as many bare commits
/// as one of them makes.
func measureTogether(_ folder: String, slices: Int) async throws {
    let desk = try Desk(folder: folder, Desk.Size(zones: 8, experts: 9, indicators: 60))
    let bare = try Bare(folder)
    let ledger = desk.ledger
    let sheets = Array(desk.sheets.prefix(savers))
    let each = 30
    var base = 0
    for _ in 0..<slices {
        var waits: [Double] = []
        let version = base
        let together = try await milliseconds {
            try await withThrowingTaskGroup(of: [Double].self) { group in
                for sheet in sheets {
                    group.addTask {
                        var own: [Double] = []
                        for step in 0..<each {
                            let mark = Desk.mark(sheet.seat, indicator: step + 1, base: version)
                            own.append(
                                try await milliseconds {
                                    _ = try await ledger.perform(mark, by: sheet.user, at: Desk.now)
                                })
                        }
                        return own
                    }
                }
                for try await own in group { waits += own }
            }
        }
        base += 1
        let alone = try milliseconds {
            for step in 0..<each {
                for sheet in sheets.prefix(4) {
                    try ledger.perform(
                        Desk.mark(sheet.seat, indicator: step + 31, base: version), by: sheet.user, at: Desk.now)
                }
            }
        }
        let commits = try milliseconds { for _ in 0..<120 { try bare.commit() } }
        waits.sort()
        print(
            "{\"together\":\(1000 * Double(savers * each) / together),\"alone\":\(120_000 / alone),"
                + "\"sqlite\":\(120_000 / commits),\"median\":\(waits[waits.count / 2]),"
                + "\"p99\":\(waits[waits.count * 99 / 100])}")
    }
}
