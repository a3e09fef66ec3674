// What a 设区市 has before it: its counties' applications under each call, and the places that are left.

package import AssessmentModel
package import EventModel
package import Reasons
package import RoundState

/// The applications of one prefecture under one call.
package struct PrefectureView: Sendable {
    /// 推荐名额 of a kind.
    package struct Places: Sendable, Equatable {
        package let kind: Zone.Kind
        /// nil where the programme is not at hand.
        package let name: LocalizedText?
        package let most: Int
        package let used: Int
        package var left: Int { max(0, most - used) }
    }

    package let call: PublishedCall
    package let programme: Programme?
    package let places: [Places]
    /// What waits first, then by the day on which each came to where it stands.
    package let applications: [ApplicationReview]

    package var waiting: Int { applications.count { $0.application.stage == .submitted(to: .prefecture) } }
}

extension Standing {
    /// The viewer's 设区市; nil for who speaks for none.
    package func prefecture(of viewer: Viewer) -> Zone? {
        guard let user = viewer.user.flatMap({ register.users[$0] }), user.role == .recommender else { return nil }
        return user.zone.flatMap { register.zones[$0] }
    }

    /// By call, what waits first, then the newest: every call whose programme has kinds that the prefecture recommends.
    package func prefectures(for viewer: Viewer) -> Seen<[PrefectureView]> {
        guard let own = prefecture(of: viewer) else {
            return .denied(
                refusal(of: .recommendApplication, to: viewer)
                    ?? Reason(.userNotNamed))
        }
        guard case .seen(let reviews) = reviews(for: viewer) else { return .seen([]) }
        let views = calls.compactMap { call -> PrefectureView? in
            let programme = register.programmes[call.published.programme]?.programme
            let of = reviews.filter { $0.application.call == call.id }
            let isAsked = programme?.kinds.contains { $0.route == .prefecture } ?? false
            guard !of.isEmpty || isAsked else { return nil }
            return PrefectureView(
                call: call, programme: programme,
                places: (call.call?.quotas ?? []).map { quota in
                    PrefectureView.Places(
                        kind: quota.kind, name: programme?.kind(quota.kind)?.name, most: quota.most,
                        used: register.recommended(under: call.id, of: quota.kind, by: own.name.zh))
                }, applications: of.sorted { waits($0, $1) })
        }
        return .seen(views.sorted { ($0.waiting == 0 ? 1 : 0, -$0.call.seq) < ($1.waiting == 0 ? 1 : 0, -$1.call.seq) })
    }

    private func waits(_ a: ApplicationReview, _ b: ApplicationReview) -> Bool {
        let order = { (review: ApplicationReview) in review.application.stage == .submitted(to: .prefecture) ? 0 : 1 }
        return (order(a), a.since ?? "", a.id) < (order(b), b.since ?? "", b.id)
    }

    /// Why an application of one's own prefecture cannot be sent on now, beside where it stands; nil where it can.
    package func quotaRefusal(of id: ApplicationID) -> Reason? { register.refusal(ofRecommending: id) }
}
