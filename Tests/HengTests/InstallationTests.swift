// The program put somewhere else, with the files that came with it, and called from a folder that has nothing to do with either.

import Foundation
import Testing

/// A copy of the built program with shipped files beside it, and an unrelated folder to call it from.
private final class Installed {
    let folder: URL
    /// Holds files of the shipped names that somebody else put there.
    let elsewhere: URL
    let program: String

    init(_ program: String = "bin/heng", with shipped: [String] = ["Templates", "Criteria", "Programmes", "Examples"])
        throws
    {
        let root = try temporaryFolder().resolvingSymlinksInPath()
        folder = root.appending(path: "heng 0")
        elsewhere = root.appending(path: "elsewhere")
        self.program = folder.appending(path: program).path
        let files = FileManager.default
        try files.createDirectory(at: folder.appending(path: "bin"), withIntermediateDirectories: true)
        try files.copyItem(atPath: hengPath(), toPath: self.program)
        for name in shipped {
            try files.copyItem(at: repository.appending(path: name), to: folder.appending(path: name))
        }
        for (name, file) in [
            ("Templates", "scheme.zh-Hans.yaml"), ("Criteria", "jiangxi-2017.yaml"), ("Examples", "calendar-2026.csv"),
        ] {
            let place = elsewhere.appending(path: name)
            try files.createDirectory(at: place, withIntermediateDirectories: true)
            try "not: ours\n".write(to: place.appending(path: file), atomically: true, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

    func heng(_ arguments: String..., speaking language: String = "en") throws -> Outcome {
        try run("env", ["HENG_LANG=\(language)", program] + arguments, in: elsewhere)
    }
}

@Suite struct InstallationTests {
    @Test(arguments: ["bin/heng", "heng"])
    func installed_calledFromElsewhere_findsWhatCameWithIt(program: String) throws {
        let installed = try Installed(program)
        let checked = try installed.heng("criteria", "check", "jiangxi-2017")
        #expect(
            checked.text.hasPrefix("\(installed.folder.path)/Criteria/jiangxi-2017.yaml: fine: "), "\(checked.errors)")
        let shown = try installed.heng("criteria", "show", "jiangxi-2017")
        #expect(shown.status == 0 && shown.text.contains("放宽市场主体准入"), "\(shown.errors)")
        // What somebody else put here is taken where it is named, and then alone.
        #expect(try installed.heng("criteria", "show", "jiangxi-2017", "--templates", "Templates").status == 65)
        #expect(try installed.heng("criteria", "check", "Criteria/jiangxi-2017.yaml").status == 65)
    }

    @Test func installed_demoByALinkFromElsewhere_givesTheSameBytesAndPrintsWhatOneCanType() throws {
        let installed = try Installed()
        let link = installed.elsewhere.appending(path: "link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: installed.program)
        let outcome = try run(link, ["demo"], in: installed.elsewhere)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let output = installed.elsewhere.appending(path: "Output/demo")
        for part in ["documents", "bundle", "results.csv", "snapshot.json"] {
            let differences = try run(
                "diff", ["-rq", DemoRun.folder.get().appending(path: part).path, output.appending(path: part).path])
            #expect(differences.status == 0, "\(differences.text)")
        }
        let printed = outcome.text.split(separator: "\n").first { $0.hasPrefix("$ heng calendar import") }
        let words = try #require(printed).dropFirst("$ heng ".count)
        #expect(words.contains("'\(installed.folder.path)/Examples/calendar-2026.csv'"))
        #expect(
            try run("sh", ["-c", "set -- \(words); test -f \"$3\""], in: installed.elsewhere).status == 0, "\(words)")
    }

    @Test(arguments: [("en", "there is no such folder"), ("zh-Hans", "没有这个文件夹")])
    func installed_withoutTemplates_saysSoAndStillTellsTheVerdict(language: String, why: String) throws {
        let installed = try Installed(with: ["Criteria"])
        let missing = installed.folder.appending(path: "Templates").path
        let demo = try DemoRun.folder.get()
        let sound = try installed.heng("verify", demo.appending(path: "bundle").path, speaking: language)
        #expect(sound.status == 0)
        #expect(sound.text.hasPrefix("核验通过 verified origin=demo.heng.example/2026\n"), "\(sound.text)")
        #expect(sound.errors.hasPrefix(missing) && sound.errors.contains(why), "\(sound.errors)")
        #expect(sound.errors.split(separator: "\n").count == 1, "said once: \(sound.errors)")

        let broken = installed.folder.appending(path: "bundle")
        try FileManager.default.copyItem(at: demo.appending(path: "bundle"), to: broken)
        try FileManager.default.removeItem(at: broken.appending(path: "snapshot.json"))
        let refused = try installed.heng("verify", broken.path, speaking: language)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("\n核验不通过 NOT VERIFIED "), "\(refused.errors)")

        let ledger = demo.appending(path: "heng.sqlite").path
        let results = try installed.heng("results", "--database", ledger, speaking: language)
        #expect(results.status == 66)
        #expect(results.errors.hasPrefix(missing) && results.errors.contains(why), "\(results.errors)")
        #expect(try installed.heng("results", "--database", ledger, "--format", "json").status == 0)
        #expect(try installed.heng("criteria", "check", "jiangxi-2017").status == 0)
    }

    @Test func installed_templatesThatAreNoFolder_isSaid() throws {
        let installed = try Installed(with: ["Criteria"])
        try "".write(to: installed.folder.appending(path: "Templates"), atomically: true, encoding: .utf8)
        let outcome = try installed.heng("criteria", "show", "jiangxi-2017")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("cannot be read: it is no folder"), "\(outcome.errors)")
    }

    @Test func installed_outputAmongWhatIsShipped_isRefused() throws {
        let installed = try Installed()
        let ledger = try DemoRun.folder.get().appending(path: "heng.sqlite").path
        let link = installed.elsewhere.appending(path: "link").path
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: installed.folder.appending(path: "Examples").path)
        for place in ["\(installed.folder.path)/Templates/fonts.yaml", "../heng 0/Criteria/new.csv", "link/x/y.csv"] {
            let outcome = try installed.heng("results", "--database", ledger, "--output", place)
            #expect(outcome.status == 73, "\(place)")
            #expect(outcome.errors == "\(place): is part of the program and is never written over\n")
        }
        #expect(try installed.heng("demo", "--output", "link/demo-round").status == 73)
        for name in ["Templates", "Criteria", "Programmes", "Examples"] {
            let differences = try run("diff", ["-rq", name, installed.folder.appending(path: name).path])
            #expect(differences.status == 0, "\(differences.text)")
        }
        #expect(try installed.heng("results", "--database", ledger, "--output", "Templates/own.csv").status == 0)
    }

    @Test func shippedSchemes_each_haveTheirIdAsName() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: repository.appending(path: "Criteria").path)
            .filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 2)
        for name in names {
            let text = try String(contentsOf: repository.appending(path: "Criteria/\(name)"), encoding: .utf8)
            #expect(text.contains("\nscheme: \(name.dropLast(".yaml".count))\n"), "\(name)")
        }
    }
}
