// Users, experts, zones, calendars: what the other steps lean on.

package import AssessmentModel
package import AuditLedger
package import EventModel
import PlainText
package import Reasons
package import RoundState

/// 安全管理员 adds an account.
package struct AddUser: Action {
    package let useCase = UseCase.addUser
    let user: User

    package init(_ user: User) {
        self.user = User(
            id: user.id, name: kept(user.name), role: user.role, zone: user.zone, expert: user.expert)
    }

    package var content: CanonicalJSON { Concealed.account(user).value }

    package func take(_ appender: inout Appender) throws {
        let reasons = refusals(in: appender.register)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        try appender.appendSigned(.userAdded, concealing: [.account(user)])
    }

    /// Why the account cannot be added, all at once; none where it can.
    package func refusals(in register: Register) -> [Reason] {
        var reasons: [Reason] = []
        if register.users[user.id] != nil { reasons.append(Reason(.userExists, .user(user.id), field: "id")) }
        if kept(user.name).isEmpty { reasons.append(Reason(.accountNameMissing, .user(user.id), field: "name")) }
        switch user.role {
        case .everyone: reasons.append(Reason(.accountOfPublic, field: "role"))
        case let role where role != .expert && user.expert != nil:
            reasons.append(Reason(.accountNotOfExpert, field: "expert"))
        case .expert where user.expert == nil: reasons.append(Reason(.accountWithoutExpert, field: "expert"))
        case .expert where user.expert.map({ register.experts[$0] == nil }) == true:
            reasons.append(Reason(.expertUnknown, user.expert.map { .expert($0) }, field: "expert"))
        case .applicant where user.zone == nil, .recommender where user.zone == nil:
            reasons.append(Reason(.accountWithoutZone, field: "zone", ["role": .role(user.role)]))
        case .recommender where user.zone.map({ register.zones[$0]?.kind != .city }) == true:
            reasons.append(Reason(.recommenderNotOfCity, user.zone.map { .zone($0) }, field: "zone"))
        default: break
        }
        if let zone = user.zone, register.zones[zone] == nil {
            reasons.append(Reason(.zoneUnknown, .zone(zone), field: "zone"))
        }
        if let expert = user.expert, register.users.values.contains(where: { $0.expert == expert }) {
            reasons.append(Reason(.expertHasAccount, .expert(expert), field: "expert"))
        }
        return reasons
    }
}

/// 安全管理员 takes an account away; what it did stays.
package struct RemoveUser: Action {
    package let useCase = UseCase.removeUser
    let user: UserID

    package init(_ user: UserID) { self.user = user }

    package var content: CanonicalJSON { .id(user) }

    package func take(_ appender: inout Appender) throws {
        guard let known = appender.register.users[user] else { throw Refusal(.userUnknown, .user(user)) }
        let others = appender.register.users.values.filter { $0.role == known.role && $0.id != user }
        guard known.role != .securityAdministrator || !others.isEmpty else {
            throw Refusal(.lastSecurityAdministrator, .user(user))
        }
        try appender.appendSigned(.userRemoved, concealing: [.user(user)])
    }
}

/// Puts zones on the registry, or changes what it says of them.
package struct RegisterZones: Action {
    package let useCase = UseCase.registerZones
    let zones: [Zone]

    package init(_ zones: [Zone]) { self.zones = zones }

    package var content: CanonicalJSON { .array(zones.map { .object(LedgerEvent.zoneRegistered($0).fields) }) }

    package func take(_ appender: inout Appender) throws {
        let reasons = refusals(in: appender.register)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        for zone in zones where appender.register.zones[zone.id] != zone {
            try appender.appendSigned(.zoneRegistered(zone))
        }
    }

    /// Why they cannot be registered, all at once; none where they can.
    package func refusals(in register: Register) -> [Reason] {
        let all = register.zones.merging(zones.map { ($0.id, $0) }) { $1 }
        let kinds = register.kinds
        return zones.flatMap { zone in
            zone.contradictions(among: all)
                + (kinds.contains(zone.kind)
                    ? []
                    : [
                        Reason(
                            .kindUnknown, .zone(zone.id), field: "kind",
                            ["kind": .text(zone.kind.rawValue), "known": .list(kinds.map { .text($0.rawValue) })])
                    ])
        }
    }
}

extension String {
    /// Six digits, as GB/T 2260 writes them; full-width ones are none.
    fileprivate var isAreaCode: Bool { utf8.count == 6 && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

extension Zone {
    /// What the code of GB/T 2260 and the 设区市 above say against each other.
    fileprivate func contradictions(among all: [ZoneID: Zone]) -> [Reason] {
        var reasons: [Reason] = []
        if let code, !code.isAreaCode {
            reasons.append(Reason(.areaCodeMalformed, .zone(id), field: "code", ["code": .text(code)]))
        }
        if kind == .city, let code, !code.hasSuffix("00") {
            reasons.append(Reason(.areaCodeNotOfCity, .zone(id), field: "code", ["code": .text(code)]))
        }
        if let code, let other = all.values.first(where: { $0.code == code && $0.id != id }) {
            reasons.append(
                Reason(
                    .areaCodeTaken, .zone(id), field: "code",
                    ["code": .text(code), "other": .named(.zone(other.id))]))
        }
        if let prefecture {
            let cities = all.values.filter { $0.kind == .city }
            let above = cities.first { $0.name.zh == prefecture }
            if above == nil {
                reasons.append(
                    Reason(
                        .prefectureUnknown, .zone(id), field: "prefecture",
                        ["prefecture": .text(prefecture), "cities": .texts(cities.map(\.name.zh).sorted())]))
            }
            if let above, let city = above.code, let code, city.prefix(4) != code.prefix(4) {
                reasons.append(
                    Reason(
                        .areaCodeElsewhere, .zone(id), field: "code",
                        ["code": .text(code), "prefecture": .text(prefecture), "city": .text(city)]))
            }
        }
        return reasons
    }
}

/// Puts experts into the pool, or changes what it says of them.
package struct RegisterExperts: Action {
    package let useCase = UseCase.registerExperts
    let experts: [Expert]

    package init(_ experts: [Expert]) { self.experts = experts }

    package var content: CanonicalJSON { .array(experts.map { Concealed.expert($0).value }) }

    package func take(_ appender: inout Appender) throws {
        let reasons = refusals(in: appender.register)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let pool = appender.register.experts
        for expert in kept(in: appender.register) where pool[expert.id] != expert {
            try appender.appendSigned(.expertRegistered, concealing: [.expert(expert)])
        }
    }

    /// A table without a column takes nothing away: a conflict once declared stays.
    package func kept(in register: Register) -> [Expert] { experts.map { $0.keeping(register.experts[$0.id]) } }

    /// Why they cannot be registered, all at once; none where they can.
    package func refusals(in register: Register) -> [Reason] {
        let zones = register.zones
        let strange = experts.filter { $0.region.map { !$0.isAreaCode } ?? false }
        let sources = register.sources
        return experts.filter { !sources.contains($0.source) }.map {
            Reason(
                .sourceUnknown, .expert($0.id), field: "source",
                ["source": .text($0.source.rawValue), "known": .list(sources.map { .text($0.rawValue) })])
        }
            + strange.map {
                Reason(.regionMalformed, .expert($0.id), field: "region", ["region": .text($0.region ?? "")])
            }
            + experts.flatMap { expert in
                ([expert.employer].compactMap { $0 } + expert.ties).filter { zones[$0] == nil }
                    .map { Reason(.expertZoneUnknown, .expert(expert.id), ["zone": .named(.zone($0))]) }
            }
    }
}

extension Expert {
    fileprivate func keeping(_ known: Expert?) -> Expert {
        Expert(
            id: id, name: name, source: source, organisation: organisation, region: region ?? known?.region,
            employer: employer ?? known?.employer, ties: Set(ties).union(known?.ties ?? []).sorted())
    }
}

/// Takes in the holidays and make-up workdays of some years, all or none.
package struct LoadCalendar: Action {
    package let useCase = UseCase.loadCalendar
    let years: [CalendarYear]

    package init(_ years: [CalendarYear]) { self.years = years }

    package var content: CanonicalJSON {
        .array(years.map { .object(LedgerEvent.calendarLoaded($0).fields) })
    }

    package func take(_ appender: inout Appender) throws {
        for year in years where appender.register.calendar[year.year] != year {
            try appender.appendSigned(.calendarLoaded(year))
        }
    }
}

/// Somebody of the bureau proposes that the ledger be judged by a newer edition of the rules from then on.
package struct ProposeRules: Action {
    package let useCase = UseCase.proposeRules
    let edition: RulesEdition
    let place: PlaceOffset

    /// `place` is where the ledger is at home; one that says so already stays there.
    package init(_ edition: RulesEdition, at place: PlaceOffset) {
        self.edition = edition
        self.place = place
    }

    package var content: CanonicalJSON { [.integer(edition.rawValue), .integer(place.minutes)] }

    package func take(_ appender: inout Appender) throws {
        let register = appender.register
        guard edition > register.edition else {
            throw Refusal(.editionInForce, ["edition": .number(register.edition.rawValue)])
        }
        if let home = register.home, home != place {
            throw Refusal(.placeFixed, ["home": .text("\(home)"), "found": .text("\(place)")])
        }
        try appender.appendSigned(.rulesProposed(LedgerEvent.Home(place: place, edition: edition)))
    }
}

/// A second person adopts what was proposed.
package struct AdoptRules: Action {
    package let useCase = UseCase.adoptRules
    let proposal: Int

    /// `proposal` is the event that proposed them.
    package init(_ proposal: Int) { self.proposal = proposal }

    package var content: CanonicalJSON { .integer(proposal) }

    package func take(_ appender: inout Appender) throws {
        let register = appender.register
        guard let known = register.proposals[proposal], known.before == register.edition else {
            throw Refusal(.rulesNotProposed, .event(proposal))
        }
        guard known.proposer != appender.actor else {
            throw Refusal(.secondPersonNeeded, .event(proposal), ["task": .task(useCase)])
        }
        let secret = RequestSecret(using: &appender.random)
        try appender.appendSigned(
            .rulesAdopted(proposal: proposal), concealing: register.secret == nil ? [.secret(secret.text)] : [])
    }
}

/// The first half of a rotation: the new key is named.
struct AddKey: Action {
    let useCase = UseCase.rotateKey
    let isSigned = false
    let key: VerifierKey

    var content: CanonicalJSON { .string(key.text) }

    func take(_ appender: inout Appender) throws {
        guard key.name == appender.register.origin else {
            throw Refusal(
                .keyOfOtherLedger, .key(key),
                ["found": .text(key.name), "expected": .text(appender.register.origin)])
        }
        guard !appender.register.keys.contains(where: { $0.key == key }) else {
            throw Refusal(.keyUsedBefore, .key(key))
        }
        try appender.appendSigned(.keyAdded(key.text))
    }
}

/// The second half: the old key signs no more.
struct RetireKey: Action {
    let useCase = UseCase.rotateKey
    let key: VerifierKey

    var content: CanonicalJSON { .string(key.text) }

    func take(_ appender: inout Appender) throws { try appender.appendSigned(.keyRetired(key.text)) }
}

/// Records that a backup was put in place, before anything is added to it.
package struct RecordRestore: Action {
    package let useCase = UseCase.restoreBackup
    let reason: String

    package init(reason: String) { self.reason = reason }

    package var content: CanonicalJSON { .string(reason) }

    package func take(_ appender: inout Appender) throws {
        try appender.appendSigned(
            .backupRestored(size: appender.register.size), concealing: [.reason("restore", text: reason)])
    }
}
