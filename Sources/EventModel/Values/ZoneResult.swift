// A zone's result as its receipt tells it; and what ids name that only state holds.

package import AssessmentModel

/// What a zone's receipt says of its result.
package struct ZoneResult: Sendable, Equatable {
    package let zone: ZoneID
    package let snapshot: String
    package let verdict: String
    /// As published; nil without one.
    package let total: String?
    package let rank: Int?

    package init(zone: ZoneID, snapshot: String, verdict: String, total: String?, rank: Int?) {
        self.zone = zone
        self.snapshot = snapshot
        self.verdict = verdict
        self.total = total
        self.rank = rank
    }
}

/// What an objection's id names.
package enum ObjectionForm {}

package typealias ObjectionID = Identifier<ObjectionForm>

/// What a certificate's id names.
package enum CertificateForm {}

package typealias CertificateID = Identifier<CertificateForm>
