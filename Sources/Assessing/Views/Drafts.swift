// Drafts are their expert's own until they are sealed: not for the bureau, not for the auditor, not after the close.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import RoundState

extension Seat {
    /// Whether what stands on the sheet is shown to this expert; nil is somebody who is none.
    func isShown(to expert: ExpertID?) -> Bool { !isDraft || (expert != nil && expert == self.expert) }
}

extension Register {
    /// Whether an event's cells are a draft that nobody but its expert has seen: of a sheet that was never sealed.
    func isDraft(_ event: StoredEvent) throws -> Bool {
        let parsed = try Event(parsing: event.body)
        guard parsed.type == "cell.saved", let round = parsed.fields["round"]?.stringValue else { return false }
        let told = try Told(parsed, event.disclosures, .published)
        guard let cell = told.cell else { return true }
        return rounds[RoundID(round)]?.seats[cell.seat]?.isSealed != true
    }
}
