// Ledgers of every edition of the rules: what stands in them is judged as it was, and their people may raise them.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import Publishing
import Reasons
import RoundState
import Storage
import Testing

@Suite struct EditionTests {
    private static let kept = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../Editions").standardizedFileURL

    /// A copy that may be written to.
    private static func copy(_ path: String) throws -> URL {
        let target = FileManager.default.temporaryDirectory.appending(path: "heng-edition-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: kept.appending(path: path), to: target)
        return target
    }

    private static func bundle(_ edition: Int) throws -> BundleFiles {
        let folder = kept.appending(path: "\(edition)/bundle")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).reduce(into: [:]) { files, name in
            let file = folder.appending(path: name)
            if (try? file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == false {
                files[name] = [UInt8](try Data(contentsOf: file))
            }
        }
    }

    private static func signer(_ folder: URL) throws -> SignerKey {
        try SignerKey(
            parsing: String(contentsOf: folder.appending(path: "ledger.key"), encoding: .utf8).trimmingCharacters(
                in: .newlines))
    }

    private static func head(_ folder: URL) -> KnownHead {
        let file = folder.appending(path: "ledger.key.head")
        return KnownHead(
            read: { [UInt8](try Data(contentsOf: file)) }, write: { try Data($0).write(to: file) })
    }

    @Test(arguments: [1, 2, 3])
    func ledgerAndBundle_ofEachEdition_holdForEver(edition: Int) throws {
        let folder = try Self.copy("\(edition)")
        let proof = try verify(
            Store(path: folder.appending(path: "ledger.sqlite").path, .looking),
            signers: edition == 1 ? [] : [Self.signer(folder)]
        ).get()
        #expect(proof.edition.rawValue == edition)
        #expect(proof.rounds.first?.stage == .final && proof.erased > 0 && proof.keys.count == 2)
        let files = try Self.bundle(edition)
        let keys = try VerifierKey.list(parsing: files["keys"] ?? [])
        let bundle = try verify(bundle: files, trusting: [keys[0]]).get()
        #expect(bundle.rounds.first?.ranking == proof.rounds.first?.ranking)
        for name in ["sheet", "result"] {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).tlog-proof")))
            #expect(verify(receipt: bytes, trusting: keys).isHeld)
        }
    }

    @Test func firstEdition_goesOn_isRaisedByTwo_andJudgedByBoth() throws {
        let folder = try Self.copy("1/scoring")
        let store = try Store(path: folder.appending(path: "ledger.sqlite").path, .existing)
        let signer = try Self.signer(folder)
        let ledger = try Ledger(store: store, signer: signer, head: Self.head(folder), using: SplitMix(state: 5))
        #expect(try ledger.register().edition == .first)
        // Under its own edition first: an event in the old form, by the new program.
        let seat = try #require(
            try ledger.register().rounds["live-1"]?.seatsInOrder.first { $0.isOpen && $0.zone == "zb" })
        let user = try #require(try ledger.register().users.values.first { $0.expert == seat.expert }?.id)
        let save = { (mark: Fraction, base: Int) in
            SaveMark("live-1", seat: seat.id, indicator: "p", mark: mark, comment: "", base: base)
        }
        let version = seat.cells["p"]?.version ?? 0
        try ledger.perform(save(7, version), by: user, at: .day("2026-10-21"))
        #expect(try verify(store, signers: [signer]).isHeld)
        let proposed = try ledger.perform(ProposeRules(.second, at: .china), by: "officer", at: .day("2026-10-22"))
        let adopt = AdoptRules(proposed.events.lowerBound)
        #expect(
            refused { try ledger.perform(adopt, by: "officer", at: .day("2026-10-22")) }.map(\.code) == [
                .secondPersonNeeded
            ])
        try ledger.perform(adopt, by: "officer2", at: .day("2026-10-22"))
        #expect(throws: Refusal.self) { try ledger.perform(adopt, by: "officer2", at: .day("2026-10-22")) }
        try ledger.perform(save(8, version + 1), by: user, at: .day("2026-10-23"))
        let register = try ledger.register()
        #expect(register.edition == .second && register.home == .china)
        #expect(try verify(store, signers: [signer]).get().edition == .second)
        // The proof follows the edition: what the second demands is asked of later events alone.
        #expect(
            refused { try ledger.perform(ProposeRules(.second, at: .china), by: "officer", at: .day("2026-10-23")) }
                .map(\.code) == [.editionInForce])
    }

    /// What a programme may name from the fourth edition on, an earlier ledger never knew.
    @Test(arguments: [("zone.registered", "kind", "street"), ("application.submitted", "purpose", "award")])
    func thirdEdition_wordOfAProgramme_isRefused(type: String, field: String, word: String) throws {
        let folder = try Self.copy("3")
        var forge = try Forge(Self.bundle(3), signer: Self.signer(folder))
        let event = try forge.first(type)
        forge.entries[event][field] = .string(word)
        let reason = try verify(bundle: forge.sealed()).failure?.reason
        #expect(reason?.code == .fieldWrong && reason?.values["name"] == .text(field))
        forge.entries[event][field] = nil
        forge.entries[event]["call"] = "c1"
        #expect(try verify(bundle: forge.sealed()).failure != nil)
    }

    @Test func thirdEdition_takesProgrammesOnceTheFourthIsAdopted() throws {
        let folder = try Self.copy("3")
        let store = try Store(path: folder.appending(path: "ledger.sqlite").path, .existing)
        let signer = try Self.signer(folder)
        let ledger = try Ledger(store: store, signer: signer, head: Self.head(folder), using: SplitMix(state: 7))
        let day = Moment.day(try ledger.register().today)
        let adopt = AdoptProgramme(sampleProgramme)
        #expect(refused { try ledger.perform(adopt, by: "officer", at: day) }.map(\.code) == [.editionTooOld])
        let proposed = try ledger.perform(ProposeRules(.fourth, at: .china), by: "officer", at: day)
        try ledger.perform(AdoptRules(proposed.events.lowerBound), by: "officer2", at: day)
        try ledger.perform(adopt, by: "officer", at: day)
        #expect(ledger.standing.programmes.map(\.programme) == [sampleProgramme])
        #expect(try verify(store, signers: [signer]).isHeld)
    }

    @Test func proposal_thatIsOvertaken_lapses() throws {
        let folder = try Self.copy("1/scoring")
        let store = try Store(path: folder.appending(path: "ledger.sqlite").path, .existing)
        let ledger = try Ledger(
            store: store, signer: Self.signer(folder), head: Self.head(folder), using: SplitMix(state: 6))
        let first = try ledger.perform(ProposeRules(.second, at: .china), by: "officer", at: .day("2026-10-22"))
        let place = try #require(PlaceOffset("-05:00"))
        let second = try ledger.perform(ProposeRules(.second, at: place), by: "officer", at: .day("2026-10-22"))
        try ledger.perform(AdoptRules(first.events.lowerBound), by: "officer2", at: .day("2026-10-22"))
        #expect(
            refused { try ledger.perform(AdoptRules(second.events.lowerBound), by: "officer2", at: .day("2026-10-22")) }
                .map(\.code) == [.rulesNotProposed])
        #expect(try ledger.register().home == .china)
    }
}
