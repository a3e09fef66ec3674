// Experts see what they judge, once they declared that no conflict holds; what they ask, and what they are answered.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Proving
import Reasons
import RoundState
import Testing

@Suite struct AskingTests {
    /// A round in which nobody has declared anything yet.
    private func opened() throws -> Life {
        let life = try Life(through: .drawn)
        try life.officer(OpenRound(Life.round))
        return life
    }

    @Test func seat_isScoredAndShown_onlyOnceItIsAccepted() throws {
        let life = try opened()
        let seat = try #require(try life.seats().first { $0.zone == Life.city })
        let save = SaveMark(Life.round, seat: seat.id, indicator: "p.1", mark: 30, comment: "好", base: 0)
        let material = { try life.ledger.standing.material(of: Life.city, in: Life.round, for: life.own(seat)).get() }
        #expect(refused { try life.expert(save, on: seat) }.map(\.code) == [.seatNotAccepted])
        #expect(
            refused { try life.expert(SealSheet(Life.round, seat: seat.id, readBack: ""), on: seat) }.map(\.code) == [
                .seatNotAccepted
            ])
        #expect(refused { try material() }.map(\.code) == [.seatNotAccepted])
        #expect(refused { try application(life, seat) }.map(\.code) == [.applicationUnknown])
        let other = try #require(try life.seats().first { $0.expert != seat.expert && $0.zone == Life.city })
        #expect(refused { try life.expert(AcceptSeat(Life.round, seat: seat.id), on: other) }.map(\.code) == [.notOwn])
        try life.expert(AcceptSeat(Life.round, seat: seat.id), on: seat)
        #expect(
            refused { try life.expert(AcceptSeat(Life.round, seat: seat.id), on: seat) }.map(\.code) == [.seatAccepted])
        try life.expert(save, on: seat)
        let shown = try material()
        #expect(shown.application?.claims.first?.text == "证照公示率百分之百" && shown.application?.evidence.count == 1)
        #expect(try application(life, seat).id == life.id(of: Life.city))
        #expect(try verify(life.ledger.store).isHeld)
    }

    private func application(_ life: Life, _ seat: Seat) throws -> Application {
        try life.ledger.standing.application(life.id(of: seat.zone), for: life.own(seat)).get()
    }

    @Test func material_ofAZoneThatIsNotOnesOwn_orWasLeft_isNotShown() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first { $0.zone == Life.city })
        #expect(try application(life, seat).zone == Life.city, "it could have been seen")
        try life.expert(RecuseSeat(Life.round, seat: seat.id, reason: "亲属"), on: seat)
        #expect(refused { try application(life, seat) }.map(\.code) == [.applicationUnknown])
        let shown = { (zone: ZoneID, user: UserID) in
            try life.ledger.standing.material(of: zone, in: Life.round, for: Viewer(user)).get()
        }
        #expect(refused { try shown(Life.city, life.user(of: seat)) }.map(\.code) == [.seatNotHeld])
        let stranger = try #require(
            life.pool.first { expert in !life.known(expert, at: Life.county) })
        #expect(refused { try shown(Life.county, UserID("u-\(stranger.id)")) }.map(\.code) == [.seatNotHeld])
        #expect(refused { try shown(Life.county, "a-hecheng") }.map(\.code) == [.notOwn])
        #expect(try shown(Life.county, "a-lucheng").facts["share"] == "8")
        #expect(try shown(Life.county, "auditor").zone.id == Life.county)
        #expect(refused { try shown(Life.county, "u-recommender") }.map(\.code) == [.roleNot])
    }

    @Test func expertWithATie_cannotAcceptTheSeat() throws {
        let life = try opened()
        let seat = try #require(try life.seats().first { $0.zone == Life.city })
        let expert = try #require(life.pool.first { $0.id == seat.expert })
        try life.officer(
            RegisterExperts([
                Expert(
                    id: expert.id, name: expert.name, source: expert.source, organisation: expert.organisation,
                    region: expert.region, employer: expert.employer, ties: [Life.city])
            ]))
        #expect(
            refused { try life.expert(AcceptSeat(Life.round, seat: seat.id), on: seat) }.map(\.code) == [
                .expertConflicted
            ])
    }

    @Test func question_reachesTheBureauWithoutAName_andTheAnswerReachesAllSeats() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        let asked = try life.expert(
            AskClarification(Life.round, seat: seat.id, indicator: "p.1", text: "连锁门店算一户还是多户？"), on: seat)
        let event = asked.events.lowerBound
        let seen = { (user: UserID) in try life.ledger.standing.questions(in: Life.round, for: Viewer(user)).get() }
        #expect(try seen("officer").map(\.query.text) == ["连锁门店算一户还是多户？"])
        let other = try #require(try life.seats().first { $0.expert != seat.expert })
        #expect(try seen(life.user(of: other)).isEmpty && seen(life.user(of: seat)).count == 1)
        #expect(refused { try seen("a-hecheng") }.map(\.code) == [.roleNot])
        let give = { GiveClarification(Life.round, asked: event, indicator: "p.1", text: $0) }
        #expect(refused { try life.officer(give("")) }.map(\.code) == [.queryTextMissing])
        #expect(
            refused { try life.officer(GiveClarification(Life.round, asked: 1, text: "一户")) }.map(\.code) == [
                .questionUnknown
            ])
        #expect(
            refused { try life.officer(GiveClarification(Life.round, indicator: "x.9", text: "一户")) }.map(\.code) == [
                .indicatorUnknown
            ])
        try life.officer(give("按营业执照计户"), on: "2026-10-20")
        #expect(refused { try life.officer(give("再答")) }.map(\.code) == [.questionAnswered])
        for zone in [seat, other] {
            let shown = try life.ledger.standing.material(of: zone.zone, in: Life.round, for: life.own(zone)).get()
            #expect(shown.clarifications.map(\.query?.text) == ["按营业执照计户"])
        }
        #expect(try seen("officer").allSatisfy(\.isAnswered) && verify(life.ledger.store).isHeld)
    }

    @Test func missingEvidence_isSuppliedByTheZone_whichDoesNotLearnWhoAsked() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first { $0.zone == Life.city })
        let asked = try life.expert(
            RequestEvidence(Life.round, seat: seat.id, indicator: "p.2", text: "缺 2025 年台账"), on: seat)
        let event = asked.events.lowerBound
        let zone = Viewer("a-hecheng")
        let missing = { try life.ledger.standing.material(of: Life.city, in: Life.round, for: zone).get().missing }
        // Tuesday the 20th: three working days later is Friday.
        #expect(try missing().map(\.by) == ["2026-10-23"])
        #expect(try life.ledger.standing.todos(for: zone, on: "2026-10-21").get().map(\.kind) == [.supplyEvidence])
        let supply = { (text: String) in
            SupplyEvidence(Life.round, request: event, text: text, evidence: [(name: "台账.txt", bytes: [7])])
        }
        let by = { (user: UserID, text: String, day: String) in
            try life.ledger.perform(supply(text), by: user, at: .day(day))
        }
        #expect(refused { try by("a-lucheng", "见附件", "2026-10-22") }.map(\.code) == [.notOwn])
        #expect(refused { try by("a-hecheng", "", "2026-10-22") }.map(\.code) == [.supplyTextMissing])
        _ = try by("a-hecheng", "见附件", "2026-10-26")
        #expect(refused { try by("a-hecheng", "再补", "2026-10-26") }.map(\.code) == [.evidenceSupplied])
        #expect(try missing().map(\.isLate) == [true] && missing().first?.supply?.evidence.count == 1)
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func draft_isShownToAnAuditorAlone_afterTheCloseAndForALoggedReason() throws {
        let life = try Life(through: .scoring)
        let all = try life.seats()
        let draft = try #require(all.first)
        try life.save("p.1", 12, "未完成", on: draft)
        for seat in all.dropFirst() { try life.fill(seat) }
        let read = { (reason: String) in ReadDraft(Life.round, seat: draft.id, reason: reason) }
        #expect(
            refused { try life.ledger.perform(read("核查"), by: "auditor", at: .day("2026-11-05")) }.map(\.code) == [
                .stageNot
            ])
        try life.officer(CloseRound(Life.round, missing: 1), on: "2026-11-06")
        let sheet = { (user: UserID) in
            try life.ledger.standing.sheet(of: draft.id, in: Life.round, for: Viewer(user)).get()
        }
        #expect(refused { try sheet("auditor") }.map(\.code) == [.sheetDraft])
        #expect(refused { try life.officer(read("核查")) }.map(\.code) == [.roleNot])
        #expect(
            refused { try life.ledger.perform(read(""), by: "auditor", at: .day("2026-11-06")) }.map(\.code) == [
                .draftReasonMissing
            ])
        try life.ledger.perform(read("核查漏评"), by: "auditor", at: .day("2026-11-06"))
        #expect(try sheet("auditor").lines.first?.mark == 12)
        #expect(refused { try sheet("officer") }.map(\.code) == [.sheetDraft])
        let sealed = try #require(all.last)
        let other = ReadDraft(Life.round, seat: sealed.id, reason: "核查")
        #expect(
            refused { try life.ledger.perform(other, by: "auditor", at: .day("2026-11-06")) }.map(\.code) == [
                .sheetNoDraft
            ])
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func todos_areEachPersonsOwn_andSayUntilWhen() throws {
        let life = try opened()
        let seat = try #require(try life.seats().first)
        let todos = { (user: UserID) in try life.ledger.standing.todos(for: Viewer(user), on: "2026-11-10").get() }
        let own = try todos(life.user(of: seat))
        #expect(own.allSatisfy { $0.kind == .acceptSeat && $0.due == "2026-11-06" && $0.isLate(on: "2026-11-10") })
        #expect(own.count == (try life.seats().count { $0.expert == seat.expert }))
        try life.accept(seat)
        #expect(
            try todos(life.user(of: seat)).contains { $0.kind == .sealSheet && $0.zone == seat.zone && $0.count == 2 })
        let bureau = try todos("officer")
        #expect(bureau.map(\.kind) == [.recordFacts, .closeRound] && bureau.map(\.count) == [3, 15])
        try life.officer(ExtendDeadline(Life.round, .scoring, to: "2026-11-12", reason: "材料迟到"), on: "2026-10-20")
        #expect(try todos("officer").allSatisfy { $0.due == "2026-11-12" })
        #expect(
            refused { try life.officer(ExtendDeadline(Life.round, .scoring, to: "2026-11-12", reason: "")) }.map(\.code)
                == [.deadlineNotLater, .extensionReasonMissing])
        #expect(
            refused { try life.officer(ExtendDeadline(Life.round, .notice, to: "2026-11-12", reason: "假")) }.map(\.code)
                == [.deadlineNotRunning])
        #expect(
            refused { try life.ledger.standing.todos(for: .everyone, on: "2026-11-10").get() }.map(\.code) == [
                .userNotNamed
            ])
        #expect(try verify(life.ledger.store).isHeld)
    }
}

extension Life {
    fileprivate func known(_ expert: Expert, at zone: ZoneID) -> Bool {
        ledger.standing.register.rounds[Self.round]?.seats(at: zone).contains { $0.expert == expert.id } ?? true
    }
}
