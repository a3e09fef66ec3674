// A round's folder, whole.

import AssessmentModel
import ProblemWords
import Foundation
import RoundLoading
import Testing

@Suite struct RoundFolderTests {
    static let plan = """
        round: r1
        title: {zh: 示例批次}
        purpose: designation
        scheme: scheme.yaml
        issuer: {zh: 示例办公室}
        document: 示〔2026〕1号
        ledger: test.example/ledger
        opened: 2026-10-12
        closed: 2026-11-06
        announced: 2026-11-09
        notice: {from: 2026-11-09, to: 2026-11-13, objections: {zh: 示例路1号}}
        valid: {years: 3}
        verify: https://heng.example/v/
        specimen: true
        """
    static let files = [
        "round.yaml": plan, "scheme.yaml": schemeText,
        "zones.csv": "zone,name,kind,prefecture\nz1,示例县,county,示例市\nz2,示例市,city,\n",
        "panel.csv": "expert,name,source,organisation\ne1,甲,department,局\ne2,乙,university,校\ne3,丙,enterprise,司\n",
        "marks.csv": "zone,indicator,expert,mark\nz1,p.1,e1,3\nz2,p.2,e3,1\n",
        "facts.csv": "zone,fact,value\nz1,share,8\n",
    ]

    @Test func folder_sound_isReadWhole() throws {
        let round = try loadRound(folder: try folder()).get()
        #expect(round.plan.id == "r1" && round.plan.isSpecimen)
        #expect(round.zones.map(\.id) == ["z1", "z2"])
        #expect(round.panel.map(\.source) == [.department, .university, .enterprise])
        #expect(round.sheets.count == 2)
        #expect(round.schemeBytes == Array(schemeText.utf8))
    }

    @Test func folder_shippedDemo_isFine() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let round = try loadRound(folder: root.appending(path: "Examples/demo-round").path).get()
        #expect(round.zones.count == 12)
        #expect(Set(round.zones.map(\.kind)).count == 3)
        #expect(round.panel.count == 9)
        #expect(Set(round.panel.map(\.source)).count == 5)
    }

    @Test func folder_mistakesInAllFiles_areNamedTogether() throws {
        let found = problems(
            loadRound(
                folder: try folder([
                    "round.yaml": Self.plan.replacing("closed: 2026-11-06", with: "closed: 2026-02-30"),
                    "zones.csv": "zone,name,kind,prefecture\nz1,示例县,county,\nz1,示例市,town,\n",
                    "panel.csv": "expert,name,source,organisation\ne1,甲,ministry,局\ne2,乙,university,校\n",
                    "marks.csv": "zone,indicator,expert,mark\nz1,p.1,e1,9\n",
                    "facts.csv": "zone,fact,value\nz1,share,much\n",
                ])))
        let names = ["round.yaml", "zones.csv", "panel.csv", "marks.csv", "facts.csv"]
        for name in names { #expect(found.contains { $0.contains("/\(name):") }, "\(name) in \(found)") }
        #expect(
            found.contains {
                $0.hasSuffix("round.yaml:9: closed: found `2026-02-30`, expected a date such as 2026-11-09")
            })
        #expect(found.contains { $0.hasSuffix("panel.csv: holds 2 experts, the scheme wants at least 3") })
        #expect(found.contains { $0.hasSuffix("panel.csv: holds 2 experts, the scheme wants an odd number") })
    }

    @Test func folder_brokenScheme_hidesNoMistakeOfTheTables() throws {
        let found = problems(
            loadRound(
                folder: try folder([
                    "scheme.yaml": schemeText.replacing("status: specimen", with: "status: draft"),
                    "zones.csv": "zone,name,kind,prefecture\nz1,,city,\nz2,示例市,city,\n",
                    "marks.csv": "zone,indicator,expert,mark\nz1,p.1,e1,3\nz9,p.2,e3,1\n",
                    "facts.csv": "zone,fact,value\nz8,share,8\n",
                ])))
        #expect(found.count == 4, "\(found)")
        for words in [
            "scheme.yaml:2: status:", "zones.csv:2: name: is empty", "marks.csv:3: zone: unknown", "facts.csv:2: zone:",
        ] {
            #expect(found.contains { $0.contains(words) }, "\(words) in \(found)")
        }
    }

    @Test func folder_deviceOrFolderInPlaceOfAFile_isRefused() throws {
        let folder = try folder()
        try FileManager.default.removeItem(atPath: "\(folder)/marks.csv")
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/marks.csv", withDestinationPath: "/dev/zero")
        try FileManager.default.removeItem(atPath: "\(folder)/zones.csv")
        try FileManager.default.createDirectory(atPath: "\(folder)/zones.csv", withIntermediateDirectories: false)
        let found = problems(loadRound(folder: folder))
        #expect(found.contains("\(folder)/marks.csv: is no regular file"), "\(found)")
        #expect(found.contains("\(folder)/zones.csv: is no regular file"), "\(found)")
    }

    @Test func folder_emptyPanel_isSaid() throws {
        let found = problems(loadRound(folder: try folder(["panel.csv": "expert,name,source,organisation\n"])))
        #expect(found.contains { $0.hasSuffix("panel.csv: holds no expert") })
    }

    @Test(arguments: ["round.yaml", "zones.csv", "panel.csv", "marks.csv", "facts.csv", "scheme.yaml"])
    func folder_fileMissing_isSaid(name: String) throws {
        let folder = try folder()
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        #expect(
            problems(loadRound(folder: folder)).contains { $0.hasPrefix("\(folder)/\(name): there is no such file") })
    }

    private func folder(_ changes: [String: String] = [:]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in Self.files.merging(changes, uniquingKeysWith: { $1 }) {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        return folder.path
    }
}
