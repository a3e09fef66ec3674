// A corrected result says so, and a final one is put right: objections decided with their effect, notices of correction, rounds taken up again.

@testable import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Proving
import Publishing
import Reasons
@testable import RoundState
import Storage
import Testing

@Suite struct CorrectionTests {
    private func object(_ life: Life, _ id: ObjectionID = "o1") throws {
        try life.ledger.perform(
            FileObjection(
                Life.round, id: id, zone: Life.city, indicator: "q.1", grounds: "占比统计有误",
                evidence: [(name: "统计.csv", bytes: [4])]), by: "a-hecheng", at: .day("2026-11-10"))
    }

    private let seven: [FactKey: Fact] = [FactKey("share"): .number(7)]

    @Test func objection_isUpheldWithItsCorrection_inOneActOfTwo() throws {
        let life = try Life(through: .noticed)
        try object(life)
        let uphold = { CorrectFacts(Life.round, objection: "o1", facts: self.seven, deciding: $0) }
        #expect(refused { try life.officer(uphold(""), on: "2026-11-11") }.map(\.code) == [.objectionReasonsMissing])
        let recorded = try life.ledger.perform(uphold("属实"), by: "officer", at: .day("2026-11-11"))
        let pending = try #require(life.proposed(by: recorded))
        #expect(try life.known.objections["o1"]?.decision == nil, "nothing is decided by one")
        let seen = try life.ledger.standing.act(pending.seq, for: Viewer("officer2")).get()
        #expect(seen.moves.contains { $0.zone == Life.city && $0.before.total != $0.after.total })
        let confirm = AnswerAct(pending, in: Life.round, isConfirmed: true)
        let done = try life.ledger.perform(confirm, by: "officer2", at: .day("2026-11-11"))
        #expect(done.events.count == 3)
        let objection = try #require(try life.known.objections["o1"])
        #expect(objection.decision?.isUpheld == true && objection.decision?.reasons == "属实")
        #expect(try life.known.facts[Life.city]?["share"] == "7")
        #expect(refused { try life.officer(uphold("属实"), on: "2026-11-11") }.map(\.code) == [.objectionDecided])
        try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-12")
        try life.officer(FinaliseRound(Life.round, number: "示〔2026〕3号"), on: "2026-11-14")
        #expect(try life.known.finding == Finding(number: "示〔2026〕3号", day: "2026-11-14"))
        #expect(try verify(life.ledger.store).isHeld && verify(bundle: life.bundle()).isHeld)
    }

    @Test func objection_thatIsRejectedMeanwhile_lapsesTheAct() throws {
        let life = try Life(through: .noticed)
        try object(life)
        let recorded = try life.ledger.perform(
            CorrectFacts(Life.round, objection: "o1", facts: seven, deciding: "属实"), by: "officer",
            at: .day("2026-11-11"))
        let pending = try #require(life.proposed(by: recorded))
        try life.officer(DecideObjection(Life.round, "o1", isUpheld: false, reasons: "查无实据"), on: "2026-11-11")
        let confirm = AnswerAct(pending, in: Life.round, isConfirmed: true)
        #expect(
            refused { try life.ledger.perform(confirm, by: "officer2", at: .day("2026-11-11")) }.map(\.code)
                == [.objectionDecided])
        #expect(try life.ledger.standing.act(pending.seq, for: Viewer("officer2")).get().hasLapsed)
    }

    /// `shared/cases/03`: what replaces a published result is published with number, statement and both results.
    @Test func publishedResult_isReplacedOnlyWithANoticeOfCorrection() throws {
        let life = try Life(through: .noticed)
        try object(life)
        try life.officer(CorrectFacts(Life.round, objection: "o1", facts: seven, deciding: "属实"), on: "2026-11-11")
        let before = try #require(try life.known.result?.snapshot)
        let conclude = { ConcludeObjections(Life.round, correction: $0) }
        #expect(refused { try life.officer(conclude(nil), on: "2026-11-12") }.map(\.code) == [.correctionMissing])
        let empty = CorrectionNotice(number: "", statement: " ", days: NoticeDays(from: "2026-11-16", to: "2026-11-20"))
        #expect(
            refused { try life.officer(conclude(empty), on: "2026-11-12") }.map(\.code)
                == [.correctionNumberMissing, .statementMissing, .renoticeNotPlanned])
        try life.officer(conclude(Life.correction), on: "2026-11-12")
        let correction = try #require(try life.known.corrections.first)
        #expect(correction.replaces == before && correction.notice == Life.correction && correction.day == "2026-11-12")
        #expect(try life.known.result?.snapshot == correction.snapshot)
        #expect(try verify(life.ledger.store).isHeld && verify(bundle: life.bundle()).isHeld)
    }

    @Test func decision_isReceivedByItsZone_once() throws {
        let life = try Life(through: .noticed)
        try object(life)
        let receive = { (user: UserID) in
            try life.ledger.perform(ReceiveDecision(Life.round, "o1"), by: user, at: .day("2026-11-12"))
        }
        #expect(refused { try receive("a-hecheng") }.map(\.code) == [.objectionUndecided])
        try life.officer(DecideObjection(Life.round, "o1", isUpheld: false, reasons: "查无实据"), on: "2026-11-11")
        #expect(
            try life.ledger.standing.todos(for: Viewer("a-hecheng"), on: "2026-11-12").get().map(\.kind) == [
                .receiveDecision
            ])
        #expect(refused { try receive("a-lucheng") }.map(\.code) == [.notOwn])
        _ = try receive("a-hecheng")
        #expect(try life.known.objections["o1"]?.receipt?.time == "2026-11-12T08:15:42Z")
        #expect(refused { try receive("a-hecheng") }.map(\.code) == [.decisionReceived])
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func expertWhoseMarkIsOpened_readsTheObjection_andNobodyElseOfThePanel() throws {
        let life = try Life(through: .noticed)
        try life.ledger.perform(
            FileObjection(
                Life.round, id: "o1", zone: Life.city, indicator: "p.1", grounds: "漏看附件",
                evidence: [(name: "附件.txt", bytes: [4])]), by: "a-hecheng", at: .day("2026-11-10"))
        let seat = try #require(try life.seats().first { $0.zone == Life.city })
        let seen = { (seat: Seat) in try life.ledger.standing.objections(in: Life.round, for: life.own(seat)).get() }
        #expect(refused { try seen(seat) }.map(\.code) == [.roleNot])
        try life.officer(DecideObjection(Life.round, "o1", isUpheld: true, reasons: "属实"), on: "2026-11-11")
        #expect(try seen(seat).map(\.grounds) == ["漏看附件"])
        let there = Set(try life.seats().filter { $0.zone == Life.city }.map(\.expert))
        if let other = try life.seats().first(where: { !there.contains($0.expert) }) {
            #expect(refused { try seen(other) }.map(\.code) == [.roleNot])
        }
    }

    @Test func notice_isExtended_andHearsObjectionsUntilThen() throws {
        let life = try Life(through: .noticed)
        try life.officer(ExtendDeadline(Life.round, .notice, to: "2026-11-17", reason: "系统停机"), on: "2026-11-13")
        try life.ledger.perform(
            FileObjection(
                Life.round, id: "o9", zone: Life.city, indicator: "q.1", grounds: "有误",
                evidence: [(name: "a", bytes: [1])]),
            by: "a-hecheng", at: .day("2026-11-17"))
        try life.officer(DecideObjection(Life.round, "o9", isUpheld: false, reasons: "查无实据"), on: "2026-11-17")
        #expect(
            refused { try life.officer(FinaliseRound(Life.round), on: "2026-11-17") }.map(\.code) == [.noticeRunning])
        try life.officer(FinaliseRound(Life.round), on: "2026-11-18")
        #expect(try verify(life.ledger.store).isHeld && verify(bundle: life.bundle(on: "2026-11-18")).isHeld)
    }

    // MARK: after the final result

    private func reopen(
        _ subject: CriterionID = "q.1", statement: String = "依法院判决重新核算", reason: String = "（2026）示行终1号"
    ) -> ReopenRound {
        ReopenRound(
            Life.round, ground: .judgment, statement: statement,
            orders: [Resumption.Order(id: "jz1", zone: Life.city, subject: subject)], reason: reason)
    }

    @Test func finalRound_isTakenUpAgain_correctedAndMadeFinalOnceMore() throws {
        let life = try Life(through: .final)
        let first = try #require(try life.known.result?.snapshot)
        #expect(
            refused { try life.officer(reopen("x.9", statement: "", reason: ""), on: "2026-12-01") }.map(\.code)
                == [.statementMissing, .reopenReasonMissing, .indicatorUnknown])
        let proposed = try life.ledger.perform(reopen(), by: "officer", at: .day("2026-12-01"))
        #expect(try life.stage == .final, "one officer takes nothing up")
        let pending = try #require(life.proposed(by: proposed))
        try life.ledger.perform(
            AnswerAct(pending, in: Life.round, isConfirmed: true), by: "officer2", at: .day("2026-12-01"))
        #expect(try life.stage == .noticed)
        #expect(
            refused { try life.officer(FinaliseRound(Life.round), on: "2026-12-02") }.map(\.code) == [
                .objectionsNotConcluded
            ])
        #expect(
            refused { try life.officer(BreakOffRound(Life.round, statement: "终止"), on: "2026-12-02") }.map(\.code) == [
                .roundOnceFinal
            ])
        #expect(
            refused { try life.officer(WithdrawZone(Life.round, zone: Life.direct, reason: "改期"), on: "2026-12-02") }
                .map(\.code)
                == [.roundOnceFinal])
        #expect(
            refused {
                try life.ledger.perform(
                    FileObjection(
                        Life.round, id: "o1", zone: Life.city, indicator: "q.1", grounds: "有误",
                        evidence: [(name: "a", bytes: [1])]),
                    by: "a-hecheng", at: .day("2026-12-02"))
            }.map(\.code) == [.objectionsNotHeard])
        try life.officer(CorrectFacts(Life.round, objection: "jz1", facts: seven), on: "2026-12-02")
        try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-12-03")
        try life.officer(FinaliseRound(Life.round, number: "示〔2026〕9号"), on: "2026-12-03")
        let known = try life.known
        #expect(known.stage == .final && known.result?.replaces == first && known.resumptions.count == 1)
        #expect(known.objections["jz1"]?.isOrder == true)
        #expect(try verify(life.ledger.store).isHeld && verify(bundle: life.bundle(on: "2026-12-03")).isHeld)
    }
}

extension Life {
    func bundle(on day: String) throws -> BundleFiles {
        try ledger.exportBundle(of: Self.round, readMe: Array("# 示例\n".utf8), by: "officer", at: .day(day))
    }
}
