// Keys, notes and checkpoints: known texts, openssl, and every change.

import Foundation
import Testing

@testable import AuditLedger

@Suite struct CheckpointTests {
    let ledger: Ledger

    init() throws { ledger = try Ledger() }

    func verify(_ note: [UInt8], keys: [VerifierKey]? = nil, origin: String = Ledger.origin) -> Checked<Checkpoint> {
        Checkpoint.verify(note, keys: keys ?? ledger.keys, origin: origin)
    }

    func verify(_ text: String) -> Checked<Checkpoint> { verify(Array(text.utf8)) }

    func signed(_ text: String) throws -> [UInt8] { try SignedNote(text: text, signers: [ledger.signer]).bytes }

    /// The keys and the note of the example in golang.org/x/mod/sumdb/note.
    @Test func note_publishedExample_signsAndVerifies() throws {
        let signer = try SignerKey(
            parsing: "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
        let key = try VerifierKey(parsing: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        #expect(signer.verifierKey == key)
        let text =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
        let note = try SignedNote(text: text, signers: [signer])
        let line =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
        #expect(String(decoding: note.bytes, as: UTF8.self) == "\(text)\n\(line)\n")
        #expect(note.verify(with: [key]).value == [key])
    }

    @Test func checkpoint_signed_verifies() throws {
        let checkpoint = try verify(ledger.checkpoint.bytes).get()
        #expect(checkpoint.size == Ledger.size && checkpoint.origin == Ledger.origin)
        #expect(checkpoint.root == (try ledger.tree.root()))
        #expect(try SignedNote(parsing: ledger.checkpoint.bytes) == ledger.checkpoint)
    }

    @Test func checkpoint_anyBitFlipped_isRefused() {
        let bytes = ledger.checkpoint.bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(!verify(changed).isHeld, "byte \(place), bit \(bit)")
            }
        }
        for length in 0..<bytes.count { #expect(!verify(Array(bytes.prefix(length))).isHeld) }
        for byte in [0x0A, 0x20, 0x3D, 0x41] as [UInt8] { #expect(!verify(bytes + [byte]).isHeld) }
    }

    @Test func checkpoint_otherOriginOrKey_isRefused() throws {
        #expect(verify(ledger.checkpoint.bytes, origin: "demo.heng.example/2027").failure?.code == .mismatch)
        var random = SeededRandom(1)
        let stranger = try SignerKey(name: Ledger.origin, using: &random)
        #expect(verify(ledger.checkpoint.bytes, keys: [stranger.verifierKey]).failure?.code == .unknownKey)
        #expect(verify(ledger.checkpoint.bytes, keys: []).failure?.code == .unknownKey)
        #expect(throws: LedgerError.self) {
            try Checkpoint(origin: "other", size: 1, root: .emptyRoot).signed(by: [ledger.signer])
        }
        #expect(throws: LedgerError.self) {
            try Checkpoint(origin: Ledger.origin, size: 1, root: .emptyRoot).signed(by: [])
        }
    }

    @Test func note_otherPeoplesLines_areIgnored() throws {
        let witness = "— finance.example.gov/witness " + Base64.encode(Array(repeating: 7, count: 76))
        let sameName = "— \(Ledger.origin) " + Base64.encode(Array(repeating: 9, count: 68))
        let unicode = "— 见证人 " + Base64.encode(Array(repeating: 1, count: 5))
        let text = ledger.checkpoint.text
        let own = ledger.checkpoint.signatures[0].line
        #expect(verify("\(text)\n\(witness)\n\(sameName)\n\(own)\n\(unicode)\n").isHeld)
        #expect(verify("\(text)\n\(witness)\n\(sameName)\n").failure?.code == .unknownKey)
    }

    /// A good line does not make up for a bad one of a known key, in either order.
    @Test func note_badLineOfKnownKey_rejectsTheNote() throws {
        let good = ledger.checkpoint.signatures[0]
        let bad = NoteSignature(name: good.name, keyID: good.keyID, bytes: good.bytes.map { $0 ^ 1 })
        let short = NoteSignature(name: good.name, keyID: good.keyID, bytes: [1])
        let text = ledger.checkpoint.text
        for lines in [[good, bad], [bad, good], [good, short], [bad]] {
            #expect(verify("\(text)\n\(lines.map { $0.line + "\n" }.joined())").failure?.code == .badSignature)
        }
        #expect(verify("\(text)\n\(good.line)\n\(good.line)\n").isHeld)
    }

    @Test func note_twoKeys_bothAreNamed() throws {
        var random = SeededRandom(2)
        let next = try SignerKey(name: Ledger.origin, using: &random)
        let note = try Checkpoint(parsing: ledger.checkpoint.text).signed(by: [ledger.signer, next])
        let both = [ledger.signer.verifierKey, next.verifierKey]
        #expect(note.verify(with: both).value == both)
        #expect(note.verify(with: [next.verifierKey]).value == [next.verifierKey])
    }

    @Test func note_manySignatures_areLimited() throws {
        let line = ledger.checkpoint.signatures[0].line + "\n"
        #expect(verify(ledger.checkpoint.text + "\n" + String(repeating: line, count: 100)).isHeld)
        #expect(!verify(ledger.checkpoint.text + "\n" + String(repeating: line, count: 101)).isHeld)
    }

    /// The text of a note may hold empty lines; the last one parts it from the signatures.
    @Test func note_emptyLinesInText_areKept() throws {
        let text = "a\n\nb\n\n"
        let note = try SignedNote(text: text, signers: [ledger.signer])
        #expect(note.text == text && note.verify(with: ledger.keys).isHeld)
    }

    @Test(arguments: ["", "a", "a\u{1}\n", "a\tb\n", "a\r\n"])
    func note_textThatCannotStand_throws(text: String) {
        #expect(throws: LedgerError.self) { try SignedNote(text: text, signers: [ledger.signer]) }
    }

    static let root = Hash.emptyRoot.base64

    @Test(arguments: [
        "o\n13\n", "o\n13\n\(root)\nextension\n", "o\n013\n\(root)\n", "o\n-1\n\(root)\n", "o\n+1\n\(root)\n",
        "o\n\n\(root)\n",
        "\n1\n\(root)\n", "o p\n1\n\(root)\n", "o+p\n1\n\(root)\n", "原\n1\n\(root)\n",
        "o\n9223372036854775808\n\(root)\n",
        "o\n1\n\(root.dropLast())\n", "o\n1\n\(root) \n", "o\n1\nAAAA\n",
        "o\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "o\n1\n\(root.dropLast(2))V=\n", "o\n1\n\(root)", "o\n１\n\(root)\n",
    ])
    func checkpoint_otherText_throws(text: String) {
        #expect(throws: Never.self) { try Checkpoint(parsing: "o\n1\n\(Self.root)\n") }
        #expect(throws: LedgerError.self) { try Checkpoint(parsing: text) }
    }

    @Test func keys_texts_roundTripStrictly() throws {
        let key = ledger.signer.verifierKey
        #expect(try VerifierKey(parsing: key.text) == key)
        #expect(try SignerKey(parsing: ledger.signer.secretText).verifierKey == key)
        #expect(try VerifierKey.list(parsing: Array("\(key.text)\n\(key.text)\n".utf8)) == [key, key])
        for text in [key.text, ledger.signer.secretText] {
            for place in text.utf8.indices {
                var changed = Array(text.utf8)
                changed[text.utf8.distance(from: text.startIndex, to: place)] ^= 1
                let other = String(decoding: changed, as: UTF8.self)
                #expect((try? VerifierKey(parsing: other)) == nil)
                #expect((try? SignerKey(parsing: other)) == nil)
            }
            #expect(throws: LedgerError.self) {
                try VerifierKey.list(parsing: Array((key.text + "\n" + text + "x\n").utf8))
            }
        }
        let error = #expect(throws: LedgerError.self) { try VerifierKey.list(parsing: Array("\(key.text)\nx\n".utf8)) }
        #expect(error?.place == .line(2))
    }

    @Test(arguments: ["", "a b", "a+b", "名", "a\u{A0}b", "a\n"])
    func key_wrongName_throws(name: String) {
        var random = SeededRandom(1)
        #expect(throws: LedgerError.self) { try SignerKey(name: name, using: &random) }
    }

    @Test func signature_checkedByOpenssl_isAcceptedAndAltered_isNot() throws {
        let signature = ledger.checkpoint.signatures[0].bytes
        let text = Array(ledger.checkpoint.text.utf8)
        #expect(try openssl(accepts: signature, of: text))
        #expect(try !openssl(accepts: signature, of: text + [0x0A]))
        #expect(try !openssl(accepts: signature.map { $0 ^ 1 }, of: text))
    }

    /// The public key as SubjectPublicKeyInfo (RFC 8410 section 4): a fixed beginning and the 32 bytes.
    private func openssl(accepts signature: [UInt8], of text: [UInt8]) throws -> Bool {
        let beginning: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        return try TemporaryFolder.with { folder in
            func file(_ name: String, _ bytes: [UInt8]) throws -> String {
                try Data(bytes).write(to: folder.appending(path: name))
                return folder.appending(path: name).path()
            }
            let outcome = try ForeignTool.openssl.run([
                "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER",
                "-inkey", file("key", beginning + ledger.signer.verifierKey.publicKey),
                "-sigfile", file("signature", signature), "-in", file("text", text),
            ])
            let verdict = outcome.output.contains("Signature Verified Successfully")
            #expect(verdict || outcome.output.contains("Signature Verification Failure"), "\(outcome.errors)")
            return verdict
        }
    }
}
