// Evidence as files, backups as folders, and looking without touching.

import AssessmentModel
import AuditLedger
@testable import EventModel
import Foundation
@testable import Proving
@testable import Publishing
import Reasons
@testable import RoundState
import Storage
import Synchronization
import Testing

@testable import Assessing

@Suite struct EvidenceTests {
    private func submit(_ life: Life, _ bytes: [UInt8], name: String = "附件.txt") throws {
        if life.ledger.standing.register.calls["c2"] == nil {
            try life.officer(PublishCall(sampleCall("c2", for: .selection)))
        }
        try life.ledger.perform(
            SubmitApplication(
                id: "extra", zone: Life.city, for: .call("c2"),
                conditions: Requirement.early.map { Eligibility(item: $0, isMet: true, note: "有") }, claims: [],
                evidence: [(indicator: nil, name: name, bytes: bytes)]), by: "a-hecheng", at: .day("2026-10-09"))
    }

    @Test func file_liesBesideTheDatabase_andIsPartOfTheProof() throws {
        let life = try Life()
        try submit(life, Array("台账".utf8))
        let digest = Hash.plain(Array("台账".utf8)).hex
        let path = life.ledger.store.evidence.path(of: digest)
        #expect(path == life.place.database + ".evidence/" + digest)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try verify(life.ledger.store).isHeld)
        try Data("别的".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try verify(life.ledger.store).failure?.reason.code == .digestDiffers)
        try FileManager.default.removeItem(atPath: path)
        #expect(try verify(life.ledger.store).failure?.code == .missing)
    }

    @Test func step_refused_leavesNoFile() throws {
        let life = try Life()
        try submit(life, [1, 2, 3])
        let before = life.ledger.store.evidence.names()
        #expect(throws: Refusal.self) { try submit(life, [4, 5, 6]) }
        #expect(life.ledger.store.evidence.names() == before)
        // A file that another step names stays, though this step is refused.
        #expect(throws: Refusal.self) { try submit(life, [1, 2, 3]) }
        #expect(life.ledger.store.evidence.names() == before)
    }

    @Test func scanner_thatSaysNo_isARefusal() throws {
        let seen = Seen()
        var limits = LedgerLimits()
        limits.accept = { path in
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            seen.files.withLock { $0.append(bytes) }
            if bytes == [9, 9] { throw Refusal(.scannerRefused, ["said": "EICAR"]) }
        }
        let life = try Life(limits)
        #expect(refused { try submit(life, [9, 9]) } == [Reason(.scannerRefused, ["said": "EICAR"])])
        #expect(seen.files.withLock { $0 } == [[9, 9]])
        #expect(life.ledger.store.evidence.names().isEmpty)
        try submit(life, [9, 8])
    }

    /// What a scanner was shown.
    private final class Seen: Sendable {
        let files = Mutex<[[UInt8]]>([])
    }

    @Test func quotas_ofFileZoneAndRound_areHeld() throws {
        let life = try Life(through: .noticed)
        let before = try life.ledger.register().size
        let object = { (id: ObjectionID, size: Int) in
            FileObjection(
                Life.round, id: id, zone: Life.city, indicator: "p.1", grounds: "偏低",
                evidence: [(name: "据.txt", bytes: [UInt8](repeating: UInt8(size % 251), count: size))])
        }
        var limits = LedgerLimits()
        limits.quota.file = 100
        let file = { (id: ObjectionID, size: Int) in
            _ = try life.place.ledger(.existing, limits).perform(
                object(id, size), by: "a-hecheng", at: .day("2026-11-10"))
        }
        #expect(
            refused { try file("o1", 101) } == [
                Reason(.fileTooLarge, .file("据.txt"), field: "evidence", ["size": 101, "most": 100])
            ])
        #expect(refused { try file("o1", 0) } == [Reason(.fileEmpty, .file("据.txt"), field: "evidence")])
        limits.quota.zone = 150
        try file("o1", 90)
        #expect(
            refused { try file("o2", 91) } == [
                Reason(
                    .zoneEvidenceFull, .zone(Life.city), field: "evidence", ["had": 106, "total": 197, "most": 150])
            ])
        limits.quota.zone = 10_000
        limits.quota.round = 150
        #expect(
            refused { try file("o2", 92) } == [
                Reason(
                    .roundEvidenceFull, .round(Life.round), field: "evidence",
                    ["had": 90, "total": 182, "most": 150])
            ])
        #expect(try life.ledger.register().size == before + 1)
    }

    // MARK: backups

    private func backup(_ life: Life) throws -> BackupFolder {
        let target = BackupFolder(life.place.folder.appending(path: "copy").path)
        let proof = try backUp(life.ledger.store, to: target)
        #expect(try proof.size == life.ledger.register().size)
        return target
    }

    private func put(_ backup: BackupFolder, _ life: Life) throws -> Restored {
        try restore(backup, to: life.place.database) { path in
            let ledger = try Ledger(
                store: Store(path: path, .existing), signer: life.place.signer, head: life.place.head,
                using: life.place.random)
            try ledger.perform(RecordRestore(reason: "磁盘损坏"), by: "system", at: .day("2026-11-20"))
            ledger.store.close()
        }
    }

    private func lose(_ life: Life) throws {
        life.ledger.store.close()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: life.place.database + suffix)
        }
        try FileManager.default.removeItem(atPath: life.place.database + ".evidence")
    }

    @Test func backup_isOneFolder_andRestoresWhole() throws {
        let life = try Life(through: .final)
        let target = try backup(life)
        let list = try String(contentsOfFile: target.path + "/SHA256SUMS", encoding: .utf8).split(separator: "\n")
        #expect(list.count == 4, "the database and three files of evidence")
        #expect(throws: FileFailure.self) { try backUp(life.ledger.store, to: target) }
        try lose(life)
        guard case .done(let proof) = try put(target, life) else {
            Issue.record("nothing was restored before")
            return
        }
        #expect(proof.rounds.count == 1)
        guard case .before = try put(target, life) else {
            Issue.record("said again, it is done already")
            return
        }
        let ledger = try life.place.ledger()
        try ledger.perform(
            AddUser(User(id: "later", name: "新", role: .officer)), by: "security", at: .day("2026-11-21"))
        #expect(throws: FileFailure.self) { try put(target, life) }
    }

    @Test func restore_besideALeftoverLog_isRefused_andWithoutItHolds() throws {
        let life = try Life(through: .scoring)
        let target = try backup(life)
        let seat = try #require(try life.seats().first)
        try life.save("p.1", 30, on: seat)
        let log = try Data(contentsOf: URL(fileURLWithPath: life.place.database + "-wal"))
        #expect(!log.isEmpty)
        try lose(life)
        try log.write(to: URL(fileURLWithPath: life.place.database + "-wal"))
        #expect(
            refused { try put(target, life) } == [
                Reason(.databaseLeftOver, .file(life.place.database + "-wal"))
            ])
        #expect(!FileManager.default.fileExists(atPath: life.place.database))
        try FileManager.default.removeItem(atPath: life.place.database + "-wal")
        guard case .done = try put(target, life) else {
            Issue.record("restored")
            return
        }
    }

    /// Killed after the head was signed and before the last rename: the only copy of a signed event is beside the place.
    @Test func restore_cutShortBeforeItsRename_goesOn() throws {
        let life = try Life(through: .scoring)
        let target = try backup(life)
        try lose(life)
        struct Killed: Error {}
        #expect(throws: Killed.self) {
            try restore(target, to: life.place.database) { path in
                let ledger = try Ledger(
                    store: Store(path: path, .existing), signer: life.place.signer, head: life.place.head,
                    using: life.place.random)
                try ledger.perform(RecordRestore(reason: "磁盘损坏"), by: "system", at: .day("2026-11-20"))
                throw Killed()
            }
        }
        var asked = 0
        let restored = try restore(target, to: life.place.database) { _ in asked += 1 }
        guard case .done(let proof) = restored else {
            Issue.record("it goes on")
            return
        }
        #expect(asked == 0, "it was signed before")
        let head = try Checkpoint(parsing: SignedNote(parsing: life.place.head.read() ?? []).text)
        #expect(head.size == proof.size)
    }

    @Test func restore_besideDamagedEvidence_putsItBack_andTakesNoOtherFolder() throws {
        let life = try Life(through: .scoring)
        let target = try backup(life)
        let file = try #require(life.ledger.store.evidence.names().first)
        let path = life.ledger.store.evidence.path(of: file)
        life.ledger.store.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: life.place.database + suffix) }
        try Data("坏".utf8).write(to: URL(fileURLWithPath: path))
        guard case .done = try put(target, life) else {
            Issue.record("restored")
            return
        }
        try FileManager.default.removeItem(atPath: path)
        guard case .before = try put(target, life) else {
            Issue.record("done before, and what was missing is there again")
            return
        }
        #expect(throws: (any Error).self) { try put(BackupFolder("/nowhere"), life) }
        let other = try Life()
        try other.ledger.perform(
            AddUser(User(id: "stranger", name: "某", role: .officer)), by: "security", at: .day("2026-10-09"))
        let foreign = try backup(other)
        #expect(throws: FileFailure.self) { try put(foreign, life) }
    }

    @Test(arguments: ["changed", "missing", "added", "database", "older"])
    func backup_thatIsNotWhole_isRefused(how: String) throws {
        let life = try Life(through: .scoring)
        let target = try backup(life)
        let file = try #require(life.ledger.store.evidence.names().first)
        let inside = "\(target.path)/heng.sqlite.evidence/\(file)"
        switch how {
        case "changed": try Data("别的".utf8).write(to: URL(fileURLWithPath: inside))
        case "missing": try FileManager.default.removeItem(atPath: inside)
        case "added": try Data("x".utf8).write(to: URL(fileURLWithPath: "\(target.path)/extra"))
        case "database":
            var bytes = try Data(contentsOf: URL(fileURLWithPath: target.database))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: target.database))
        default:
            try life.officer(RecordFacts(Life.round, life.facts, replaces: true), on: "2026-10-20")
        }
        try lose(life)
        #expect(throws: LedgerError.self) { try put(target, life) }
        #expect(!FileManager.default.fileExists(atPath: life.place.database))
        #expect(!FileManager.default.fileExists(atPath: life.place.database + ".restoring"))
    }

    // MARK: looking

    @Test func looking_changesNoByteAndTakesNoLock() throws {
        let life = try Life(through: .closed)
        life.ledger.store.close()
        let before = try listing(life.place.folder)
        let store = try Store(path: life.place.database, .looking)
        #expect(try verify(store).isHeld)
        _ = try store.register()
        #expect(try listing(life.place.folder) == before)
        #expect(throws: StorageError.self) { try store.write { _ in } }
        // While somebody writes, the last commit is seen.
        let writer = try life.place.ledger()
        try writer.store.write { writing in
            #expect(try Store(path: life.place.database, .looking).read { try $0.eventCount() } > 0)
            _ = try writing.insertFile([1])
        }
        try writer.perform(
            AddUser(User(id: "later", name: "新", role: .officer)), by: "security", at: .day("2026-11-20"))
        let size = try writer.register().size
        #expect(
            try Store(path: life.place.database, .looking).register().size == size, "what is in the log is seen too")
    }

    private func listing(_ folder: URL) throws -> [String: Data] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).reduce(into: [:]) { files, name in
            let path = folder.appending(path: name).path
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let date = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            files[name] =
                Data("\(date)".utf8) + (isFolder.boolValue ? Data() : try Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }
}
