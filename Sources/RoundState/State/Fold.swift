// The register of a log and its tree, and how both follow the events.

package import AuditLedger
package import EventModel
import Reasons

/// All events of one log, folded.
package struct Fold: Sendable {
    /// Who made a request, and for what.
    package struct Request: Equatable, Sendable {
        package let user: UserID
        package let task: String
        /// The digest of the whole step; nil where the first edition kept none.
        package let step: String?

        package init(user: UserID, task: String, step: String?) {
            self.user = user
            self.task = task
            self.step = step
        }

        /// Whether a step asks again for what this one gave.
        package func isSame(as other: Request) -> Bool {
            user == other.user && task == other.task && (step == nil || step == other.step)
        }
    }

    package private(set) var register = Register(.everything)
    package private(set) var levels = HashLevels()
    /// By the first event of each request: kept so that a retry is known for what it is.
    package private(set) var requests: [Int: Request] = [:]
    /// How many events at the end are nothing but saved cells.
    package private(set) var openCells = 0

    package init() {}

    package mutating func apply(
        _ event: Event, leaf: Hash, _ told: @autoclosure () throws -> Told, files: FileReader
    ) throws {
        try register.apply(event, try told(), files: files)
        levels.append(leaf)
        if let actor = register.lastActor {
            requests[event.seq] = Request(user: actor.user, task: actor.task, step: actor.step)
        }
        openCells = ["cell.saved", "mark.late"].contains(event.type) ? openCells + 1 : 0
    }

    /// Takes an event as it is stored.
    /// - Throws: `LedgerError` naming it, when its bytes are not what the row says or it contradicts those before it.
    package mutating func take(_ row: StoredEvent, files: FileReader) throws {
        let event: Event
        do throws(LedgerError) {
            event = try Event(parsing: row.body)
        } catch {
            throw error.relocated(to: .leaf(register.size), in: .the(.event))
        }
        let leaf = event.leaf
        guard leaf.bytes == row.leaf else {
            throw LedgerError.event(register.size, .mismatch, Reason(.eventHashDiffers))
        }
        guard row.seq == event.seq, row.id == event.id.text else {
            throw LedgerError.event(
                register.size, .mismatch,
                Reason(.eventOutOfPlace, ["found": .number(event.seq), "expected": .number(row.seq)]))
        }
        let view = register.view
        try apply(event, leaf: leaf, try Told(event, row.disclosures, view), files: files)
    }
}
