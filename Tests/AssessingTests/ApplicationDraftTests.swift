// What a zone writes before it hands it in: fields with versions, files in parts, one step at the end that takes the rows along.

import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import Reasons
import RoundState
import Storage
import Testing

@testable import Assessing

@Suite struct ApplicationDraftTests {
    private let user: UserID = "a-hecheng"
    private let now = Moment.day("2026-10-09")
    private let place = DraftPlace.call("c1")

    private func draft(_ life: Life) throws -> ApplicationDraft {
        let own = try life.ledger.ownApplication(under: "c1", for: Viewer(user), on: "2026-10-09")
        guard case .draft(let draft) = own else { throw Refusal(.draftChanged) }
        return draft
    }

    private func save(_ life: Life, _ field: String, _ value: String, base: Int) throws -> DraftOutcome {
        try life.ledger.save([DraftChange(field: field, value: value, base: base)], under: "c1", by: user, at: now)
    }

    private func meetConditions(_ life: Life) throws {
        let changes = Requirement.early.map { DraftChange(field: ApplicationDraft.isMet($0), value: "yes", base: 0) }
        #expect(try life.ledger.save(changes, under: "c1", by: user, at: now).refused.isEmpty)
    }

    private func handIn(_ life: Life, _ draft: ApplicationDraft) throws {
        var random = SystemRandomNumberGenerator()
        try life.ledger.handIn(draft, by: user, at: now, request: EventID(using: &random))
    }

    // MARK: fields

    @Test func field_ofAnOlderVersion_isRefusedWithWhatIsStored() throws {
        let life = try Life()
        #expect(try save(life, "text.p.1", "一", base: 0).saved["text.p.1"]?.version == 1)
        #expect(try save(life, "text.p.1", "二", base: 1).saved["text.p.1"]?.version == 2)
        let stale = try save(life, "text.p.1", "三", base: 1)
        #expect(stale.saved.isEmpty)
        #expect(stale.refused == [Reason(.draftFieldChanged, field: "text.p.1", ["value": "二"])])
        // Who says what is stored, is told that it is.
        #expect(try save(life, "text.p.1", "二", base: 0).saved["text.p.1"]?.version == 2)
    }

    @Test func field_thatMayNotStand_isRefused_andTheOthersAreStored() throws {
        let life = try Life()
        let outcome = try life.ledger.save(
            [
                DraftChange(field: "points.p.1", value: "4001", base: 0),
                DraftChange(field: "text.p.1", value: "甲\u{202E}乙", base: 0),
                DraftChange(field: ApplicationDraft.note(.staff), value: "　五人\r\n ", base: 0),
                DraftChange(field: "text.no-such", value: "x", base: 0),
                DraftChange(field: "files", value: "9", base: 0),
            ], under: "c1", by: user, at: now)
        #expect(
            outcome.refused.map(\.code) == [.claimTooHigh, .textDirection, .draftChanged, .draftChanged])
        #expect(try draft(life)[ApplicationDraft.note(.staff)].value == "五人")
        #expect(try save(life, "points.p.1", "２。50", base: 0).saved["points.p.1"]?.value == "2.5")
    }

    @Test func draft_ofAnotherRole_orAnotherZone_isNone() throws {
        let life = try Life()
        _ = try save(life, "text.p.1", "一", base: 0)
        #expect(try life.ledger.ownApplication(under: "c1", for: Viewer("officer"), on: "2026-10-09") == nil)
        #expect(try life.ledger.ownApplication(under: "c9", for: Viewer(user), on: "2026-10-09") == nil)
        guard
            case .draft(let other) = try life.ledger.ownApplication(
                under: "c1", for: Viewer("a-wucheng"), on: "2026-10-09")
        else { throw Refusal(.draftChanged) }
        #expect(other["text.p.1"] == .none)
    }

    // MARK: files

    private func upload(_ bytes: [UInt8], _ name: String = "据.pdf", for indicator: CriterionID? = "p.1") -> DraftUpload
    {
        DraftUpload(
            place: place, indicator: indicator, name: name, size: bytes.count, digest: Hash.plain(bytes).hex)
    }

    @Test func file_inParts_goesOnWhereItsBytesEnd() throws {
        let life = try Life()
        let bytes = Array("%PDF-1.7".utf8) + [UInt8](repeating: 7, count: 1000)
        let upload = upload(bytes)
        #expect(try life.ledger.begin(upload, head: Array(bytes.prefix(16)), by: user, at: now) == 0)
        #expect(try life.ledger.add(Array(bytes[..<600]), at: 0, of: upload, by: user, at: now).count == 600)
        // A part that is not the next one changes nothing.
        #expect(try life.ledger.add(Array(bytes[..<600]), at: 0, of: upload, by: user, at: now).count == 600)
        #expect(try life.ledger.begin(upload, head: Array(bytes.prefix(16)), by: user, at: now) == 600)
        #expect(try draft(life).files.isEmpty)
        let (count, file) = try life.ledger.add(Array(bytes[600...]), at: 600, of: upload, by: user, at: now)
        #expect(count == 1008)
        #expect(file?.digest == upload.digest)
        #expect(try life.ledger.draftBytes(upload.digest, for: Viewer(user))?.bytes == bytes)
        #expect(try life.ledger.draftBytes(upload.digest, for: Viewer("a-wucheng")) == nil)
        #expect(try life.ledger.draftBytes(upload.digest, for: Viewer("officer")) == nil)
        try life.ledger.cancel(upload, by: user, at: now)
        #expect(try draft(life).files.isEmpty)
        #expect(!life.ledger.store.uploads.holds(upload.digest, of: "hecheng"))
    }

    @Test(
        arguments: [
            ("a.exe", Array("anything".utf8), ReasonCode.fileIsProgram), ("b.pdf", Array("MZ..".utf8), .fileIsProgram),
            ("c.pdf", Array("%PDF-1.4 trailer <</Encrypt 5 0 R>>".utf8), .fileIsLocked), ("d.pdf", [], .fileEmpty),
            ("e\u{202E}.pdf", Array("%PDF-".utf8), .textDirection),
        ])
    func file_thatMayNotCome_isRefusedByName_andLeavesNothing(name: String, bytes: [UInt8], code: ReasonCode) throws {
        let life = try Life()
        #expect(
            refused { try life.ledger.add(bytes, named: name, to: place, for: nil, by: user, at: now) }.map(\.code)
                == [code])
        let upload = upload(bytes, name)
        let whole = refused {
            _ = try life.ledger.begin(upload, head: Array(bytes.prefix(16)), by: user, at: now)
            return try life.ledger.add(bytes, at: 0, of: upload, by: user, at: now)
        }
        #expect(whole.map(\.code) == [code])
        #expect(try life.ledger.store.read { try $0.draftFiles(of: "hecheng") }.isEmpty)
        #expect(life.ledger.store.uploads.count(ofHalf: upload.digest, of: "hecheng") == 0)
    }

    @Test func file_thatIsNotWhatWasSaid_isRefused() throws {
        let life = try Life()
        let upload = DraftUpload(
            place: place, indicator: nil, name: "据.pdf", size: 4, digest: Hash.plain(Array("abcd".utf8)).hex)
        _ = try life.ledger.begin(upload, head: [], by: user, at: now)
        #expect(
            refused { try life.ledger.add(Array("abce".utf8), at: 0, of: upload, by: user, at: now) }.map(\.code)
                == [.uploadDiffers])
    }

    @Test func file_thatTheScannerRefuses_isGone_andItsWordsAreTold() throws {
        var limits = LedgerLimits()
        limits.accept = { _ in throw Refusal(.scannerRefused, field: "evidence", ["said": "EICAR"]) }
        let life = try Life(limits)
        #expect(
            refused { try life.ledger.add([1, 2], named: "一.pdf", to: place, for: nil, by: user, at: now) } == [
                Reason(.scannerRefused, field: "evidence", ["said": "EICAR"])
            ])
        #expect(try draft(life).files.isEmpty)
    }

    @Test func half_thatNobodyGoesOnWith_isSweptAfterDays_andWhatIsNamedStays() throws {
        let life = try Life()
        let bytes = Array("%PDF-1.7 one".utf8)
        _ = try life.ledger.begin(upload(bytes), head: [], by: user, at: now)
        _ = try life.ledger.add(Array(bytes[..<4]), at: 0, of: upload(bytes), by: user, at: now)
        try life.ledger.add([1, 2, 3], named: "整.pdf", to: place, for: nil, by: user, at: now)
        let later = Moment(seconds: Int(Date().timeIntervalSince1970) + 30 * 86_400)
        try life.ledger.sweepUploads(at: later)
        #expect(life.ledger.store.uploads.count(ofHalf: Hash.plain(bytes).hex, of: "hecheng") == 0)
        #expect(try draft(life).files.map(\.isThere) == [true])
    }

    // MARK: handed in

    @Test func handedIn_theRowsGo_andAfterAReturn_allIsThereAgain() throws {
        let life = try Life()
        try meetConditions(life)
        _ = try save(life, "points.p.1", "2", base: 0)
        _ = try save(life, "text.p.1", "第一版", base: 0)
        try life.ledger.add([1, 2, 3], named: "一.pdf", to: place, for: "p.1", by: user, at: now)
        let first = try draft(life)
        try handIn(life, first)
        #expect(try life.ledger.store.read { try $0.draftFields(of: "hecheng", at: "call/c1") }.isEmpty)
        #expect(!life.ledger.store.uploads.holds(Hash.plain([1, 2, 3]).hex, of: "hecheng"))
        #expect(refused { try save(life, "text.p.1", "x", base: 0) }.map(\.code) == [.draftClosed])
        #expect(refused { try handIn(life, first) }.isEmpty == false)

        try life.officer(ReturnApplication(first.id, opinion: "请补充"), on: "2026-10-09")
        let again = try draft(life)
        #expect(again["text.p.1"].value == "第一版")
        #expect(again.files.map(\.name) == ["一.pdf"])
        #expect(again.returned?.history.last?.opinion == "请补充")
        try life.ledger.add([4, 5], named: "二.pdf", to: place, for: "p.1", by: user, at: now)
        let old = DraftUpload(place: place, indicator: "p.1", name: "", size: 0, digest: Hash.plain([1, 2, 3]).hex)
        try life.ledger.cancel(old, by: user, at: now)
        _ = try save(life, "text.p.1", "第二版", base: 0)
        try handIn(life, try draft(life))
        let application = try #require(life.ledger.standing.register.applications[first.id])
        #expect(application.version == 2)
        #expect(application.evidence.map(\.name) == ["二.pdf"])
        #expect(application.before?.evidence.map(\.name) == ["一.pdf"])
        #expect(application.before?.claims.map(\.text) == ["第一版"])
        #expect(life.ledger.store.evidence.holds(Hash.plain([1, 2, 3]).hex), "the first version names it for ever")
        #expect(try verify(life.ledger.store).isHeld)
    }

    @Test func handedIn_afterItWasChangedElsewhere_isRefused_andNothingIsLost() throws {
        let life = try Life()
        try meetConditions(life)
        try life.ledger.add([1, 2, 3], named: "一.pdf", to: place, for: nil, by: user, at: now)
        let seen = try draft(life)
        _ = try save(life, "text.p.1", "后来写的", base: 0)
        #expect(refused { try handIn(life, seen) }.map(\.code) == [.draftChanged])
        #expect(try draft(life)["text.p.1"].value == "后来写的")
        #expect(try draft(life).files.map(\.isThere) == [true])
        #expect(life.ledger.store.evidence.names().isEmpty)
        _ = try save(life, ApplicationDraft.isMet(.staff), "no", base: 1)
        #expect(refused { try handIn(life, try draft(life)) }.map(\.code) == [.conditionUnmet])
        #expect(try draft(life).files.map(\.isThere) == [true])
    }
}
