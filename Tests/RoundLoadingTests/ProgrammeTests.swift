// Programmes, calls, and the files that name them; what `heng new` begins with.

import AssessmentModel
import CriteriaLoading
import Foundation
import ProblemWords
import RoundLoading
import Testing

@Suite struct ProgrammeTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardized

    private func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        return folder
    }

    private func shipped(_ name: String) throws -> Programme {
        let file = Self.root.appending(path: "Programmes/\(name).yaml")
        return try loadProgramme([UInt8](Data(contentsOf: file)), file: file.path).get()
    }

    // MARK: programmes

    /// Jiangxi's are the words that ledgers knew before there were programmes, and confer what their papers said.
    @Test func jiangxi_isWhatStoodInTheProgram() throws {
        let programme = try shipped("jiangxi-2017")
        #expect(programme.kinds.map(\.id) == Zone.Kind.early)
        #expect(programme.kinds.map(\.route) == [.province, .province, .prefecture])
        #expect(programme.sources.map(\.id) == Expert.Source.early)
        #expect(programme.purposes.map(\.id) == RoundPlan.Purpose.early)
        #expect(programme.conditions.map(\.id) == Requirement.early)
        for purpose in RoundPlan.Purpose.early {
            let plan = { (programme: Programme?) in
                RoundPlan(
                    id: "r", title: LocalizedText(zh: ""), purpose: purpose, issuer: LocalizedText(zh: ""),
                    document: "", ledger: "", opened: "", closed: "", announced: "",
                    notice: RoundPlan.Notice(from: "", to: "", objections: LocalizedText(zh: "")), validYears: 1,
                    verify: "", isSpecimen: true, programme: programme)
            }
            #expect(plan(programme).honour == plan(nil).honour)
        }
    }

    @Test func secondProgramme_hasWordsOfItsOwn() throws {
        let programme = try shipped("consumer-trust")
        #expect(programme.kinds.map(\.id.rawValue) == ["street", "mall", "shop"])
        #expect(programme.status == .specimen)
        let scheme = Self.root.appending(path: "Criteria/consumer-trust.yaml")
        let loaded = try loadScheme([UInt8](Data(contentsOf: scheme)), file: scheme.path).get()
        #expect(Set(loaded.kinds.map(\.id)) == Set(programme.kinds.map(\.id)))
    }

    private static let sound = """
        programme: p1
        status: specimen
        title: {zh: 示例项目}
        kinds:
          street: {name: {zh: 街道}, route: prefecture}
        sources: {council: {zh: 消委会}}
        purposes:
          designation: {name: {zh: 认定}, honour: {zh: 示范街道}}
        conditions: {pledge: {zh: 承诺}}
        """

    @Test(arguments: [
        ("programme: p1", "programme: P 1", "1: programme: found `P 1`, expected an id"),
        ("status: specimen\n", "", "1: the key `status` is missing"),
        ("route: prefecture", "route: prefectur", "5: kinds.street.route: found `prefectur`, expected prefecture"),
        ("  street: {", "  Street: {", "5: kinds.Street: found `Street`, expected an id of"),
        ("sources: {council: {zh: 消委会}}", "sources: {}", "6: sources: "),
        ("sources: {council: {zh: 消委会}}", "sources: [council]", "6: sources: "),
        ("honour: {zh: 示范街道}", "honor: {zh: 示范街道}", "8: purposes.designation.honor: unknown key"),
        ("conditions: {pledge: {zh: 承诺}}", "conditions: {pledge: 承诺}", "9: conditions.pledge: "),
        ("title: {zh: 示例项目}", "titel: {zh: 示例项目}", "3: titel: unknown key"),
    ])
    func programme_mistake_isNamedWithLineAndKey(found: String, other: String, says: String) throws {
        #expect(loadProgramme(Array(Self.sound.utf8), file: "p").problems.isEmpty)
        let text = Self.sound.replacing(found, with: other)
        try #require(text != Self.sound)
        let told = problems(loadProgramme(Array(text.utf8), file: "p"))
        #expect(told.contains { $0.hasPrefix("p:\(says)") }, "\(told)")
    }

    @Test func programme_manyMistakes_areNamedTogether() {
        let text = Self.sound.replacing("status: specimen", with: "status: draft").replacing("{zh: 认定}", with: "{}")
            .replacing("route: prefecture", with: "route: town")
        #expect(loadProgramme(Array(text.utf8), file: "p").problems.count == 3)
    }

    // MARK: calls

    private static let call = """
        call: c1
        programme: p1
        title: {zh: 通知}
        purpose: designation
        scheme: scheme.yaml
        last: 2026-09-30
        conditions: [pledge]
        quotas: {street: 3}
        days: [{day: 2026-10-12, title: {zh: 开始评分}}]
        """

    @Test func call_sound_isReadWithItsScheme() throws {
        let folder = try folder(["call.yaml": Self.call, "scheme.yaml": schemeText])
        let files = try loadCall(file: folder.appending(path: "call.yaml").path).get()
        #expect(files.call.quotas == [Call.Quota(kind: Zone.Kind(word: "street"), most: 3)])
        #expect(files.call.scheme.id == files.scheme.id && files.schemeBytes == Array(schemeText.utf8))
        #expect(files.call.days.map(\.day) == ["2026-10-12"])
    }

    @Test(arguments: [
        ("last: 2026-09-30", "last: 2026-02-30", "6: last: found `2026-02-30`, expected a date"),
        ("[pledge]", "[pledge, pledge]", "7: conditions[1]: the condition `pledge` stands twice"),
        ("{street: 3}", "{street: 0}", "8: quotas.street: found `0`, expected a whole number"),
        ("{street: 3}", "{街道: 3}", "8: quotas.街道: found `街道`, expected an id of"),
        ("scheme: scheme.yaml\n", "", "1: the key `scheme` is missing"),
        ("purpose: designation", "purpose: 认定", "4: purpose: found `认定`, expected an id"),
        ("days: [{day", "days: [{date", "9: days[0].date: unknown key"),
    ])
    func call_mistake_isNamedWithLineAndKey(found: String, other: String, says: String) throws {
        let text = Self.call.replacing(found, with: other)
        try #require(text != Self.call)
        let folder = try folder(["call.yaml": text, "scheme.yaml": schemeText])
        let told = problems(loadCall(file: folder.appending(path: "call.yaml").path))
        #expect(told.contains { $0.contains("call.yaml:\(says)") }, "\(told)")
    }

    @Test func call_itsSchemesMistakes_areNamedToo() throws {
        let folder = try folder([
            "call.yaml": Self.call.replacing("last: 2026-09-30", with: "last: soon"),
            "scheme.yaml": schemeText.replacing("marks:", with: "mark:"),
        ])
        let told = problems(loadCall(file: folder.appending(path: "call.yaml").path))
        #expect(told.contains { $0.contains("call.yaml:6: last") } && told.contains { $0.contains("scheme.yaml:") })
    }

    @Test func call_broughtAlone_findsItsSchemeByWhateverItIsCalled() throws {
        let scheme = try loadScheme(Array(schemeText.utf8), file: "scheme.yaml").get()
        let given = Array(schemeText.utf8)
        var asked: [String] = []
        let files = try loadCall(Array(Self.call.utf8), file: "call.yaml") { name in
            asked.append(name)
            return (scheme, given)
        }.get()
        #expect(asked == ["scheme.yaml"] && files.call.id == "c1" && files.schemeBytes == given)
        let text = Self.call.replacing("last: 2026-09-30", with: "last: soon")
        let told = problems(loadCall(Array(text.utf8), file: "call.yaml") { _ in nil })
        #expect(told.count == 2 && told[0].contains("call.yaml:5: scheme: ") && told[1].contains("call.yaml:6: last"))
    }

    @Test func plan_broughtAlone_isTheOneOfItsFolder() throws {
        var text = try #require(RoundFolderTests.files["round.yaml"])
        text += "\ncalls: [c1]\n"
        let plan = try loadPlan(Array(text.utf8), file: "round.yaml").get()
        #expect(plan.calls == ["c1"] && plan.programme == nil)
        let told = problems(loadPlan(Array(text.replacing("calls: [c1]", with: "calls: []").utf8), file: "round.yaml"))
        #expect(told.count == 1 && told[0].contains("calls"))
    }

    // MARK: rounds

    private func round(_ changes: [String: String]) throws -> [String] {
        var files = RoundFolderTests.files
        files["programme.yaml"] = Self.sound
        for (name, text) in changes { files[name] = text }
        return problems(loadRound(folder: try folder(files).path))
    }

    private static let plan = RoundFolderTests.plan + "\nprogramme: programme.yaml\n"

    @Test func round_ofAProgramme_readsTablesByItsWords() throws {
        let zones = "zone,name,kind,prefecture\nz1,示例街,street,示例市\nz2,东街,street,\n"
        let panel = "expert,name,source,organisation\ne1,甲,council,会\ne2,乙,council,校\ne3,丙,council,司\n"
        #expect(try round(["round.yaml": Self.plan, "zones.csv": zones, "panel.csv": panel]) == [])
        let told = try round([
            "round.yaml": Self.plan.replacing("purpose: designation", with: "purpose: designate"),
            "zones.csv": zones.replacing("z2,东街,street", with: "z2,东街,streat"), "panel.csv": panel,
        ])
        #expect(told.contains { $0.contains("round.yaml:3: purpose: found `designate`, expected designation") })
        #expect(told.contains { $0.contains("zones.csv:3: kind: found `streat`, expected street") })
        #expect(
            try round(["round.yaml": Self.plan]).count { $0.contains("kind: found `") } == 2,
            "Jiangxi's are not its own")
    }

    @Test func round_programmeThatCannotBeRead_isTheOnlyProblem() throws {
        let told = try round([
            "round.yaml": Self.plan, "programme.yaml": Self.sound.replacing("route: prefecture", with: "route: town"),
        ])
        #expect(told.count == 1 && told[0].contains("programme.yaml:5: kinds.street.route"), "\(told)")
    }

    @Test func round_programmeAndCalls_areOneOrTheOther() throws {
        let told = try round(["round.yaml": Self.plan + "calls: [c1, c1]\n"])
        #expect(told.contains { $0.contains("programme: expected either `programme` or `calls`") }, "\(told)")
        #expect(told.contains { $0.contains("calls[1]: the call `c1` stands twice") }, "\(told)")
    }

    @Test func round_withoutProgramme_knowsTheEarlyWordsOnly() throws {
        let told = try round([
            "round.yaml": RoundFolderTests.plan.replacing("purpose: designation", with: "purpose: review")
        ])
        #expect(
            told.contains { $0.contains("purpose: found `review`, expected selection, supervision or designation") })
        let plan = RoundFolderTests.plan.replacing("purpose: designation", with: "purpose: review") + "\ncalls: [c1]\n"
        let files = try folder(["round.yaml": plan, "scheme.yaml": schemeText])
        #expect(try loadPlan(folder: files.path).get().plan.calls == ["c1"])
    }

    // MARK: applications

    @Test func application_namesACallOrAPurpose() throws {
        let conditions = "conditions: {pledge: {met: true, note: 已公开}}\n"
        let application = { (ground: String, conditions: String) in
            loadApplication(
                folder: try folder(["application.yaml": "application: a1\nzone: z1\n\(ground)\(conditions)"]).path)
        }
        let loaded = try application("call: c1\n", conditions).get()
        #expect(loaded.call == "c1" && loaded.purpose == nil && loaded.conditions.map(\.item) == ["pledge"])
        #expect(try application("call: c1\n", "").get().conditions.isEmpty)
        for ground in ["", "call: c1\npurpose: designation\n"] {
            let told = problems(try application(ground, conditions))
            #expect(told.contains { $0.contains("expected either `call` or `purpose`") }, "\(told)")
        }
        #expect(problems(try application("purpose: designation\n", conditions)).contains { $0.contains("unknown key") })
    }

    // MARK: what one begins with

    @Test(arguments: Language.allCases)
    func newFiles_areSoundAsTheyAre(language: Language) throws {
        var files: [String: String] = [:]
        for name in ["programme", "scheme", "call", "round", "application"] {
            let file = Self.root.appending(path: "Templates/new/\(name).\(language.rawValue).yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.contains("{{id}}"))
            files["\(name).yaml"] = text.replacing("{{id}}", with: "example")
        }
        let folder = try folder(files)
        let programme = try loadProgramme(Array(files["programme.yaml"]!.utf8), file: "programme.yaml").get()
        let call = try loadCall(file: folder.appending(path: "call.yaml").path).get()
        let round = try loadPlan(folder: folder.path).get()
        let application = try loadApplication(folder: folder.path).get()
        // They fit each other.
        #expect(call.call.programme == programme.id && programme.purpose(call.call.purpose) != nil)
        #expect(call.call.conditions.allSatisfy { programme.condition($0) != nil })
        #expect(round.plan.calls == [call.call.id] && round.schemeBytes == call.schemeBytes)
        #expect(application.call == call.call.id)
        #expect(application.conditions.map(\.item) == call.call.conditions.map(\.rawValue))
        let points = Dictionary(uniqueKeysWithValues: call.scheme.indicators.map { ($0.id, $0.points) })
        #expect(application.claims.allSatisfy { $0.points! <= points[$0.indicator]! })
    }
}
