// What is on record: applications, objections, certificates, the registry, the pool, the users.

package import AssessmentModel
package import EventModel
import Reasons
package import RoundState

extension Standing {
    /// The applications that the viewer may see, by id.
    package func applications(for viewer: Viewer) -> Seen<[Application]> {
        let visible = register.applications.values.filter { isVisible($0, to: viewer) }
        if visible.isEmpty, let why = refusal(of: .seeApplications, to: viewer) { return .denied(why) }
        return .seen(visible.sorted { $0.id < $1.id })
    }

    /// One that the viewer may not see is as unknown as one that is not there.
    package func application(_ id: ApplicationID, for viewer: Viewer) -> Seen<Application> {
        guard let application = register.applications[id], isVisible(application, to: viewer) else {
            return .denied(Reason(.applicationUnknown, .application(id)))
        }
        return .seen(application)
    }

    private func isVisible(_ application: Application, to viewer: Viewer) -> Bool {
        refusal(of: .seeApplications, to: viewer, on: .zone(application.zone)) == nil || judges(application, viewer)
    }

    /// The objections of a round that the viewer may see, oldest first.
    package func objections(in round: RoundID, for viewer: Viewer) -> Seen<[Objection]> {
        let visible = (register.rounds[round]?.objections.values.map { $0 } ?? []).filter {
            refusal(of: .seeScoreSheet, to: viewer, in: round, on: .zone($0.zone)) == nil
                || opens($0, aMarkOf: viewer, in: round)
        }
        if visible.isEmpty, let why = refusal(of: .seeScoreSheet, to: viewer, in: round) { return .denied(why) }
        return .seen(visible.sorted { $0.filed < $1.filed })
    }

    /// Whether an upheld objection opens a mark of this expert, who then reads what was said.
    private func opens(_ objection: Objection, aMarkOf viewer: Viewer, in id: RoundID) -> Bool {
        guard let expert = expert(of: viewer), let round = register.rounds[id], objection.decision?.isUpheld == true
        else { return false }
        return round.seats(at: objection.zone).contains {
            $0.expert == expert && $0.isSealed && $0.marks[objection.indicator] != nil
        }
    }

    /// Every certificate, by id: for everybody.
    package var certificates: [Certificate] { register.certificates.values.sorted { $0.id < $1.id } }

    /// A certificate's number as it stands on the paper: the document's number and the certificate's place.
    package func paperNumber(of certificate: Certificate) -> String {
        "\(register.rounds[certificate.round]?.terms?.plan.document ?? "")-\(certificate.sequence)"
    }

    /// The registry, by code, then id: for everybody.
    package var zones: [Zone] { register.zones.values.sorted { ($0.code ?? "", $0.id) < ($1.code ?? "", $1.id) } }

    /// The pool, by id.
    package func experts(for viewer: Viewer) -> Seen<[Expert]> {
        if let why = refusal(of: .seePool, to: viewer) { return .denied(why) }
        return .seen(register.experts.values.sorted { $0.id < $1.id })
    }

    /// The accounts, by id.
    package func users(for viewer: Viewer) -> Seen<[User]> {
        if let why = refusal(of: .seeUsers, to: viewer) { return .denied(why) }
        return .seen(register.users.values.sorted { $0.id < $1.id })
    }
}
