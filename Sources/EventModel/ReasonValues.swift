// What reasons are about and say, from the ids and words of events.

package import AssessmentModel
package import Reasons

extension Reason.Subject {
    package static func zone(_ id: ZoneID) -> Self { Self(.zone, id.text) }
    package static func indicator(_ id: CriterionID) -> Self { Self(.indicator, id.text) }
    package static func seat(_ id: SeatID) -> Self { Self(.seat, id.text) }
    package static func expert(_ id: ExpertID) -> Self { Self(.expert, id.text) }
    package static func user(_ id: UserID) -> Self { Self(.user, id.text) }
    package static func application(_ id: ApplicationID) -> Self { Self(.application, id.text) }
    package static func round(_ id: RoundID) -> Self { Self(.round, id.text) }
    package static func objection(_ id: ObjectionID) -> Self { Self(.objection, id.text) }
    package static func certificate(_ id: CertificateID) -> Self { Self(.certificate, id.text) }
    package static func event(_ seq: Int) -> Self { Self(.event, "\(seq)") }
    package static func key(_ text: String) -> Self { Self(.key, text) }
}

extension Reason.Value {
    package static func zone(_ id: ZoneID) -> Self { .named(.zone(id)) }
    package static func indicator(_ id: CriterionID) -> Self { .named(.indicator(id)) }
    package static func seat(_ id: SeatID) -> Self { .named(.seat(id)) }
    package static func round(_ id: RoundID) -> Self { .named(.round(id)) }
    /// By its type, such as `round.opened`.
    package static func event(_ type: String) -> Self { .term(.event, type) }
    /// By the name of what is concealed, such as `marks`.
    package static func concealed(_ name: String) -> Self { .term(.concealed, name) }
    package static func state(_ state: SeatState) -> Self { .term(.seat, state.rawValue) }
}
