// What the edition in force asks of every event, whatever it says: its form, its text, its day.

import AssessmentModel
import AuditLedger
import EventModel
import HashTreeCollections
import Reasons

extension Register {
    /// An event has the form that its edition knows, and no other.
    func requireForm(_ content: LedgerEvent, _ event: Event) throws(LedgerError) {
        let isSecond = edition >= .second
        let isRight =
            switch content {
            case .seatCounted(_, let outcome): (outcome == nil) == isSecond
            case .disclosureErased(let erased): (erased == nil) == isSecond
            case .drawCommitted(_, let commitment): (commitment.reserve != nil) == isSecond
            case .roundPlanned(_, let planned): (planned.schemeJSON != nil) == isSecond
            case .applicationSubmitted(_, _, _, let under): (under != nil) == (edition >= .fourth)
            case .certificateIssued(_, _, _, _, _, let paper): (paper != nil) == (edition >= .fourth)
            default: true
            }
        guard isRight else {
            throw LedgerError.event(
                event.seq, .malformed,
                Reason(
                    .eventOfOtherEdition, ["type": .event(content.type), "edition": .number(edition.rawValue)]))
        }
        guard edition >= content.introduced else {
            throw LedgerError.event(
                event.seq, .malformed,
                Reason(
                    .eventOfOtherEdition, ["type": .event(content.type), "edition": .number(edition.rawValue)]))
        }
        if edition < .fourth, let field = content.fieldBeyondEarlyWords {
            throw LedgerError.event(event.seq, .malformed, .wordUnknown(field, of: content.type))
        }
        guard expectedCount(content).contains(event.digestCount) else {
            throw LedgerError.event(
                event.seq, .malformed,
                Reason(.concealedNumber, ["count": .number(event.digestCount), "type": .event(content.type)]))
        }
        guard isSecond, isWithinStep(content) else { return }
        guard event.at == today else {
            throw LedgerError.event(
                event.seq, .outOfRange, Reason(.dayNotOfStep, ["found": .text(event.at), "expected": .text(today)]))
        }
    }

    /// Of a database nothing is missing but what the law may have taken: an erasure never switches a check off.
    func requireUnerased(_ content: LedgerEvent, _ event: Event, _ told: Told) throws(LedgerError) {
        guard view == .everything, !told.undisclosed.isEmpty else { return }
        guard !content.erasable.isEmpty else { throw told.fault(.erasureUnlawful, ["type": .event(content.type)]) }
        for name in content.required(of: event) where !told.shows(name) {
            throw told.fault(.concealedMissing, ["name": .concealed(name)], as: .missing)
        }
    }

    /// Before the fourth edition words of concealed values are those that the program knows.
    func requireWords(_ told: Told) throws(LedgerError) {
        guard edition < .fourth else { return }
        for (value, _) in told.values where value.isBeyondEarlyWords {
            throw told.fault(.concealedUnknown, ["name": .concealed(value.name)])
        }
    }

    /// Text passes the gate, and what bears ids bears real ones.
    func requireText(_ told: Told) throws(LedgerError) {
        if edition >= .second, let why = told.textFault { throw told.fault(why) }
    }

    /// The day of an event is that of the moment at which its step was taken, at the ledger's place.
    func requireDay(_ told: Told, _ actor: Told.Actor) throws(LedgerError) {
        guard edition >= .second, let home else { return }
        guard let moment = told.moment else {
            throw told.fault(.found(actor.time, expected: .moment))
        }
        guard moment.day(at: home) == told.day else {
            throw told.fault(
                .dayNotOfMoment,
                [
                    "found": .text(told.day), "moment": .text(actor.time), "expected": .text(moment.day(at: home)),
                ], as: .mismatch)
        }
        guard actor.step.map(Disclosure.isDigest) == true else {
            throw told.fault(.concealedMissing, ["name": .concealed("step")])
        }
    }

    /// Remembers which files of evidence are named.
    mutating func note(_ told: Told, _ content: LedgerEvent) {
        for (value, encoded) in told.values {
            guard case .evidence(let file) = value else { continue }
            var entry = evidence[file.digest]?[told.seq] ?? entry(of: file, in: content)
            entry.names.insert(Disclosure.digest(of: encoded))
            evidence[file.digest, default: [:]][told.seq] = entry
        }
    }
}

extension Register {
    /// On whose account a file is: what others report of a zone is not on the zone's.
    private func entry(of file: Evidence, in content: LedgerEvent) -> EvidenceEntry {
        let (zone, round): (ZoneID?, RoundID?) =
            switch content {
            case .applicationSubmitted(_, let zone, _, _): (zone, nil)
            case .objectionFiled(let round, _, let zone, _): (zone, round)
            case .reportFiled(let round, _, _, _): (nil, round)
            case .reportHeard(let round, let report): (rounds[round]?.objections[report]?.zone, round)
            case .evidenceSupplied(let round, let request):
                (rounds[round]?.missingEvidence[request]?.request.zone, round)
            default: (nil, nil)
            }
        return EvidenceEntry(size: file.size ?? 0, zone: zone, round: round, names: [])
    }

    /// How many values it conceals: an account that somebody added says who, those of the beginning do not.
    private func expectedCount(_ content: LedgerEvent) -> ClosedRange<Int> {
        guard content == .userAdded else { return content.concealedCount(in: edition) }
        if edition >= .second { return isBeginningOfLog ? 1...1 : 2...2 }
        return size <= 3 ? 1...2 : 2...2
    }

    /// Whether it belongs to the same step as the event before it.
    private func isWithinStep(_ content: LedgerEvent) -> Bool {
        if case .seatCalled = content { true } else { due != nil }
    }

    /// Whether the next event is one of the three administrators, who are added in the step that begins the ledger.
    private var isBeginningOfLog: Bool { due?.round == nil && due != nil }
}
