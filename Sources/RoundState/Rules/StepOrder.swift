// The events of one step stand together: what begins one is followed by what ends it, and by nothing else.

import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import Reasons

/// What must come next, because a step has begun.
struct StepInProgress: Sendable, Equatable {
    /// nil: the beginning of the ledger.
    let round: RoundID?
    let types: Set<String>

    /// What must come next, for a reason.
    var told: Reason.Value { .list(types.sorted().map { .event($0) }) }
}

extension Register {
    /// No event of another step, or of another round, stands within a step.
    func requireStep(_ content: LedgerEvent, _ event: Event) throws(LedgerError) {
        if let due {
            let round = round(of: content, event)
            guard due.types.contains(content.type), due.round == round else {
                throw LedgerError.event(
                    event.seq, .malformed,
                    Reason(.stepNotEnded, ["found": .event(content.type), "expected": due.told]))
            }
        } else if content.neverBegins || content.act.map({ takesTwoPeople($0, in: round(of: content, event)) }) == true
        {
            throw LedgerError.event(event.seq, .malformed, Reason(.stepNotBegun, ["found": .event(content.type)]))
        }
        // What is put right in the step that upholds an objection is what that objection is about.
        if due != nil, case .objectionDecided(_, let decided, _) = last,
            case .factsCorrected(_, _, let named) = content,
            decided != named
        {
            throw LedgerError.event(event.seq, .malformed, Reason(.stepNotBegun, ["found": .event(content.type)]))
        }
        if case .seatCalled(let called) = content, last.seatLeft != called {
            throw LedgerError.event(event.seq, .malformed, Reason(.stepNotBegun, ["found": .event(content.type)]))
        }
    }

    /// A revocation names its certificate alone.
    private func round(of content: LedgerEvent, _ event: Event) -> RoundID? {
        if case .certificateRevoked(let certificate) = content { return certificates[certificate]?.round }
        return event.fields["round"]?.stringValue.map(RoundID.init(_:))
    }

    /// What must come after this event.
    mutating func follow(_ content: LedgerEvent) {
        last = content
        due = nextOfStep(content)
    }

    private func nextOfStep(_ content: LedgerEvent) -> StepInProgress? {
        switch content {
        case .genesis where edition >= .second: StepInProgress(round: nil, types: ["user.added"])
        case .userAdded where edition >= .second && size <= Self.administrators:
            StepInProgress(round: nil, types: ["user.added"])
        case .candidateListed(let round, _):
            StepInProgress(round: round, types: ["candidate.listed", "draw.committed"])
        case .roundOpened(let id, _, _): assigning(id)
        case .seatAssigned(let place): assigning(place.round)
        case .seatCounted(let place, _): StepInProgress(round: place.round, types: ["seat.counted", "round.closed"])
        case .roundClosed(let round, _): StepInProgress(round: round, types: ["snapshot.sealed"])
        case .actConfirmed(let round, _):
            confirmed.map { StepInProgress(round: round, types: $0.beginnings(in: edition)) }
        case .objectionDecided(let round, _, _) where due != nil:
            StepInProgress(round: round, types: [Act.Kind.correct.type])
        case .seatRecounted(let place):
            StepInProgress(round: place.round, types: ["seat.recounted", "snapshot.sealed"])
        case .snapshotSealed(let id, _), .resultSealed(let id, _): telling(id)
        default: nil
        }
    }

    /// System administrator, security administrator, auditor.
    private static let administrators = 3

    private func assigning(_ id: RoundID) -> StepInProgress? {
        guard let round = rounds[id], let opening = round.opening, round.seats.count < opening.seats else { return nil }
        return StepInProgress(round: id, types: ["seat.assigned"])
    }

    private func telling(_ id: RoundID) -> StepInProgress? {
        guard let round = rounds[id], let result = round.results.last else { return nil }
        guard Set(round.counted.values.map(\.zone)).union(round.withdrawals.keys).isSubset(of: result.zones.keys) else {
            return StepInProgress(round: id, types: ["result.sealed"])
        }
        // A result that is published at once says what it puts right.
        return edition >= .fourth && round.stage == .noticed
            ? StepInProgress(round: id, types: ["correction.published"]) : nil
    }

    /// A log does not end within a step.
    package func requireStepsEnded() throws(LedgerError) {
        guard let due else { return }
        throw LedgerError(.missing, .the(.events), Reason(.logEndsWithinStep, ["expected": due.told]))
    }

    /// A code of a seat or a candidate is used for nothing else, in no round.
    mutating func requireFresh(_ code: String, _ told: Told) throws(LedgerError) {
        guard codes.insert(code).inserted else { throw told.fault(.codeUsedAgain, ["code": .text(code)]) }
    }
}

extension LedgerEvent {
    /// Whether it only follows from an event before it.
    fileprivate var neverBegins: Bool {
        switch self {
        case .seatAssigned, .resultSealed, .correctionPublished: true
        default: false
        }
    }

    /// The round in which it empties a seat.
    fileprivate var seatLeft: RoundID? {
        switch self {
        case .seatRecused(let round, _), .seatRemoved(let round, _): round
        default: nil
        }
    }
}
