// The register of a database, its tree, and how both follow the stored events.

import AssessmentModel
import AuditLedger
import Storage

/// All events of one database, folded.
struct Fold {
    /// Who made a request, and for what.
    struct Request: Equatable {
        let user: UserID
        let task: String
        /// The digest of the whole step; nil where the first edition kept none.
        let step: String?

        /// Whether a step asks again for what this one gave.
        func isSame(as other: Request) -> Bool {
            user == other.user && task == other.task && (step == nil || step == other.step)
        }
    }

    private(set) var register = Register(.everything)
    private(set) var levels = HashLevels()
    /// By the first event of each request: kept so that a retry is known for what it is.
    private(set) var requests: [Int: Request] = [:]
    /// How many events at the end are nothing but saved cells.
    private(set) var openCells = 0

    init() {}

    /// - Throws: `LedgerError` naming the first event that is wrong.
    init(of reading: Reading, upTo size: Int = .max) throws {
        struct Enough: Error {}
        do {
            try reading.forEachEvent { row in
                if row.seq >= size { throw Enough() }
                try take(row, reading)
            }
        } catch is Enough {}
    }

    /// Takes in the events that were stored since.
    mutating func catchUp(with reading: Reading) throws {
        guard try reading.hasEvent(register.size) else { return }
        try reading.forEachEvent(from: register.size) { row in try take(row, reading) }
    }

    mutating func apply(
        _ event: Event, leaf: Hash, _ told: @autoclosure () throws -> Told, files: FileReader
    ) throws {
        try register.apply(event, try told(), files: files)
        levels.append(leaf)
        if let actor = register.lastActor {
            requests[event.seq] = Request(user: actor.user, task: actor.task, step: actor.step)
        }
        openCells = ["cell.saved", "mark.late"].contains(event.type) ? openCells + 1 : 0
    }

    private mutating func take(_ row: EventRow, _ reading: Reading) throws {
        let event: Event
        do throws(LedgerError) {
            event = try Event(parsing: row.body)
        } catch {
            throw error.relocated(to: .leaf(register.size), in: "event")
        }
        let leaf = event.leaf
        guard leaf.bytes == row.leaf else {
            throw LedgerError.event(
                register.size, .mismatch, "its bytes do not give the leaf hash stored beside them",
                hint: "the event or the hash was changed")
        }
        guard row.seq == event.seq, row.id == event.id.text else {
            throw LedgerError.event(
                register.size, .mismatch, "found the event \(event.seq) in row \(row.seq)",
                hint: "an event was dropped, repeated or moved")
        }
        let view = register.view
        try apply(event, leaf: leaf, try Told(event, row.disclosures, view), files: reading.storedFile)
    }
}
