// 申报 as it is handed in: conditions, the zone's own assessment, evidence.

package import AssessmentModel

/// What an application's id names.
package enum ApplicationForm {}

package typealias ApplicationID = Identifier<ApplicationForm>

/// Who looks at an application: the 设区市 first where the zone lies in one, then the province.
package enum ReviewLevel: String, Sendable, CaseIterable {
    case prefecture, province
}

/// One condition of the notice's part five, and whether the zone says that it meets it.
package struct Eligibility: Sendable, Equatable {
    package enum Item: String, Sendable, CaseIterable {
        /// 联席会议制度.
        case jointConference = "joint-conference"
        /// 创建工作实施方案.
        case workPlan = "work-plan"
        /// 专门监管机构.
        case dedicatedBody = "dedicated-body"
        /// 人员.
        case staff
        /// 经费.
        case funds
    }

    package let item: Item
    package let isMet: Bool
    package let note: String

    package init(item: Item, isMet: Bool, note: String) {
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
