// Base64 in both alphabets: agreement with Foundation, and one spelling only.

import Foundation
import Testing

@testable import AuditLedger

@Suite struct Base64Tests {
    @Test func encode_everyLength_equalsFoundation() throws {
        var random = SeededRandom(1)
        for length in 0..<100 {
            let bytes = random.bytes(length)
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.encode(bytes) == text)
            #expect(Base64.decode(text) == bytes)
            let url = text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            #expect(Base64.encodeURL(bytes) == url)
            #expect(Base64.decodeURL(url) == bytes)
        }
    }

    /// Whatever decodes is what encoding gives: all texts of up to three characters and one pad, over a small alphabet.
    @Test func decode_anyAcceptedText_isTheOneSpelling() {
        let alphabet = ["A", "B", "Q", "g", "w", "/", "_", "+", "-", "=", "\n", " "]
        var texts = [""]
        for _ in 0..<4 { texts += texts.flatMap { text in alphabet.map { text + $0 } } }
        var accepted = 0
        for text in Set(texts) {
            if let bytes = Base64.decode(text) { #expect(Base64.encode(bytes) == text); accepted += 1 }
            if let bytes = Base64.decodeURL(text) { #expect(Base64.encodeURL(bytes) == text); accepted += 1 }
        }
        #expect(accepted > 1000)
    }

    @Test(arguments: ["AB==", "AAB=", "A===", "AA", "AAA", "AA=A", "====", "AA=", "A", "AAAAA", "AA==AA==", "QQ==\n"])
    func decode_wrongPaddingOrTrailingBits_refuses(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: ["A", "AB", "AAB", "AA==", "A+/A", "AAAAA"])
    func decodeURL_otherAlphabetOrTrailingBits_refuses(text: String) {
        #expect(Base64.decodeURL(text) == nil)
    }
}
