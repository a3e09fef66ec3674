// What an applicant hands in: files of its own folder alone, each once, and claims that can be meant.

import AssessmentModel
import ProblemWords
import Foundation
import RoundLoading
import Testing

@Suite struct ApplicationTests {
    private static let head = """
        application: a1
        zone: z1
        purpose: designation
        conditions:
          joint-conference: {met: true}
          work-plan: {met: true, note: 三年计划}
          dedicated-body: {met: true}
          staff: {met: true}
          funds: {met: true}

        """

    private func folder(_ rest: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "附件"), withIntermediateDirectories: true)
        for name in ["台账.pdf", "附件/台账.pdf", "附件/说明.txt"] {
            try Data(name.utf8).write(to: folder.appending(path: name))
        }
        try Data((Self.head + rest).utf8).write(to: folder.appending(path: "application.yaml"))
        return folder
    }

    private func problems(_ rest: String, _ prepare: (URL) throws -> Void = { _ in }) throws -> [String] {
        let folder = try folder(rest)
        try prepare(folder)
        return loadApplication(folder: folder.path).problems.map {
            english($0).replacing(folder.path + "/application.yaml:", with: "")
        }
    }

    @Test func application_sound_isReadWithItsFiles() throws {
        let folder = try folder(
            "evidence: [{indicator: p.1, file: 台账.pdf}, {file: 附件/说明.txt}]\nself-assessment: [{indicator: p.1, points: 1.5}]\n"
        )
        let application = try loadApplication(folder: folder.path).get()
        #expect(application.evidence.map(\.name) == ["台账.pdf", "说明.txt"])
        #expect(application.evidence.map { String(decoding: $0.bytes, as: UTF8.self) } == ["台账.pdf", "附件/说明.txt"])
        #expect(application.claims.map(\.points) == [Fraction(3) / 2])
    }

    @Test(arguments: [
        ("{file: ../l.key}", "10: evidence[0].file: `../l.key`: expected the plain name of a file inside the folder"),
        ("{file: /etc/passwd}", "10: evidence[0].file: `/etc/passwd`: expected the plain name"),
        ("{file: link.pdf}", "10: evidence[0].file: `link.pdf`: is a link, expected the file itself"),
        ("{file: linked/说明.txt}", "10: evidence[0].file: `linked/说明.txt`: a link or a file stands where a folder"),
        ("{file: 附件}", "10: evidence[0].file: `附件`: is no regular file"),
        ("{file: nothing.pdf}", "10: evidence[0].file: `nothing.pdf`: there is no such file"),
        ("{file: large.bin}", "10: evidence[0].file: `large.bin`: holds 20971521 bytes, at most 20971520 are read"),
        ("{file: \"台\\u202E账.pdf\"}", "10: evidence[0].file: holds U+202E at character 2"),
        ("{file: 台账.pdf}, {file: 台账.pdf}", "10: evidence[1].file: a file `台账.pdf` is named on line 10 already"),
        ("{file: 台账.pdf}, {file: 附件/台账.pdf}", "10: evidence[1].file: a file `台账.pdf` is named on line 10 already"),
    ])
    func evidence_thatMayNotEnter_isOneProblem(files: String, expected: String) throws {
        let found = try problems("evidence: [\(files)]\n") { folder in
            let manager = FileManager.default
            try manager.createSymbolicLink(atPath: folder.path + "/link.pdf", withDestinationPath: "台账.pdf")
            try manager.createSymbolicLink(atPath: folder.path + "/linked", withDestinationPath: "附件")
            try Data(count: (20 << 20) + 1).write(to: folder.appending(path: "large.bin"))
        }
        #expect(found.count == 1 && found[0].hasPrefix(expected), "\(found)")
    }

    @Test(arguments: [
        ("{indicator: p.1, points: -1}", "10: self-assessment[0].points: found -1, expected at least 0"),
        ("{indicator: p.1}, {indicator: p.1}", "10: self-assessment[1].indicator: `p.1` is claimed on line 10 already"),
        ("{indicator: p.1, text: \"甲\\u200B\"}", "10: self-assessment[0].text: holds U+200B at character 2"),
    ])
    func claim_thatCannotBeMeant_isOneProblem(claims: String, expected: String) throws {
        let found = try problems("self-assessment: [\(claims)]\n")
        #expect(found.count == 1 && found[0].hasPrefix(expected), "\(found)")
    }

    @Test func lists_withoutEnd_areRefused() throws {
        let files = (0...200).map { "{file: \($0).pdf}" }.joined(separator: ", ")
        let claims = (0...500).map { "{indicator: p.\($0)}" }.joined(separator: ", ")
        let found = try problems("evidence: [\(files)]\nself-assessment: [\(claims)]\n")
        #expect(
            found == [
                "10: evidence: holds 201 files, expected at most 200",
                "11: self-assessment: holds 501 claims, expected at most 500",
            ])
    }

    @Test func application_thatIsALinkOrMissing_isSaid() throws {
        let found = try problems("") { folder in
            try FileManager.default.moveItem(
                at: folder.appending(path: "application.yaml"), to: folder.appending(path: "other.yaml"))
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/application.yaml", withDestinationPath: "other.yaml")
        }
        #expect(found.count == 1 && found[0].hasSuffix("is a link, expected the file itself"), "\(found)")
        let nowhere = loadApplication(folder: "/nowhere").problems.map { english($0) }
        #expect(nowhere == ["/nowhere: there is no such file (an application's folder holds it)"])
    }
}
