// Receipts of an expert's sheet and of a zone's result.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Proving
import Publishing
import Reasons
import RoundState
import Testing

@Suite struct ReceiptTests {
    @Test func receipt_ofASheet_showsItsMarksAndNothingElse() throws {
        let life = try Life(through: .noticed)
        let seat = try #require(try life.seats().first)
        let bytes = try life.ledger.receipt(ofSheet: seat.id, in: Life.round, for: life.own(seat))
        let proven = try verify(receipt: bytes, trusting: [life.place.signer.verifierKey]).get()
        #expect(proven.event.type == "sheet.sealed")
        #expect(proven.disclosed.map(\.name).sorted() == ["comment", "sheet"])
        let sheet = try #require(proven.disclosed.first { $0.name == "sheet" }?.value)
        #expect(sheet["marks"]?.arrayValue?.first == ["p.1", .integer(seat.marks["p.1"] ?? 0)])
        #expect(sheet["seat"] == .string(seat.id.text))
    }

    @Test func receipt_ofAResult_saysTotalAndRank() throws {
        let life = try Life(through: .noticed)
        let bytes = try life.ledger.receipt(ofResult: Life.county, in: Life.round, for: Viewer("officer"))
        let proven = try verify(receipt: bytes, trusting: [life.place.signer.verifierKey]).get()
        let result = try #require(try life.ledger.register().rounds[Life.round]?.result?.zones[Life.county] ?? nil)
        #expect(proven.event.fields["zone"] == .string(Life.county.text))
        let shown = try #require(proven.disclosed.first { $0.name == "result" }?.value)
        #expect(shown["total"] == .string(result.total ?? "") && shown["rank"] == .integer(result.rank ?? 0))
    }

    @Test func receipt_byteFlippedAnywhere_isRefused() throws {
        let life = try Life(through: .noticed)
        let seat = try #require(try life.seats().first)
        let keys = [life.place.signer.verifierKey]
        for bytes in [
            try life.ledger.receipt(ofSheet: seat.id, in: Life.round, for: life.own(seat)),
            try life.ledger.receipt(ofResult: Life.county, in: Life.round, for: Viewer("officer")),
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
        let bytes = try life.ledger.receipt(ofResult: Life.county, in: Life.round, for: Viewer("officer"))
        #expect(verify(receipt: bytes, trusting: [stranger.verifierKey]).failure?.code == .unknownKey)
    }

    // MARK: held against a bundle

    /// The bureau counts other marks than were sealed, signs anew, and computes all that follows: the public sees a sound bundle, the
    /// expert does not.
    @Test func reconcile_markCountedOtherwise_isSeenByItsExpertAlone() throws {
        let life = try Life(through: .noticed)
        let keys = [life.place.signer.verifierKey]
        let seats = try life.seats()
        let (mine, other) = (seats[0], seats[1])
        let receipts = try [mine, other].map {
            try verify(receipt: life.ledger.receipt(ofSheet: $0.id, in: Life.round, for: life.own($0)), trusting: keys)
                .get()
        }
        let honest = try life.bundle()
        for receipt in receipts {
            #expect(try reconcile(receipt, with: honest, trusting: keys).get() == .agrees)
        }

        let forged = try counting(["p.1": 3950, "p.2": 1200], for: mine.id, in: life)
        #expect(verify(bundle: forged, trusting: keys).isHeld, "the public cannot see it")
        let sealed = (
            p1: Fraction(hundredths: mine.marks["p.1"] ?? 0), p2: Fraction(hundredths: mine.marks["p.2"] ?? 0)
        )
        let seen = try reconcile(receipts[0], with: forged, trusting: keys).get()
        #expect(
            seen == .differs([difference("p.1", sealed.p1, "39.5"), difference("p.2", sealed.p2, "12")]))
        #expect(try reconcile(receipts[1], with: forged, trusting: keys).get() == .agrees)
    }

    private func difference(_ indicator: CriterionID, _ sealed: Fraction, _ counted: String) -> Reason {
        Reason(
            .differsMark, .indicator(indicator), ["sealed": .text("\(sealed)"), "counted": .text(counted)])
    }

    /// A life in which the close counts other marks for one seat than it sealed.
    private func counting(_ marks: [CriterionID: Int], for seat: SeatID, in life: Life) throws -> BundleFiles {
        var forge = try Forge(life.bundle(), signer: life.place.signer)
        let index = try forge.first("seat.counted") { $0["seat"] == .string(seat.text) }
        try forge.disclose(
            "marks", .array(marks.sorted { $0.key < $1.key }.map { [.string($0.key.text), .integer($0.value)] }),
            at: index)
        try forge.recompute()
        return try forge.sealed()
    }

    @Test func reconcile_resultThatAnObjectionReplaced_isTold() throws {
        let life = try Life(through: .noticed)
        let keys = [life.place.signer.verifierKey]
        let receipt = try verify(
            receipt: life.ledger.receipt(ofResult: Life.city, in: Life.round, for: Viewer("officer")), trusting: keys
        )
        .get()
        try life.correctShare(of: Life.city, by: "a-hecheng")
        guard case .differs(let seen) = try reconcile(receipt, with: life.bundle(), trusting: keys).get() else {
            Issue.record("the receipt is of an older result")
            return
        }
        #expect(
            seen.allSatisfy { $0.code == .differsResult }
                && Set(seen.map { $0.values["of"] }).isSuperset(of: [Measure.total.told, Measure.verdict.told]))
    }

    @Test func reconcile_bundleOfAnotherLog_isRefused() throws {
        let life = try Life(through: .noticed)
        let keys = [life.place.signer.verifierKey]
        let receipt = try verify(
            receipt: life.ledger.receipt(
                ofSheet: try #require(try life.seats().first).id, in: Life.round,
                for: life.own(try #require(try life.seats().first))),
            trusting: keys
        ).get()
        var forge = try Forge(life.bundle(), signer: life.place.signer)
        forge.entries[receipt.event.seq]["id"] = .string(String(repeating: "A", count: 22))
        let failure = try #require(try reconcile(receipt, with: forge.sealed(), trusting: keys).failure)
        #expect(failure.reason.code == .bundleOfOtherLog, "\(failure)")
    }
}
