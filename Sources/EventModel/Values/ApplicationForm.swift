// 申报 as it is handed in: conditions, the zone's own assessment, evidence.

package import AssessmentModel

/// What an application's id names.
package enum ApplicationForm {}

package typealias ApplicationID = Identifier<ApplicationForm>

/// One condition that is asked for, and whether the zone says that it meets it.
package struct Eligibility: Sendable, Equatable {
    package let item: Requirement
    package let isMet: Bool
    package let note: String

    package init(item: Requirement, isMet: Bool, note: String) {
        self.item = item
        self.isMet = isMet
        self.note = note
    }
}

/// 自评: what the zone says of itself for one indicator.
package struct Claim: Sendable, Equatable {
    package let indicator: CriterionID
    /// The points that it gives itself, in hundredths.
    package let hundredths: Int?
    package let text: String

    package init(indicator: CriterionID, hundredths: Int?, text: String) {
        self.indicator = indicator
        self.hundredths = hundredths
        self.text = text
    }
}

/// 佐证材料: a stored file, by its SHA-256 in hexadecimal.
package struct Evidence: Sendable, Equatable {
    /// nil: it speaks for the application as a whole, or for an objection.
    package let indicator: CriterionID?
    package let digest: String
    package let name: String
    /// In bytes; nil where the first edition did not say.
    package let size: Int?

    package init(indicator: CriterionID?, digest: String, name: String, size: Int? = nil) {
        self.indicator = indicator
        self.digest = digest
        self.name = name
        self.size = size
    }
}
