// From the last sheet to the final result: the close, the notice, the end.

package import AssessmentModel
package import AuditLedger
package import EventModel
import HashTreeCollections
import PlainText
import Reasons
package import RoundState
import Scoring
import Storage

/// Accounts for every seat, computes the scores, seals the result.
package struct CloseRound: Action {
    package let useCase = UseCase.closeRound
    package let round: RoundID?
    /// How many sheets the officer knows to be missing: a close by mistake would cost experts their work.
    let missing: Int
    /// How many facts the officer knows to be missing: each leaves its zone without a verdict.
    let missingFacts: Int

    package init(_ round: RoundID, missing: Int = 0, missingFacts: Int = 0) {
        self.round = round
        self.missing = missing
        self.missingFacts = missingFacts
    }

    package var content: CanonicalJSON { [.integer(missing), .integer(missingFacts)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms else { return }
        let unsealed = known.seatsInOrder.filter { $0.isOpen && !known.hasWithdrawn($0.zone) }
        let facts = known.missingFacts
        let conflicts = known.conflicts(appender.register.experts)
        let refusal =
            known.unfinished + conflicts + (unsealed.count == missing ? [] : self.refusal(of: unsealed, terms))
            + (facts.count == missingFacts ? [] : self.refusal(of: facts))
        guard refusal.isEmpty else { throw Refusal(refusal) }
        let isGrouped = !terms.scheme.aggregate.groups.isEmpty
        for seat in known.seatsInOrder {
            let place = LedgerEvent.Place(round: round, zone: seat.zone, seat: seat.id)
            let outcome = LedgerEvent.Outcome(state: seat.finalState, isCalled: seat.isCalled)
            let isSecond = appender.register.edition >= .second
            var concealed: [Concealed] = isSecond ? [.outcome(outcome)] : []
            if case .sealed(let seq) = seat.state { concealed += [.marks(seat.marks), .seal(seq)] }
            // A source narrows down who sits there: it is told only where the arithmetic needs it.
            if isGrouped, let source = seat.source {
                concealed.append(.source(source))
            }
            // Of a round that is not published yet, not even the number of values tells what became of a seat.
            while isSecond, concealed.count < 4 { concealed.append(.decoy) }
            try appender.append(.seatCounted(place, isSecond ? nil : outcome), concealing: concealed)
        }
        let count = { (state: SeatState) in known.seats.values.count { $0.finalState == state } }
        let account = LedgerEvent.Account(
            seats: known.seats.count, sealed: count(.sealed), recused: count(.recused), missed: count(.missed))
        try appender.appendSigned(.roundClosed(round, account))
        try appender.sealResult(of: round)
    }

    private func refusal(of facts: [Reason]) -> [Reason] {
        guard !facts.isEmpty else {
            return [Reason(.factsComplete, field: "missing-facts", ["expected": .number(missingFacts)])]
        }
        return facts + [Reason(.factsMissing, field: "missing-facts", ["count": .number(facts.count)])]
    }

    private func refusal(of unsealed: [Seat], _ terms: Round.Terms) -> [Reason] {
        guard !unsealed.isEmpty else {
            return [Reason(.sheetsComplete, field: "missing", ["expected": .number(missing)])]
        }
        let sheets = unsealed.map { seat in
            let marks = terms.marked(at: seat.zone).count
            return Reason(
                .sheetNotSealed, .seat(seat.id),
                [
                    "zone": .named(.zone(seat.zone)), "saved": .number(marks - terms.lacks(seat).marks.count),
                    "marks": .number(marks),
                ])
        }
        return sheets + [Reason(.sheetsMissing, field: "missing", ["count": .number(unsealed.count)])]
    }
}

extension Appender {
    /// Computes and seals the result that the counted sheets and facts give now.
    mutating func sealResult(of id: RoundID, isSigned: Bool = false) throws {
        guard let round = register.rounds[id], let closed = round.closed else { return }
        let snapshot = try round.compute(
            round.counted, round.facts, withdrawn: Set(round.withdrawals.keys), closedBy: closed,
            replaces: round.result?.snapshot)
        let digest = try writing.insertFile(CanonicalJSON.encode(snapshot))
        let event = LedgerEvent.snapshotSealed(id, snapshot: digest)
        if isSigned { try appendSigned(event) } else { try append(event) }
        for zone in snapshot.zones.map(\.id) {
            guard let result = snapshot.result(of: zone, digest: digest) else { continue }
            try append(.resultSealed(id, zone), concealing: [.result(result)])
        }
    }
}

/// 公示: publishes the result for at least five working days.
package struct PublishNotice: TwoPersonStep {
    package let useCase = UseCase.publishNotice
    package let round: RoundID?
    let from: String
    let to: String

    package init(_ round: RoundID, from: String, to: String) {
        self.round = round
        self.from = from
        self.to = to
    }

    package var content: CanonicalJSON { [.string(from), .string(to)] }

    package func act(in register: Register, on day: String) throws -> Act {
        guard let round, let known = register.rounds[round], let result = known.result else {
            return .publish(snapshot: "", from: from, to: to)
        }
        guard known.withdrawalsNotTaken.isEmpty else { throw Refusal(.withdrawalsNotConcluded) }
        let reasons = register.refusals(ofNoticeFrom: from, to: to, on: day)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        return .publish(snapshot: result.snapshot, from: from, to: to)
    }
}

/// The notice has ended and every objection is answered: the result is final.
package struct FinaliseRound: Action {
    package let useCase = UseCase.finaliseRound
    package let round: RoundID?
    let number: String?

    /// `number` is that of the finding which makes the result public (认定通报), where there is one.
    package init(_ round: RoundID, number: String? = nil) {
        self.round = round
        self.number = number.map(kept)
    }

    package var content: CanonicalJSON { number.map { [.string($0)] } ?? [] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let result = known.result else { return }
        var reasons = appender.register.refusals(ofFinal: known, on: appender.day)
        if let number {
            if appender.register.edition < .fourth { reasons.append(Reason(.editionTooOld, ["edition": .number(4)])) }
            if number.isEmpty { reasons.append(Reason(.findingNumberMissing, .round(round), field: "number")) }
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        try appender.appendSigned(.roundFinalised(round, snapshot: result.snapshot, number: number))
    }
}

extension Register {
    /// All that keeps a result from being made final on a day.
    func refusals(ofFinal round: Round, on day: String) -> [Reason] {
        var reasons = round.objections.values.filter { $0.decision == nil && !round.hasWithdrawn($0.zone) }.map(\.id)
            .sorted()
            .map { Reason(.objectionUndecided, .objection($0)) }
        if !round.reopened.isEmpty { reasons.append(Reason(.objectionsNotConcluded)) }
        if !round.withdrawalsNotTaken.isEmpty { reasons.append(Reason(.withdrawalsNotConcluded)) }
        if let notice = round.notice, day <= notice.to {
            reasons.append(Reason(.noticeRunning, ["until": .text(notice.to), "today": .text(day)]))
        }
        if let days = round.workdays(ofNotice: calendar), days < Round.noticeDays {
            reasons.append(
                Reason(.noticeFellShort, ["days": .number(days), "least": .number(Round.noticeDays)]))
        }
        if edition >= .fourth {
            reasons += certificatesNotPassed(in: round).map {
                Reason(.certificateOfFailed, .certificate($0.id), ["zone": .named(.zone($0.zone))])
            }
        }
        return reasons
    }
}
