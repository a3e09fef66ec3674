// Pass lines, grades, vetoes, bonus.

import AssessmentModel
import Scoring
import Testing

@Suite struct VerdictTests {
    static let lines = PassLines(total: .points(85), pillars: .all(.share(n("0.8"))))
    static let two = [node("p", [leaf("a", "50")]), node("q", [leaf("b", "50")])]

    @Test(arguments: [
        ("45", "40", Verdict.pass), ("44.99", "40", .fail), ("46", "39", .fail), ("50", "39.99", .fail),
        ("42.5", "42.5", .pass),
    ])
    func verdict_totalAndEachPillar_mustBothBeMet(a: String, b: String, verdict: Verdict) throws {
        let zone = try judged(a, b, scheme(Self.two, aggregate: mean, pass: Self.lines))
        #expect(zone.verdict == verdict)
        #expect(zone.lines.map(\.pillar) == [nil, "p", "q"])
        #expect(zone.lines.map(\.line) == [85, 40, 40])
    }

    @Test func compare_exactOrRounded_differJustBelowTheLine() throws {
        let marks = ["42.49", "42.5", "42.5"]
        for (comparison, verdict) in [(PassLines.Comparison.exact, Verdict.fail), (.rounded, .pass)] {
            let subject = scheme(
                [leaf("a", "50")], aggregate: mean, rounding: RoundingSteps(total: 1),
                pass: PassLines(total: .points(n("42.5")), pillars: nil, compare: comparison))
            #expect(scored(subject, sheets("z", marks))["z"]?.verdict == verdict)
        }
    }

    @Test func bonus_isCappedRankedOnAndKeptOutOfThePassLine() throws {
        let bonus = Adjustment(
            cap: 3,
            items: [
                SchemeItem(id: "bonus.a", title: LocalizedText(zh: "甲"), points: 2),
                SchemeItem(id: "bonus.b", title: LocalizedText(zh: "乙"), points: 2),
            ])
        let subject = scheme(Self.two, aggregate: mean, pass: Self.lines, bonus: bonus)
        let facts = FactTable(["z": [FactKey("bonus.a"): .flag(true), FactKey("bonus.b"): .number(n("1.5"))]])
        let zone = try judged("44", "40", subject, facts: facts)
        #expect(zone.base == 84)
        #expect(zone.total == 87)
        #expect(zone.bonus.items == ["bonus.a": 2, "bonus.b": n("1.5")])
        #expect(zone.verdict == .fail, "the pass line reads the base total")
    }

    @Test func veto_keepsScoresAndLosesRank() throws {
        let veto = SchemeItem(id: "veto.safety", title: LocalizedText(zh: "安全"))
        let subject = scheme(Self.two, aggregate: mean, pass: Self.lines, vetoes: [veto])
        let facts = FactTable(["z": [FactKey("veto.safety"): .flag(true)]])
        let zone = try judged("50", "50", subject, facts: facts)
        #expect(zone.verdict == .vetoed)
        #expect(zone.total == 100)
        #expect(zone.rank == nil)
        #expect(zone.vetoes == ["veto.safety"])
        let cleared = FactTable(["z": [FactKey("veto.safety"): .flag(false)]])
        #expect(try judged("50", "50", subject, facts: cleared).verdict == .pass)
    }

    @Test(arguments: [("48", "48", 0), ("48", "44", 1), ("45", "41", 1), ("40", "40", nil)])
    func grade_bestWhoseLinesAreBothMet_isGiven(a: String, b: String, grade: Int?) throws {
        let grades = [
            Grade(name: LocalizedText(zh: "优秀"), total: .points(92), pillars: .all(.share(n("0.9")))),
            Grade(name: LocalizedText(zh: "达标"), total: .points(85), pillars: .all(.share(n("0.8")))),
        ]
        #expect(
            try judged(a, b, scheme(Self.two, aggregate: mean, pass: Self.lines, grades: grades)).grade == grade)
    }

    private let mean = Aggregate(method: .mean)

    private func judged(
        _ a: String, _ b: String, _ scheme: Scheme, facts: FactTable = FactTable()
    ) throws -> ZoneScore {
        let sheet = Sheet(zone: "z", seat: "e", marks: ["a": n(a), "b": n(b)])
        return try #require(scored(scheme, [sheet], facts: facts)["z"])
    }
}
