// What reasons are about, by the ids that events name.

package import AssessmentModel
package import AuditLedger
package import Reasons

extension Reason.Subject {
    package static func user(_ id: UserID) -> Self { Self(.user, id.text) }
    package static func application(_ id: ApplicationID) -> Self { Self(.application, id.text) }
    package static func objection(_ id: ObjectionID) -> Self { Self(.objection, id.text) }
    package static func certificate(_ id: CertificateID) -> Self { Self(.certificate, id.text) }
    package static func event(_ seq: Int) -> Self { Self(.event, String(seq)) }
    package static func key(_ key: VerifierKey) -> Self { Self(.key, key.text) }
    package static func key(_ text: String) -> Self { Self(.key, text) }
}

extension Reason.Value {
    package static func role(_ role: Role) -> Self { .term(.role, role.rawValue) }
    package static func conflict(_ conflict: Conflict) -> Self { .term(.conflict, conflict.rawValue) }
    package static func deadline(_ deadline: Deadline) -> Self { .term(.deadline, deadline.rawValue) }
    package static func condition(_ item: Eligibility.Item) -> Self { .term(.condition, item.rawValue) }
    package static func zone(_ id: ZoneID) -> Self { .named(.zone(id)) }
    package static func indicator(_ id: CriterionID) -> Self { .named(.indicator(id)) }
    package static func seat(_ id: SeatID) -> Self { .named(.seat(id)) }
    package static func round(_ id: RoundID) -> Self { .named(.round(id)) }
    /// By its type, such as `round.opened`.
    package static func event(_ type: String) -> Self { .term(.event, type) }
    /// By the name of what is concealed, such as `marks`.
    package static func concealed(_ name: String) -> Self { .term(.concealed, name) }
}
