// Programmes, calls, applications and rounds that nobody asked about: what a proof says of them.

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

extension Life {
    /// The code with which the fold refuses an event that somebody with the key might append; nil where it may stand.
    func fold(
        _ content: LedgerEvent, _ task: UseCase, _ values: [Concealed] = [], by user: UserID = "officer",
        on day: String = "2026-10-09", files: [[UInt8]] = []
    ) throws -> ReasonCode? {
        var random = place.random
        var register = ledger.standing.register
        var draft = EventDraft(id: EventID(using: &random), type: content.type, at: day, fields: content.fields)
        let actor = Concealed.actor(
            user, time: "\(day)T08:15:42Z", task: task.rawValue, step: String(repeating: "A", count: 43))
        let disclosures = try (values + [actor]).map { try draft.conceal($0.name, $0.value, using: &random) }
        let event = try draft.event(seq: register.size)
        let stored = Dictionary(uniqueKeysWithValues: files.map { (Hash.plain($0).hex, $0) })
        do {
            try ledger.store.read { reading in
                try register.apply(
                    event, disclosures.map(\.encoded), files: { try stored[$0] ?? reading.storedFile($0) })
            }
            return nil
        } catch let error as LedgerError {
            return error.reason.code
        }
    }
}

@Suite struct CallForgeryTests {
    private func submitted(
        _ under: LedgerEvent.UnderCall?, zone: ZoneID = Life.city, purpose: RoundPlan.Purpose = .designation,
        conditions: [Requirement] = Requirement.early, claims: [Claim] = [], on day: String = "2026-10-09",
        in life: Life
    ) throws -> ReasonCode? {
        try life.fold(
            .applicationSubmitted("n", zone, purpose, under), .submitApplication,
            conditions.map { .condition(Eligibility(item: $0, isMet: true, note: "")) } + claims.map { .claim($0) },
            by: UserID("a-\(zone)"), on: day)
    }

    @Test func forgedApplications_areNamed() throws {
        let life = try Life()
        let sound = LedgerEvent.UnderCall(call: "c1", level: .province)
        #expect(try submitted(sound, in: life) == nil)
        #expect(try submitted(nil, in: life) == .eventOfOtherEdition)
        #expect(try submitted(.init(call: "c9", level: .province), in: life) == .notThere)
        #expect(try submitted(.init(call: "c1", level: .prefecture), in: life) == .levelOther)
        #expect(try submitted(sound, purpose: .selection, in: life) == .callOfOtherPurpose)
        #expect(try submitted(sound, on: "2026-11-01", in: life) == .callOver)
        let dear = [Claim(indicator: "p.2", hundredths: 2001, text: "")]
        #expect(try submitted(sound, claims: dear, in: life) == .claimTooHigh)
        #expect(
            try submitted(sound, conditions: Requirement.early + [Requirement(word: "x")], in: life)
                == .conditionNotAsked)
        let few = Requirement.early.dropLast()
        let value = Concealed.condition(Eligibility(item: .funds, isMet: false, note: ""))
        #expect(
            try life.fold(
                .applicationSubmitted("n", Life.city, .designation, sound), .submitApplication,
                few.map { .condition(Eligibility(item: $0, isMet: true, note: "")) } + [value], by: "a-hecheng")
                == .conditionUnmet)
    }

    @Test func forgedProgrammesAndCalls_areNamed() throws {
        let life = try Life()
        let programme = try CanonicalJSON.encode(sampleProgramme)
        let file = Hash.plain(programme).hex
        #expect(
            try life.fold(.programmeAdopted("other", file: file), .adoptProgramme, files: [programme])
                == .fileToldOtherwise)
        #expect(
            try life.fold(.programmeAdopted("sample", file: String(repeating: "0", count: 64)), .adoptProgramme)
                == .storedFileGone)
        #expect(try life.fold(.programmeAdopted("sample", file: file), .adoptProgramme, by: "auditor") == .roleNot)
        let scheme = Hash.plain(Array(sampleScheme.utf8)).hex
        func published(
            _ call: Call, programme: ProgrammeID = "sample", last: String = "2026-10-31", on day: String = "2026-10-09"
        ) throws -> ReasonCode? {
            let bytes = try CanonicalJSON.encode(call)
            return try life.fold(
                .callPublished(
                    "c2",
                    LedgerEvent.Published(
                        programme: programme, scheme: scheme, file: Hash.plain(bytes).hex, purpose: .designation,
                        last: last)), .publishCall, on: day, files: [bytes])
        }
        #expect(try published(sampleCall("c2")) == nil)
        #expect(try published(sampleCall("c3")) == .fileToldOtherwise)
        #expect(try published(sampleCall("c2"), last: "2026-11-30") == .fileToldOtherwise)
        #expect(try published(sampleCall("c2"), programme: "none") == .notThere)
        #expect(try published(sampleCall("c2"), on: "2026-11-01") == .callDayPast)
        #expect(
            try life.fold(.callExtended("c1", to: "2026-10-30"), .extendCall, [.reason("extended", text: "多")])
                == .callNotLater)
        #expect(
            try life.fold(.callExtended("c9", to: "2026-12-30"), .extendCall, [.reason("extended", text: "多")])
                == .notThere)
        let again = LedgerEvent.Published(
            programme: "sample", scheme: scheme, file: file, purpose: .designation, last: "2026-10-31")
        #expect(try life.fold(.callPublished("c1", again), .publishCall) == .notAgain)
    }

    @Test func forgedRounds_areNamed() throws {
        let life = try Life()
        try life.submit(Life.city, as: "n")
        try life.officer(AcceptApplication("n"))
        let scheme = try loadScheme(Array(sampleScheme.utf8), file: "sample.yaml").get()
        func planned(_ plan: RoundPlan, task: UseCase = .planRound, zones: [Zone]? = nil) throws -> ReasonCode? {
            let files = [
                try CanonicalJSON.encode(plan), Array(sampleScheme.utf8),
                try CanonicalJSON.encode(zones ?? [life.zones[0]]),
            ]
            return try life.fold(
                .roundPlanned(
                    plan.id,
                    LedgerEvent.Planned(
                        plan: Hash.plain(files[0]).hex, scheme: Hash.plain(files[1]).hex,
                        schemeJSON: Hash.plain(try scheme.jsonBytes()).hex, zones: Hash.plain(files[2]).hex)), task,
                files: files)
        }
        #expect(try planned(samplePlan("r1", programme: sampleProgramme, calls: ["c1"])) == nil)
        #expect(try planned(samplePlan("r1", programme: sampleProgramme), task: .importRound) == nil)
        #expect(try planned(samplePlan("r1", programme: sampleProgramme)) == .callNeeded)
        #expect(try planned(samplePlan("r1", calls: ["c1"])) == .programmeNeeded)
        #expect(try planned(samplePlan("r1", programme: sampleProgramme, calls: ["c9"])) == .callUnknown)
        let town = Zone(id: "t", name: LocalizedText(zh: "乡"), kind: Zone.Kind(word: "town"))
        #expect(
            try planned(samplePlan("r1", programme: sampleProgramme, calls: ["c1"]), zones: [town])
                == .kindNotOfProgramme)
    }

    /// Before the fourth edition words are closed, and there are neither programmes nor calls.
    @Test func earlierEditions_knowNeitherNewWordsNorCalls() throws {
        #expect(LedgerEvent.callExtended("c1", to: "2026-10-30").introduced == .fourth)
        let town = Zone(id: "t", name: LocalizedText(zh: "乡"), kind: Zone.Kind(word: "town"))
        #expect(LedgerEvent.zoneRegistered(town).fieldBeyondEarlyWords == "kind")
        let expert = Expert(id: "e", name: "甲", source: Expert.Source(word: "council"), organisation: "会")
        #expect(Concealed.expert(expert).isBeyondEarlyWords)
        #expect(Zone.Kind(rawValue: "Town") == nil && Zone.Kind(rawValue: "") == nil)
    }

    @Test func plan_fromBeforeProgrammes_keepsItsBytes() throws {
        let text = String(decoding: try CanonicalJSON.encode(samplePlan("r1")), as: UTF8.self)
        #expect(!text.contains("programme") && !text.contains("calls") && text.contains("\"purpose\":\"designation\""))
    }
}
