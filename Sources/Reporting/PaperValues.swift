// What every paper may say of its round, of its result, and of how it is checked.

import AssessmentModel
import Foundation
import Scoring
import Telling

/// The placeholders that the templates of all papers about a result may use.
let paperPlaceholders: Set<String> = [
    "round", "scheme", "source", "issuer", "document", "opened", "closed", "date", "noticeFrom", "noticeTo",
    "objections", "points", "hash", "ledger", "closedBy", "address", "key",
]

extension Wording {
    /// By placeholder; `key` is there where the ledger's is known, `source` where the scheme has one.
    func paperValues(address: String) -> [String: String] {
        let round = results.round
        var values = [
            "round": round.title.text(in: language), "scheme": scheme.title.text(in: language),
            "issuer": round.issuer.text(in: language), "document": round.document,
            "opened": date(round.opened), "closed": date(round.closed), "date": date(round.announced),
            "noticeFrom": date(round.notice.from), "noticeTo": date(round.notice.to),
            "objections": round.notice.objections.text(in: language), "points": given(scheme.points),
            "hash": results.snapshot.digest, "ledger": round.ledger, "closedBy": "\(results.snapshot.value.closedBy)",
            "address": address,
        ]
        values["source"] = scheme.source?.document
        values["key"] = results.key
        return values
    }
}

/// The day of a paper, which stands for the clock in all of them.
func documentDate(of day: String) -> Date {
    Date(timeIntervalSince1970: Double(Day(day)?.number ?? 0) * 86_400)
}
