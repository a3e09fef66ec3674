// Ways out of a round that has gone wrong, and what takes two people.

@testable import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
@testable import Proving
import Publishing
import Reasons
@testable import RoundState
import Scoring
import Storage
import Testing

@Suite struct WayOutTests {
    // MARK: two people

    @Test func publication_waitsForASecondPerson_whoSeesExactlyThat() throws {
        let life = try Life(through: .closed)
        let publish = PublishNotice(Life.round, from: "2026-11-09", to: "2026-11-13")
        let day = Moment.day("2026-11-06")
        let recorded = try life.ledger.perform(publish, by: "officer", at: day)
        let act = try #require(life.proposed(by: recorded))
        #expect(try life.stage == .closed, "nothing is public yet")
        let snapshot = try #require(life.known.result?.snapshot)
        #expect(act.act == .publish(snapshot: snapshot, from: "2026-11-09", to: "2026-11-13"))
        let confirm = AnswerAct(act, in: Life.round, isConfirmed: true)
        #expect(
            refused { try life.ledger.perform(confirm, by: "officer", at: day) }.map(\.code) == [.secondPersonNeeded])
        #expect(refused { try life.ledger.perform(publish, by: "officer2", at: day) }.map(\.code) == [.actWaiting])
        #expect(refused { try life.ledger.perform(confirm, by: "auditor", at: day) }.map(\.code) == [.roleNot])
        try life.ledger.perform(confirm, by: "officer2", at: day)
        #expect(try life.stage == .noticed && life.known.waitingActs.isEmpty)
        #expect(refused { try life.ledger.perform(confirm, by: "officer2", at: day) }.map(\.code) == [.stageNot])
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func act_whoseEffectChanged_hasLapsed_andMayBeDeclined() throws {
        let life = try Life(through: .closed)
        let day = Moment.day("2026-11-06")
        let recorded = try life.ledger.perform(
            PublishNotice(Life.round, from: "2026-11-09", to: "2026-11-13"), by: "officer", at: day)
        let act = try #require(life.proposed(by: recorded))
        try life.officer(WithdrawZone(Life.round, zone: Life.direct, reason: "不再申报"), on: "2026-11-06")
        try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-06")
        let confirm = AnswerAct(act, in: Life.round, isConfirmed: true)
        #expect(refused { try life.ledger.perform(confirm, by: "officer2", at: day) }.map(\.code) == [.actLapsed])
        let decline = { AnswerAct(act, in: Life.round, isConfirmed: false, reason: $0) }
        #expect(
            refused { try life.ledger.perform(decline(""), by: "officer2", at: day) }.map(\.code) == [.actReasonMissing]
        )
        try life.ledger.perform(decline("结果已更新"), by: "officer2", at: day)
        #expect(refused { try life.ledger.perform(confirm, by: "officer2", at: day) }.map(\.code) == [.actAnswered])
        #expect(try verify(life.ledger.store).isHeld)
    }

    // MARK: seats

    /// `shared/cases/02`: a tie that is declared after its expert sealed the sheet.
    @Test func conflictAfterTheSeal_twoOfficersTakeTheSeatOut_andTheRoundCloses() throws {
        let life = try Life(through: .scoring)
        for seat in try life.seats() { try life.fill(seat) }
        let seat = try #require(
            try life.seats().first { $0.zone == Life.direct && $0.expert?.text.last.map { "678".contains($0) } == true }
        )
        let expert = try #require(life.pool.first { $0.id == seat.expert })
        try life.officer(
            RegisterExperts([
                Expert(
                    id: expert.id, name: expert.name, source: expert.source, organisation: expert.organisation,
                    region: expert.region, employer: expert.employer, ties: [Life.direct])
            ]), on: "2026-10-21")
        #expect(
            refused { try life.officer(CloseRound(Life.round), on: "2026-10-21") }.map(\.code) == [.seatConflicted])
        #expect(
            refused { try life.officer(RecuseSeat(Life.round, seat: seat.id, reason: "近亲属任职"), on: "2026-10-21") }
                .map(\.code) == [.recusalNotOwn])
        try life.officer(RemoveSeat(Life.round, seat: seat.id, reason: "近亲属任职"), on: "2026-10-21")
        let out = try life.seat(seat.id)
        #expect(out.isRecused && out.isRemoved && !out.marks.isEmpty, "the sheet stays")
        let called = try #require(try life.seats().first(where: \.isCalled))
        #expect(called.zone == Life.direct && called.source == seat.source)
        try life.fill(called, on: "2026-10-22")
        try life.officer(CloseRound(Life.round), on: "2026-11-06")
        #expect(try life.known.counted[seat.id]?.state == .recused)
        #expect(try life.known.counted[seat.id]?.marks == nil, "and does not count")
        try life.publish()
        #expect(try verify(life.ledger.store).isHeld)
        #expect(try verify(bundle: life.bundle()).isHeld)
    }

    @Test func sealedSheet_isOpenedAgainForItsExpert_andSealedAnew() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        for seat in seats { try life.fill(seat) }
        let seat = seats[0]
        let request = RequestReopening(Life.round, seat: seat.id, reason: "漏看一份材料")
        let other = try #require(seats.first { $0.expert != seat.expert })
        #expect(refused { try life.expert(request, on: other, at: "2026-10-21") }.map(\.code) == [.notOwn])
        let recorded = try life.expert(request, on: seat, at: "2026-10-21")
        let seq = recorded.events.lowerBound
        #expect(refused { try life.expert(request, on: seat, at: "2026-10-21") }.map(\.code) == [.reopeningWaiting])
        #expect(
            refused { try life.officer(CloseRound(Life.round), on: "2026-10-21") }.map(\.code) == [.reopeningUndecided])
        let before = try life.seat(seat.id)
        try life.officer(
            DecideReopening(Life.round, request: seq, isGranted: true, reason: ""), on: "2026-10-21")
        let open = try life.seat(seat.id)
        #expect(open.isOpen && open.cells.compactMapValues(\.hundredths) == before.marks)
        try life.save("p.1", 33, "重看后", on: seat, base: open.cells["p.1"]?.version ?? 0, at: "2026-10-22")
        try life.seal(seat, on: "2026-10-22")
        #expect(try life.seat(seat.id).marks["p.1"] == 3300)
        try life.officer(CloseRound(Life.round), on: "2026-11-06")
        try life.publish()
        #expect(try verify(life.ledger.store).isHeld)
        #expect(try verify(bundle: life.bundle()).isHeld)
    }

    @Test func reopenedSheet_thatIsNotSealedAnew_isMissed() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        for seat in seats { try life.fill(seat) }
        let recorded = try life.expert(
            RequestReopening(Life.round, seat: seats[0].id, reason: "有误"), on: seats[0], at: "2026-10-21")
        try life.officer(
            DecideReopening(Life.round, request: recorded.events.lowerBound, isGranted: true, reason: "同意"),
            on: "2026-10-21")
        try life.officer(CloseRound(Life.round, missing: 1), on: "2026-11-06")
        #expect(try life.known.counted[seats[0].id]?.state == .missed)
        #expect(try verify(life.ledger.store).isHeld)
    }

    // MARK: zones

    /// `shared/cases/17`, in every stage in which a zone may withdraw.
    @Test(arguments: [Stage.planned, .committed, .drawn, .scoring, .closed, .noticed])
    func zone_thatWithdraws_isListedWithoutRank_andTheOthersMoveUp(stage: Stage) throws {
        let life = try Life(through: stage)
        let day = life.earliest
        let withdraw = WithdrawZone(Life.round, zone: Life.city, reason: "机构改革，不再申报")
        let recorded = try life.ledger.perform(withdraw, by: "a-hecheng", at: .day(day))
        if let act = life.proposed(by: recorded) {
            #expect(stage >= .scoring)
            #expect(
                refused {
                    try life.ledger.perform(
                        AnswerAct(act, in: Life.round, isConfirmed: true), by: "a-lucheng", at: .day(day))
                }.map(\.code) == [.notOwn])
            try life.ledger.perform(AnswerAct(act, in: Life.round, isConfirmed: true), by: "officer", at: .day(day))
        } else {
            #expect(stage < .scoring)
        }
        #expect(try life.known.hasWithdrawn(Life.city))
        #expect(try life.ledger.register().applications[life.id(of: Life.city)]?.stage == .withdrawn)
        try life.finish(from: stage)
        let snapshot = try life.snapshot()
        let scores = snapshot.value.scores.zones
        let zone = try #require(scores.first { $0.zone == Life.city })
        #expect(zone.verdict == .withdrawn && zone.rank == nil && zone.total == nil && zone.cells.isEmpty)
        #expect(scores.compactMap(\.rank).count == 2 && scores.contains { $0.rank == 1 }, "the others are ranked")
        #expect(snapshot.value.zones.contains { $0.id == Life.city }, "it is listed")
        let proof = try verify(life.ledger.store).get()
        #expect(proof.rounds.map(\.stage) == [.final])
        let bundle = try life.bundle()
        #expect(verify(bundle: bundle).isHeld)
        try life.issue(on: "2026-11-20")
        #expect(try life.ledger.register().certificates.values.allSatisfy { $0.zone != Life.city })
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func applicant_seesOfAnActNeitherReasonsNorResults() throws {
        let life = try Life(through: .closed)
        let recorded = try life.ledger.perform(
            WithdrawZone(Life.round, zone: Life.city, reason: "内部线索"), by: "officer", at: .day("2026-11-06"))
        let seq = recorded.events.lowerBound
        let officer = try life.ledger.standing.act(seq, for: Viewer("officer2")).get()
        #expect(!officer.moves.isEmpty && officer.pending.reason == "内部线索")
        let own = try life.ledger.standing.act(seq, for: Viewer("a-hecheng")).get()
        #expect(own.moves.isEmpty && own.pending.reason == nil && own.pending.proposer == nil)
        try life.ledger.perform(
            AnswerAct(officer.pending, in: Life.round, isConfirmed: false, reason: "不妥"), by: "officer2",
            at: .day("2026-11-06"))
        #expect(try !life.ledger.standing.act(seq, for: Viewer("a-hecheng")).get().isWaiting, "answered for everybody")
        for other in [Viewer("a-lucheng"), Viewer("u-expert-2"), .everyone] {
            #expect(refused { try life.ledger.standing.act(seq, for: other).get() }.map(\.code) == [.actUnknown])
        }
    }

    @Test func act_whoseConsequencesChanged_hasLapsed() throws {
        let life = try Life(through: .closed)
        let day = Moment.day("2026-11-06")
        let recorded = try life.ledger.perform(
            WithdrawZone(Life.round, zone: Life.city, reason: "撤回"), by: "officer", at: day)
        let act = try #require(life.proposed(by: recorded))
        try life.officer(WithdrawZone(Life.round, zone: Life.county, reason: "撤回"), on: "2026-11-06")
        #expect(try life.ledger.standing.act(act.seq, for: Viewer("officer")).get().hasLapsed)
        #expect(
            refused {
                try life.ledger.perform(AnswerAct(act, in: Life.round, isConfirmed: true), by: "officer2", at: day)
            }.map(\.code) == [.actLapsed])
    }

    @Test func reasonsOfBlanks_areNone_andAStatementIsOneLine() throws {
        let life = try Life(through: .scoring)
        let blank = WithdrawZone(Life.round, zone: Life.city, reason: " \u{3000}")
        #expect(refused { try life.officer(blank, on: "2026-10-21") }.map(\.code) == [.withdrawalReasonMissing])
        let broken = BreakOffRound(Life.round, statement: "第一行\n第二行")
        #expect(refused { try life.officer(broken, on: "2026-10-21") }.map(\.code) == [.textControl])
    }

    /// Of who withdraws between the close and the notice nothing is public: neither marks, facts nor the result that was never published.
    @Test func withdrawalBeforeTheNotice_leavesNothingPublic() throws {
        let life = try Life(through: .closed)
        try life.officer(WithdrawZone(Life.round, zone: Life.city, reason: "撤回"), on: "2026-11-06")
        try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-06")
        try life.publish()
        let bundle = try life.bundle()
        #expect(verify(bundle: bundle).isHeld)
        let register = try prove(bundle: bundle, trusting: []).register
        let round = try #require(register.rounds[Life.round])
        #expect(round.results.count == 2 && round.facts[Life.city] == nil && round.facts[Life.county] != nil)
        #expect(round.results[0].zones.values.allSatisfy { $0 == nil })
        #expect(round.results[1].zones.values.allSatisfy { $0 != nil })
        #expect(round.counted.values.allSatisfy { ($0.zone == Life.city) == ($0.marks == nil) })
    }

    @Test func withdrawalWhileScoring_hidesItsMarksForEver() throws {
        let life = try Life(through: .scoring)
        for seat in try life.seats() { try life.fill(seat) }
        try life.officer(WithdrawZone(Life.round, zone: Life.city, reason: "撤回"), on: "2026-10-21")
        let open = try #require(try life.seats().first { $0.zone == Life.city })
        #expect(
            refused {
                try life.expert(RequestReopening(Life.round, seat: open.id, reason: "改"), on: open, at: "2026-10-21")
            }
            .map(\.code) == [.zoneWithdrawn])
        try life.finish(from: .scoring)
        let register = try prove(bundle: life.bundle(), trusting: []).register
        let seats = try #require(register.rounds[Life.round]?.counted.values)
        #expect(seats.contains { $0.zone == Life.county && $0.marks != nil }, "others show theirs")
        #expect(seats.allSatisfy { $0.zone != Life.city || $0.marks == nil })
    }

    @Test func lastZone_cannotWithdraw_theRoundIsBrokenOff() throws {
        let life = try Life(through: .scoring)
        for zone in [Life.city, Life.county] {
            try life.officer(WithdrawZone(Life.round, zone: zone, reason: "撤回"), on: "2026-10-21")
        }
        let last = WithdrawZone(Life.round, zone: Life.direct, reason: "撤回")
        #expect(refused { try life.officer(last, on: "2026-10-21") }.map(\.code) == [.zoneLast])
        try life.officer(BreakOffRound(Life.round, statement: "申报单位均已撤回，本批次终止"), on: "2026-10-21")
        #expect(try life.stage == .broken)
        #expect(try life.known.broken?.statement == "申报单位均已撤回，本批次终止")
        #expect(refused { try life.officer(CloseRound(Life.round), on: "2026-10-21") }.map(\.code) == [.stageNot])
        let applications = try life.ledger.register().applications
        #expect(applications[life.id(of: Life.direct)]?.stage == .accepted, "it waits for another round")
        #expect(applications[life.id(of: Life.city)]?.stage == .withdrawn)
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func application_isWithdrawnBeforeARoundHasIt() throws {
        let life = try Life()
        try life.submit(Life.city)
        let id = life.id(of: Life.city)
        let withdraw = WithdrawApplication(id, reason: "材料有误")
        #expect(
            refused { try life.ledger.perform(withdraw, by: "a-lucheng", at: .day("2026-10-09")) }.map(\.code) == [
                .notOwn
            ])
        try life.ledger.perform(withdraw, by: "a-hecheng", at: .day("2026-10-09"))
        #expect(try life.ledger.register().applications[id]?.stage == .withdrawn)
        #expect(refused { try life.officer(AcceptApplication(id)) }.map(\.code) == [.applicationNotAt])
        try life.submit(Life.city, as: "hecheng-2")
        #expect(try verify(life.ledger.store).isHeld)
    }

    // MARK: what an objection may be about

    /// `shared/cases/03`, a: a veto recorded by mistake.
    @Test func vetoByMistake_isObjectedTo_corrected_andTheZoneRankedAgain() throws {
        let life = try Life(through: .scoring)
        try life.officer(
            RecordFacts(Life.round, FactTable([Life.county: [FactKey("veto.safety"): .flag(true)]])), on: "2026-10-20")
        for seat in try life.seats() { try life.fill(seat) }
        try life.officer(CloseRound(Life.round), on: "2026-11-06")
        try life.publish()
        #expect(try life.known.result?.zones[Life.county]??.verdict == "vetoed")
        let file = FileObjection(
            Life.round, id: "o1", zone: Life.county, indicator: "veto.safety", grounds: "误录",
            evidence: [(name: "证明.txt", bytes: [1])])
        try life.ledger.perform(file, by: "a-lucheng", at: .day("2026-11-10"))
        try life.officer(DecideObjection(Life.round, "o1", isUpheld: true, reasons: "属实"), on: "2026-11-10")
        #expect(
            refused {
                try life.officer(
                    CorrectFacts(Life.round, objection: "o1", facts: [FactKey("share"): .number(9)]), on: "2026-11-10")
            }.map(\.code) == [.factsNotOfIndicator])
        let proposed = try life.ledger.perform(
            CorrectFacts(Life.round, objection: "o1", facts: [FactKey("veto.safety"): .flag(false)]), by: "officer",
            at: .day("2026-11-10"))
        let act = try #require(life.proposed(by: proposed))
        let moves = try life.ledger.standing.act(act.seq, for: Viewer("officer2")).get().moves
        #expect(moves.first { $0.zone == Life.county }?.before.verdict == "vetoed")
        #expect(moves.first { $0.zone == Life.county }?.after.rank != nil, "the second person sees what it does")
        try life.ledger.perform(
            AnswerAct(act, in: Life.round, isConfirmed: true), by: "officer2", at: .day("2026-11-10"))
        try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-11")
        #expect(try life.known.result?.zones[Life.county]??.rank != nil)
        try life.officer(FinaliseRound(Life.round), on: "2026-11-14")
        #expect(try verify(life.ledger.store).isHeld)
        #expect(try verify(bundle: life.bundle()).isHeld)
    }

    /// b: what somebody else reports is heard by the zone before it is decided, for or against it.
    @Test func report_isTakenInByTheBureau_heard_andDecided() throws {
        let life = try Life(through: .noticed)
        let report = { (zone: ZoneID, id: ObjectionID) in
            FileObjection(
                Life.round, id: id, zone: zone, indicator: "veto.safety", grounds: "举报材料造假",
                evidence: [(name: "举报信.txt", bytes: [2])], isReport: true)
        }
        #expect(
            refused { try life.ledger.perform(report(Life.county, "r1"), by: "a-hecheng", at: .day("2026-11-10")) }
                .map(\.code) == [.roleNot])
        try life.officer(report(Life.county, "r1"), on: "2026-11-10")
        let decide = DecideObjection(Life.round, "r1", isUpheld: true, reasons: "查实")
        #expect(refused { try life.officer(decide, on: "2026-11-10") }.map(\.code) == [.reportNotHeard])
        let hear = HearReport(Life.round, "r1", text: "情况属实，已整改", evidence: [(name: "整改.txt", bytes: [9])])
        #expect(
            refused { try life.ledger.perform(hear, by: "a-hecheng", at: .day("2026-11-10")) }.map(\.code) == [.notOwn])
        try life.ledger.perform(hear, by: "a-lucheng", at: .day("2026-11-11"))
        #expect(refused { try life.officer(hear, on: "2026-11-11") }.map(\.code) == [.reportHeard])
        let accounts = try life.ledger.register().evidence.values.flatMap(\.values).filter { $0.round == Life.round }
        #expect(
            Set(accounts.map(\.zone)) == [nil, Life.county],
            "the report is on the bureau's account, the answer on the zone's")
        try life.officer(decide, on: "2026-11-11")
        try life.officer(
            CorrectFacts(Life.round, objection: "r1", facts: [FactKey("veto.safety"): .flag(true)]), on: "2026-11-12")
        try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-12")
        #expect(try life.known.result?.zones[Life.county]??.verdict == "vetoed")
        #expect(try life.known.result?.zones.values.compactMap { $0?.rank }.max() ?? 9 <= 2, "the others move up")
        try life.officer(FinaliseRound(Life.round), on: "2026-11-14")
        #expect(try verify(life.ledger.store).isHeld)
        #expect(try verify(bundle: life.bundle()).isHeld)
    }

    // MARK: the draw

    @Test func draw_isNotHeldOnTheDayOfItsCommitment() throws {
        let life = try Life(through: .committed)
        let hold = HoldDraw(Life.round, witness: "03 11")
        #expect(refused { try life.officer(hold, on: "2026-10-09") }.map(\.code) == [.drawTooEarly])
        try life.officer(hold, on: "2026-10-10")
        #expect(try verify(life.ledger.store).isHeld)
    }
}

extension Life {
    var known: Round {
        get throws { try #require(try ledger.register().rounds[Self.round]) }
    }

    var stage: Stage {
        get throws { try known.stage }
    }

    func publish() throws {
        try officer(PublishNotice(Self.round, from: "2026-11-09", to: "2026-11-13"), on: "2026-11-06")
    }

    /// From wherever a withdrawal left the round to its final result.
    func finish(from stage: Stage) throws {
        if stage < .committed {
            try officer(
                CommitDraw(
                    Self.round, quotas: [Quota(source: .university, seats: 3), Quota(source: .department, seats: 2)],
                    witness: "双色球第2026121期"))
        }
        if stage < .drawn { try officer(HoldDraw(Self.round, witness: "03 11 14"), on: "2026-10-10") }
        if stage < .scoring {
            try officer(OpenRound(Self.round))
            let round = try known
            let there = facts.facts.filter { !round.hasWithdrawn($0.key) }
            try officer(RecordFacts(Self.round, FactTable(there)))
        }
        if stage < .closed {
            let round = try known
            for seat in round.seatsInOrder where seat.isOpen && !round.hasWithdrawn(seat.zone) {
                try fill(seat, on: max("2026-10-20", earliest))
            }
            try officer(CloseRound(Self.round), on: "2026-11-06")
        } else {
            let unconcluded = stage < .noticed ? PublishNotice(Self.round, from: "2026-11-09", to: "2026-11-13") : nil
            if let unconcluded {
                #expect(
                    refused { try officer(unconcluded, on: "2026-11-06") }.map(\.code) == [.withdrawalsNotConcluded])
            } else {
                #expect(
                    refused { try officer(FinaliseRound(Self.round), on: "2026-11-14") }.map(\.code)
                        == [.withdrawalsNotConcluded])
            }
            try officer(ConcludeObjections(Self.round, correction: Life.correction))
        }
        if stage < .noticed { try publish() }
        try officer(FinaliseRound(Self.round), on: "2026-11-14")
    }

    func snapshot() throws -> SealedSnapshot {
        let digest = try #require(try known.result?.snapshot)
        return try SealedSnapshot(bytes: try ledger.store.read { try $0.file(digest, .snapshot) })
    }
}
