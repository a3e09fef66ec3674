// The life of a round and of its applications, step by step.

@testable import Assessing
import AssessmentModel
import AuditLedger
import CriteriaLoading
@testable import EventModel
import Foundation
@testable import Proving
import Reasons
@testable import Publishing
@testable import RoundState
import Scoring
import Storage
import Testing

@Suite struct LifeTests {
    @Test func round_fromApplicationToCertificate_isProvenWhole() throws {
        let life = try Life(through: .final)
        try life.issue(on: "2026-11-16")
        let register = try life.ledger.register()
        let proof = try verify(life.ledger.store, trusting: [life.place.signer.verifierKey]).get()
        #expect(proof.rounds.map(\.isDrawn) == [true])
        #expect(proof.rounds.map(\.stage) == [.final])
        let certificates = register.certificates.values.sorted { $0.id < $1.id }
        #expect(certificates.map(\.id) == ["r1-01", "r1-02", "r1-03"])
        #expect(certificates.map(\.to) == Array(repeating: "2029-11-15", count: 3), "three years, to the day before")
        #expect(certificates[0].validity(on: "2029-11-15") == .valid)
        #expect(certificates[0].validity(on: "2029-11-16") == .expired)
        try life.officer(RevokeCertificate("r1-01", reason: "弄虚作假"), on: "2026-12-01")
        #expect(try life.ledger.register().certificates["r1-01"]?.validity(on: "2026-12-02") == .revoked)
        #expect(try verify(life.ledger.store).isHeld)
    }

    // MARK: applications

    @Test func application_ofACounty_passesItsPrefecture() throws {
        let life = try Life()
        try life.submit(Life.county)
        let id = life.id(of: Life.county)
        #expect(throws: Refusal.self) { try life.officer(AcceptApplication(id)) }
        try life.ledger.perform(ReturnApplication(id, opinion: "台账缺页"), by: "u-recommender", at: .day("2026-10-09"))
        #expect(try life.ledger.register().applications[id]?.stage == .returned(by: .prefecture, opinion: "台账缺页"))
        try life.submit(Life.county)
        try life.ledger.perform(RecommendApplication(id, opinion: ""), by: "u-recommender", at: .day("2026-10-09"))
        try life.officer(ReturnApplication(id, opinion: "补充经费文件"))
        try life.submit(Life.county)
        #expect(try life.ledger.register().applications[id]?.version == 3)
        #expect(try life.ledger.register().applications[id]?.stage == .submitted(to: .prefecture))
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func application_ofACityOrDirectCounty_goesStraightToTheProvince() throws {
        let life = try Life()
        for zone in [Life.city, Life.direct] {
            try life.submit(zone)
            #expect(try life.ledger.register().applications[life.id(of: zone)]?.stage == .submitted(to: .province))
        }
        #expect(throws: Refusal.self) {
            try life.ledger.perform(
                RecommendApplication(life.id(of: Life.direct), opinion: ""), by: "u-recommender", at: .day("2026-10-09")
            )
        }
    }

    @Test(arguments: Requirement.early)
    func application_conditionNotMet_isRefusedWithIt(item: Requirement) throws {
        let life = try Life()
        let reasons = refused { try life.submit(Life.city, missing: item) }
        #expect(reasons.map(\.code) == [.conditionUnmet])
        #expect(reasons.first?.values["condition"] == .localized(LocalizedText(zh: item.rawValue)))
    }

    @Test func application_ofAnotherZone_isRefused() throws {
        let life = try Life()
        let action = SubmitApplication(
            id: "x", zone: Life.city, for: .call("c1"), conditions: [], claims: [], evidence: [])
        let reasons = refused { try life.ledger.perform(action, by: "a-lucheng", at: .day("2026-10-09")) }
        #expect(reasons == [Reason(.notOwn, .user("a-lucheng"), ["task": .task(.submitApplication)])])
    }

    // MARK: the draw

    @Test func draw_conflicts_areExcludedWithTheirReasons() throws {
        let life = try Life(through: .scoring)
        let round = try #require(try life.ledger.register().rounds[Life.round])
        let excluded = round.candidates.values.flatMap { candidate in
            candidate.excluded.map { "\(round.drawn[candidate.id]?.text ?? "") \($0.zone) \($0.conflict.rawValue)" }
        }
        #expect(
            excluded.sorted() == [
                "expert-1 lucheng employer", "expert-2 hecheng region", "expert-9 wucheng tie",
            ])
        for (zone, seats) in Dictionary(grouping: round.seatsInOrder, by: \.zone) {
            #expect(seats.count == 5)
            let there = Set(seats.compactMap(\.expert))
            for line in excluded where line.contains(" \(zone) ") {
                #expect(!there.contains { line.hasPrefix("\($0) ") }, "\(line)")
            }
        }
    }

    @Test func draw_quotasThatCannotBeFilled_areRefusedByZone() throws {
        let life = try Life(through: .planned)
        let reasons = refused {
            try life.officer(
                CommitDraw(
                    Life.round, quotas: [Quota(source: .department, seats: 4), Quota(source: .university, seats: 1)],
                    witness: "双色球第2026121期"))
        }
        #expect(reasons.allSatisfy { $0.code == .poolTooSmall })
        #expect(
            reasons.contains(
                Reason(
                    .poolTooSmall, .zone(Life.direct), field: "quota",
                    ["seats": 4, "source": .source(.department), "free": 3])))
    }

    @Test func close_withSheetsThatNobodySealed_needsTheirNumber() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        for seat in seats.dropLast(2) { try life.fill(seat) }
        try life.save("p.1", 30, on: seats[14])
        let reasons = refused { try life.officer(CloseRound(Life.round), on: "2026-11-06") }
        #expect(reasons.map(\.code) == [.sheetNotSealed, .sheetNotSealed, .sheetsMissing])
        #expect(
            reasons.contains(
                Reason(
                    .sheetNotSealed, .seat(seats[14].id),
                    ["zone": .named(.zone(seats[14].zone)), "saved": 1, "marks": 2])))
        #expect(reasons.last?.values == ["count": 2])
        #expect(throws: Refusal.self) { try life.officer(CloseRound(Life.round, missing: 1), on: "2026-11-06") }
        try life.officer(CloseRound(Life.round, missing: 2), on: "2026-11-06")
        #expect(try life.ledger.register().rounds[Life.round]?.counted.values.count { $0.state == .missed } == 2)
    }

    @Test func plan_zoneTwiceOrApplicationTwice_isRefused() throws {
        let life = try Life(through: .planned)
        let plan = try PlanRound("r2", zones: [Life.city, Life.city])
        try life.submit(Life.city, as: "second")
        let third = refused { try life.submit(Life.city, as: "third") }
        #expect(third.map(\.code) == [.applicationUnderWay])
        #expect(third.first?.values["purpose"] == .localized(LocalizedText(zh: "designation")))
        try life.officer(AcceptApplication("second"))
        #expect(refused { try life.officer(plan) } == [Reason(.zoneNamedTwice, .zone(Life.city))])
        let quotas = [
            Quota(source: .university, seats: 1), Quota(source: .department, seats: 3),
            Quota(source: .university, seats: 1),
        ]
        #expect(
            refused { try life.officer(CommitDraw(Life.round, quotas: quotas, witness: "1")) } == [
                Reason(.quotaTwice, field: "quota", ["count": 2, "source": .source(.university)])
            ])
    }

    @Test func plan_withdrawn_givesItsApplicationsBack() throws {
        let life = try Life(through: .withdrawn)
        #expect(try life.ledger.register().rounds[Life.round]?.stage == .withdrawn)
        #expect(try life.ledger.register().applications.values.allSatisfy { $0.stage == .accepted })
        #expect(throws: Refusal.self) { try life.officer(OpenRound(Life.round)) }
        try life.officer(PlanRound("r2"))
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func witness_inAnySpelling_isOneNumber() throws {
        for spelling in ["2026121期 03-11-14", "２０２６１２１ 03、11、14", " 2026121/03/11/14 "] {
            let life = try Life(through: .committed)
            try life.officer(HoldDraw(Life.round, witness: spelling), on: "2026-10-10")
            #expect(try life.ledger.register().rounds[Life.round]?.draw?.witness == "2026121 03 11 14")
        }
    }

    @Test func close_withFactsThatNobodyRecorded_needsTheirNumber() throws {
        let life = try Life(through: .drawn)
        try life.officer(OpenRound(Life.round))
        for seat in try life.seats() { try life.fill(seat) }
        let reasons = refused { try life.officer(CloseRound(Life.round), on: "2026-11-06") }
        #expect(reasons.map(\.code) == [.factMissing, .factMissing, .factMissing, .factsMissing])
        #expect(reasons.contains(Reason(.factMissing, .zone(Life.city), ["fact": "share"])))
        #expect(reasons.last?.values == ["count": 3])
        try life.officer(RecordFacts(Life.round, life.facts), on: "2026-11-05")
        #expect(throws: Refusal.self) { try life.officer(RecordFacts(Life.round, life.facts), on: "2026-11-05") }
        let right = FactTable([Life.city: [FactKey("share"): .number(7)]])
        try life.officer(RecordFacts(Life.round, right, replaces: true), on: "2026-11-05")
        try life.officer(CloseRound(Life.round), on: "2026-11-06")
        #expect(try life.ledger.register().rounds[Life.round]?.facts[Life.city]?["share"] == "7")
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func close_withATieDeclaredAfterTheDraw_waitsForTheRecusal() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        let expert = try #require(life.pool.first { $0.id == seat.expert })
        try life.officer(
            RegisterExperts([
                Expert(
                    id: expert.id, name: expert.name, source: expert.source, organisation: expert.organisation,
                    ties: [seat.zone])
            ]), on: "2026-10-20")
        for seat in try life.seats() { try life.fill(seat) }
        let reasons = refused { try life.officer(CloseRound(Life.round), on: "2026-11-06") }
        #expect(
            reasons == [
                Reason(
                    .seatConflicted, .seat(seat.id), ["zone": .named(.zone(seat.zone)), "conflict": .conflict(.tie)])
            ])
        #expect(
            refused { try life.officer(RecuseSeat(Life.round, seat: seat.id, reason: "关系人"), on: "2026-11-06") }
                == [Reason(.recusalNotOwn, .seat(seat.id))])
        try life.expert(RecuseSeat(Life.round, seat: seat.id, reason: "关系人"), on: seat, at: "2026-11-06")
        for seat in try life.seats() where seat.isOpen { try life.fill(seat, on: "2026-11-06") }
        try life.officer(CloseRound(Life.round), on: "2026-11-06")
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func conclude_upheldObjectionOnWhichNothingWasDone_isRefused() throws {
        let life = try Life(through: .noticed)
        try life.ledger.perform(
            FileObjection(
                Life.round, id: "o1", zone: Life.city, indicator: "q.1", grounds: "有误",
                evidence: [(name: "a.csv", bytes: [1])]),
            by: "a-hecheng", at: .day("2026-11-10"))
        try life.officer(DecideObjection(Life.round, "o1", isUpheld: true, reasons: "属实"), on: "2026-11-11")
        #expect(
            refused { try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-11") }
                == [
                    Reason(
                        .objectionIdle, .objection("o1"),
                        ["indicator": .named(.indicator("q.1")), "zone": .named(.zone(Life.city))])
                ])
        try life.officer(
            ConcludeObjections(Life.round, unchanged: ["o1"], correction: Life.correction), on: "2026-11-11")
        #expect(try verify(life.ledger.store).isHeld)
    }

    /// What was corrected for one objection is not done for another one of the same zone.
    @Test func conclude_oneOfTwoObjectionsDone_namesTheOther() throws {
        let life = try Life(through: .noticed)
        for (id, indicator) in [("o1", "q.1"), ("o3", "p.1")] as [(ObjectionID, CriterionID)] {
            try life.ledger.perform(
                FileObjection(
                    Life.round, id: id, zone: Life.city, indicator: indicator, grounds: "有误",
                    evidence: [(name: "a.csv", bytes: [1])]), by: "a-hecheng", at: .day("2026-11-10"))
        }
        for id in ["o1", "o3"] as [ObjectionID] {
            try life.officer(DecideObjection(Life.round, id, isUpheld: true, reasons: "属实"), on: "2026-11-11")
        }
        try life.officer(
            CorrectFacts(Life.round, objection: "o1", facts: [FactKey("share"): .number(7)]), on: "2026-11-11")
        #expect(
            refused { try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-11") }
                == [
                    Reason(
                        .objectionIdle, .objection("o3"),
                        ["indicator": .named(.indicator("p.1")), "zone": .named(.zone(Life.city))])
                ])
    }

    @Test func certificate_revoked_isNotIssuedAgain() throws {
        let life = try Life(through: .final)
        try life.issue(on: "2026-11-16")
        let issued = try life.ledger.register().certificates
        let first = try #require(issued.keys.min())
        try life.officer(RevokeCertificate(first, reason: "造假"), on: "2026-11-17")
        #expect(throws: Refusal.self) { try life.issue(on: "2026-11-18") }
        #expect(try life.ledger.register().certificates.count == issued.count)
    }

    @Test func recusal_callsTheSubstituteOfTheDraw() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first { $0.zone == Life.direct })
        let round = try #require(try life.ledger.register().rounds[Life.round])
        let source = try #require(life.pool.first { $0.id == seat.expert }?.source)
        let there = Set(round.seatsInOrder.filter { $0.zone == seat.zone }.compactMap(\.expert))
        try life.expert(RecuseSeat(Life.round, seat: seat.id, reason: "与申报单位有合作"), on: seat)
        let called = try #require(try life.seats().first { $0.isCalled })
        #expect(called.zone == Life.direct && !there.contains(called.expert ?? ""))
        #expect(life.pool.first { $0.id == called.expert }?.source == source)
        #expect(life.pool.first { $0.id == called.expert }?.ties.contains(Life.direct) == false)
        #expect(throws: Refusal.self) { try life.save("p.1", 30, on: seat) }
        for seat in try life.seats() where seat.isOpen { try life.fill(seat) }
        try life.officer(CloseRound(Life.round), on: "2026-11-06")
        let states = try life.ledger.register().rounds[Life.round]?.counted.values.map(\.state) ?? []
        #expect(states.count { $0 == .sealed } == 15 && states.count { $0 == .recused } == 1)
        #expect(try verify(life.ledger.store).isHeld)
    }

    // MARK: marks

    @Test func cell_savedFromTwoTabs_isNotOverwritten() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        try life.save("p.1", 30, on: seat)
        #expect(
            refused { try life.save("p.1", 31, on: seat) } == [
                Reason(.cellChanged, .indicator("p.1"), ["version": 1, "base": 0])
            ])
        try life.save("p.1", 31, "改", on: seat, base: 1)
        try life.save("p.1", nil, on: seat, base: 2)
        #expect(try life.seat(seat.id).cells["p.1"] == Seat.Cell(version: 3))
    }

    @Test func cell_badMark_isRefused() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        for (indicator, mark) in [("p.1", 41), ("p.1", -1), ("q.1", 10), ("p.9", 1), ("p", 1)] {
            #expect(throws: Refusal.self) { try life.save(CriterionID(indicator), Fraction(mark), on: seat) }
        }
        #expect(throws: Refusal.self) { try life.save("p.1", Fraction(1) / Fraction(4), on: seat) }
        let other = try #require(try life.seats().first { $0.expert != seat.expert })
        let action = SaveMark(Life.round, seat: seat.id, indicator: "p.1", mark: 30, comment: "", base: 0)
        #expect(throws: Refusal.self) { try life.expert(action, on: other) }
    }

    @Test func sheet_isSealedOnlyAsReadBackAndWhole() throws {
        let life = try Life(through: .scoring)
        let seat = try #require(try life.seats().first)
        try life.save("p.1", 30, on: seat)
        #expect(
            refused { try life.seal(seat) } == [
                Reason(.marksMissing, .seat(seat.id), ["indicators": .indicators(["p.2"])])
            ])
        let read = try life.seat(seat.id).readBack
        try life.save("p.2", 12, on: seat)
        #expect(throws: Refusal.self) {
            try life.expert(SealSheet(Life.round, seat: seat.id, readBack: read), on: seat)
        }
        try life.seal(seat)
        #expect(throws: Refusal.self) { try life.save("p.2", 13, on: seat, base: 1) }
        #expect(throws: Refusal.self) { try life.seal(seat) }
        #expect(try life.seat(seat.id).marks == ["p.1": 3000, "p.2": 1200])
    }

    @Test func mark_afterTheClose_isLoggedAndNotCounted() throws {
        let life = try Life(through: .closed)
        let seat = try #require(try life.seats().first)
        let before = try life.ledger.register().rounds[Life.round]?.result?.snapshot
        #expect(throws: Refusal.self) { try life.save("p.1", 1, on: seat, base: 1) }
        try life.expert(
            SaveMark(Life.round, seat: seat.id, indicator: "p.1", mark: 1, comment: "迟交", base: 1, isLate: true),
            on: seat, at: "2026-11-06")
        let round = try life.ledger.register().rounds[Life.round]
        #expect(round?.late == 1 && round?.result?.snapshot == before)
        #expect(try verify(life.ledger.store).isHeld)
    }

    // MARK: divergence and revision

    @Test func divergence_isReadAgainAndRevisedByItsExpertAndASecondPerson() throws {
        let life = try Life(through: .scoring)
        let seats = try life.seats()
        let far = try #require(seats.first { $0.zone == Life.city })
        for seat in seats {
            try life.save("p.1", seat.id == far.id ? 5 : 33, on: seat)
            try life.save("p.2", 15, on: seat)
            try life.seal(seat)
        }
        let found = try #require(try life.ledger.register().rounds[Life.round]).divergences()
        #expect(found.map(\.zone) == [Life.city] && found.map(\.indicator) == ["p.1"])
        #expect(found[0].grounds == [.range] && found[0].outliers.contains(far.id))
        try life.officer(CallReread(Life.round, seat: far.id, indicator: "p.1"), on: "2026-10-21")
        #expect(throws: Refusal.self) {
            try life.officer(CallReread(Life.round, seat: far.id, indicator: "p.2"), on: "2026-10-21")
        }
        #expect(
            refused { try life.officer(CloseRound(Life.round), on: "2026-10-21") }.map(\.code).contains(
                .rereadUnanswered))
        let other = try #require(seats.first { $0.expert != far.expert })
        let answer = AnswerReread(Life.round, seat: far.id, indicator: "p.1", reasons: "看错小数点")
        #expect(throws: Refusal.self) { try life.expert(answer, on: other, at: "2026-10-21") }
        try life.expert(answer, on: far, at: "2026-10-21")
        let propose = ProposeRevision(
            Life.round, seat: far.id, indicator: "p.1", mark: 32, reason: .divergence, text: "看错小数点")
        #expect(throws: Refusal.self) { try life.officer(propose, on: "2026-10-21") }
        let proposal = try life.expert(propose, on: far, at: "2026-10-21").events.lowerBound
        #expect(try life.seat(far.id).marks["p.1"] == 500, "not before it is confirmed")
        #expect(throws: Refusal.self) { try life.officer(CloseRound(Life.round), on: "2026-10-21") }
        try life.officer(DecideRevision(Life.round, proposal: proposal, isConfirmed: true), on: "2026-10-21")
        #expect(try life.seat(far.id).marks["p.1"] == 3200)
        try life.officer(CloseRound(Life.round), on: "2026-10-22")
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func divergence_oneFarOutlier_isFoundExactly() {
        let marks = [30, 30, 31, 32, 20].enumerated().map {
            (seat: SeatID("s\($0.offset)"), mark: Fraction($0.element))
        }
        let found = Divergence("z", "i", marks, highest: 100)
        #expect(found?.grounds == [.outlier] && found?.outliers == ["s4"] && found?.median == 30)
        let near = [30, 30, 31, 32, 27].enumerated().map { (seat: SeatID("s\($0.offset)"), mark: Fraction($0.element)) }
        #expect(Divergence("z", "i", near, highest: 100) == nil, "3 is less than three times 1.4826")
        let edge = [0, 20, 10].enumerated().map { (seat: SeatID("s\($0.offset)"), mark: Fraction($0.element)) }
        #expect(Divergence("z", "i", edge, highest: 100) == nil, "exactly 20 % is not over it")
    }

    // MARK: publication

    @Test(
        arguments: [
            (
                "2026-11-09", "2026-11-12", ReasonCode.noticeTooShort,
                ["from": "2026-11-09", "to": "2026-11-12", "days": 4, "least": 5]
            ),
            ("2026-11-13", "2026-11-09", .noticeDaysMalformed, ["from": "2026-11-13", "to": "2026-11-09"]),
            ("2026-11-05", "2026-11-13", .noticeInThePast, ["from": "2026-11-05", "today": "2026-11-06"]),
            ("2026-12-28", "2027-01-04", .calendarMissing, ["years": .list([2027])]),
        ] as [(String, String, ReasonCode, [String: Reason.Value])])
    func notice_badDays_areRefused(
        from: String, to: String, code: ReasonCode, values: [String: Reason.Value]
    ) throws {
        let life = try Life(through: .closed)
        let reasons = refused {
            try life.officer(PublishNotice(Life.round, from: from, to: to), on: "2026-11-06")
        }
        #expect(reasons.map(\.code) == [code] && reasons.first?.values == values)
    }

    @Test func objection_upheld_opensItsOneCellAndNothingElse() throws {
        let life = try Life(through: .noticed)
        let objection = FileObjection(
            Life.round, id: "o1", zone: Life.county, indicator: "p.1", grounds: "证照公示率有误",
            evidence: [(name: "截图.png", bytes: [1, 2, 3])])
        #expect(throws: Refusal.self) { try life.ledger.perform(objection, by: "a-hecheng", at: .day("2026-11-10")) }
        #expect(throws: Refusal.self) { try life.ledger.perform(objection, by: "a-lucheng", at: .day("2026-11-16")) }
        try life.ledger.perform(objection, by: "a-lucheng", at: .day("2026-11-10"))
        #expect(throws: Refusal.self) { try life.officer(FinaliseRound(Life.round), on: "2026-11-14") }
        let before = try #require(try life.ledger.register().rounds[Life.round]?.result)
        try life.officer(
            DecideObjection(Life.round, "o1", isUpheld: true, reasons: "证据成立"), on: "2026-11-11")
        let seats = try life.seats().filter { $0.zone == Life.county }
        let revise = { (seat: Seat, indicator: CriterionID) in
            try life.expert(
                ProposeRevision(
                    Life.round, seat: seat.id, indicator: indicator, mark: 20, reason: .objection, text: "按证据重评"),
                on: seat, at: "2026-11-11")
        }
        #expect(throws: Refusal.self) { try revise(seats[0], "p.2") }
        let elsewhere = try #require(try life.seats().first { $0.zone == Life.city })
        #expect(throws: Refusal.self) { try revise(elsewhere, "p.1") }
        for seat in seats {
            let proposal = try revise(seat, "p.1").events.lowerBound
            try life.officer(DecideRevision(Life.round, proposal: proposal, isConfirmed: true), on: "2026-11-11")
        }
        #expect(throws: Refusal.self) { try life.officer(FinaliseRound(Life.round), on: "2026-11-14") }
        try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-12")
        let round = try #require(try life.ledger.register().rounds[Life.round])
        #expect(round.results.map(\.snapshot).first == before.snapshot && round.result?.replaces == before.snapshot)
        for zone in life.zones.map(\.id) {
            let (old, new) = (before.zones[zone] ?? nil, round.result?.zones[zone] ?? nil)
            #expect((old?.total == new?.total) == (zone != Life.county), "\(zone)")
        }
        try life.officer(FinaliseRound(Life.round), on: "2026-11-14")
        #expect(try verify(life.ledger.store).get().rounds[0].snapshots.count == 2)
    }

    @Test func objection_toAFact_isCorrectedWithinItsIndicator() throws {
        let life = try Life(through: .noticed)
        let objection = FileObjection(
            Life.round, id: "o2", zone: Life.city, indicator: "q.1", grounds: "占比统计有误",
            evidence: [(name: "统计.csv", bytes: [4])])
        try life.ledger.perform(objection, by: "a-hecheng", at: .day("2026-11-10"))
        let correct = CorrectFacts(Life.round, objection: "o2", facts: [FactKey("share"): .number(7)])
        #expect(throws: Refusal.self) { try life.officer(correct, on: "2026-11-11") }
        try life.officer(DecideObjection(Life.round, "o2", isUpheld: true, reasons: "属实"), on: "2026-11-11")
        #expect(throws: Refusal.self) {
            try life.officer(
                CorrectFacts(Life.round, objection: "o2", facts: [FactKey("veto.safety"): .flag(false)]),
                on: "2026-11-11")
        }
        try life.officer(correct, on: "2026-11-11")
        try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-12")
        let results = try life.ledger.register().rounds[Life.round]?.result?.zones
        #expect((results?[Life.city] ?? nil)?.verdict == "fail")
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func objection_rejected_changesNothing() throws {
        let life = try Life(through: .noticed)
        let objection = FileObjection(
            Life.round, id: "o3", zone: Life.city, indicator: "p.1", grounds: "偏低",
            evidence: [(name: "说明.txt", bytes: [5])])
        try life.ledger.perform(objection, by: "a-hecheng", at: .day("2026-11-10"))
        try life.officer(DecideObjection(Life.round, "o3", isUpheld: false, reasons: "无依据"), on: "2026-11-11")
        #expect(throws: Refusal.self) {
            try life.officer(ConcludeObjections(Life.round, correction: Life.correction), on: "2026-11-12")
        }
        try life.officer(FinaliseRound(Life.round), on: "2026-11-16")
        #expect(try life.ledger.register().rounds[Life.round]?.results.count == 1)
    }
}
