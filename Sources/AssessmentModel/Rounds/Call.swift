// 申报通知: what applications answer to.

package typealias CallID = Identifier<Call>

/// 申报通知. Its canonical JSON is the file that a ledger freezes; the scheme's bytes are bound beside it, by their digest.
package struct Call: Sendable, Equatable, Codable {
    /// The edition by which applicants judge themselves and rounds will judge them.
    package struct BoundScheme: Sendable, Equatable, Codable {
        package let id: SchemeID
        package let edition: Int

        package init(id: SchemeID, edition: Int) {
            self.id = id
            self.edition = edition
        }
    }

    /// How many zones of a kind a prefecture recommends at most.
    package struct Quota: Sendable, Equatable, Codable {
        package let kind: Zone.Kind
        /// From 1.
        package let most: Int

        package init(kind: Zone.Kind, most: Int) {
            self.kind = kind
            self.most = most
        }
    }

    /// A day that applicants should know, such as that of the visit; it binds nobody.
    package struct Milestone: Sendable, Equatable, Codable {
        package let day: String
        package let title: LocalizedText

        package init(day: String, title: LocalizedText) {
            self.day = day
            self.title = title
        }
    }

    package let id: CallID
    package let programme: ProgrammeID
    package let title: LocalizedText
    package let purpose: RoundPlan.Purpose
    package let scheme: BoundScheme
    /// The last day for new applications, yyyy-mm-dd, unless it was extended.
    package let last: String
    /// The conditions of the programme that an application answers; each once.
    package let conditions: [Requirement]
    /// At most one for a kind.
    package let quotas: [Quota]
    package let days: [Milestone]

    package init(
        id: CallID, programme: ProgrammeID, title: LocalizedText, purpose: RoundPlan.Purpose, scheme: BoundScheme,
        last: String, conditions: [Requirement], quotas: [Quota] = [], days: [Milestone] = []
    ) {
        self.id = id
        self.programme = programme
        self.title = title
        self.purpose = purpose
        self.scheme = scheme
        self.last = last
        self.conditions = conditions
        self.quotas = quotas
        self.days = days
    }
}
