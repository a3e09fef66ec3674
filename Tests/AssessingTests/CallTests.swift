// Programmes and calls: who may apply for what, until when, with what; and what a proof says of those who did not ask.

import Assessing
import AssessmentModel
import AuditLedger
import CriteriaLoading
@testable import EventModel
import Foundation
import Proving
import Reasons
import RoundState
import Storage
import Testing

@Suite struct CallTests {
    private func application(
        _ id: ApplicationID = "n", _ zone: ZoneID = Life.city, call: CallID = "c1",
        conditions: [Requirement] = Requirement.early, claims: [Claim] = [], evidence: CriterionID? = nil
    ) -> SubmitApplication {
        SubmitApplication(
            id: id, zone: zone, for: .call(call),
            conditions: conditions.map { Eligibility(item: $0, isMet: true, note: "有") }, claims: claims,
            evidence: evidence.map { [(indicator: $0, name: "一.txt", bytes: Array("一".utf8))] } ?? [])
    }

    private func submit(_ life: Life, _ action: SubmitApplication, on day: String? = nil) throws {
        let user = UserID("a-\(action.target(in: life.ledger.standing.register).zone?.text ?? "")")
        try life.ledger.perform(action, by: user, at: .day(day ?? life.earliest))
    }

    // MARK: applications

    @Test func application_underNoCall_isRefusedWithThoseThatThereAre() throws {
        let life = try Life()
        #expect(
            refused { try submit(life, application(call: "c9")) } == [Reason(.callUnknown, .call("c9"), field: "call")])
        let old = SubmitApplication(
            id: "n", zone: Life.city, for: .purpose(.designation), conditions: [], claims: [], evidence: [])
        #expect(refused { try submit(life, old) }.first?.values["calls"] == .list([.text("c1")]))
    }

    @Test func application_allThatIsWrong_isToldAtOnce() throws {
        let life = try Life()
        let claims = [
            Claim(indicator: "p.1", hundredths: 4001, text: ""), Claim(indicator: "p", hundredths: 1, text: ""),
            Claim(indicator: "x.9", hundredths: nil, text: ""),
        ]
        let reasons = refused {
            try submit(
                life,
                application(
                    conditions: [.workPlan, .dedicatedBody, .staff, .funds, Requirement(word: "pledge")],
                    claims: claims,
                    evidence: "y.9"), on: "2026-11-01")
        }
        #expect(
            Set(reasons.map(\.code)) == [
                .callOver, .conditionNotAsked, .conditionUnanswered, .indicatorUnknown, .claimTooHigh,
            ])
        #expect(
            reasons.count { $0.code == .indicatorUnknown } == 3,
            "a criterion that is no indicator, and two that are none")
        #expect(reasons.first { $0.code == .claimTooHigh }?.values == ["points": "40.01", "most": "40"])
    }

    @Test func application_returned_comesAgainAfterTheLastDay_underTheSameCall() throws {
        let life = try Life()
        try submit(life, application("n"))
        try life.officer(ReturnApplication("n", opinion: "补正"))
        try life.officer(PublishCall(sampleCall("c2")))
        #expect(
            refused { try submit(life, application("n", call: "c2")) }.map(\.code) == [.applicationOfOtherCall])
        try submit(life, application("n"), on: "2026-11-02")
        #expect(life.ledger.standing.register.applications["n"]?.version == 2)
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func application_ofAKindThatTheProgrammeLacks_isRefused() throws {
        let life = try Life()
        let programme = Programme(
            id: "towns", title: LocalizedText(zh: "乡镇"), status: .specimen,
            kinds: [Programme.Kind(id: Zone.Kind(word: "town"), name: LocalizedText(zh: "乡镇"), route: .prefecture)],
            sources: sampleProgramme.sources, purposes: sampleProgramme.purposes, conditions: [])
        let call = Call(
            id: "towns-1", programme: "towns", title: LocalizedText(zh: "通知"), purpose: .designation,
            scheme: sampleCall().scheme, last: "2026-10-31", conditions: [])
        #expect(refused { try life.officer(PublishCall(call)) }.map(\.code) == [.programmeUnknown])
        try life.officer(AdoptProgramme(programme))
        try life.officer(PublishCall(call))
        let reasons = refused { try submit(life, application(call: "towns-1", conditions: [])) }
        #expect(reasons.map(\.code) == [.kindNotOfProgramme])
        #expect(reasons.first?.values["known"] == .list([.localized(LocalizedText(zh: "乡镇"))]))
        // Registered by its word, and recommended by the prefecture above it.
        let town = Zone(id: "xiang", name: LocalizedText(zh: "示例乡"), kind: Zone.Kind(word: "town"))
        try life.officer(RegisterZones([town]))
        try life.ledger.perform(
            AddUser(User(id: "a-xiang", name: "示例", role: .applicant, zone: "xiang")), by: "security",
            at: .day(life.earliest))
        #expect(
            refused { try submit(life, application("t", "xiang", call: "towns-1", conditions: [])) }.map(\.code) == [
                .zoneWithoutPrefecture
            ])
        try life.officer(RegisterZones([Zone(id: "xiang", name: town.name, kind: town.kind, prefecture: "示例禾城市")]))
        try submit(life, application("t", "xiang", call: "towns-1", conditions: []))
        #expect(life.ledger.standing.register.applications["t"]?.stage == .submitted(to: .prefecture))
        #expect(
            refused {
                try life.officer(RegisterZones([Zone(id: "z", name: town.name, kind: Zone.Kind(word: "village"))]))
            }.map(\.code) == [.kindUnknown])
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func recommendation_beyondTheQuota_isRefused_untilOneIsWithdrawn() throws {
        let life = try Life()
        let call = sampleCall("c2")
        try life.officer(
            PublishCall(
                Call(
                    id: "c2", programme: call.programme, title: call.title, purpose: .selection, scheme: call.scheme,
                    last: call.last, conditions: [], quotas: [Call.Quota(kind: .county, most: 1)])))
        let second = Zone(id: "mei", name: LocalizedText(zh: "示例梅县"), kind: .county, prefecture: "示例禾城市")
        try life.officer(RegisterZones([second]))
        try life.ledger.perform(
            AddUser(User(id: "a-mei", name: "示例", role: .applicant, zone: "mei")), by: "security",
            at: .day(life.earliest))
        for (id, zone) in [("n1", Life.county), ("n2", "mei")] as [(ApplicationID, ZoneID)] {
            try submit(life, application(id, zone, call: "c2", conditions: []))
        }
        let recommend = { (id: ApplicationID) in
            try life.ledger.perform(RecommendApplication(id, opinion: ""), by: "u-recommender", at: .day(life.earliest))
        }
        _ = try recommend("n1")
        // Sent back, it keeps its place.
        try life.officer(ReturnApplication("n1", opinion: "补"))
        let reasons = refused { _ = try recommend("n2") }
        #expect(reasons.map(\.code) == [.quotaFull] && reasons.first?.values["most"] == 1)
        #expect(
            try life.fold(
                .applicationRecommended("n2"), .recommendApplication, [.reason("opinion", text: "")],
                by: "u-recommender") == .quotaFull)
        try life.officer(WithdrawApplication("n1", reason: "改期"))
        _ = try recommend("n2")
        #expect(try verify(life.ledger.store).isHeld)
    }

    // MARK: programmes and calls

    @Test func call_thatItsProgrammeDoesNotCover_isRefusedWithAllReasons() throws {
        let life = try Life()
        let call = Call(
            id: "c1", programme: "sample", title: LocalizedText(zh: "通知"),
            purpose: RoundPlan.Purpose(word: "award"), scheme: sampleCall().scheme, last: "2026-10-01",
            conditions: [Requirement(word: "pledge")],
            quotas: [Call.Quota(kind: .city, most: 1), Call.Quota(kind: Zone.Kind(word: "town"), most: 1)])
        #expect(
            refused { try life.officer(PublishCall(call)) }.map(\.code) == [
                .callExists, .callDayPast, .purposeNotOfProgramme, .conditionNotOfProgramme, .quotaOffRoute,
                .kindNotOfProgramme,
            ])
    }

    @Test func programme_adoptedAnew_keepsWhatCallsName() throws {
        let life = try Life()
        let less = Programme(
            id: "sample", title: LocalizedText(zh: "新"), status: .official, kinds: sampleProgramme.kinds,
            sources: sampleProgramme.sources, purposes: sampleProgramme.purposes,
            conditions: Array(sampleProgramme.conditions.dropLast()))
        #expect(refused { try life.officer(AdoptProgramme(less)) }.map(\.code) == [.conditionNotOfProgramme])
        #expect(refused { try life.officer(AdoptProgramme(sampleProgramme)) }.map(\.code) == [.nothingToRecord])
        let more = sampleProgramme.titled("新")
        try life.officer(AdoptProgramme(more))
        #expect(life.ledger.standing.programmes.map(\.programme) == [more])
        // What was held on paper names the programme in its file: it has to be the one in force.
        #expect(
            refused { try life.officer(ImportRound(try sampleMaterial(round: "r9"))) }.map(\.code) == [
                .programmeDiffers
            ])
    }

    @Test func call_extended_isOpenAgain_butNeverShorter() throws {
        let life = try Life()
        #expect(
            refused { try life.officer(ExtendCall("c1", to: "2026-10-31", reason: "")) }.map(\.code) == [
                .callNotLater, .callReasonMissing,
            ])
        #expect(refused { try life.officer(ExtendCall("c1", to: "soon", reason: "多")) }.map(\.code) == [.dayMalformed])
        #expect(
            refused { try life.officer(ExtendCall("c9", to: "2026-12-01", reason: "多")) }.map(\.code) == [.callUnknown])
        #expect(refused { try submit(life, application(), on: "2026-11-02") }.map(\.code) == [.callOver])
        try life.officer(ExtendCall("c1", to: "2026-11-30", reason: "申报单位反映时间不足"), on: "2026-11-02")
        try submit(life, application(), on: "2026-11-02")
        let call = try life.ledger.standing.call("c1").get()
        #expect(call.last == "2026-11-30" && call.extensions == ["2026-11-30"])
        #expect(try verify(life.ledger.store).isHeld)
    }

    // MARK: rounds

    @Test func plan_withoutCallsOrOfOtherCalls_isRefused() throws {
        let life = try Life()
        try life.officer(PublishCall(sampleCall("c2", for: .selection)))
        let scheme = try loadScheme(Array(sampleScheme.utf8), file: "sample.yaml").get()
        func plan(_ calls: [CallID]?, bytes: String = sampleScheme) -> [ReasonCode] {
            refused {
                try life.officer(
                    PlanRound(
                        samplePlan("r1", calls: calls), scheme: scheme, schemeBytes: Array(bytes.utf8),
                        zones: [Life.city]))
            }.map(\.code)
        }
        #expect(plan(nil) == [.callNeeded])
        #expect(plan(["c9"]) == [.callUnknown])
        #expect(plan(["c1"]) == [.zoneWithoutApplication])
        try submit(life, application())
        try life.officer(AcceptApplication("n"))
        #expect(plan(["c1", "c2"]) == [.callOfOtherPurpose])
        #expect(plan(["c1"], bytes: sampleScheme + "\n") == [.callOfOtherScheme])
        #expect(
            refused { try life.officer(ImportRound(withoutProgramme())) }.map(\.code) == [.programmeNeeded])
    }

    private func withoutProgramme() throws -> RoundMaterial {
        let material = try sampleMaterial(round: "r9")
        return RoundMaterial(
            planning: PlanMaterial(
                plan: samplePlan("r9"), scheme: material.planning.scheme,
                schemeBytes: material.planning.schemeBytes, zones: material.planning.zones),
            panel: material.panel, sheets: material.sheets, facts: material.facts)
    }

    @Test func draw_fromASourceThatTheProgrammeLacks_isRefused() throws {
        let life = try Life(through: .planned)
        let quotas = [Quota(source: .university, seats: 3), Quota(source: Expert.Source(word: "council"), seats: 2)]
        let reasons = refused { try life.officer(CommitDraw(Life.round, quotas: quotas, witness: "1")) }
        #expect(reasons.map(\.code) == [.quotaMalformed] && reasons.first?.values["found"] == "council")
    }

    @Test func importedRound_adoptsItsProgrammeInTheSameStep() throws {
        let place = try Workplace()
        let ledger = try place.ledger()
        try ledger.perform(ImportRound(try sampleMaterial()), by: "officer", at: .day("2026-11-05"))
        #expect(ledger.standing.programmes.map(\.programme) == [sampleProgramme])
        #expect(ledger.standing.register.rounds["r1"]?.terms?.plan.programme == sampleProgramme)
        #expect(try verify(ledger.store).isHeld)
    }

    /// A round takes applications of its calls, and no others of its purpose.
    @Test func plan_takesTheApplicationsOfItsCalls() throws {
        let life = try Life()
        try life.officer(PublishCall(sampleCall("c2")))
        try submit(life, application("n1", Life.city))
        try submit(life, application("n2", Life.direct, call: "c2"))
        for id in ["n1", "n2"] as [ApplicationID] { try life.officer(AcceptApplication(id)) }
        try life.officer(PlanRound("r1"))
        let register = life.ledger.standing.register
        #expect(register.rounds["r1"]?.terms?.zones.map(\.id) == [Life.city])
        #expect(
            register.applications["n1"]?.stage == .enrolled("r1") && register.applications["n2"]?.stage == .accepted)
        #expect(register.rounds["r1"]?.terms?.plan.programme == sampleProgramme)
    }
}

extension Target {
    fileprivate var zone: ZoneID? {
        if case .zone(let zone) = self { zone } else { nil }
    }
}
