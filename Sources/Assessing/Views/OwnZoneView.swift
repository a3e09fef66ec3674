// 创建对象 as its applicant sees it: the calls that are open to it, its applications, its rounds, and what it is asked for.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// What concerns one zone.
package struct OwnZoneView: Sendable {
    /// A call that the zone may answer.
    package struct OpenCall: Sendable {
        package let call: PublishedCall
        package let title: LocalizedText
        package let programme: LocalizedText
        /// What the zone has under it, where it was not withdrawn; nil: nothing yet.
        package let application: Application?
        /// Days until the last one; negative after it.
        package let daysLeft: Int?
    }

    package struct OwnRound: Sendable {
        package let round: RoundID
        package let title: LocalizedText
        package let stage: Stage
        package let hasWithdrawn: Bool
    }

    /// What an expert missed.
    package struct Request: Sendable {
        package let round: RoundID
        package let missing: MaterialView.Missing
        /// Whether it can still be answered.
        package let isOpen: Bool
    }

    package let zone: Zone
    /// Newest first.
    package let calls: [OpenCall]
    /// By their last step, newest first.
    package let applications: [Application]
    /// Newest first.
    package let rounds: [OwnRound]
    /// Those that wait first.
    package let requests: [Request]
    let titles: [CallID: LocalizedText]

    /// That of its call; nil where that is not known.
    package func title(of application: Application) -> LocalizedText? { application.call.flatMap { titles[$0] } }
}

extension Standing {
    /// Of the viewer's own zone; nil for who speaks for none.
    package func ownZoneView(for viewer: Viewer, on day: String) -> OwnZoneView? {
        guard let zone = ownZone(of: viewer) else { return nil }
        let own = register.applications.values.filter { $0.zone == zone.id }
            .sorted { ($0.history.last?.seq ?? 0) > ($1.history.last?.seq ?? 0) }
        let calls = register.calls.values.filter { $0.last >= day }.sorted { $0.seq > $1.seq }
            .compactMap { published -> OwnZoneView.OpenCall? in
                guard let call = published.call, let programme = register.programmes[call.programme]?.programme,
                    programme.kind(zone.kind) != nil
                else { return nil }
                return OwnZoneView.OpenCall(
                    call: published, title: call.title, programme: programme.title,
                    application: own.first { $0.call == call.id && $0.stage != .withdrawn },
                    daysLeft: days(from: day, to: published.last))
            }
        let rounds = register.roundsInOrder.reversed().filter { round in
            round.terms?.zone(zone.id) != nil
                && refusal(of: .seeMaterial, to: viewer, in: round.id, on: .zone(zone.id)) == nil
        }
        let requests = rounds.flatMap { round -> [OwnZoneView.Request] in
            guard case .seen(let material) = material(of: zone.id, in: round.id, for: viewer) else { return [] }
            return material.missing.map { missing in
                OwnZoneView.Request(
                    round: round.id, missing: missing,
                    isOpen: missing.supply == nil && round.stage == .scoring && !round.hasWithdrawn(zone.id))
            }
        }
        return OwnZoneView(
            zone: zone, calls: calls, applications: own,
            rounds: rounds.compactMap { round in
                (round.terms?.plan.title).map {
                    OwnZoneView.OwnRound(
                        round: round.id, title: $0, stage: round.stage, hasWithdrawn: round.hasWithdrawn(zone.id))
                }
            }, requests: requests.filter(\.isOpen) + requests.filter { !$0.isOpen },
            titles: register.calls.compactMapValues { $0.call?.title })
    }

    private func days(from day: String, to last: String) -> Int? {
        guard let from = Day(day), let to = Day(last) else { return nil }
        return to.number - from.number
    }
}
