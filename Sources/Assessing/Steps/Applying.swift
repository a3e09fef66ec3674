// 逐级申报: from a zone's application to its acceptance by the province.

package import AssessmentModel
package import AuditLedger
package import EventModel
import PlainText
import Reasons
package import RoundState
import Storage

/// A zone hands in its application, or hands it in again after it was returned.
package struct SubmitApplication: Action {
    package let useCase = UseCase.submitApplication
    let id: ApplicationID
    let zone: ZoneID
    let purpose: RoundPlan.Purpose
    let conditions: [Eligibility]
    let claims: [Claim]
    let files: [(indicator: CriterionID?, name: String, bytes: [UInt8])]
    package var evidence: [[UInt8]] { files.map(\.bytes) }

    package init(
        id: ApplicationID, zone: ZoneID, purpose: RoundPlan.Purpose, conditions: [Eligibility], claims: [Claim],
        evidence: [(indicator: CriterionID?, name: String, bytes: [UInt8])]
    ) {
        self.id = id
        self.zone = zone
        self.purpose = purpose
        self.conditions = conditions
        self.claims = claims
        files = evidence
    }

    package func target(in register: Register) -> Target { .zone(zone) }

    package var content: CanonicalJSON {
        [
            .id(id), .id(zone), .string(purpose.rawValue),
            .array(conditions.map { Concealed.condition($0).value }), .array(claims.map { Concealed.claim($0).value }),
            .array(
                files.map { file in
                    [
                        file.indicator.map { .id($0) } ?? .null, .string(file.name),
                        .string(Hash.plain(file.bytes).hex),
                    ]
                }),
        ]
    }

    package func take(_ appender: inout Appender) throws {
        let register = appender.register
        var reasons: [Reason] = []
        if register.zones[zone] == nil { reasons.append(Reason(.zoneUnknown, .zone(zone))) }
        if let known = register.applications[id] {
            if known.zone != zone {
                reasons.append(Reason(.applicationIdTaken, .application(id), field: "application"))
            } else if case .returned = known.stage {
            } else {
                reasons.append(Reason(.applicationNotReturned, .application(id), ["stage": known.stage.value]))
            }
        }
        if let other = register.applications.values.first(where: {
            $0.zone == zone && $0.purpose == purpose && $0.id != id && $0.stage.isUnderWay
        }) {
            reasons.append(
                Reason(
                    .applicationUnderWay, .zone(zone),
                    [
                        "purpose": .purpose(purpose), "application": .named(.application(other.id)),
                        "stage": other.stage.value,
                    ]))
        }
        for item in Eligibility.Item.allCases {
            guard let condition = conditions.first(where: { $0.item == item }) else {
                reasons.append(
                    Reason(.conditionUnanswered, field: item.rawValue, ["condition": .condition(item)]))
                continue
            }
            if !condition.isMet {
                reasons.append(
                    Reason(
                        .conditionUnmet, field: item.rawValue,
                        ["condition": .condition(item), "note": .text(condition.note)]))
            }
        }
        reasons += appender.refusals(of: files.map { ($0.name, $0.bytes) }, from: zone, in: nil)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let stored = files.map { file in appender.evidence(file.bytes, named: file.name, for: file.indicator) }
        try appender.appendSigned(
            .applicationSubmitted(id, zone, purpose),
            concealing: conditions.map { .condition($0) } + claims.map { .claim($0) } + stored)
    }
}

/// The 设区市 sends a county's application on to the province.
package struct RecommendApplication: Action {
    package let useCase = UseCase.recommendApplication
    let id: ApplicationID
    let opinion: String

    package init(_ id: ApplicationID, opinion: String) {
        self.id = id
        self.opinion = kept(opinion)
    }

    package func target(in register: Register) -> Target { register.target(of: id) }

    package var content: CanonicalJSON { [.id(id), .string(opinion)] }

    package func take(_ appender: inout Appender) throws {
        try appender.register.require(id, .submitted(to: .prefecture))
        try appender.appendSigned(.applicationRecommended(id), concealing: [.reason("opinion", text: opinion)])
    }
}

/// The 设区市 or the province sends it back with its comments.
package struct ReturnApplication: Action {
    package let useCase = UseCase.returnApplication
    let id: ApplicationID
    let opinion: String

    package init(_ id: ApplicationID, opinion: String) {
        self.id = id
        self.opinion = kept(opinion)
    }

    package func target(in register: Register) -> Target { register.target(of: id) }

    package var content: CanonicalJSON { [.id(id), .string(opinion)] }

    package func take(_ appender: inout Appender) throws {
        guard !opinion.isEmpty else { throw Refusal(.opinionMissing, .application(id), field: "opinion") }
        let role = appender.actor.flatMap { appender.register.users[$0]?.role }
        let level: ReviewLevel = role == .recommender ? .prefecture : .province
        try appender.register.require(id, .submitted(to: level))
        try appender.appendSigned(
            .applicationReturned(id, by: level), concealing: [.reason("opinion", text: opinion)])
    }
}

/// The province takes it.
package struct AcceptApplication: Action {
    package let useCase = UseCase.acceptApplication
    let id: ApplicationID

    package init(_ id: ApplicationID) { self.id = id }

    package func target(in register: Register) -> Target { register.target(of: id) }

    package var content: CanonicalJSON { [.id(id)] }

    package func take(_ appender: inout Appender) throws {
        try appender.register.require(id, .submitted(to: .province))
        try appender.appendSigned(.applicationAccepted(id))
    }
}

extension Register {
    fileprivate func target(of id: ApplicationID) -> Target { applications[id].map { .zone($0.zone) } ?? .nothing }

    fileprivate func require(_ id: ApplicationID, _ stage: Application.Stage) throws {
        guard let application = applications[id] else { throw Refusal(.applicationUnknown, .application(id)) }
        guard application.stage == stage else {
            throw Refusal(
                .applicationNotAt, .application(id), ["stage": application.stage.value, "expected": stage.value])
        }
    }
}
