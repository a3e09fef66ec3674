// What a certificate says.

import AssessmentModel
import Foundation
import Scoring
import Telling

/// The certificate of one zone as text.
struct CertificateView: Equatable {
    /// By the placeholders of the template.
    let values: [String: String]
    /// What is not real, one sentence each; empty when all is.
    let specimen: [String]
    let address: String
    let created: Date
    let claims: PaperClaims

    /// nil unless the zone passed.
    ///
    /// `code` is the certificate's own, under which the register finds it; before there were any the address names result and zone.
    init?(_ wording: Wording, zone: ZoneID, sequence: String? = nil, code: String? = nil) throws(ReportingError) {
        let results = wording.results
        let score = try results.score(of: zone)
        guard score.verdict == .pass else { return nil }
        let round = results.round
        let language = wording.language
        var values = [
            "holder": results.names.fullName(of: zone, in: language),
            "holderEnglish": results.names.fullName(of: zone, in: .english),
            "round": round.title.text(in: language), "roundEnglish": round.title.text(in: .english),
            "scheme": results.scheme.title.text(in: language), "issuer": round.issuer.text(in: language),
            "issuerEnglish": round.issuer.text(in: .english), "document": round.document,
            "sequence": sequence ?? Self.sequence(of: zone, in: results), "total": wording.total(score),
            "date": wording.date(round.announced), "until": wording.lastDay(), "years": "\(round.validYears)",
            "hash": results.snapshot.digest, "ledger": round.ledger,
            "recognised": round.honour.text(in: language), "recognisedEnglish": round.honour.text(in: .english),
        ]
        values[Self.met(score)] = "1"
        values["grade"] = results.grade(of: score)?.name.text(in: language)
        values["gradeEnglish"] = results.grade(of: score)?.name.text(in: .english)
        values["source"] = results.scheme.source?.document
        address = code.map { round.verify + $0 } ?? verificationAddress(of: results.snapshot, zone: zone)
        values["code"] = code
        values["address"] = address
        values["key"] = results.key
        self.values = values
        specimen = wording.specimenNotes
        created = documentDate(of: round.announced)
        claims = PaperClaims(
            .certificate, ledger: round.ledger, round: round.id, snapshot: results.snapshot.digest, zone: zone,
            code: code)
    }

    /// What the scheme has lines for, all of which a zone that passed meets: the paper claims nothing else.
    private static func met(_ score: ZoneScore) -> String {
        let floors = score.lines.count { $0.pillar != nil }
        let hasTotal = score.lines.contains { $0.pillar == nil }
        return switch (hasTotal, floors) {
        case (true, 0): "metTotal"
        case (false, 0): "metNothing"
        case (true, score.pillarShares.count): "metTotalAndPillars"
        case (false, score.pillarShares.count): "metPillars"
        case (true, _): "metTotalAndSomePillars"
        case (false, _): "metSomePillars"
        }
    }

    /// The place among the zones that passed, in the order of publication: 01, 02, …
    private static func sequence(of zone: ZoneID, in results: ReadableSnapshot) -> String {
        let passed = results.scores.filter { $0.verdict == .pass }.map(\.zone)
        let number = "\((passed.firstIndex(of: zone) ?? 0) + 1)"
        let width = max(2, "\(passed.count)".count)
        return String(repeating: "0", count: max(0, width - number.count)) + number
    }
}
