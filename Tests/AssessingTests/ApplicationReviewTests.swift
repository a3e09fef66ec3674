// What prefecture, bureau and auditor read of an application: what is there, what is missing, what changed, and nobody else's.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Reasons
import RoundState
import Testing

@Suite struct ApplicationReviewTests {
    private func submit(
        _ life: Life, _ zone: ZoneID, points: Int, text: String, files: [String], isMet: Bool = true
    ) throws {
        try life.ledger.perform(
            SubmitApplication(
                id: ApplicationID("n-\(zone)"), zone: zone, for: .call("c1"),
                conditions: Requirement.early.map { Eligibility(item: $0, isMet: isMet, note: "有") },
                claims: [Claim(indicator: "p.1", hundredths: points, text: text)],
                evidence: files.map { (indicator: "p.1", name: $0, bytes: Array("\(zone) \($0)".utf8)) }),
            by: UserID("a-\(zone)"), at: .day(life.earliest))
    }

    private func review(_ life: Life, _ zone: ZoneID, for user: UserID) throws -> ApplicationReview {
        try life.ledger.standing.review(ApplicationID("n-\(zone)"), for: Viewer(user)).get()
    }

    @Test func review_firstVersion_hasItsClaimsAndNoChanges() throws {
        let life = try Life()
        try submit(life, Life.county, points: 3800, text: "齐全", files: ["台账.txt"])
        let review = try review(life, Life.county, for: "officer")
        #expect(review.met == Requirement.early.count && review.conditions.count == review.met)
        #expect(review.claims == 1 && review.claimed == 38 && review.changes.isEmpty)
        let item = try #require(review.items.first { $0.id == "p.1" })
        #expect(item.files.map(\.name) == ["台账.txt"] && item.files.map(\.number) == [1] && item.missing == nil)
        #expect(!item.isChanged && !item.files[0].isNew)
        #expect(review.markable == review.items.count(where: \.isMarked) && review.most >= review.claimed)
    }

    @Test func review_secondVersion_marksWhatChangedAndNothingElse() throws {
        let life = try Life()
        try submit(life, Life.county, points: 3800, text: "齐全", files: ["台账.txt"])
        try life.ledger.perform(
            ReturnApplication(ApplicationID("n-\(Life.county)"), opinion: "补"), by: "u-recommender",
            at: .day(life.earliest))
        try submit(life, Life.county, points: 3900, text: "齐全", files: ["台账.txt", "案例.txt"])
        let review = try review(life, Life.county, for: "u-recommender")
        #expect(review.changes.count == 2)
        let item = try #require(review.items.first { $0.id == "p.1" })
        #expect(item.isChanged && item.files.map(\.isNew) == [false, true])
        #expect(review.conditions.allSatisfy { !$0.isChanged })
        guard case .claim(let before) = review.changes[0].before, case .claim(let after) = review.changes[0].after
        else {
            Issue.record("a claim on both sides")
            return
        }
        #expect((before.hundredths, after.hundredths) == (3800, 3900))
        #expect(review.changes[1].after == .files(["台账.txt", "案例.txt"]))
    }

    @Test func prefecture_seesItsCountiesAlone_andCountsTheirPlacesAlone() throws {
        let life = try Life()
        let call = sampleCall("c2")
        try life.officer(
            PublishCall(
                Call(
                    id: "c2", programme: call.programme, title: call.title, purpose: .selection, scheme: call.scheme,
                    last: call.last, conditions: [], quotas: [Call.Quota(kind: .county, most: 2)])))
        try life.officer(
            RegisterZones([
                Zone(id: "mei", name: LocalizedText(zh: "示例梅县"), kind: .county, prefecture: "示例梧城市"),
                Zone(id: "wu", name: LocalizedText(zh: "示例梧城市"), kind: .city),
            ]))
        for user in [
            User(id: "a-mei", name: "示例", role: .applicant, zone: "mei"),
            User(id: "r-wu", name: "示例", role: .recommender, zone: "wu"),
        ] { try life.ledger.perform(AddUser(user), by: "security", at: .day(life.earliest)) }
        for zone in [Life.county, "mei"] as [ZoneID] {
            try life.ledger.perform(
                SubmitApplication(
                    id: ApplicationID("n-\(zone)"), zone: zone, for: .call("c2"), conditions: [], claims: [],
                    evidence: []), by: UserID("a-\(zone)"), at: .day(life.earliest))
        }
        try life.ledger.perform(
            RecommendApplication("n-mei", opinion: ""), by: "r-wu", at: .day(life.earliest))
        let standing = life.ledger.standing
        let own = try #require(
            try standing.prefectures(for: Viewer("u-recommender")).get().first { $0.call.id == "c2" })
        #expect(own.applications.map(\.id) == [ApplicationID("n-\(Life.county)")])
        #expect(own.waiting == 1)
        #expect(own.places.map(\.used) == [0] && own.places.map(\.left) == [2])
        let other = try #require(try standing.prefectures(for: Viewer("r-wu")).get().first { $0.call.id == "c2" })
        #expect(other.applications.map(\.id) == ["n-mei"] && other.places.map(\.left) == [1])
        #expect(
            refused { _ = try standing.review("n-mei", for: Viewer("u-recommender")).get() }.map(\.code) == [
                .applicationUnknown
            ])
        for user in ["officer", "auditor", "a-mei", "security"] as [UserID] {
            #expect(refused { _ = try standing.prefectures(for: Viewer(user)).get() }.isEmpty == false, "\(user)")
        }
        #expect(refused { _ = try standing.reviews(for: Viewer("security")).get() }.map(\.code) == [.roleNot])
    }
}
