// 抽取记录: what was bound, what was revealed, and what came of it; codes and no name.

package import AssessmentModel
import Foundation
import Telling
import Typesetting

/// What the template of protocols of a draw holds.
enum DrawProtocolTemplate: TemplateKind {
    enum Words: String, TemplateKey {
        case documentTitle, title, round, subtitle, specimen, specimenNote
        case headingBound, bound, witnessNamed, digest
        case headingHeld, held, seed, method
        case headingResult, columnZone, columnSource, columnDrawn, columnSeats
        case headingCandidates, columnCode, columnKey, columnExcluded, candidatesNote
        case declaration, signature, date, check, footer
    }

    enum Style: String, TemplateKey {
        case title, round, subtitle, specimen, specimenNote
        case heading, body, mono, head, text, code, note, sign, furniture
    }

    enum Ink: String, TemplateKey {
        case ink, quiet, accent, rule, ground
    }

    enum Place: String, TemplateKey {
        case title, round, subtitle, specimen, specimenNote
    }

    static let file = "draw-protocol.yaml"

    static func placeholders(of words: Words) -> Set<String> {
        [
            "round", "issuer", "document", "committed", "digest", "reserve", "candidates", "quotas", "seats", "zones",
            "witnessNamed", "witness", "seed", "ledger", "key", "specimen", "held",
        ]
    }
}

/// A draw that was held, as its protocol tells it: every list is ready, in its order, and in words but for codes.
package struct HeldDraw: Sendable {
    /// Who was drawn at a zone.
    package struct Panel: Sendable {
        package let zone: String
        /// Codes of candidates by source, in the order of the draw.
        package let drawn: [(source: String, codes: [String])]
        /// Codes of its seats; none before they are opened.
        package let seats: [String]

        package init(zone: String, drawn: [(source: String, codes: [String])], seats: [String]) {
            self.zone = zone
            self.drawn = drawn
            self.seats = seats
        }
    }

    /// Somebody of the pool under a code.
    package struct Candidate: Sendable {
        package let code: String
        package let source: String
        /// The number by which the draw orders, in hexadecimal.
        package let key: String
        /// Zones with the reason.
        package let excluded: [String]

        package init(code: String, source: String, key: String, excluded: [String]) {
            self.code = code
            self.source = source
            self.key = key
            self.excluded = excluded
        }
    }

    package let plan: RoundPlan
    package let committedOn: String
    package let heldOn: String?
    package let digest: String
    package let reserve: String?
    package let quotas: [(source: String, seats: Int)]
    package let witnessNamed: String
    package let witness: String
    package let seed: String
    package let panels: [Panel]
    /// In the order of the draw.
    package let candidates: [Candidate]
    /// The ledger's verifier key.
    package let key: String?

    package init(
        plan: RoundPlan, committedOn: String, heldOn: String?, digest: String, reserve: String?,
        quotas: [(source: String, seats: Int)], witnessNamed: String, witness: String, seed: String, panels: [Panel],
        candidates: [Candidate], key: String?
    ) {
        self.plan = plan
        self.committedOn = committedOn
        self.heldOn = heldOn
        self.digest = digest
        self.reserve = reserve
        self.quotas = quotas
        self.witnessNamed = witnessNamed
        self.witness = witness
        self.seed = seed
        self.panels = panels
        self.candidates = candidates
        self.key = key
    }
}

/// What a protocol says.
struct DrawProtocolView {
    /// By the placeholders of the template.
    let values: [String: String]
    let specimen: [String]
    let panels: [HeldDraw.Panel]
    let candidates: [HeldDraw.Candidate]
    let created: Date

    init(_ draw: HeldDraw, _ strings: Strings) {
        let language = strings.language
        panels = draw.panels
        candidates = draw.candidates
        specimen = draw.plan.isSpecimen ? [strings[.specimenRound]] : []
        var values = [
            "round": draw.plan.title.text(in: language), "issuer": draw.plan.issuer.text(in: language),
            "document": draw.plan.document,
            "committed": Day(draw.committedOn)?.text(in: language) ?? draw.committedOn,
            "digest": draw.digest, "candidates": "\(draw.candidates.count)",
            "quotas": strings.list(
                draw.quotas.map { language == .english ? "\($0.source) \($0.seats)" : "\($0.source)\($0.seats)人" }),
            "seats": "\(draw.quotas.map(\.seats).reduce(0, +))", "zones": "\(draw.panels.count)",
            "witnessNamed": draw.witnessNamed, "witness": draw.witness, "seed": draw.seed,
            "ledger": draw.plan.ledger,
        ]
        values["held"] = draw.heldOn.map { Day($0)?.text(in: language) ?? $0 }
        values["reserve"] = draw.reserve
        values["key"] = draw.key
        values["specimen"] = specimen.isEmpty ? nil : specimen.joined(separator: " ")
        self.values = values
        created = documentDate(of: draw.heldOn ?? draw.committedOn)
    }
}
