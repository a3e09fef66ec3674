// Disclosures: the published vector, what is accepted, and every change.

import Testing

@testable import AuditLedger

@Suite struct DisclosureTests {
    /// RFC 9901 section 4.2.3, the disclosure of section 4.2.1.
    @Test func digest_publishedVector_matches() {
        let encoded = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
        #expect(Disclosure.digest(of: encoded) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
        #expect(Base64.decodeURL(encoded) == Array("[\"_26bc4LT-ac6q2KI6cBW5es\", \"family_name\", \"Möbius\"]".utf8))
    }

    @Test func disclosure_encoded_readsBackTheSame() throws {
        var random = SeededRandom(4)
        for value in [.integer(-3), "陈喆", true, [1, "b"], ["k": 2]] as [CanonicalJSON] {
            let disclosure = try Disclosure(name: "score", value: value, using: &random)
            #expect(try Disclosure(parsing: disclosure.encoded) == disclosure)
            #expect(disclosure.salt.count == 16)
            let expected = try #require(Base64.decodeURL(disclosure.encoded))
            #expect(expected.starts(with: "[\"\(Base64.encodeURL(disclosure.salt))\",\"score\",".utf8))
        }
    }

    @Test func disclosure_sameValueTwice_hasTwoDigests() throws {
        var random = SeededRandom(5)
        let first = try Disclosure(name: "score", value: 80, using: &random)
        let second = try Disclosure(name: "score", value: 80, using: &random)
        #expect(first.digest != second.digest)
    }

    @Test func verify_ownEvent_holds_otherEvent_fails() throws {
        let (draft, disclosures) = try EventTests.draft()
        let event = try draft.event(seq: 1)
        for disclosure in disclosures { #expect(Disclosure.verify(disclosure.encoded, in: event).value == disclosure) }
        let other = try EventTests.draft(seed: 8).draft.event(seq: 1)
        let verdict = Disclosure.verify(disclosures[0].encoded, in: other)
        #expect(verdict.failure?.code == .mismatch && verdict.failure?.place == .leaf(1))
    }

    @Test func verify_anyByteFlipped_fails() throws {
        let (draft, disclosures) = try EventTests.draft()
        let event = try draft.event(seq: 1)
        for disclosure in disclosures {
            let text = Array(disclosure.encoded.utf8)
            for place in text.indices {
                for bit in 0..<7 {
                    var changed = text
                    changed[place] ^= 1 << bit
                    #expect(!Disclosure.verify(String(decoding: changed, as: UTF8.self), in: event).isHeld)
                }
            }
            #expect(!Disclosure.verify(disclosure.encoded + "=", in: event).isHeld)
            #expect(!Disclosure.verify(disclosure.encoded + "A", in: event).isHeld)
        }
    }

    @Test(arguments: [
        "[\"AAAAAAAAAAAAAAAAAAAAAA\", \"score\",1]", "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"score\"]",
        "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"score\",1,2]",
        "[\"AAAA\",\"score\",1]", "[\"AAAAAAAAAAAAAAAAAAAAAB\",\"score\",1]",
        "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"Score\",1]",
        "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"score\",null]", "[\"AAAAAAAAAAAAAAAAAAAAAA\",\"score\",1.5]", "[1,\"score\",1]",
        "[\"AAAAAAAAAAAAAAAAAAAAAA\",1,1]", "{}", "[]",
    ])
    func parse_otherArray_throws(json: String) throws {
        #expect(throws: Never.self) {
            try Disclosure(parsing: Base64.encodeURL(Array("[\"AAAAAAAAAAAAAAAAAAAAAA\",\"score\",1]".utf8)))
        }
        #expect(throws: LedgerError.self) { try Disclosure(parsing: Base64.encodeURL(Array(json.utf8))) }
    }

    @Test func conceal_wrongNameOrValue_throws() {
        var random = SeededRandom(6)
        #expect(throws: LedgerError.self) { try Disclosure(name: "Score", value: 1, using: &random) }
        #expect(throws: LedgerError.self) { try Disclosure(name: "score", value: nil, using: &random) }
        #expect(throws: LedgerError.self) { try Disclosure(name: "who", value: "e\u{301}", using: &random) }
    }

    @Test func decoy_anySeed_looksLikeADigest() {
        var random = SeededRandom(9)
        let decoys = (0..<20).map { _ in Disclosure.decoy(using: &random) }
        #expect(Set(decoys).count == 20 && decoys.allSatisfy(Disclosure.isDigest))
    }
}
