// What a new result would say otherwise: exactly what was opened, who is asked for it, and until when objections are heard.

@testable import Assessing
import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
@testable import RoundState
import Scoring
import Testing

@Suite struct ConclusionTests {
    private func object(_ life: Life, to indicator: CriterionID, _ id: ObjectionID = "o1") throws {
        try life.ledger.perform(
            FileObjection(
                Life.round, id: id, zone: Life.city, indicator: indicator, grounds: "有误",
                evidence: [(name: "统计.csv", bytes: [4])]), by: "a-hecheng", at: .day("2026-11-10"))
    }

    private func conclusion(_ life: Life) throws -> ConclusionView? {
        try life.ledger.standing.conclusion(of: Life.round, for: Viewer("officer")).get()
    }

    @Test func conclusion_showsTheCorrectedCellAlone_andWhoIsMoved() throws {
        let life = try Life(through: .noticed)
        #expect(try conclusion(life) == nil, "nothing waits")
        try object(life, to: "q.1")
        try life.officer(DecideObjection(Life.round, "o1", isUpheld: true, reasons: "属实"), on: "2026-11-11")
        let idle = try #require(try conclusion(life))
        #expect(idle.idle.map(\.id) == ["o1"] && idle.difference.isEmpty)
        let facts: [FactKey: Fact] = [FactKey("share"): .number(7)]
        let effect = try life.ledger.standing.effect(
            of: facts, under: "o1", in: Life.round, for: Viewer("officer")
        ).get()
        try life.officer(CorrectFacts(Life.round, objection: "o1", facts: facts), on: "2026-11-11")
        let view = try #require(try conclusion(life))
        #expect(view.difference == effect, "what was shown before is what came")
        #expect(view.difference.cells.map(\.zone) == [Life.city])
        #expect(view.difference.cells.map(\.indicator) == ["q.1"])
        #expect(view.difference.placings.contains { $0.zone == Life.city && $0.before.total != $0.after.total })
        #expect(!view.difference.isStrange && view.idle.isEmpty && view.taken.map(\.id) == ["o1"])
        #expect(view.isPublic && !view.renotices)
    }

    @Test func conclusion_withAnotherChangeThanWasOpened_isStrange() throws {
        let life = try Life(through: .noticed)
        try object(life, to: "q.1")
        try life.officer(
            CorrectFacts(Life.round, objection: "o1", facts: [FactKey("share"): .number(7)], deciding: "属实"),
            on: "2026-11-11")
        var round = try life.known
        #expect(try round.difference()?.isStrange == false)
        // Planted: the same fact of a zone that nobody opened.
        round.facts[Life.direct]?["share"] = "1"
        let planted = try #require(try round.difference())
        #expect(planted.isStrange)
        #expect(planted.cells.filter { !$0.isOpened }.map(\.zone) == [Life.direct])
    }

    @Test func difference_isKeptFromWhoMaySeeNoMarks() throws {
        let life = try Life(through: .noticed)
        try object(life, to: "q.1")
        for user: UserID? in [nil, "a-hecheng", "security"] {
            let seen = try life.ledger.standing.effect(
                of: [FactKey("share"): .number(7)], under: "o1", in: Life.round, for: Viewer(user))
            guard case .denied = seen else { Issue.record("\(user as Any) sees it"); continue }
            guard case .denied = try life.ledger.standing.conclusion(of: Life.round, for: Viewer(user)) else {
                Issue.record("\(user as Any) sees it")
                continue
            }
        }
    }

    @Test func expert_isAskedToReviseMarksAlone_andNoLongerOnceItIsProposed() throws {
        let life = try Life(through: .noticed)
        try object(life, to: "q.1")
        try object(life, to: "p.1", "o2")
        for id: ObjectionID in ["o1", "o2"] {
            try life.officer(DecideObjection(Life.round, id, isUpheld: true, reasons: "属实"), on: "2026-11-11")
        }
        let seat = try #require(try life.seats().first { $0.zone == Life.city && $0.isSealed })
        #expect(try life.known.toRevise(on: seat) == ["p.1"], "nobody revises what a rule computes")
        let mark = try #require(seat.marks["p.1"])
        try life.expert(
            ProposeRevision(
                Life.round, seat: seat.id, indicator: "p.1", mark: Fraction(hundredths: mark) - 1,
                reason: .objection, text: "漏看"), on: seat, at: "2026-11-11")
        #expect(try life.known.toRevise(on: seat).isEmpty)
    }

    @Test func noticeClock_countsWorkingDaysToTheLastOne() throws {
        let life = try Life(through: .noticed)
        let clock = { life.ledger.standing.noticeClock(of: Life.round, on: $0) }
        let notice = try #require(try life.known.notice)
        let days = try #require(clock(notice.from))
        #expect(days.phase == .running && days.left ?? 0 >= Round.noticeDays)
        #expect(clock(notice.to)?.phase == .running)
        let after = try #require(Day(notice.to)).next.text
        #expect(clock(after) == NoticeClock(from: notice.from, to: notice.to, phase: .over, left: nil))
        let before = try #require(Day(notice.from)).number - 1
        #expect(clock(Day(number: before).text)?.phase == .ahead)
        #expect(life.ledger.standing.firstNoticeEnd(of: Life.round, from: "2026-11-16") == "2026-11-20")
    }
}
