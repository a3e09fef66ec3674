// Standings: what publishing one costs while readers hold old ones, what views of one cost, what opening a ledger costs.

import Assessing
import AssessmentModel
import Foundation
import RoundState
import Storage

/// Saves at a round of so many seats: publishing after each, or after 64, while a reader holds an older standing.
func measurePublishing(_ folder: String, seats: Int) async throws {
    let desk = try Desk(folder: folder, Desk.Size(zones: seats / 50, experts: 50, indicators: 20))
    let ledger = desk.ledger
    let sheets = desk.sheets
    var held: [Standing] = []
    for slice in 0..<20 {
        held = held.suffix(2) + [ledger.standing]
        let cpu = processorSeconds()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<64 {
                group.addTask {
                    for step in 0..<20 {
                        let sheet = sheets[(index * 20 + step + slice * 1280) % sheets.count]
                        let mark = Desk.mark(sheet.seat, indicator: 1 + slice % 20, base: 0)
                        _ = try await ledger.perform(mark, by: sheet.user, at: Desk.now)
                    }
                }
            }
            try await group.waitForAll()
        }
        let cells = held.map { $0.register.rounds["r1"]?.seats.count ?? 0 }
        print(
            "{\"microseconds\":\((processorSeconds() - cpu) * 1e6 / 1280),\"seats\":\(cells.last ?? 0)}")
    }
}

/// An expert's sheet of sixty indicators and a board of 100 zones × 9 experts, from one standing.
func measureViews(_ folder: String, slices: Int) throws {
    let desk = try Desk(folder: folder, Desk.Size(zones: 100, experts: 9, indicators: 60))
    let ledger = desk.ledger
    for indicator in 1...30 {
        let mark = Desk.mark(desk.sheets[0].seat, indicator: indicator, base: 0)
        try ledger.perform(mark, by: desk.sheets[0].user, at: Desk.now)
    }
    let standing = ledger.standing
    let (seat, viewer) = (desk.sheets[0].seat, Viewer(desk.sheets[0].user))
    for _ in 0..<slices {
        var marks = 0
        let sheet = try milliseconds {
            for _ in 0..<20 {
                marks += try standing.sheet(of: seat, in: "r1", for: viewer).get().lines.count { $0.mark != nil }
            }
        }
        var places = 0
        let board = try milliseconds {
            for _ in 0..<5 { places += try standing.board(of: "r1", for: Viewer("officer")).get().places.count }
        }
        guard marks == 600, places == 4500 else { fatalError("found \(marks) marks and \(places) places") }
        print("{\"sheet\":\(sheet / 20),\"board\":\(board / 5)}")
    }
}

/// A ledger of so many saved cells.
func fill(_ folder: String, cells: Int, indicators: Int) async throws {
    let desk = try Desk(folder: folder, Desk.Size(zones: 40, experts: 9, indicators: indicators))
    try await desk.fill(cells)
    let ledger = desk.ledger
    ledger.store.close()
    print("{\"events\":\(ledger.standing.size)}")
}

/// Opens the ledger that `fill` made.
func measureOpening(_ folder: String) throws {
    let cpu = processorSeconds()
    var size = 0
    let wall = try milliseconds { size = try Desk.opened(folder).standing.size }
    print("{\"events\":\(size),\"milliseconds\":\(wall),\"processor\":\((processorSeconds() - cpu) * 1000)}")
}
