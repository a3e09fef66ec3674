// What programmes and calls ask, of themselves, of applications and of rounds: for the step, with all reasons, and for the fold, with the first.

package import AssessmentModel
import AuditLedger
import CriteriaLoading
package import EventModel
package import Reasons

extension Call {
    /// What it names and its programme does not have.
    package func refusals(under programme: Programme) -> [Reason] {
        let subject = Reason.Subject.call(id)
        let name = Reason.Value.localized(programme.title)
        var reasons: [Reason] = []
        if programme.purpose(purpose) == nil { reasons.append(programme.lacks(purpose, subject)) }
        reasons += conditions.filter { programme.condition($0) == nil }.map {
            Reason(
                .conditionNotOfProgramme, subject,
                [
                    "condition": .condition($0), "programme": name,
                    "known": .list(programme.conditions.map { .text($0.id.rawValue) }),
                ])
        }
        for quota in quotas {
            switch programme.kind(quota.kind)?.route {
            case .prefecture: break
            case .province:
                reasons.append(Reason(.quotaOffRoute, subject, ["kind": programme.told(quota.kind)]))
            case nil: reasons.append(programme.lacks(quota.kind, subject))
            }
        }
        return reasons
    }
}

extension Programme {
    fileprivate func lacks(_ purpose: RoundPlan.Purpose, _ subject: Reason.Subject) -> Reason {
        Reason(
            .purposeNotOfProgramme, subject,
            [
                "purpose": .purpose(purpose), "programme": .localized(title),
                "known": .list(purposes.map { .text($0.id.rawValue) }),
            ])
    }

    fileprivate func lacks(_ kind: Zone.Kind, _ subject: Reason.Subject) -> Reason {
        Reason(
            .kindNotOfProgramme, subject,
            [
                "kind": .kind(kind), "programme": .localized(title),
                "known": .list(kinds.map { .localized($0.name) }),
            ])
    }
}

/// What an application says, as far as it is shown.
package struct Answer {
    let zone: Zone
    let conditions: [Eligibility]
    let claims: [Claim]
    /// The indicators that files speak for.
    let evidenced: [CriterionID]
    /// Whether nothing of it was erased: only then is something missing.
    let isWhole: Bool

    package init(
        zone: Zone, conditions: [Eligibility], claims: [Claim], evidenced: [CriterionID], isWhole: Bool = true
    ) {
        self.zone = zone
        self.conditions = conditions
        self.claims = claims
        self.evidenced = evidenced
        self.isWhole = isWhole
    }
}

extension Register {
    /// Why an application does not answer its call, as far as its files are at hand; empty where it does.
    package func refusals(of answer: Answer, under call: PublishedCall) -> [Reason] {
        guard let programme = programmes[call.published.programme]?.programme, let asked = call.call,
            let scheme = call.scheme
        else { return [] }
        var reasons: [Reason] = []
        switch programme.kind(answer.zone.kind)?.route {
        case .prefecture where answer.zone.prefecture == nil:
            reasons.append(
                Reason(.zoneWithoutPrefecture, .zone(answer.zone.id), ["kind": programme.told(answer.zone.kind)]))
        case nil: reasons.append(programme.lacks(answer.zone.kind, .zone(answer.zone.id)))
        default: break
        }
        reasons += answer.refusals(asked: asked.conditions, of: programme)
        return reasons + answer.refusals(by: scheme)
    }

    /// Whom an application of a zone goes to; nil where its programme does not have the kind, or is not at hand.
    package func level(of zone: Zone, under call: PublishedCall) -> ReviewLevel? {
        programmes[call.published.programme]?.programme?.kind(zone.kind)?.route
    }

    /// Why a prefecture may not send an application on; nil where it may.
    package func refusal(ofRecommending id: ApplicationID) -> Reason? {
        guard let application = applications[id], let published = application.call.flatMap({ calls[$0] }),
            let zone = zones[application.zone], let prefecture = zone.prefecture,
            let quota = published.call?.quotas.first(where: { $0.kind == zone.kind })
        else { return nil }
        let others = recommended(under: published.id, of: zone.kind, by: prefecture, except: id)
        guard others >= quota.most else { return nil }
        let kind = programmes[published.published.programme]?.programme?.told(zone.kind) ?? .kind(zone.kind)
        return Reason(
            .quotaFull, .application(id),
            ["kind": kind, "prefecture": .text(prefecture), "most": .number(quota.most)])
    }

    /// How many zones of a kind a prefecture has sent on under a call: each takes a place until it is withdrawn.
    package func recommended(
        under call: CallID, of kind: Zone.Kind, by prefecture: String, except id: ApplicationID? = nil
    ) -> Int {
        applications.values.count { other in
            other.id != id && other.call == call && other.wasRecommended && other.stage != .withdrawn
                && zones[other.zone].map { $0.kind == kind && $0.prefecture == prefecture } ?? false
        }
    }

    /// The accepted applications that a round of this plan takes.
    package func applications(for plan: RoundPlan) -> [Application] {
        applications.values.filter { application in
            guard application.stage == .accepted else { return false }
            guard edition >= .fourth else { return application.purpose == plan.purpose }
            return application.call.map { plan.calls?.contains($0) ?? false } ?? false
        }
    }

    /// Why a round may not be planned so; `isOnPaper`: it was held before, and answers no call.
    package func refusals(
        ofPlan plan: RoundPlan, scheme: String, zones: [Zone], isOnPaper: Bool
    ) -> [Reason] {
        let subject = Reason.Subject.round(plan.id)
        guard let programme = plan.programme else { return [Reason(.programmeNeeded, subject)] }
        guard let adopted = programmes[programme.id] else {
            return [Reason(.programmeUnknown, .programme(programme.id))]
        }
        if let known = adopted.programme, known != programme {
            return [Reason(.programmeDiffers, .programme(programme.id))]
        }
        var reasons: [Reason] = []
        if programme.purpose(plan.purpose) == nil { reasons.append(programme.lacks(plan.purpose, subject)) }
        reasons += zones.filter { programme.kind($0.kind) == nil }.map { programme.lacks($0.kind, .zone($0.id)) }
        guard let named = plan.calls, !named.isEmpty else {
            if !isOnPaper || plan.calls != nil { reasons.append(callNeeded(subject)) }
            return reasons
        }
        return reasons + named.flatMap { refusals(of: $0, for: plan, programme, scheme) }
    }

    /// Says which calls there are.
    package func callNeeded(_ subject: Reason.Subject?) -> Reason {
        Reason(.callNeeded, subject, field: "call", ["calls": .list(calls.keys.sorted().map { .text($0.text) })])
    }

    private func refusals(
        of id: CallID, for plan: RoundPlan, _ programme: Programme, _ scheme: String
    ) -> [Reason] {
        guard let call = calls[id]?.published else { return [Reason(.callUnknown, .call(id))] }
        var reasons: [Reason] = []
        if call.programme != programme.id {
            reasons.append(
                Reason(
                    .callOfOtherProgramme, .call(id),
                    ["found": .text(call.programme.text), "expected": .text(programme.id.text)]))
        } else if call.purpose != plan.purpose {
            reasons.append(
                Reason(
                    .callOfOtherPurpose, .call(id),
                    ["found": programme.told(call.purpose), "expected": programme.told(plan.purpose)]))
        }
        if call.scheme != scheme { reasons.append(Reason(.callOfOtherScheme, .call(id))) }
        return reasons
    }
}

extension Answer {
    fileprivate func refusals(asked: [Requirement], of programme: Programme) -> [Reason] {
        let strange = conditions.filter { !asked.contains($0.item) }.map {
            Reason(.conditionNotAsked, field: $0.item.rawValue, ["condition": programme.told($0.item)])
        }
        return strange
            + asked.compactMap { item in
                guard let condition = conditions.first(where: { $0.item == item }) else {
                    guard isWhole else { return nil }
                    return Reason(
                        .conditionUnanswered, field: item.rawValue, ["condition": programme.told(item)])
                }
                guard !condition.isMet else { return nil }
                return Reason(
                    .conditionUnmet, field: item.rawValue,
                    ["condition": programme.told(item), "note": .text(condition.note)])
            }
    }

    fileprivate func refusals(by scheme: Scheme) -> [Reason] {
        let indicators = Dictionary(scheme.indicators.map { ($0.id, $0) }) { first, _ in first }
        let applying = Set(scheme.criteria(for: zone.kind).map(\.id))
        let named = claims.map(\.indicator) + evidenced.filter { id in !claims.contains { $0.indicator == id } }
        var reasons: [Reason] = []
        for id in named.reduce(into: [CriterionID](), { if !$0.contains($1) { $0.append($1) } }) {
            guard indicators[id] != nil else {
                reasons.append(Reason(.indicatorUnknown, .indicator(id)))
                continue
            }
            if !applying.contains(id) {
                reasons.append(
                    Reason(.indicatorNotApplicable, .indicator(id), ["zone": .named(.zone(zone.id))]))
            }
        }
        return reasons
            + claims.compactMap { claim in
                guard let indicator = indicators[claim.indicator], let claimed = claim.hundredths,
                    Fraction(hundredths: claimed) > indicator.points
                else { return nil }
                return Reason(
                    .claimTooHigh, .indicator(claim.indicator),
                    ["points": .fraction(Fraction(hundredths: claimed)), "most": .fraction(indicator.points)])
            }
    }
}

extension PublishedCall {
    /// Why a new application comes too late; nil where it does not.
    package func refusal(ofApplyingOn day: String) -> Reason? {
        day <= last ? nil : Reason(.callOver, .call(id), ["last": .text(last), "today": .text(day)])
    }
}
