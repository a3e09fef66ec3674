// What the fourth edition asks of events, a bureau with the key has to keep as well: each forgery is found by the proof.

import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Proving
import Reasons
import RoundState
import Storage
import Testing

@testable import Assessing

@Suite struct FourthEditionTests {
    private static let moment = "T08:15:42Z"

    /// Writes one event with the key's mark, and says why the proof does not hold.
    private func found(
        _ life: Life, _ content: LedgerEvent, _ values: [Concealed], by user: UserID, _ task: UseCase, on day: String
    ) throws -> ReasonCode? {
        try insert(content, values + [actor(user, task, at: day + Self.moment)], on: day, into: life, marked: true)
        return try verify(life.ledger.store).failure?.reason.code
    }

    // MARK: seats

    @Test func seat_acceptedByAnother_twice_orNeverButScored_isFound() throws {
        let unscored = { () throws -> (Life, Seat) in
            let life = try Life(through: .drawn)
            try life.officer(OpenRound(Life.round))
            return (life, try #require(try life.seats().first))
        }
        var (life, seat) = try unscored()
        let other = try #require(try life.seats().first { $0.expert != seat.expert })
        let day = "2026-10-20"
        #expect(
            try found(
                life, .seatAccepted(Life.round), [.place(seat.zone, seat.id)], by: life.user(of: other), .acceptSeat,
                on: day) == .notOwn)
        (life, seat) = try unscored()
        let cell = Concealed.cell(
            Concealed.CellValue(zone: seat.zone, seat: seat.id, indicator: "p.1", version: 1, hundredths: 3000))
        #expect(
            try found(life, .cellSaved(Life.round), [cell, .decoy], by: life.user(of: seat), .saveMark, on: day)
                == .seatUnaccepted)
        (life, seat) = try unscored()
        #expect(
            try found(
                life, .sheetSealed(Life.round), [.sheet(seat.zone, seat.id, [:])], by: life.user(of: seat), .sealSheet,
                on: day) == .seatUnaccepted)
        (life, seat) = try unscored()
        let question = Concealed.question(Query(indicator: nil, text: "口径"))
        #expect(
            try found(
                life, .clarificationAsked(Life.round), [.place(seat.zone, seat.id), question], by: life.user(of: seat),
                .askClarification, on: day) == .seatUnaccepted)
        (life, seat) = try unscored()
        try life.accept(seat)
        #expect(
            try found(
                life, .seatAccepted(Life.round), [.place(seat.zone, seat.id)], by: life.user(of: seat), .acceptSeat,
                on: day) == .notAgain)
    }

    @Test func sealedSheet_readAsADraft_andADraftReadByAnOfficer_areFound() throws {
        let life = try Life(through: .closed)
        let seat = try #require(try life.seats().first)
        let values: [Concealed] = [.place(seat.zone, seat.id), .reason("draft", text: "核查")]
        #expect(
            try found(life, .draftRead(Life.round), values, by: "auditor", .readDraft, on: "2026-11-06") == .seatNotOpen
        )
        let other = try Life(through: .closed)
        #expect(
            try found(other, .draftRead(Life.round), values, by: "officer", .readDraft, on: "2026-11-06") == .roleNot)
    }

    @Test func evidence_suppliedByAnotherZone_orTwice_isFound() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first { $0.zone == Life.city })
        let asked = try life.expert(
            RequestEvidence(Life.round, seat: seat.id, indicator: "p.1", text: "缺台账"), on: seat)
        let event = asked.events.lowerBound
        let values: [Concealed] = [.reason("supplied", text: "见附件")]
        #expect(
            try found(
                life, .evidenceSupplied(Life.round, request: event), values, by: "a-lucheng", .supplyEvidence,
                on: "2026-10-21") == .notOwn)
    }

    // MARK: corrections

    private func objected() throws -> Life {
        let life = try Life(through: .noticed)
        try life.ledger.perform(
            FileObjection(
                Life.round, id: "o1", zone: Life.city, indicator: "q.1", grounds: "有误",
                evidence: [(name: "a", bytes: [1])]),
            by: "a-hecheng", at: .day("2026-11-10"))
        return life
    }

    /// The act binds the decision, too: what is decided between confirmation and correction is what was proposed.
    @Test func decision_otherThanWasBound_isFound() throws {
        for (isUpheld, reason, id) in [
            (false, "属实", "o1"), (true, "另有理由", "o1"), (true, "属实", "o2"),
        ] as [(Bool, String, ObjectionID)] {
            let life = try objected()
            try life.ledger.perform(
                FileObjection(
                    Life.round, id: "o2", zone: Life.city, indicator: "p.1", grounds: "有误",
                    evidence: [(name: "a", bytes: [1])]),
                by: "a-hecheng", at: .day("2026-11-10"))
            let proposed = try life.ledger.perform(
                CorrectFacts(Life.round, objection: "o1", facts: [FactKey("share"): .number(7)], deciding: "属实"),
                by: "officer", at: .day("2026-11-11"))
            let seq = proposed.events.lowerBound
            let day = "2026-11-11"
            try insert(
                .actConfirmed(Life.round, proposal: seq), [actor("officer2", .correctFacts, at: day + Self.moment)],
                on: day, into: life, marked: true)
            #expect(
                try found(
                    life, .objectionDecided(Life.round, id, isUpheld: isUpheld), [.reason("upheld", text: reason)],
                    by: "officer2", .correctFacts, on: day) == .actOther)
        }
    }

    @Test func result_withoutItsNotice_orNoticeWithoutAResult_isFound() throws {
        let life = try Life(through: .noticed)
        let snapshot = try #require(try life.known.result?.snapshot)
        #expect(
            try found(
                life, .correctionPublished(Life.round, snapshot: snapshot, Life.correction), [], by: "officer",
                .concludeObjections, on: "2026-11-12") == .stepNotBegun)
    }

    @Test func decision_receivedByAnotherZone_orBeforeItWasMade_isFound() throws {
        let life = try objected()
        #expect(
            try found(
                life, .decisionReceived(Life.round, "o1"), [], by: "a-hecheng", .receiveDecision, on: "2026-11-11")
                == .notWaiting)
        let other = try objected()
        try other.officer(DecideObjection(Life.round, "o1", isUpheld: false, reasons: "查"), on: "2026-11-11")
        #expect(
            try found(
                other, .decisionReceived(Life.round, "o1"), [], by: "a-lucheng", .receiveDecision, on: "2026-11-11")
                == .notOwn)
    }

    @Test func noticeThatIsOver_isNotExtended_andFinalRoundTakenUpByOne_isFound() throws {
        let life = try Life(through: .noticed)
        let values: [Concealed] = [.reason("extended", text: "补")]
        #expect(
            try found(
                life, .deadlineExtended(Life.round, .notice, to: "2026-11-20"), values, by: "officer", .extendDeadline,
                on: "2026-11-16") == .daysWrong)
        let final = try Life(through: .final)
        let resumption = Resumption(
            ground: .judgment, statement: "依判决",
            orders: [Resumption.Order(id: "jz1", zone: Life.city, subject: "q.1")])
        #expect(
            try found(
                final, .roundReopened(Life.round, resumption), [.reason("reopened", text: "判决")], by: "officer",
                .reopenRound, on: "2026-12-01") == .stepNotBegun)
    }
}
