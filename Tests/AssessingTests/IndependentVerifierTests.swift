// Tests/Verifier, a Go program of other people's parts, has the last word on our bundles.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import Publishing
import RoundState
import Testing

@Suite struct IndependentVerifierTests {
    /// What needs arithmetic, or the scheme: the program leaves it to others, and the page says so.
    static let arithmetic: Set = [
        "a counted mark is changed", "a counted mark is put off the grid", "a fact is changed",
        "the ranking is changed, and every digest with it", "a zone's result is told otherwise than it is",
        "a scheme as JSON that says something else",
    ]

    private static func isAccepted(_ verdict: String) -> Bool { verdict.contains(": verified: ") }

    /// It says in a sentence what is wrong, and ends accordingly.
    @Test func verifier_verdict_isASentenceAndAStatus() throws {
        let files = try Life(through: .noticed).bundle()
        var spoilt = files
        spoilt["snapshot.json"]?.append(0x20)
        let whole = try goOutcome([files])
        #expect(whole.status == 0 && whole.lines.count == 1 && Self.isAccepted(whole.lines[0]))
        let broken = try goOutcome([files, spoilt])
        #expect(broken.status == 1 && broken.lines.count == 2)
        #expect(broken.lines[1].contains("NOT VERIFIED: snapshot.json"), "\(broken.lines[1])")
    }

    @Test func verifier_ownBundle_isAccepted_andEveryMutation_isRefusedByBoth() throws {
        let files = try Life(through: .noticed).bundle()
        let mutations = Mutation.flips(of: files) + Mutation.lineEdits(of: files) + Mutation.fileEdits(of: files)
        #expect(mutations.count > 1800)
        let verdicts = try goVerdicts([files] + mutations.map(\.files))
        #expect(verdicts.first.map(Self.isAccepted) == true, "\(verdicts.first ?? "")")
        #expect(verify(bundle: files).isHeld)
        let own = concurrentMap(mutations) { verify(bundle: $0.files).isHeld }
        for ((mutation, isHeld), verdict) in zip(zip(mutations, own), verdicts.dropFirst()) {
            #expect(!isHeld, "we accept \(mutation.what)")
            #expect(!Self.isAccepted(verdict), "the verifier accepts \(mutation.what)")
        }
    }

    @Test func verifier_livesWithObjectionsRecusalsAndANewKey_areAccepted() throws {
        let objected = try Life(through: .noticed)
        try objected.correctShare(of: Life.city, by: "a-hecheng")

        let recused = try Life(through: .scoring)
        let leaving = try #require(try recused.seats().first)
        try recused.expert(RecuseSeat(Life.round, seat: leaving.id, reason: "近亲属任职"), on: leaving)
        for seat in try recused.seats().dropLast() where seat.isOpen { try recused.fill(seat) }
        try recused.officer(CloseRound(Life.round, missing: 1), on: "2026-11-06")
        try recused.officer(PublishNotice(Life.round, from: "2026-11-09", to: "2026-11-13"), on: "2026-11-06")

        let bundles = [try objected.bundle(), try recused.bundle(), try Self.rotated()]
        for bundle in bundles { #expect(verify(bundle: bundle).isHeld) }
        for verdict in try goVerdicts(bundles) { #expect(Self.isAccepted(verdict), "\(verdict)") }
    }

    /// What a bureau with the key may try: the verifier sees all that needs no arithmetic.
    @Test func verifier_forgeriesWithTheKey_areRefusedUnlessTheyNeedArithmetic() throws {
        let life = try Life(through: .noticed)
        let files = try life.bundle()
        let forged = try ForgeryTests.forgeries.map { forgery in
            var forge = try Forge(files, signer: life.place.signer)
            try forgery.edit(&forge)
            return try forge.sealed()
        }
        let verdicts = try goVerdicts([Forge(files, signer: life.place.signer).sealed()] + forged)
        #expect(verdicts.first.map(Self.isAccepted) == true, "\(verdicts.first ?? "")")
        for (forgery, verdict) in zip(ForgeryTests.forgeries, verdicts.dropFirst())
        where !Self.arithmetic.contains(forgery.name) {
            #expect(!Self.isAccepted(verdict), "the verifier accepts \(forgery.name)")
        }
    }

    private static func rotated() throws -> BundleFiles {
        let life = try Life(through: .noticed)
        let (successor, _) = try life.rotated()
        return try successor.exportBundle(of: Life.round, readMe: [0x41], by: "officer", at: .day("2026-11-14"))
    }

    // MARK: the program

    private static let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Verifier")

    /// One line for each bundle.
    private func goVerdicts(_ bundles: [BundleFiles]) throws -> [String] { try goOutcome(bundles).lines }

    private func goOutcome(_ bundles: [BundleFiles]) throws -> (status: Int32, lines: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "heng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "verifier").path
        let sources = try FileManager.default.contentsOfDirectory(atPath: Self.source.path).sorted()
            .filter { $0.hasSuffix(".go") }.map { Self.source.appending(path: $0).path }
        let build = try run("go", ["build", "-o", program] + sources, in: folder).text
        try #require(build == "", "\(build) (Debian packages golang-go and golang-golang-x-mod-dev)")
        let folders = try bundles.enumerated().map { number, files in
            try write(
                files, to: folder.appending(path: "\(number)"),
                sharing: number == 0 ? nil : (folder.appending(path: "0"), bundles[0]))
        }
        let outcome = try run(program, folders, in: folder)
        return (outcome.status, outcome.text.split(separator: "\n").map(String.init))
    }

    /// Writes the files; those that are in another bundle too are linked, for there are thousands.
    private func write(_ files: BundleFiles, to folder: URL, sharing other: (folder: URL, files: BundleFiles)?) throws
        -> String
    {
        try FileManager.default.createDirectory(
            at: folder.appending(path: "receipts"), withIntermediateDirectories: true)
        for (name, bytes) in files {
            if let other, other.files[name] == bytes {
                try FileManager.default.linkItem(
                    at: other.folder.appending(path: name), to: folder.appending(path: name))
            } else {
                try Data(bytes).write(to: folder.appending(path: name))
            }
        }
        return folder.path
    }

    private func run(_ program: String, _ arguments: [String], in folder: URL) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["GO111MODULE=off", "GOPATH=/usr/share/gocode", "GOFLAGS=", "GOCACHE=\(folder.path)/cache", program]
            + arguments
        let output = folder.appending(path: "output")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let handle = try FileHandle(forWritingTo: output)
        (process.standardOutput, process.standardError) = (handle, handle)
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: output, encoding: .utf8))
    }
}
