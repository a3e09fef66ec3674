// What reasons are about, by the ids that events name.

import AssessmentModel
package import AuditLedger
package import Reasons

extension Reason.Subject {
    package static func user(_ id: UserID) -> Self { Self(.user, id.text) }
    package static func application(_ id: ApplicationID) -> Self { Self(.application, id.text) }
    package static func objection(_ id: ObjectionID) -> Self { Self(.objection, id.text) }
    package static func certificate(_ id: CertificateID) -> Self { Self(.certificate, id.text) }
    package static func event(_ seq: Int) -> Self { Self(.event, String(seq)) }
    package static func key(_ key: VerifierKey) -> Self { Self(.key, key.text) }
}

extension Reason.Value {
    package static func role(_ role: Role) -> Self { .term(.role, role.rawValue) }
    package static func conflict(_ conflict: Conflict) -> Self { .term(.conflict, conflict.rawValue) }
    package static func condition(_ item: Eligibility.Item) -> Self { .term(.condition, item.rawValue) }
}
