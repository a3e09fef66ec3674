// 逐级申报: from a zone's application to its acceptance by the province.

package import AssessmentModel
package import AuditLedger
package import EventModel
import PlainText
import Reasons
package import RoundState
import Storage

/// What an application asks for.
package enum ApplicationGround: Sendable, Equatable {
    /// In a ledger of an edition before the fourth.
    case purpose(RoundPlan.Purpose)
    case call(CallID)

    fileprivate var word: String {
        switch self {
        case .purpose(let purpose): purpose.rawValue
        case .call(let call): "call \(call)"
        }
    }
}

/// A zone hands in its application, or hands it in again after it was returned.
package struct SubmitApplication: Action {
    package let useCase = UseCase.submitApplication
    let id: ApplicationID
    let zone: ZoneID
    let ground: ApplicationGround
    let conditions: [Eligibility]
    let claims: [Claim]
    let files: [BroughtFile]
    package var evidence: [[UInt8]] { files.compactMap(\.bytes) }

    package init(
        id: ApplicationID, zone: ZoneID, for ground: ApplicationGround, conditions: [Eligibility], claims: [Claim],
        evidence: [(indicator: CriterionID?, name: String, bytes: [UInt8])]
    ) {
        self.init(
            id: id, zone: zone, for: ground, conditions: conditions, claims: claims,
            files: evidence.map { BroughtFile($0.bytes, named: $0.name, for: $0.indicator) })
    }

    package init(
        id: ApplicationID, zone: ZoneID, for ground: ApplicationGround, conditions: [Eligibility], claims: [Claim],
        files: [BroughtFile]
    ) {
        self.id = id
        self.zone = zone
        self.ground = ground
        self.conditions = conditions
        self.claims = claims
        self.files = files
    }

    package func target(in register: Register) -> Target { .zone(zone) }

    package var content: CanonicalJSON {
        [
            .id(id), .id(zone), .string(ground.word),
            .array(conditions.map { Concealed.condition($0).value }), .array(claims.map { Concealed.claim($0).value }),
            .array(
                files.map { file in
                    [
                        file.indicator.map { .id($0) } ?? .null, .string(file.name),
                        .string(file.digest),
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
        let asked = asked(by: register, on: appender.day)
        reasons += asked.reasons + appender.refusals(of: files, from: zone, in: nil)
        guard reasons.isEmpty, let purpose = asked.purpose else { throw Refusal(reasons) }
        let stored = files.map { appender.evidence($0, for: $0.indicator) }
        try appender.appendSigned(
            .applicationSubmitted(id, zone, purpose, asked.under),
            concealing: padded(conditions.map { .condition($0) } + claims.map { .claim($0) } + stored))
        // Whatever door it came by: an older draft must not come back when this is returned.
        if case .call(let call) = ground {
            try appender.writing.removeDraft(of: zone.text, at: DraftPlace.call(call).text)
        }
    }

    /// As many values as an application under the notice's five conditions has at least: a call may ask for fewer, or none.
    private func padded(_ values: [Concealed]) -> [Concealed] {
        values + Array(repeating: .decoy, count: max(0, Requirement.early.count - values.count))
    }

    /// What it asks for by the edition in force, and everything that is against it.
    private func asked(
        by register: Register, on day: String
    ) -> (purpose: RoundPlan.Purpose?, under: LedgerEvent.UnderCall?, reasons: [Reason]) {
        switch ground {
        case .purpose(let purpose):
            guard register.edition < .fourth else {
                return (nil, nil, [register.callNeeded(.application(id))])
            }
            return (purpose, nil, underWay(purpose, of: nil, register) + early)
        case .call(let id):
            guard register.edition >= .fourth else {
                return (nil, nil, [Reason(.editionTooOld, field: "call", ["edition": .number(4)])])
            }
            guard let call = register.calls[id] else {
                return (nil, nil, [Reason(.callUnknown, .call(id), field: "call")])
            }
            return (call.published.purpose, under(call, register), refusals(under: call, register, on: day))
        }
    }

    private func under(_ call: PublishedCall, _ register: Register) -> LedgerEvent.UnderCall? {
        register.zones[zone].flatMap { register.level(of: $0, under: call) }.map {
            LedgerEvent.UnderCall(call: call.id, level: $0)
        }
    }

    private func refusals(under call: PublishedCall, _ register: Register, on day: String) -> [Reason] {
        var reasons = underWay(call.published.purpose, of: call.published.programme, register)
        if let known = register.applications[id] {
            if known.zone == zone, let before = known.call, before != call.id {
                reasons.append(
                    Reason(.applicationOfOtherCall, .application(id), field: "call", ["call": .text(before.text)]))
            }
        } else if let late = call.refusal(ofApplyingOn: day) {
            reasons.append(late)
        }
        guard let place = register.zones[zone] else { return reasons }
        return reasons
            + register.refusals(
                of: Answer(
                    zone: place, conditions: conditions, claims: claims, evidenced: files.compactMap(\.indicator)),
                under: call)
    }

    /// That the zone has applied for the same already.
    private func underWay(
        _ purpose: RoundPlan.Purpose, of programme: ProgrammeID?, _ register: Register
    ) -> [Reason] {
        let others = register.applications.values.filter { other in
            let its = other.call.flatMap { register.calls[$0]?.published.programme }
            return other.zone == zone && other.purpose == purpose && other.id != id && other.stage.isUnderWay
                && (its == nil || its == programme)
        }
        return others.min { $0.id < $1.id }.map { other in
            let named = programme.flatMap { register.programmes[$0]?.programme }
            return [
                Reason(
                    .applicationUnderWay, .zone(zone),
                    [
                        "purpose": named?.told(purpose) ?? .purpose(purpose),
                        "application": .named(.application(other.id)), "stage": other.stage.value,
                    ])
            ]
        } ?? []
    }

    /// The conditions of the notice, which every application answered before there were calls.
    private var early: [Reason] {
        Requirement.early.compactMap { item in
            guard let condition = conditions.first(where: { $0.item == item }) else {
                return Reason(.conditionUnanswered, field: item.rawValue, ["condition": .condition(item)])
            }
            guard !condition.isMet else { return nil }
            return Reason(
                .conditionUnmet, field: item.rawValue,
                ["condition": .condition(item), "note": .text(condition.note)])
        }
    }
}

/// The 设区市 sends an application on to the province.
package struct RecommendApplication: Action {
    package let useCase = UseCase.recommendApplication
    let id: ApplicationID
    let opinion: String
    let version: Int?

    /// `version` is the one that was read; nil: whichever there is.
    package init(_ id: ApplicationID, opinion: String, version: Int? = nil) {
        self.id = id
        self.opinion = kept(opinion)
        self.version = version
    }

    package func target(in register: Register) -> Target { register.target(of: id) }

    package var content: CanonicalJSON { [.id(id), .string(opinion)] }

    package func take(_ appender: inout Appender) throws {
        try appender.register.require(id, .submitted(to: .prefecture), version)
        if let full = appender.register.refusal(ofRecommending: id) { throw Refusal(full) }
        try appender.appendSigned(.applicationRecommended(id), concealing: [.reason("opinion", text: opinion)])
    }
}

/// The 设区市 or the province sends it back with its comments.
package struct ReturnApplication: Action {
    package let useCase = UseCase.returnApplication
    let id: ApplicationID
    let opinion: String
    let version: Int?

    /// `version` is the one that was read; nil: whichever there is.
    package init(_ id: ApplicationID, opinion: String, version: Int? = nil) {
        self.id = id
        self.opinion = kept(opinion)
        self.version = version
    }

    package func target(in register: Register) -> Target { register.target(of: id) }

    package var content: CanonicalJSON { [.id(id), .string(opinion)] }

    package func take(_ appender: inout Appender) throws {
        guard !opinion.isEmpty else { throw Refusal(.opinionMissing, .application(id), field: "opinion") }
        let role = appender.actor.flatMap { appender.register.users[$0]?.role }
        let level: ReviewLevel = role == .recommender ? .prefecture : .province
        try appender.register.require(id, .submitted(to: level), version)
        try appender.appendSigned(
            .applicationReturned(id, by: level), concealing: [.reason("opinion", text: opinion)])
    }
}

/// The province takes it.
package struct AcceptApplication: Action {
    package let useCase = UseCase.acceptApplication
    let id: ApplicationID
    let version: Int?

    /// `version` is the one that was read; nil: whichever there is.
    package init(_ id: ApplicationID, version: Int? = nil) {
        self.id = id
        self.version = version
    }

    package func target(in register: Register) -> Target { register.target(of: id) }

    package var content: CanonicalJSON { [.id(id)] }

    package func take(_ appender: inout Appender) throws {
        try appender.register.require(id, .submitted(to: .province), version)
        try appender.appendSigned(.applicationAccepted(id))
    }
}

extension Register {
    fileprivate func target(of id: ApplicationID) -> Target { applications[id].map { .zone($0.zone) } ?? .nothing }

    fileprivate func require(_ id: ApplicationID, _ stage: Application.Stage, _ version: Int?) throws {
        guard let application = applications[id] else { throw Refusal(.applicationUnknown, .application(id)) }
        guard application.stage == stage else {
            throw Refusal(
                .applicationNotAt, .application(id), ["stage": application.stage.value, "expected": stage.value])
        }
        if let version, version != application.version {
            throw Refusal(.applicationNewer, .application(id), ["version": .number(application.version)])
        }
    }
}
