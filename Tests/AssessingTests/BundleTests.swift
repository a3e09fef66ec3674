// The public bundle: it proves the ranking, tells no name, and no byte of it can be changed.

import Assessing
import AssessmentModel
import AuditLedger
import ProblemWords
import EventModel
import Foundation
import Proving
import Publishing
import RoundState
import Storage
import Testing

@Suite struct BundleTests {
    @Test func bundle_ofAPublishedRound_isProvenWithoutDatabase() throws {
        let life = try Life(through: .noticed)
        let proof = try verify(bundle: life.bundle(), trusting: [life.place.signer.verifierKey]).get()
        let result = try #require(try life.ledger.register().rounds[Life.round]?.result)
        #expect(proof.rounds.map(\.snapshots) == [[result.snapshot]])
        #expect(proof.rounds.map(\.isDrawn) == [true])
        #expect(proof.rounds.map(\.marks) == [30])
    }

    @Test func bundle_beforeTheNotice_isRefused() throws {
        let life = try Life(through: .closed)
        #expect(throws: Refusal.self) { try life.bundle() }
    }

    @Test func bundle_exportedAgain_releasesOnceAndGrowsWithTheLog() throws {
        let life = try Life(through: .noticed)
        let first = try life.bundle()
        #expect(try life.bundle() == first)
        try life.officer(FinaliseRound(Life.round), on: "2026-11-14")
        let second = try life.bundle()
        #expect(second["disclosures.ndjson"] == first["disclosures.ndjson"])
        #expect(second["events.ndjson"]?.starts(with: first["events.ndjson"] ?? []) == true)
        #expect(verify(bundle: second, known: first["checkpoint"]).isHeld)
        #expect(!verify(bundle: first, known: second["checkpoint"]).isHeld)
    }

    @Test func bundle_afterAnObjection_provesBothResults() throws {
        let life = try Life(through: .noticed)
        try life.correctShare(of: Life.city, by: "a-hecheng")
        #expect(try verify(bundle: life.bundle()).get().rounds[0].snapshots.count == 2)
    }

    @Test func bundle_afterARotation_isVouchedForByTheOldKey() throws {
        let life = try Life(through: .noticed)
        let (successor, new) = try life.rotated()
        var files = try successor.exportBundle(
            of: Life.round, readMe: [0x41], by: "officer", at: .day("2026-11-14"))
        for trusted in [life.place.signer, new] {
            #expect(verify(bundle: files, trusting: [trusted.verifierKey]).isHeld)
        }
        var random = life.place.random
        let stranger = try SignerKey(name: "test.example/ledger", using: &random)
        #expect(verify(bundle: files, trusting: [stranger.verifierKey]).failure?.code == .unknownKey)
        let added = try #require(files.keys.sorted().first { isVouching($0, files) })
        files[added] = nil
        #expect(verify(bundle: files).failure.map { "\($0.subject)" } == added)
    }

    /// Whether a receipt's head was signed by two keys.
    private func isVouching(_ name: String, _ files: BundleFiles) -> Bool {
        let text = String(decoding: files[name] ?? [], as: UTF8.self)
        return name.hasSuffix(".tlog-proof") && text.components(separatedBy: "\u{2014} ").count == 3
    }

    // MARK: what it keeps back

    @Test func bundle_anyBytes_holdNoNameNoAccountNoTimeAndNoComment() throws {
        let life = try Life(through: .final)
        let register = try life.ledger.register()
        let secrets =
            life.pool.flatMap { [$0.id.text, $0.name, $0.organisation] }
            + register.users.values.flatMap { [$0.id.text, $0.name] }
            + (try life.seats()).compactMap { $0.comments["p.1"] } + ["2026-10-20T08:15:42Z", "同意推荐", "的台账"]
        let stored = try disclosedText(life)
        let files = try life.bundle()
        for secret in Set(secrets) {
            let forms = Self.base64Forms(of: secret)
            // "的台账" is in a file and not in a disclosure.
            if secret != "的台账" { #expect(stored.contains(secret), "\(secret) could have been found") }
            for (name, bytes) in files {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!text.contains(secret), "\(secret) in \(name)")
                for form in forms { #expect(!text.contains(form), "\(secret), encoded, in \(name)") }
            }
        }
        // The search would find what is there: a mark's indicator, encoded in a disclosure.
        let shown = String(decoding: files["disclosures.ndjson"] ?? [], as: UTF8.self)
        #expect(Self.base64Forms(of: "\"p.1\"").contains { shown.contains($0) })
    }

    /// All disclosures of the database, decoded.
    private func disclosedText(_ life: Life) throws -> String {
        var text = ""
        try life.ledger.store.read { reading in
            try reading.forEachEvent { row in
                for encoded in row.disclosures {
                    text += String(decoding: try Disclosure(parsing: encoded).value.bytes(as: .event), as: UTF8.self)
                }
            }
        }
        return text
    }

    /// How a text looks inside base64, at each of the three places where it can begin; letters at its ends are left out.
    private static func base64Forms(of text: String) -> [String] {
        (0..<3).map { offset in
            let padded = Data(repeating: 0x20, count: offset) + Data(text.utf8)
            let letters = padded.base64EncodedString().replacing("=", with: "")
                .replacing("+", with: "-").replacing("/", with: "_")
            return String(letters.dropFirst(offset == 0 ? 0 : offset + 1).dropLast(2))
        }.filter { $0.count >= 4 }
    }

    @Test func seats_ofOneExpert_cannotBeLinkedByTheOrderOfEvents() throws {
        let life = try Life(through: .noticed)
        let events = try #require(try life.bundle()["events.ndjson"]).split(separator: 0x0A)
            .map { try Event(parsing: Array($0)) }
        let placed = events.filter { $0.fields["seat"] != nil }
        #expect(placed.count == 30, "fifteen assigned, fifteen counted")
        for type in ["seat.assigned", "seat.counted"] {
            let places = placed.filter { $0.type == type }.map { event in
                (event.fields["zone"]?.stringValue ?? "") + " " + (event.fields["seat"]?.stringValue ?? "")
            }
            #expect(places == places.sorted(), "the codes' order, not the experts'")
            #expect(Set(places.map { $0.suffix(20) }).count == 15)
        }
        for event in events where ["cell.saved", "sheet.sealed"].contains(event.type) {
            #expect(event.fields.keys.sorted() == ["round"])
        }
        let digests = Set(events.filter { $0.type == "cell.saved" }.map(\.digests.count))
        #expect(digests == [3], "a comment or none, the number of digests is the same")
    }

    // MARK: what nobody can change

    /// Every file, thousands of places, one bit each: refused, and the place is named.
    @Test func bundle_byteFlippedAnywhere_isRefusedAndNamed() throws {
        let flips = Mutation.flips(of: try Life(through: .noticed).bundle())
        #expect(flips.count > 1500)
        let verdicts = concurrentMap(flips) { flip -> String? in
            guard let failure = verify(bundle: flip.files).failure else { return "accepted" }
            return Self.names(failure, flip) ? nil : "\(failure)"
        }
        for (flip, verdict) in zip(flips, verdicts) where verdict != nil {
            Issue.record("\(flip.what): \(verdict ?? "")")
        }
    }

    private static func names(_ failure: LedgerError, _ flip: Mutation) -> Bool {
        switch flip.file {
        case "events.ndjson", "leaves": failure.place == .leaf(flip.line) || "\(failure.subject)" == flip.file
        case "disclosures.ndjson": "\(failure.subject)".hasPrefix("disclosure") || english(failure).contains("disclos")
        default: "\(failure.subject)" == flip.file
        }
    }

    @Test func bundle_linesDroppedRepeatedSwapped_areRefused() throws {
        for edit in Mutation.lineEdits(of: try Life(through: .noticed).bundle()) {
            #expect(!verify(bundle: edit.files).isHeld, "\(edit.what)")
        }
    }

    @Test func bundle_fileMissingOrAdded_isRefusedAndNamed() throws {
        for edit in Mutation.fileEdits(of: try Life(through: .noticed).bundle()) {
            #expect(verify(bundle: edit.files).failure.map { "\($0.subject)" } == edit.file, "\(edit.what)")
        }
    }
}

/// Runs `body` for all on both cores.
func concurrentMap<Item: Sendable, Value: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Value
) -> [Value] {
    let results = UnsafeMutableBufferPointer<Value?>.allocate(capacity: items.count)
    results.initialize(repeating: nil)
    defer { results.deallocate() }
    nonisolated(unsafe) let slots = results
    DispatchQueue.concurrentPerform(iterations: items.count) { slots[$0] = body(items[$0]) }
    return results.compactMap { $0 }
}
