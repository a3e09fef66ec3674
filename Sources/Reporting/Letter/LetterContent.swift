// What every official paper says beside its own matter.

import AssessmentModel
import Foundation
import Scoring
import Telling

/// The part of an official paper's view that is the same for all of them.
struct LetterContent: Equatable {
    /// By the placeholders of the templates.
    let values: [String: String]
    /// What is not real, one sentence each; empty when all is.
    let specimen: [String]
    /// What its QR code carries.
    let address: String
    let created: Date
    let claims: PaperClaims

    /// - Parameter day: the paper's own day; the day of announcement where it has none.
    init(
        _ wording: Wording, _ kind: PaperClaims.Kind, zone: ZoneID? = nil, day: String? = nil,
        _ others: [String: String?] = [:]
    ) {
        let results = wording.results
        address = verificationAddress(of: results.snapshot, zone: zone)
        var values = wording.paperValues(address: address)
        for (name, value) in others { values[name] = value }
        if let day { values["date"] = wording.date(day) }
        specimen = wording.specimenNotes
        values["specimen"] = specimen.isEmpty ? nil : specimen.joined(separator: "\n")
        self.values = values
        created = documentDate(of: day ?? results.round.announced)
        claims = PaperClaims(
            kind, ledger: results.round.ledger, round: results.round.id, snapshot: results.snapshot.digest, zone: zone)
    }
}
