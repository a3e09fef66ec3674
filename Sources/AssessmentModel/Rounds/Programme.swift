// 评估项目: who may be assessed, by whom, what for, and what it confers.

package typealias ProgrammeID = Identifier<Programme>

/// Who looks at an application: the 设区市 first where the programme says so, then the province.
package enum ReviewLevel: String, Sendable, Codable, CaseIterable {
    case prefecture, province
}

/// 评估项目. Its canonical JSON is the file that a ledger freezes.
package struct Programme: Sendable, Equatable, Codable {
    package struct Kind: Sendable, Equatable, Codable {
        package let id: Zone.Kind
        package let name: LocalizedText
        /// 逐级申报: which level looks at an application first.
        package let route: ReviewLevel

        package init(id: Zone.Kind, name: LocalizedText, route: ReviewLevel) {
            self.id = id
            self.name = name
            self.route = route
        }
    }

    package struct Source: Sendable, Equatable, Codable {
        package let id: Expert.Source
        package let name: LocalizedText

        package init(id: Expert.Source, name: LocalizedText) {
            self.id = id
            self.name = name
        }
    }

    package struct Purpose: Sendable, Equatable, Codable {
        package let id: RoundPlan.Purpose
        package let name: LocalizedText
        /// What the certificate confers, as it stands there.
        package let honour: LocalizedText

        package init(id: RoundPlan.Purpose, name: LocalizedText, honour: LocalizedText) {
            self.id = id
            self.name = name
            self.honour = honour
        }
    }

    /// What an applicant must meet, where a call asks for it.
    package struct Condition: Sendable, Equatable, Codable {
        package let id: Requirement
        package let text: LocalizedText

        package init(id: Requirement, text: LocalizedText) {
            self.id = id
            self.text = text
        }
    }

    package let id: ProgrammeID
    package let title: LocalizedText
    /// Whether it is real; an invented one says so wherever it is shown.
    package let status: Scheme.Status
    /// At least one of each, no id twice; conditions may be none.
    package let kinds: [Kind]
    package let sources: [Source]
    package let purposes: [Purpose]
    package let conditions: [Condition]

    package init(
        id: ProgrammeID, title: LocalizedText, status: Scheme.Status, kinds: [Kind], sources: [Source],
        purposes: [Purpose], conditions: [Condition]
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.kinds = kinds
        self.sources = sources
        self.purposes = purposes
        self.conditions = conditions
    }

    package func kind(_ id: Zone.Kind) -> Kind? { kinds.first { $0.id == id } }
    package func source(_ id: Expert.Source) -> Source? { sources.first { $0.id == id } }
    package func purpose(_ id: RoundPlan.Purpose) -> Purpose? { purposes.first { $0.id == id } }
    package func condition(_ id: Requirement) -> Condition? { conditions.first { $0.id == id } }
}

/// 申报条件, by its id.
package struct Requirement: OpenWord {
    package let rawValue: String
    package init(word: String) { rawValue = word }

    // Those of the notice's part five.

    /// 联席会议制度.
    package static let jointConference = Requirement(word: "joint-conference")
    /// 创建工作实施方案.
    package static let workPlan = Requirement(word: "work-plan")
    /// 专门监管机构.
    package static let dedicatedBody = Requirement(word: "dedicated-body")
    /// 人员.
    package static let staff = Requirement(word: "staff")
    /// 经费.
    package static let funds = Requirement(word: "funds")

    package static let early = [jointConference, workPlan, dedicatedBody, staff, funds]
}
