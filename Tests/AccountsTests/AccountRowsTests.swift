// The rows lie in the ledger's own file: old ledgers get them, backups hold them, a restore voids what is open.

import Accounts
import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import GRDB
import Proving
import Storage
import Testing

@Suite struct AccountRowsTests {
    private static let second = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../Editions/2/ledger.sqlite").standardizedFileURL
    private static let tables: Set = ["account", "factor", "letter", "challenge", "session", "sign_in"]

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "heng-accounts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func copyOfSecond() throws -> String {
        let path = folder.appending(path: "second.sqlite").path
        try FileManager.default.copyItem(atPath: Self.second.path, toPath: path)
        try FileManager.default.copyItem(atPath: Self.second.path + ".evidence", toPath: path + ".evidence")
        return path
    }

    private func tables(_ path: String) throws -> Set<String> {
        var configuration = Configuration()
        configuration.readonly = true
        let names = try DatabaseQueue(path: path, configuration: configuration).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
        return Self.tables.intersection(names)
    }

    // MARK: ledgers of before

    @Test func ledgerOfBefore_lookedAt_needsNoTables_andGetsNone() throws {
        let path = try copyOfSecond()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let book = AccountBook(try Store(path: path, .looking))
        #expect(try verify(Store(path: path, .looking)).isHeld)
        #expect(try book.log().isEmpty && book.factors(of: "officer").isEmpty)
        #expect(try book.sessions(of: "officer", at: Moment(seconds: 0)).isEmpty)
        #expect(try tables(path).isEmpty)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func ledgerOfBefore_written_getsTheTables_andStaysProven() throws {
        let path = try copyOfSecond()
        let size = try verify(Store(path: path, .looking)).get().size
        let desk = try Desk(path: path)
        try desk.activate("expert")
        #expect(try desk.signIn("expert").session != nil)
        #expect(try verify(desk.store).get().size == size)
        desk.store.close()
        #expect(try tables(path) == Self.tables)
        #expect(try verify(Store(path: path, .looking)).get().size == size)
    }

    @Test func tables_areStrict_andObservable() throws {
        let desk = try Desk()
        let sql = try desk.schema()
        #expect(Set(sql.keys).isSuperset(of: Self.tables))
        for name in Self.tables {
            #expect(sql[name]?.hasSuffix("STRICT") == true, "\(name)")
            #expect(sql[name]?.contains("WITHOUT ROWID") == false, "observation does not see such tables")
        }
    }

    // MARK: the log

    @Test(arguments: ["UPDATE sign_in SET user = 'x'", "DELETE FROM sign_in", "DELETE FROM sign_in WHERE id = 1"])
    func log_changedByAccident_isRefused(sql: String) throws {
        let desk = try Desk()
        for _ in 1...3 { _ = try desk.signIn("nobody") }
        desk.store.close()
        #expect {
            try DatabaseQueue(path: desk.store.path).write { try $0.execute(sql: sql) }
        } throws: { "\($0)".contains("the log of sign-ins") }
    }

    // MARK: backups

    @Test func copy_holdsTheAccounts() throws {
        let desk = try Desk()
        try desk.activate("officer")
        let copy = folder.appending(path: "copy.sqlite").path
        try desk.store.backUp(to: copy)
        #expect(try tables(copy) == Self.tables)
        let other = try Desk(path: copy)
        (other.now, other.carried) = (desk.now, desk.carried)
        #expect(try other.signIn("officer", code: other.code("officer")).session != nil)
    }

    @Test func restore_voidsSessionsAndWhatIsHalfDone_andKeepsPasswords() throws {
        let path = folder.appending(path: "ledger.sqlite").path
        var random = SplitMix(state: 42)
        let signer = try SignerKey(name: "test.example/ledger", using: &random)
        let headFile = folder.appending(path: "head")
        let head = KnownHead(
            read: {
                FileManager.default.fileExists(atPath: headFile.path) ? [UInt8](try Data(contentsOf: headFile)) : nil
            },
            write: { try Data($0).write(to: headFile) })
        let ledger = try Ledger(
            store: Store(path: path, .creating), signer: signer, head: head, using: SplitMix(state: 43))
        let moment = try #require(Moment(time: "2026-11-20T08:15:42Z"))
        try ledger.begin(
            [
                User(id: "system", name: "系统员", role: .systemAdministrator),
                User(id: "security", name: "安全员", role: .securityAdministrator),
                User(id: "auditor", name: "审计员", role: .auditor),
            ], at: moment)
        let desk = try Desk(path: path)
        try desk.activate("officer")
        try desk.activate("expert")
        let session = try #require(try desk.signIn("expert").session)
        guard case .codeAsked(let half) = try desk.signIn("officer") else {
            Issue.record("the officer has an authenticator")
            return
        }
        let offer = try desk.book.offerFactor(session.token, at: desk.now, among: desk.members, using: &desk.random)
        let letter = try desk.letter("other")
        let backup = BackupFolder(folder.appending(path: "backup").path)
        _ = try backUp(ledger.store, to: backup)
        #expect(try tables(backup.database) == Self.tables)
        #expect(try desk.session(session) != nil, "a backup ends nothing")
        desk.store.close()
        ledger.store.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        let restored = try restore(backup, to: path) { place in
            let ledger = try Ledger(
                store: Store(path: place, .existing), signer: signer, head: head, using: SplitMix(state: 44))
            try ledger.perform(RecordRestore(reason: "磁盘损坏"), by: "system", at: moment)
            ledger.store.close()
        }
        guard case .done(let proof) = restored else {
            Issue.record("nothing was restored before")
            return
        }
        #expect(proof.size == 5)
        let after = try Desk(path: path)
        (after.now, after.carried) = (desk.now, desk.carried)
        #expect(try after.session(session) == nil)
        #expect(try after.book.sessions(of: "expert", at: after.now).isEmpty)
        let answer = try after.book.signIn(
            with: half, code: after.code("officer"), from: after.caller, among: after.members, using: &after.random)
        #expect(answer.refusal == .codeTooLate)
        #expect(
            try after.book.openLetter(
                "other", code: letter.code.text, from: after.caller, among: after.members, using: &after.random) == nil)
        #expect(try after.lastWord() == .letterNone)
        let again = try #require(try after.signIn("expert").session, "passwords are those of the backup")
        #expect(
            after.refused {
                try after.book.addFactor(
                    offer.id, label: "", code: offer.secret.code(at: after.now.seconds / 30), again.token,
                    from: after.caller, among: after.members)
            } == ["factor-unknown"])
        #expect(try after.signIn("officer", code: after.code("officer")).session != nil)
        #expect(try after.book.log().contains { $0.outcome == .letterIssued }, "the log is kept")
    }

    /// Ledgers whose last backup has no such tables are restored as before.
    @Test func restore_ofALedgerOfBefore_getsTheTables() throws {
        let path = try copyOfSecond()
        let place = folder.appending(path: "place.sqlite").path
        try Store(path: path, .looking).backUp(to: place)
        #expect(try tables(place).isEmpty)
        let store = try Store(path: place, .existing)
        try store.write { try $0.voidSignIns() }
        #expect(try store.read { try $0.holdsAccounts() })
    }
}

extension Desk {
    /// What SQLite was told of each table.
    fileprivate func schema() throws -> [String: String] {
        store.close()
        let rows = try DatabaseQueue(path: store.path).read {
            try Row.fetchAll($0, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL")
        }
        return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }) { $1 }
    }
}
