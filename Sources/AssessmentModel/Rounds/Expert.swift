// 专家: who scores.

/// 专家.
package struct Expert: Sendable, Equatable, Codable {
    /// The five sources of the notice, part five, section four.
    package enum Source: String, Sendable, Codable, CaseIterable {
        case department, university, association, enterprise
        case thirdParty = "third-party"
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
