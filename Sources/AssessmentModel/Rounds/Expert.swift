// 专家: who scores.

/// 专家.
package struct Expert: Sendable, Equatable, Codable {
    /// 来源: which of the programme's sources the expert comes from.
    package struct Source: OpenWord {
        package let rawValue: String
        package init(word: String) { rawValue = word }

        /// The five sources of the notice, part five, section four.
        package static let department = Source(word: "department")
        package static let university = Source(word: "university")
        package static let association = Source(word: "association")
        package static let enterprise = Source(word: "enterprise")
        package static let thirdParty = Source(word: "third-party")

        package static let early = [department, university, association, enterprise, thirdParty]
    }

    package let id: ExpertID
    package let name: String
    package let source: Source
    package let organisation: String
    /// Where the expert lives and works: a code of GB/T 2260; nil where it is not known.
    package let region: String?
    /// The zone whose government, or an office of it, employs the expert or did so in the last three years.
    package let employer: ZoneID?
    /// Zones to which the expert has declared another tie.
    package let ties: [ZoneID]

    package init(
        id: ExpertID, name: String, source: Source, organisation: String, region: String? = nil,
        employer: ZoneID? = nil, ties: [ZoneID] = []
    ) {
        self.id = id
        self.name = name
        self.source = source
        self.organisation = organisation
        self.region = region
        self.employer = employer
        self.ties = ties
    }
}
