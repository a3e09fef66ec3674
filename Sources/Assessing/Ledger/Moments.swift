// When something on record was done.

import AuditLedger
package import EventModel
import Storage

extension Ledger {
    /// The moment of an event's step; nil where there is no such event, or it follows from another one. The caller asks the policy first.
    package nonisolated func moment(of seq: Int) throws -> Moment? {
        var found: Moment?
        try store.read { reading in
            try reading.forEachEvent(in: seq..<seq + 1) { row in
                found = try Told(Event(parsing: row.body), row.disclosures, .everything).actor
                    .flatMap { Moment(time: $0.time) }
            }
        }
        return found
    }

    /// The day of an event, yyyy-mm-dd; nil where there is none. Days are public.
    package nonisolated func day(of seq: Int) throws -> String? {
        var day: String?
        try store.read { reading in
            try reading.forEachEvent(in: seq..<seq + 1) { day = try Event(parsing: $0.body).at }
        }
        return day
    }

    /// What a saved cell said, and when: for the answer to a save that is tried again.
    package nonisolated func saved(by seq: Int) throws -> (cell: Concealed.CellValue, comment: String, at: Moment)? {
        var found: (Concealed.CellValue, String, Moment)?
        try store.read { reading in
            try reading.forEachEvent(in: seq..<seq + 1) { row in
                let told = try Told(Event(parsing: row.body), row.disclosures, .everything)
                if let cell = told.cell, let at = told.actor.flatMap({ Moment(time: $0.time) }) {
                    found = (cell, told.comments.first { $0.indicator == cell.indicator }?.text ?? "", at)
                }
            }
        }
        return found
    }
}
