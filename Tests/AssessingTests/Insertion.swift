// Events written into a database past all questions of the program, as an insider would.

import AssessmentModel
import AuditLedger
import EventModel
import Proving
import RoundState
import Storage

@testable import Assessing

/// Writes one well-formed event behind the newest, as the program would, but past all its questions; with the key's mark or without.
func insert(
    _ content: LedgerEvent, _ values: [Concealed], on day: String, into life: Life, marked: Bool
) throws {
    var random = life.place.random
    try life.ledger.store.write { writing in
        let fold = try Fold(of: writing.reading)
        var draft = EventDraft(
            id: EventID(using: &random), type: content.type, at: day, fields: content.fields)
        let disclosures = try values.map { try draft.conceal($0.name, $0.value, using: &random) }
        let event = try draft.event(seq: fold.register.size)
        try writing.insert(event, leaf: event.leaf, disclosures)
        guard marked else { return }
        var levels = fold.levels
        levels.append(event.leaf)
        let head = Checkpoint(known: life.place.signer.name, size: levels.size, root: levels.root)
        try writing.insert(
            CommitMAC(of: head, under: life.place.signer.secret(for: CommitMAC.purpose)), size: levels.size)
        try writing.insert(head.signed(by: [life.place.signer]), size: levels.size)
    }
}

func actor(_ user: UserID, _ task: UseCase, at time: String) -> Concealed {
    .actor(user, time: time, task: task.rawValue, step: String(repeating: "A", count: 43))
}
