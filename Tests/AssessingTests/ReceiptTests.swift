// Receipts of an expert's sheet and of a zone's result.

import Assessing
import AssessmentModel
import AuditLedger
import Foundation
import Testing

@Suite struct ReceiptTests {
    @Test func receipt_ofASheet_showsItsMarksAndNothingElse() throws {
        let life = try Life(through: .noticed)
        let seat = try #require(try life.seats().first)
        let bytes = try life.ledger.receipt(ofSheet: seat.id, in: Life.round)
        let proven = try verify(receipt: bytes, trusting: [life.place.signer.verifierKey]).get()
        #expect(proven.event.type == "sheet.sealed")
        #expect(proven.disclosed.map(\.name).sorted() == ["comment", "sheet"])
        let sheet = try #require(proven.disclosed.first { $0.name == "sheet" }?.value)
        #expect(sheet.contains("[\"p.1\",\(seat.marks["p.1"] ?? 0)]") && sheet.contains(seat.id.text))
    }

    @Test func receipt_ofAResult_saysTotalAndRank() throws {
        let life = try Life(through: .noticed)
        let bytes = try life.ledger.receipt(ofResult: Life.county, in: Life.round)
        let proven = try verify(receipt: bytes, trusting: [life.place.signer.verifierKey]).get()
        let result = try #require(try life.ledger.register().rounds[Life.round]?.result?.zones[Life.county] ?? nil)
        #expect(proven.event.fields["zone"] == .string(Life.county.text))
        let shown = try #require(proven.disclosed.first { $0.name == "result" }?.value)
        #expect(shown.contains("\"total\":\"\(result.total ?? "")\"") && shown.contains("\"rank\":\(result.rank ?? 0)"))
    }

    @Test func receipt_byteFlippedAnywhere_isRefused() throws {
        let life = try Life(through: .noticed)
        let seat = try #require(try life.seats().first)
        let keys = [life.place.signer.verifierKey]
        for bytes in [
            try life.ledger.receipt(ofSheet: seat.id, in: Life.round),
            try life.ledger.receipt(ofResult: Life.county, in: Life.round),
        ] {
            #expect(verify(receipt: bytes, trusting: keys).isHeld)
            for offset in bytes.indices {
                var spoilt = bytes
                spoilt[offset] ^= UInt8(1) << UInt8(offset % 8)
                #expect(!verify(receipt: spoilt, trusting: keys).isHeld, "byte \(offset)")
            }
        }
    }

    @Test func receipt_ofAnotherLedger_isRefused() throws {
        let life = try Life(through: .noticed)
        var random = life.place.random
        let stranger = try SignerKey(name: "test.example/ledger", using: &random)
        let bytes = try life.ledger.receipt(ofResult: Life.county, in: Life.round)
        #expect(verify(receipt: bytes, trusting: [stranger.verifierKey]).failure?.code == .unknownKey)
    }
}
