// What things are called on a page: the names that its reader may know, in its language.

package import AssessmentModel
import EventModel
import Reasons
package import RoundState

/// Names in the place of ids; where there is none, or the reader may not know it, the id.
package struct Called: Sendable {
    private let names: Names
    private let language: Language

    package init(_ names: Names, in language: Language) {
        self.names = names
        self.language = language
    }

    private func name(_ subject: Reason.Subject) -> String { names.name(of: subject, in: language) ?? subject.id }

    package func zone(_ id: ZoneID) -> String { name(.zone(id)) }
    func indicator(_ id: CriterionID) -> String { name(.indicator(id)) }
    func expert(_ id: ExpertID?) -> String { id.map { name(.expert($0)) } ?? "–" }
}
