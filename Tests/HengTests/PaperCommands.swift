// Papers on the command line, as a part of a round's life: held against the ledger, taken back, issued anew.

import Foundation
import Testing

extension LifeCommandTests {
    /// Papers beside the bundle and the database: what the ledger names, what it does not, what was corrected.
    func holdPapers(_ bureau: Bureau) throws {
        let against = "--bundle bundle --key \(bureau.key)"
        for name in ["certificate-hecheng.pdf", "correction-1.pdf", "finding.pdf", "score-sheet-lucheng.pdf"] {
            let held = try done(bureau.plain("verify papers/\(name) \(against)"))
            #expect(held.text.hasPrefix("verified: papers/\(name) is byte for byte"), "\(held.text)")
        }
        let held = try done(bureau.plain("verify papers/certificate-hecheng.pdf --database l.sqlite"))
        #expect(held.text.contains("named as certificate test-2026-01, code "), "\(held.text)")
        let notice = try bureau.plain("verify papers/notice.pdf \(against)")
        #expect(notice.status == 1 && notice.errors.contains("the result that it was made from was corrected"))
        let path = bureau.folder.appending(path: "papers/certificate-hecheng.pdf")
        let file = try Data(contentsOf: path)
        var changed = file
        changed[file.count / 2] ^= 1
        try changed.write(to: bureau.folder.appending(path: "changed.pdf"))
        let altered = try bureau.plain("verify changed.pdf \(against)")
        #expect(altered.status == 1 && altered.errors.contains("with other bytes"), "\(altered.errors)")
        try (file + Data("1 0 obj\n<<>>\nendobj\n%%EOF\n".utf8)).write(to: bureau.folder.appending(path: "signed.pdf"))
        let signed = try bureau.plain("verify signed.pdf \(against)")
        #expect(
            signed.status == 1 && signed.errors.contains("NOT CONFIRMED: signed.pdf only begins with the paper"),
            "\(signed.errors)")
        try Data("%PDF-1.5\nanybody's\n%%EOF\n".utf8).write(to: bureau.folder.appending(path: "strange.pdf"))
        #expect(try bureau.plain("verify strange.pdf \(against)").errors.contains("does not say what it is"))
        try Data("no PDF".utf8).write(to: bureau.folder.appending(path: "text.pdf"))
        let text = try bureau.plain("verify text.pdf \(against)")
        #expect(text.status == 65 && text.errors.contains("not a PDF file"))
        #expect(try bureau.plain("verify signed.pdf").status == 64)
    }

    /// A revoked certificate holds no more, leaves the folder, and another comes in its place.
    func takeBack(_ bureau: Bureau) throws {
        try FileManager.default.copyItem(
            at: bureau.folder.appending(path: "papers/certificate-hecheng.pdf"),
            to: bureau.folder.appending(path: "old.pdf"))
        let revoked = try bureau.plain("verify old.pdf --database l.sqlite")
        #expect(revoked.status == 1 && revoked.errors.contains("was revoked on 2026-11-16"), "\(revoked.errors)")
        #expect(try done(bureau.look(nil, "certificate show test-2026-01")).text.contains("revoked since 2026-11-16"))
        let written = try done(bureau.look("officer", "documents --output papers")).text
        #expect(written.contains("papers/certificate-hecheng.pdf: the certificate is revoked"), "\(written)")
        refused(try bureau.step("officer", "certificate issue test-2026 --anew lucheng"), "has no revoked certificate")
        try done(bureau.step("officer", "certificate issue test-2026 --anew hecheng"))
        let shown = try done(bureau.look(nil, "certificate show test-2026-01")).text
        #expect(shown.contains("corrected (revoked on 2026-11-16; test-2026-03, code "), "\(shown)")
        let replaced = try bureau.plain("verify old.pdf --database l.sqlite")
        #expect(replaced.status == 1 && replaced.errors.contains("certificate test-2026-03 came in its place"))
    }
}
