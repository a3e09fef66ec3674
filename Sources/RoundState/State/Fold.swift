// The register of a log and its tree, and how both follow the events.

package import AssessmentModel
package import AuditLedger
package import EventModel
import Reasons

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

    /// What stored events say in themselves, read by another processor: the half of folding that needs no order.
    package func reading(_ rows: [StoredEvent]) -> Ahead<[StoredEventReading]> {
        let view = register.view
        return Ahead { rows.map { StoredEventReading($0, view) } }
    }

    /// Takes events as they are stored, in their order: what each says here, one after the other.
    /// - Throws: `LedgerError` naming the first that is wrong.
    package mutating func take(_ reading: [StoredEventReading], files: FileReader) throws {
        for read in reading {
            let seq = register.size
            let event: Event
            do throws(LedgerError) {
                event = try read.event.get()
            } catch {
                throw error.relocated(to: .leaf(seq), in: .the(.event))
            }
            guard read.leaf.isStored(as: read.row.leaf) else {
                throw LedgerError.event(seq, .mismatch, Reason(.eventHashDiffers))
            }
            guard read.row.seq == event.seq, event.isOf(id: read.row.id) else {
                throw LedgerError.event(
                    seq, .mismatch,
                    Reason(.eventOutOfPlace, ["found": .number(event.seq), "expected": .number(read.row.seq)]))
            }
            try apply(event, leaf: read.leaf, try read.told.get(), files: files)
        }
    }
}

/// What a stored event says in itself.
package struct StoredEventReading: Sendable {
    fileprivate let row: StoredEvent
    fileprivate let event: Result<Event, LedgerError>
    fileprivate let leaf: Hash
    fileprivate let told: Result<Told, LedgerError>

    fileprivate init(_ row: StoredEvent, _ view: EventView) {
        self.row = row
        leaf = Hash.leaf(row.body)
        do throws(LedgerError) {
            let event = try Event(parsing: row.body)
            self.event = .success(event)
            told = Result { () throws(LedgerError) in try Told(event, row.disclosures, view) }
        } catch {
            (event, told) = (.failure(error), .failure(error))
        }
    }
}
