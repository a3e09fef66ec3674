// Papers that the ledger names: the register of certificates, what comes in the place of what, and what a file proves.

import AssessmentModel
import Assessing
import AuditLedger
import EventModel
import Foundation
import HashTreeCollections
import Proving
import Reasons
import RoundState
import Storage
import Testing

@Suite struct PaperTests {
    private static let day = "2026-11-16"

    /// A final round with a certificate for every zone that passed.
    private func issued() throws -> Life {
        let life = try Life(through: .final)
        try life.issue(on: Self.day)
        return life
    }

    private func first(_ life: Life) throws -> Certificate {
        try #require(life.ledger.standing.certificates.first)
    }

    private func paper(of certificate: Certificate, _ life: Life) throws -> [UInt8] {
        let digest = try #require(certificate.paper).digest
        return try #require(try life.ledger.store.evidence.read(digest))
    }

    private func held(_ file: [UInt8], _ life: Life) throws -> PaperProof {
        try verify(paper: file, in: life.ledger.store).get()
    }

    /// nil for a file that is no certificate.
    private func validity(of file: [UInt8], _ life: Life) throws -> Certificate.Validity? {
        guard case .certificate(let known) = try held(file, life).finding else { return nil }
        return known.validity(on: "2026-11-18")
    }

    @Test func certificate_whenIssued_isInTheRegisterByCodeNumberAndId() throws {
        let life = try issued()
        let known = try first(life)
        let code = try #require(known.paper?.code)
        #expect(isCertificateCode(code) && code.count == 10)
        let standing = life.ledger.standing
        for name in [code, code.uppercased(), known.id.text, standing.paperNumber(of: known)] {
            let entry = try standing.certificate(called: name, on: "2026-11-20").get()
            #expect(entry.certificate == known && entry.validity == .valid, "\(name)")
        }
        #expect(try standing.certificate(called: code, on: "2050-01-01").get().validity == .expired)
        #expect(throws: Refusal.self) { try standing.certificate(called: "0000000000", on: Self.day).get() }
    }

    @Test func certificate_thatIsRevoked_comesBackOnlyByNameAndUnderAnotherNumber() throws {
        let life = try issued()
        let old = try first(life)
        try life.officer(RevokeCertificate(old.id, reason: "打印有误"), on: "2026-11-17")
        #expect(throws: Refusal.self) { try life.issue(on: "2026-11-18") }
        let entry = try life.ledger.standing.certificate(called: old.id.text, on: "2026-11-18").get()
        #expect(entry.validity == .revoked && entry.certificate.revokedOn == "2026-11-17")
        try life.issue(anew: [old.zone], on: "2026-11-18")
        let corrected = try life.ledger.standing.certificate(called: old.id.text, on: "2026-11-18").get()
        let new = try #require(corrected.replacement)
        #expect(corrected.validity == .corrected && new.paper?.replaces == old.id && new.zone == old.zone)
        #expect(new.id != old.id && new.sequence > old.sequence && new.paper?.code != old.paper?.code)
        #expect(throws: Refusal.self) { try life.issue(anew: [old.zone], on: "2026-11-19") }
        _ = try verify(life.ledger.store).get()
    }

    @Test func certificates_preparedForAnotherDayOrNotAll_areRefused() throws {
        let life = try Life(through: .final)
        let due = try life.ledger.standing.register.certificatesDue(in: Life.round, on: Self.day).get()
        #expect(due.count > 1)
        let before = life.ledger.store.evidence.names()
        let papers = due.enumerated().map { PreparedCertificate($1, code: "000000000\($0)", bytes: [UInt8($0)]) }
        for (papers, day) in [(papers, "2026-11-17"), (Array(papers.dropLast()), Self.day), ([], Self.day)] {
            let refusal = #expect(throws: Refusal.self) {
                try life.officer(IssueCertificates(Life.round, papers: papers), on: day)
            }
            #expect(refusal?.reasons.map(\.code) == [.certificatesNotPrepared])
            #expect(life.ledger.store.evidence.names() == before, "nothing is left of what was not issued")
        }
    }

    @Test func paper_ofCertificate_holdsUntilItIsChangedRevokedOrReplaced() throws {
        let life = try issued()
        let known = try first(life)
        let file = try paper(of: known, life)
        #expect(try held(file, life).finding == .certificate(known))
        let signed = file + Array("1 0 obj\n<< /Type /Sig >>\nendobj\nstartxref\n0\n%%EOF\n".utf8)
        let found = try held(signed, life)
        #expect(found.finding == .certificate(known) && found.hasAdditions)
        for place in [0, file.count / 2, file.count - 1] {
            var other = file
            other[place] ^= 1
            #expect(try held(other, life).finding == .strange)
        }
        try life.officer(RevokeCertificate(known.id, reason: "材料造假"), on: "2026-11-17")
        #expect(try validity(of: file, life) == .revoked)
        try life.issue(anew: [known.zone], on: "2026-11-18")
        #expect(try validity(of: file, life) == .corrected)
    }

    @Test func paper_thatClaimsSomething_isForeignUnnamedOrAltered() throws {
        let life = try issued()
        let known = try first(life)
        func file(_ claims: PaperClaims) -> [UInt8] {
            let entries = claims.entries.map { key, value in
                "/\(key) <FEFF" + value.utf16.map { String(format: "%04X", $0) }.joined() + ">\n"
            }
            return Array(("%PDF-1.5\n" + entries.joined() + "%%EOF\n").utf8)
        }
        let origin = life.ledger.standing.register.origin
        #expect(
            try held(file(PaperClaims(.notice, ledger: "other.example", round: Life.round)), life).finding
                == .foreign("other.example"))
        let notice = PaperClaims(.notice, ledger: origin, round: Life.round)
        let found = try held(file(notice), life)
        #expect(found.finding == .unnamed && found.claims == notice)
        let copy = PaperClaims(
            .certificate, ledger: origin, round: Life.round, zone: known.zone, code: known.paper?.code)
        #expect(try held(file(copy), life).finding == .altered)
    }

    @Test func papers_issuedAgain_replaceThoseOfTheirName() throws {
        let life = try Life(through: .noticed)
        let before = Set(life.ledger.store.evidence.names())
        let papers: [String: [UInt8]] = ["notice.pdf": [1], "score-sheet-lucheng.pdf": [2]]
        try life.officer(IssuePapers(Life.round, papers: papers), on: "2026-11-10")
        #expect(throws: Refusal.self) { try life.officer(IssuePapers(Life.round, papers: papers), on: "2026-11-10") }
        try life.officer(IssuePapers(Life.round, papers: ["notice.pdf": [3]]), on: "2026-11-11")
        func named(_ file: [UInt8]) throws -> PaperProof.Named? {
            if case .paper(let named) = try held(file, life).finding { named } else { nil }
        }
        #expect(try named([1])?.replacedOn == "2026-11-11")
        #expect(try named([3])?.replacedOn == nil && named([3])?.name == "notice.pdf")
        #expect(try named([2])?.day == "2026-11-10")
        let kept = life.ledger.store.evidence.names().filter { !before.contains($0) }
        #expect(
            kept == [Hash.plain([1]).hex, Hash.plain([3]).hex].sorted(), "score sheets hold comments, and are not kept")
        let bundle = try life.bundle()
        guard case .paper = try verify(paper: [3], with: bundle).get().finding else {
            Issue.record("a bundle knows the papers too")
            return
        }
    }

    @Test func papers_ofALedger_areInItsBackupAndMissedByItsProof() throws {
        let life = try issued()
        let target = BackupFolder(life.place.folder.appending(path: "backup").path)
        _ = try backUp(life.ledger.store, to: target)
        let digest = try #require(try first(life).paper?.digest)
        #expect(FileManager.default.fileExists(atPath: "\(target.database).evidence/\(digest)"))
        try life.ledger.scrub()
        #expect(life.ledger.store.evidence.holds(digest))
        _ = try life.ledger.store.evidence.remove(digest)
        #expect(throws: LedgerError.self) { try verify(life.ledger.store).get() }
    }
}
