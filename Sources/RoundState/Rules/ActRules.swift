// What takes two people: proposed by one, confirmed or declined by another, and done exactly as it was proposed.

package import AssessmentModel
import AuditLedger
package import EventModel
import HashTreeCollections
package import Reasons

extension Round {
    mutating func propose(_ kind: Act.Kind, _ told: Told) throws(LedgerError) {
        if told.act == nil { try told.requireKnown("act") }
        guard told.act?.kind ?? kind == kind else {
            throw told.fault(.actOther, ["act": .act(kind)], as: .mismatch)
        }
        acts[told.seq] = PendingAct(
            seq: told.seq, kind: kind, act: told.act, reason: told.reason?.text, proposer: told.actor?.user,
            day: told.day)
    }

    /// The act that waits under this number, which then waits no more.
    private mutating func answer(
        _ proposal: Int, _ isConfirmed: Bool, _ told: Told
    ) throws(LedgerError) -> PendingAct {
        guard let act = acts[proposal], act.isConfirmed == nil else {
            throw told.fault(.notWaiting, of: .event(proposal))
        }
        acts[proposal]?.isConfirmed = isConfirmed
        return act
    }

    /// Those that wait for a second person, oldest first.
    package var waitingActs: [PendingAct] {
        acts.values.filter { $0.isConfirmed == nil }.sorted { $0.seq < $1.seq }
    }

    mutating func confirm(_ proposal: Int, _ told: Told) throws(LedgerError) -> ConfirmedAct {
        let act = try answer(proposal, true, told)
        if let actor = told.actor?.user, actor == act.proposer { throw told.fault(.secondPersonSame) }
        return ConfirmedAct(round: id, kind: act.kind, act: act.act, reason: act.reason, actor: told.actor?.user)
    }

    /// Whoever proposed it may take it back, too.
    mutating func decline(_ proposal: Int, _ told: Told) throws(LedgerError) {
        _ = try answer(proposal, false, told)
    }
}

extension Register {
    /// What two people do is done as the first of them bound it; a seat that they took out is taken over by whom it should be.
    mutating func requireAct(_ content: LedgerEvent, _ told: Told) throws(LedgerError) {
        if case .remove(_, let seat, _, let named) = performed, told.isForProof {
            try requireSubstitute(for: seat, named, content, told)
        }
        performed = nil
        if case .correctionPublished(_, _, let notice) = content {
            guard !told.isForProof || announced == notice else {
                throw told.fault(.actOther, ["act": .act(.conclude)], as: .mismatch)
            }
        }
        try requireDecision(content, told)
        guard let confirmed, content.type == confirmed.kind.type else { return }
        self.confirmed = nil
        performed = confirmed.act
        if case .conclude(_, _, let notice) = confirmed.act { announced = notice } else { announced = nil }
        guard told.isForProof, let act = confirmed.act, let done = done(content, told) else { return }
        guard act.binds(done), confirmed.isSaid(in: told), confirmed.actor == told.actor?.user else {
            throw told.fault(.actOther, ["act": .act(confirmed.kind)], as: .mismatch)
        }
    }

    /// An objection that is upheld with its correction is decided as it was proposed.
    private func requireDecision(_ content: LedgerEvent, _ told: Told) throws(LedgerError) {
        guard let confirmed, case .objectionDecided(_, let id, let isUpheld) = content else { return }
        let isBound =
            if case .correct(let objection, _, _, _, let decides) = confirmed.act {
                decides && objection == id && confirmed.isSaid(in: told) && confirmed.actor == told.actor?.user
            } else {
                !told.isForProof
            }
        guard isUpheld, isBound else { throw told.fault(.actOther, ["act": .act(.correct)], as: .mismatch) }
    }

    /// Right behind the removal of a seat stands whom the draw gives, else whom the act names; nothing where there is neither.
    private func requireSubstitute(
        for seat: SeatID, _ named: ExpertID?, _ content: LedgerEvent, _ told: Told
    ) throws(LedgerError) {
        let round = rounds.values.first { $0.seats[seat] != nil }
        let expected = try round?.substitute(for: seat) ?? named
        let isCalled = if case .seatCalled = content { true } else { false }
        guard isCalled ? told.sitter == expected : expected == nil else {
            throw told.fault(.actOther, ["act": .act(.remove)], as: .mismatch)
        }
    }

    private func done(_ content: LedgerEvent, _ told: Told) -> Act? {
        switch content {
        case .noticePublished(_, let snapshot, let from, let to): .publish(snapshot: snapshot, from: from, to: to)
        case .snapshotSealed(let round, let snapshot):
            .conclude(snapshot: snapshot, objections: rounds[round]?.objectionsToTake ?? [], nil)
        case .factsCorrected(_, let zone, let objection):
            .correct(
                objection, zone, facts: Dictionary(told.facts.map { ($0.fact, $0.value) }) { $1 }, result: nil,
                decides: false)
        case .seatRemoved(_, let wasSealed):
            told.seat.map { .remove($0.zone, $0.seat, isSealed: wasSealed, substitute: nil) }
        case .zoneWithdrawn(_, let zone): .withdraw(zone, result: nil)
        case .roundBroken(_, let statement): .breakOff(statement: statement, result: nil)
        case .certificateRevoked(let certificate): .revoke(certificate)
        case .roundReopened(_, let resumption): .reopen(resumption)
        default: nil
        }
    }

    /// Whether such an act of a round takes two people now: a step asks it before it writes, the fold of every event.
    package func takesTwoPeople(_ act: Act.Kind, in round: RoundID?) -> Bool {
        guard edition >= .third else { return false }
        let known = round.flatMap { rounds.index(forKey: $0) }.map { rounds.values[$0] }
        return switch act {
        // While nobody's work hangs on it, a zone goes as it came.
        case .withdraw: known?.opening != nil
        // The first result is the close's.
        case .conclude: known?.results.isEmpty == false
        default: true
        }
    }
}

extension LedgerEvent {
    /// What is done by it, where that may take two people.
    var act: Act.Kind? {
        switch self {
        case .noticePublished: .publish
        case .seatRecounted, .snapshotSealed: .conclude
        case .factsCorrected: .correct
        case .seatRemoved: .remove
        case .zoneWithdrawn: .withdraw
        case .roundBroken: .breakOff
        case .certificateRevoked: .revoke
        case .roundReopened: .reopen
        default: nil
        }
    }
}

extension Act.Kind {
    /// The type of the event that does it.
    var type: String {
        switch self {
        case .publish: "notice.published"
        case .conclude: "snapshot.sealed"
        case .correct: "facts.corrected"
        case .remove: "seat.removed"
        case .withdraw: "zone.withdrawn"
        case .breakOff: "round.broken"
        case .revoke: "certificate.revoked"
        case .reopen: "round.reopened"
        }
    }
}

extension ConfirmedAct {
    /// The types with which doing it may begin.
    func beginnings(in edition: RulesEdition) -> Set<String> {
        switch (kind, act) {
        case (.conclude, _): ["seat.recounted", kind.type]
        case (.correct, .correct(_, _, _, _, let decides)): [decides ? "objection.decided" : kind.type]
        // Where the act is not shown.
        case (.correct, _): edition >= .fourth ? ["objection.decided", kind.type] : [kind.type]
        default: [kind.type]
        }
    }

    /// Whether an event says why as it was proposed; the reason may have been erased at either end.
    func isSaid(in told: Told) -> Bool { told.reason.map { reason == nil || reason == $0.text } ?? true }
}

extension Reason.Value {
    package static func act(_ kind: Act.Kind) -> Self { .term(.act, kind.rawValue) }
}
