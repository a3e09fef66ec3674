// Schemes as written by people: sound ones, and every mistake with its line.

import AssessmentModel
import CriteriaLoading
import ProblemWords
import Foundation
import Testing

@Suite struct SchemeLoadingTests {
    @Test func sound_everyConstruct_isRead() throws {
        let scheme = try loadScheme(Array(Self.sound.utf8), file: "s.yaml").get()
        #expect(scheme.points == 10)
        #expect(scheme.indicators.map(\.id) == ["p.1", "p.2", "q.1", "q.2"])
        #expect(scheme.indicators[1].departments == ["gsj"], "inherited")
        #expect(scheme.indicators[0].indicator?.comment == .below(Fraction(60) / 100))
        #expect(
            scheme.aggregate
                == Aggregate(
                    method: .trimmedMean, drop: Aggregate.Drop(high: 1, low: 1), minimum: 5,
                    fallback: [Aggregate.Fallback(from: 3, method: .median)]))
        #expect(scheme.pass.pillars == .all(.share(Fraction(60) / 100)))
        #expect(scheme.ties == [.pillar("p"), .lowestPillar, .share])
        #expect(
            scheme.factNeeds.map(\.key.description) == [
                "share", "growth@2024", "growth@2025", "rate", "cases", "plays", "done", "veto.a", "bonus.a",
            ])
    }

    @Test func shipped_jiangxi_isFine() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let bytes = try Data(contentsOf: root.appending(path: "Criteria/jiangxi-2017.yaml"))
        let scheme = try loadScheme([UInt8](bytes), file: "jiangxi-2017.yaml").get()
        #expect(scheme.points == 100)
        #expect(scheme.criteria.map(\.points) == [15, 30, 24, 16, 15])
        #expect(scheme.criteria.flatMap(\.children).count == 22)
        #expect(scheme.departments.count == 13)
        #expect(scheme.criteria.flatMap(\.children).allSatisfy { $0.children.count >= 2 })
        #expect(scheme.indicators.count { $0.indicator?.rule != nil } >= 8)
        #expect(scheme.vetoes.count == 3)
        #expect(scheme.bonus.cap == 5)
    }

    /// What is replaced, by what, and the one problem that follows.
    static let mistakes: [(String, String, String)] = [
        ("edition: 1", "editoin: 1", "s.yaml:2: editoin: unknown key `editoin` (did you mean `edition`?)"),
        ("edition: 1", "edition: one", "s.yaml:2: edition: found `one`, expected a whole number from 1 to 9999"),
        (
            "status: specimen", "status: speciman",
            "s.yaml:3: status: found `speciman`, expected official or specimen (did you mean `specimen`?)"
        ),
        ("status: specimen\n", "", "s.yaml:1: the key `status` is missing"),
        ("{zh: 示例指标体系, en: Sample}", "{en: Sample}", "s.yaml:4: title: the key `zh` is missing"),
        (
            "marks: {step: 0.5}", "marks: {step: 0.125}",
            "s.yaml:7: marks.step: found 0.125, expected a multiple of 0.01 (marks are kept in hundredths)"
        ),
        (
            "marks: {step: 0.5}", "marks: {step: 5e-1}",
            "s.yaml:7: marks.step: found `5e-1`, expected a plain decimal number such as 12 or 0.5"
        ),
        (
            "marks: {step: 0.5}", "marks: {step: ０.５}",
            "s.yaml:7: marks.step: found `０.５`, expected a plain decimal number such as 12 or 0.5 "
                + "(full-width digits stand here; write 0.5)"
        ),
        (
            "trimmed-mean, drop: {high: 1, low: 1}", "trimmed-mean",
            "s.yaml:8: aggregate: the key `drop` is missing (trimmed-mean needs it, e.g. {high: 1, low: 1})"
        ),
        (
            "minimum: 5, fallback", "minimum: 2, fallback",
            "s.yaml:8: aggregate.minimum: found 2, expected more than the 2 marks dropped"
        ),
        (
            "{from: 3, method: median}", "{from: 7, method: median}",
            "s.yaml:8: aggregate.fallback[0]: from 7 never applies, expected less than the minimum 5"
        ),
        ("total: 2}", "total: 7}", "s.yaml:9: rounding.total: found `7`, expected a whole number from 0 to 6"),
        (
            "pillars: 60%}", "pillars: 160%}",
            "s.yaml:10: pass.pillars: found `160%`, expected at most 100%"
        ),
        ("pass: {total: 8", "pass: {total: 80", "s.yaml:10: pass.total: found 80, the scheme has only 10 points"),
        ("{pillar: p}", "{pillar: pp}", "s.yaml:12: ties[0].pillar: unknown pillar `pp` (did you mean `p`?)"),
        (
            "{by: lowest-pillar}, {by: share}", "{by: share}, {by: lowest-pillar}",
            "s.yaml:12: ties: nothing can follow `share`: the rank is shared there"
        ),
        ("{id: veto.a", "{id: p.1", "s.yaml:22: p.1: the id `p.1` is used 2 times, expected once"),
        ("points: 6\n", "points: 7\n", "s.yaml:19: p.points: found 7, the children add up to 6"),
        ("points: 6\n", "points: -6\n", "s.yaml:19: p.points: found -6, expected a number above 0"),
        (
            "departments: [gsj]", "departments: [gsk]",
            "s.yaml:20: p.departments[0]: unknown department `gsk` (did you mean `gsj`?)"
        ),
        ("        by: experts\n", "", "s.yaml:22: p.1: expected either `children`, or `by: experts` or `by: rule`"),
        (
            "comment: below 60%", "comment: under 60%",
            "s.yaml:26: p.1.comment: found `under 60%`, expected always, never, or a share such as below 60%"
        ),
        ("{points: 2, text: 好}", "{points: 3, text: 好}", "s.yaml:27: p.1.rubric[0].points: found 3, expected 0…2"),
        (
            "{points: 0, text: 差}", "{points: 2, text: 差}",
            "s.yaml:27: p.1.rubric[1].points: the level of 2 points stands under that of 2, "
                + "expected the highest first"
        ),
        (
            "from: 8, below", "from: 9, below",
            "s.yaml:28: p.2.rule.bands[1]: found from 9, expected 8: the bands leave a gap or overlap"
        ),
        (
            "{from: 15, points: 4}", "{from: 15, below: 20, points: 4}",
            "s.yaml:28: p.2.rule.bands[2]: the last band has no `below`: it reaches up without end"
        ),
        (
            "{from: 15, points: 4}", "{from: 15, points: 5}",
            "s.yaml:28: p.2.rule.bands[2].points: found 5, expected 0…4"
        ),
        (
            "points: 4, by: rule, fact: share", "points: 4, by: rule",
            "s.yaml:28: p.2.rule: the key `fact` is missing (name the fact that the rule reads)"
        ),
        (
            "fact: share", "fact: Share",
            "s.yaml:28: p.2.fact: found `Share`, expected a name of a-z, 0-9 and `_` that begins with a letter"
        ),
        (
            "points: 1, above", "points: 1.5, above",
            "s.yaml:33: q.1.rule.each-period: 2 periods of 1.5 points are more than the indicator's 2"
        ),
        (
            "periods: [2024, 2025]", "periods: [2023, 2024]",
            "s.yaml:33: q.1.rule: the benchmark `national` has no value for 2023"
        ),
        (
            "{fact: rate, linear", "{fact: rate, linaer",
            "s.yaml:34: q.2.rule.any-of[0].linaer: unknown key `linaer` (did you mean `linear`?)"
        ),
        (
            "fact: done", "fact: share",
            "s.yaml:34: q.2.rule: the fact `share` is read as yes/no here and as a number in p.2"
        ),
        (
            "{fact: done, title: 已办, points: 2}",
            "{fact: done, title: 已办, points: 1}, {fact: d2, title: 另办, points: 1.5}",
            "s.yaml:34: q.2.rule.any-of[3].parts: the parts add up to 2.5, more than the indicator's 2"
        ),
        (
            "total: 9, pillars: 85%", "total: 9, pillars: {r: 85%}",
            "s.yaml:11: grades[0].pillars.r: unknown pillar `r` (known: p, q)"
        ),
        (
            "pass: {total: 8, pillars: 60%}", "pass:\n  total: 8\n  pillars:\n    p: 70%\n    q: 5",
            "s.yaml:14: pass.pillars.q: found 5, the pillar q has only 4 points"
        ),
        (
            "departments: [gsj]", "departments: [trade]",
            "s.yaml:20: p.departments[0]: unknown department `trade` (known: gsj, swt)"
        ),
        (
            "status: specimen", "status: [specimen]",
            "s.yaml:3: status: found a list, expected official or specimen"
        ),
        ("edition: 1", "edition:", "s.yaml:2: edition: is empty, expected a whole number from 1 to 9999"),
        (
            "points: 6\n", "points: {is: 6}\n",
            "s.yaml:19: p.points: found keys with values, expected a plain decimal number such as 12 or 0.5"
        ),
        (
            "departments: [gsj]", "departments: gsj",
            "s.yaml:20: p.departments: found `gsj`, expected a list (write [gsj])"
        ),
        (
            "title: {zh: 乙}", "title: 乙",
            "s.yaml:30: q.title: found `乙`, expected keys with values (zh, en…) (write {zh: 乙})"
        ),
        (
            "{zh: 示例指标体系, en: Sample}", "{zh: 示例指标体系, en: Sample, one}",
            "s.yaml:4: title.one: unknown key `one` (text that holds a comma must stand in quotes)"
        ),
        (
            "method: trimmed-mean", "method: average",
            "s.yaml:8: aggregate.method: found `average`, expected mean, median, trimmed-mean or winsorised-mean"
        ),
        (
            "marks: {step: 0.5}", "marks: yesno",
            "s.yaml:7: marks: found `yesno`, expected {step: …}, {scale: …, step: …} or yes-no (did you mean `yes-no`?)"
        ),
        (
            "        comment: below", "        coment: below",
            "s.yaml:26: p.1.coment: unknown key `coment` (did you mean `comment`?)"
        ),
        ("edition: 1", "edition: 1\nedition: 2", "s.yaml:3: edition: the key stands twice in the same place"),
        (
            "title: {zh: 乙}", "title: &x {zh: 乙}",
            "s.yaml:30: q.title: anchors and aliases (& and *) are not part of the grammar (write the value out)"
        ),
    ]

    @Test(arguments: SchemeMistakes.all.indices)
    func mistake_alone_isOneProblemWithItsPlace(index: Int) throws {
        let (found, replacement, expected) = SchemeMistakes.all[index]
        #expect(Self.sound.ranges(of: found).count >= 1, "\(found) is in the sound scheme")
        #expect(Self.problems(Self.sound.replacing(found, with: replacement, maxReplacements: 1)) == [expected])
    }

    @Test(arguments: SchemeMistakes.all.indices)
    func mistake_inChinese_isToldInChinese(index: Int) {
        let (found, replacement, _) = SchemeMistakes.all[index]
        let text = Self.sound.replacing(found, with: replacement, maxReplacements: 1)
        for problem in loadScheme(Array(text.utf8), file: "s.yaml").problems {
            let sentence = chinese(problem)
            #expect(sentence.contains(/\p{Han}/) && englishProse(in: sentence) == nil, "\(sentence)")
        }
    }

    @Test(arguments: [
        ("title: {zh: 乙}", "title: {zh: \"~\"}"),
        ("    points: 4\n", "    points: 4\n    note: >\n      甲\n      乙\n"),
        (
            "pillars: 85%}]",
            "pillars: 85%}, {name: {zh: 良好}, total: 9}, {name: {zh: 中}, total: 85%}, {name: {zh: 合格}}]"
        ),
        ("national: {title", "growth: {title: {zh: 增速}, values: {2024: 1, 2025: 2}}, national: {title"),
        ("q.1, title: {zh: 乙一}", "q.1, title: {zh: \"甲：乙\"}"),
    ])
    func nearMistake_isFine(found: String, replacement: String) {
        let changed = Self.sound.replacing(found, with: replacement, maxReplacements: 1)
        #expect(changed != Self.sound)
        #expect(Self.problems(changed) == [])
    }

    /// Behind a name that the scheme's own benchmarks hold, the fact is not compared with itself.
    @Test func benchmark_ofTheFactsName_isFineWhereTheSchemeHasIt() {
        let changed = Self.sound.replacing("national", with: "growth")
        #expect(Self.problems(changed) == [])
    }

    @Test(arguments: mistakes.indices)
    func mistake_inOnePlace_isNamedWithItsLine(index: Int) throws {
        let (found, replacement, expected) = Self.mistakes[index]
        #expect(Self.sound.ranges(of: found).count >= 1, "\(found) is in the sound scheme")
        let spoilt = Self.sound.replacing(found, with: replacement, maxReplacements: 1)
        let problems = Self.problems(spoilt)
        #expect(problems.contains { $0.hasSuffix(expected) }, "expected \(expected), found \(problems)")
        for problem in loadScheme(Array(spoilt.utf8), file: "s.yaml").problems {
            #expect(englishProse(in: chinese(problem)) == nil, "\(chinese(problem))")
        }
    }

    @Test(arguments: [
        ("{fact: rate, linear", "{fact: rate, linaer"), ("{pillar: p}", "{pilar: p}"), ("\nmarks:", "\nmark:"),
        ("    children:\n      - id: p.1", "    childern:\n      - id: p.1"), ("points: 1, above", "points: 1, abov"),
        ("periods: [2024, 2025]", "periods: 2024"),
    ])
    func keyMisspelt_isOneProblem(found: String, replacement: String) {
        let spoilt = Self.sound.replacing(found, with: replacement, maxReplacements: 1)
        #expect(spoilt != Self.sound)
        #expect(Self.problems(spoilt).count == 1, "\(Self.problems(spoilt))")
    }

    /// Each stage of reading a scheme with a mistake of its own: none hides another.
    @Test func mistakes_ofEveryStage_areNamedTogether() {
        let spoilt = Self.sound
            .replacing("status: specimen", with: "status: draft")
            .replacing("method: trimmed-mean", with: "method: average")
            .replacing("fallback: [{from: 3", with: "fallback: [{from: some")
            .replacing("total: 9, pillars: 85%}", with: "total: 7}, {name: {zh: 良好}, total: 9}")
            .replacing("{pillar: p}", with: "{pillar: pp}")
            .replacing("pass: {total: 8", with: "pass: {total: 80")
            .replacing("periods: [2024, 2025]", with: "periods: [2023, 2024]")
            .replacing("{id: veto.a", with: "{id: p.1")
            .replacing("from: 8, below", with: "from: 9, below")
        let problems = Self.problems(spoilt)
        for words in [
            "s.yaml:3: status: found `draft`", "aggregate.method: found `average`",
            "aggregate.fallback[0].from: found `some`",
            "grades[1].total: found 9 behind 7", "ties[0].pillar: unknown pillar `pp`",
            "pass.total: found 80, the scheme has only 10", "the benchmark `national` has no value for 2023",
            "the id `p.1` is used 2 times", "bands[1]: found from 9, expected 8",
        ] {
            #expect(problems.contains { $0.contains(words) }, "\(words) in \(problems)")
        }
        #expect(problems.count == 9, "\(problems)")
    }

    /// A part that cannot be read is no reason to doubt what leads to it.
    @Test(arguments: [
        ("      - id: p.1\n", "      - id: P.1\n"), ("title: {zh: 乙}", "title: {zg: 乙}"),
        ("points: 6\n", "points: six\n"),
        ("{2024: 7.2", "{2024: much"), ("by: experts", "by: expert"),
        ("total: 9, pillars: 85%}", "totl: 9}, {name: {zh: 好}}"),
        ("cap: 1", "cap: one"), ("national: {title: ", "national: {titel: "),
    ])
    func part_unreadable_isOneProblem(found: String, replacement: String) {
        let spoilt = Self.sound.replacing(found, with: replacement, maxReplacements: 1)
        #expect(spoilt != Self.sound, "\(found) is in the sound scheme")
        #expect(Self.problems(spoilt).count == 1, "\(Self.problems(spoilt))")
    }

    @Test func fiveMistakes_inOneFile_areFiveProblemsWithLines() throws {
        let spoilt = Self.sound
            .replacing("edition: 1", with: "editoin: 1")
            .replacing("marks: {step: 0.5}", with: "marks: {step: half}")
            .replacing("pillars: 60%}", with: "pillars: lots}")
            .replacing("departments: [gsj]", with: "departments: [gsk]")
            .replacing("from: 8, below", with: "from: 9, below")
        let problems = Self.problems(spoilt)
        #expect(problems.count == 5, "\(problems)")
        #expect(problems.map { $0.split(separator: ":")[1] } == ["2", "7", "10", "20", "28"])
    }

    @Test(arguments: [
        ("", "s.yaml: the file is empty"),
        ("scheme: [", "is not valid YAML"),
        ("scheme: a\n\tstatus: b", "s.yaml:2: a tab stands in the indentation (indent with blanks)"),
        ("scheme：a\nstatus: b", "(a full-width colon `：` stands here; write `: `)"),
        ("marks：yes-no", "found `marks：yes-no`, expected keys with values"),
        (
            String(repeating: "[", count: 100_000),
            "s.yaml:1: is nested deeper than 64 levels"
        ),
        (
            String(repeating: "a", count: 1_048_577),
            "s.yaml: holds 1048577 bytes, expected at most 1048576 (a file of this kind is a few pages of text)"
        ),
        ("- a\n- b", "found a list, expected keys with values"),
        ("scheme: a\n---\nscheme: b", "s.yaml:2: found a second document, expected one"),
    ])
    func file_thatIsNoScheme_isRefusedInWords(text: String, expected: String) {
        let problems = Self.problems(text)
        #expect(problems.count == 1 && problems[0].contains(expected), "\(problems)")
    }

    @Test func aThousandMistakes_areListedAndNoMore() {
        let problems = Self.problems((0..<5000).map { "k\($0): 1\n" }.joined())
        #expect(problems.count == 1001)
        #expect(problems.first?.hasPrefix("s.yaml:1: k0: unknown key `k0`") == true)
        // Six keys that must be there are missing beside the five thousand that may not.
        #expect(problems.last == "s.yaml: and 4006 more problems of this file")
    }

    @Test func file_notUTF8_isRefusedWithTheLine() {
        let bytes = Array("scheme: a\ntitle: ".utf8) + [0xBD, 0xAD, 0x0A]
        let problems = ProblemWords.problems(loadScheme(bytes, file: "s.yaml"))
        #expect(problems == ["s.yaml:2: found bytes that are not UTF-8 (save the file as UTF-8)"])
    }

    @Test func nearest_typingErrors_areForgiven() {
        #expect(nearest("poitns", ["points", "title"]) == "points")
        #expect(nearest("zzz", ["points", "title"]) == nil)
        #expect(nearest("cn", ["zh", "en"]) == nil, "a word of two letters is near to any other")
    }

    private static let sound: String = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/sound.yaml")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    private static func problems(_ text: String) -> [String] {
        ProblemWords.problems(loadScheme(Array(text.utf8), file: "s.yaml"))
    }
}
