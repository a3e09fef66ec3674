// The register of a log and its tree, and how both follow the events.

package import AuditLedger
package import EventModel

/// All events of one log, folded.
package struct Fold: Sendable {
    package private(set) var register = Register(.everything)
    package private(set) var levels = HashLevels()
    /// How many events at the end are nothing but saved cells.
    package private(set) var openCells = 0

    package init() {}

    /// Where a step begins, so that it can be undone.
    package struct Mark: Sendable {
        fileprivate let register: Register
        fileprivate let levels: HashLevels.Mark
        fileprivate let openCells: Int
    }

    package var mark: Mark { Mark(register: register, levels: levels.mark, openCells: openCells) }

    /// Takes back what was folded in since `mark` was this fold's.
    package mutating func undo(to mark: Mark) {
        register = mark.register
        levels.cut(to: mark.levels)
        openCells = mark.openCells
    }

    package mutating func apply(
        _ event: Event, leaf: Hash, _ told: @autoclosure () throws -> Told, files: FileReader
    ) throws {
        try register.apply(event, try told(), files: files)
        levels.append(leaf)
        openCells = event.type == "cell.saved" || event.type == "mark.late" ? openCells + 1 : 0
    }

    /// Takes an event as it is stored.
    /// - Throws: `LedgerError` naming it, when its bytes are not what the row says or it contradicts those before it.
    package mutating func take(_ row: StoredEvent, files: FileReader) throws {
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
        try apply(event, leaf: leaf, try Told(event, row.disclosures, view), files: files)
    }
}
