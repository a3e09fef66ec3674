// A round before scoring: its frozen files, the draw of its panel, its seats.

package import AssessmentModel
package import AuditLedger
package import EventModel
import PlainText
import Reasons
package import RoundState
import Storage

extension PlanMaterial {
    /// All of it, as one value.
    var content: CanonicalJSON {
        [
            .string("\(plan)"), .string(Hash.plain(schemeBytes).hex),
            .array(zones.map { .object(LedgerEvent.zoneRegistered($0).fields) }),
        ]
    }
}

extension FactTable {
    /// What the scheme cannot read, or its units do not have, in the order of zones and facts.
    func refusals(by scheme: Scheme) -> [Reason] {
        let rules = FactRules(scheme)
        return facts.sorted { $0.key < $1.key }.flatMap { zone, values in
            values.sorted { $0.key.description < $1.key.description }.compactMap { key, fact in
                rules.refusal(of: fact, for: key)?.reason(at: zone)
            }
        }
    }
}

extension CanonicalJSON {
    /// Facts in the order of their names.
    static func facts(_ facts: [FactKey: Fact]) -> CanonicalJSON {
        .array(
            facts.map { ($0.key.description, $0.value.text) }.sorted { $0.0 < $1.0 }.map {
                [.string($0.0), .string($0.1)]
            })
    }

    static func facts(_ table: FactTable) -> CanonicalJSON {
        .array(table.facts.sorted { $0.key < $1.key }.map { [.id($0.key), .facts($0.value)] })
    }
}

/// What a round is planned from, checked by the loaders: the event freezes it, and then it is `Round.Terms`.
package struct PlanMaterial: Sendable {
    package let plan: RoundPlan
    package let scheme: Scheme
    /// The scheme's file as loaded.
    package let schemeBytes: [UInt8]
    package let zones: [Zone]

    package init(plan: RoundPlan, scheme: Scheme, schemeBytes: [UInt8], zones: [Zone]) {
        self.plan = plan
        self.scheme = scheme
        self.schemeBytes = schemeBytes
        self.zones = zones
    }
}

/// Binds a round to its plan, its scheme and the zones whose applications were accepted for it.
package struct PlanRound: Action {
    package let useCase = UseCase.planRound
    let plan: RoundPlan
    let scheme: Scheme
    let schemeBytes: [UInt8]
    let named: [ZoneID]

    /// `zones` are those of the round; none named: every one with an accepted application under the plan's calls, or, before the
    /// fourth edition, for its purpose.
    package init(_ plan: RoundPlan, scheme: Scheme, schemeBytes: [UInt8], zones: [ZoneID] = []) {
        self.plan = plan
        self.scheme = scheme
        self.schemeBytes = schemeBytes
        named = zones
    }

    package var content: CanonicalJSON {
        [.string("\(plan)"), .string(Hash.plain(schemeBytes).hex), .array(named.map { .id($0) })]
    }

    package func take(_ appender: inout Appender) throws {
        let register = appender.register
        try appender.requireNew(plan.id)
        let plan = try plan(by: register)
        let applications = register.applications(for: plan)
        let planning = PlanMaterial(
            plan: plan, scheme: scheme, schemeBytes: schemeBytes,
            zones: try zones(register, Set(applications.map(\.zone))))
        // A supervision visit goes to zones that were taken in before.
        let without =
            planning.plan.purpose == .supervision
            ? planning.zones.filter { register.zones[$0.id] == nil }
            : planning.zones.filter { zone in !applications.contains { $0.zone == zone.id } }
        guard without.isEmpty else {
            throw Refusal(
                without.map {
                    Reason(.zoneWithoutApplication, .zone($0.id), ["purpose": planning.plan.toldPurpose])
                })
        }
        try appender.plan(planning)
    }
}

extension RoundPlan {
    fileprivate var toldPurpose: Reason.Value { programme?.told(purpose) ?? .purpose(purpose) }
}

extension PlanRound {
    /// The plan with the programme of its calls, by the edition in force.
    private func plan(by register: Register) throws -> RoundPlan {
        guard register.edition >= .fourth else {
            guard plan.calls == nil, plan.programme == nil else {
                throw Refusal(.editionTooOld, field: "calls", ["edition": .number(4)])
            }
            return plan
        }
        guard let calls = plan.calls, let first = calls.first else {
            throw Refusal(register.callNeeded(.round(plan.id)))
        }
        let unknown = calls.filter { register.calls[$0] == nil }
        guard unknown.isEmpty else { throw Refusal(unknown.map { Reason(.callUnknown, .call($0), field: "calls") }) }
        let programme = register.calls[first].flatMap { register.programmes[$0.published.programme]?.programme }
        guard let programme else { throw Refusal(.programmeNeeded, .round(plan.id)) }
        return plan.under(programme)
    }

    private func zones(_ register: Register, _ accepted: Set<ZoneID>) throws -> [Zone] {
        let unknown = named.filter { register.zones[$0] == nil }
        guard unknown.isEmpty else { throw Refusal(unknown.map { Reason(.zoneUnknown, .zone($0)) }) }
        let twice = Dictionary(grouping: named) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
        guard twice.isEmpty else { throw Refusal(twice.map { Reason(.zoneNamedTwice, .zone($0)) }) }
        guard named.isEmpty else { return named.sorted().compactMap { register.zones[$0] } }
        guard !accepted.isEmpty else {
            let purpose = try plan(by: register).toldPurpose
            throw Refusal(.applicationsNoneAccepted, field: "zone", ["purpose": purpose])
        }
        return accepted.sorted().compactMap { register.zones[$0] }
    }
}

extension Appender {
    fileprivate func requireNew(_ id: RoundID) throws {
        guard let known = register.rounds[id] else { return }
        throw Refusal(.roundExists, .round(id), ["stage": .stage(known.stage)])
    }

    mutating func plan(_ planning: PlanMaterial, isOnPaper: Bool = false) throws {
        let twice = Dictionary(grouping: planning.zones, by: \.id).filter { $0.value.count > 1 }.keys.sorted()
        guard twice.isEmpty else { throw Refusal(twice.map { Reason(.zoneNamedTwice, .zone($0)) }) }
        try requireNew(planning.plan.id)
        guard planning.plan.ledger == register.origin else {
            throw Refusal(
                .ledgerOther, field: "ledger",
                ["found": .text(planning.plan.ledger), "expected": .text(register.origin)])
        }
        if register.edition >= .fourth {
            let reasons = register.refusals(
                ofPlan: planning.plan, scheme: Hash.plain(planning.schemeBytes).hex, zones: planning.zones,
                isOnPaper: isOnPaper)
            guard reasons.isEmpty else { throw Refusal(reasons) }
        }
        let planned = LedgerEvent.Planned(
            plan: try writing.insertFile(CanonicalJSON.encode(planning.plan)),
            scheme: try writing.insertFile(planning.schemeBytes),
            schemeJSON: register.edition >= .second ? Hash.plain(try planning.scheme.jsonBytes()).hex : nil,
            zones: try writing.insertFile(CanonicalJSON.encode(planning.zones.sorted { $0.id < $1.id })))
        try appendSigned(.roundPlanned(planning.plan.id, planned))
    }

    mutating func open(_ id: RoundID, panels: [ZoneID: [ExpertID]]) throws {
        let roster = Roster(panels: panels, using: &random)
        let digest = try Roster.digest(of: roster.seats.map { ($0.zone, $0.seat) })
        try appendSigned(.roundOpened(id, roster: digest, seats: roster.seats.count))
        for seat in roster.seats {
            let place = LedgerEvent.Place(round: id, zone: seat.zone, seat: seat.seat)
            try append(.seatAssigned(place), concealing: [.sitter(seat.expert)])
        }
    }

    mutating func record(_ facts: FactTable, of zones: [Zone], in round: RoundID) throws {
        for zone in zones.map(\.id).sorted() where !facts[zone].isEmpty {
            let rows = facts[zone].map { (fact: $0.key.description, value: $0.value.text) }
                .sorted { $0.fact.utf8.lexicographicallyPrecedes($1.fact.utf8) }
            try appendSigned(.factsRecorded(round, zone), concealing: rows.map { .fact($0.fact, value: $0.value) })
        }
    }
}

/// Lists the pool under fresh codes with everybody's exclusions, and binds quotas and seed.
package struct CommitDraw: Action {
    package let useCase = UseCase.commitDraw
    package let round: RoundID?
    let quotas: [Quota]
    let witness: String

    /// `witness` says in words which number will be joined to the seed, so that nobody can pick one afterwards.
    package init(_ round: RoundID, quotas: [Quota], witness: String) {
        self.round = round
        self.witness = kept(witness)
        self.quotas = quotas.sorted { $0.source.rawValue < $1.source.rawValue }
    }

    package var content: CanonicalJSON {
        [
            .array(quotas.map { [.string($0.source.rawValue), .integer($0.seats)] }), .string(witness),
        ]
    }

    package func take(_ appender: inout Appender) throws {
        guard let round, let terms = appender.register.rounds[round]?.terms else { return }
        let pool = appender.register.experts.values.sorted { $0.id < $1.id }
        let candidates = pool.map { expert in
            let id: CandidateID = randomCode(using: &appender.random)
            return (
                Candidate(id: id, source: expert.source, excluded: expert.exclusions(among: terms.zones)), expert.id
            )
        }.sorted { $0.0.id < $1.0.id }
        let reasons = refusals(among: candidates.map(\.0), terms)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        for (candidate, expert) in candidates {
            try appender.append(.candidateListed(round, candidate), concealing: [.sitter(expert)])
        }
        let seed = Hash.plain(appender.random.bytes(32)).hex
        let reserve = appender.register.edition >= .second ? Hash.plain(appender.random.bytes(32)).hex : nil
        let commitment = Commitment(
            digest: Hash.plain(Array(seed.utf8)).hex, reserve: reserve.map { Hash.plain(Array($0.utf8)).hex },
            quotas: quotas, candidates: candidates.count, witness: kept(witness))
        try appender.appendSigned(
            .drawCommitted(round, commitment), concealing: [.seed(seed)] + (reserve.map { [.reserve($0)] } ?? []))
    }

    /// Why not every zone could get its panel, whatever the seed; empty where each can.
    func refusals(among candidates: [Candidate], _ terms: Round.Terms) -> [Reason] {
        var reasons: [Reason] = []
        if witness.isEmpty {
            reasons.append(Reason(.witnessUnnamed, field: "witness"))
        }
        if let own = terms.plan.programme?.sources.map(\.id) {
            reasons += quotas.filter { !own.contains($0.source) }.map {
                Reason(
                    .quotaMalformed, field: "quota",
                    ["found": .text($0.source.rawValue), "sources": .list(own.map { .text($0.rawValue) })])
            }
        }
        let isGrouped = !terms.scheme.aggregate.groups.isEmpty
        for (source, same) in Dictionary(grouping: quotas, by: \.source).sorted(by: {
            $0.key.rawValue < $1.key.rawValue
        }) {
            if same.count > 1 {
                reasons.append(
                    Reason(.quotaTwice, field: "quota", ["count": .number(same.count), "source": .source(source)]))
            }
            // A scheme that weighs groups tells the source of every seat: one seat of a source would name its candidate.
            if isGrouped, same[0].seats < 2 {
                reasons.append(Reason(.quotaSingle, field: "quota", ["source": .source(source)]))
            }
        }
        guard reasons.isEmpty else { return reasons }
        let seats = quotas.map(\.seats).reduce(0, +)
        let rule = terms.scheme.panel
        if seats < rule.minimum {
            reasons.append(
                Reason(.quotaTooFew, field: "quota", ["seats": .number(seats), "least": .number(rule.minimum)]))
        }
        if rule.odd, seats % 2 == 0 {
            reasons.append(Reason(.quotaEven, field: "quota", ["seats": .number(seats)]))
        }
        let order = DrawOrder(candidates, seed: "", witness: "")
        for zone in terms.zones {
            for quota in quotas {
                let free = order.free(at: zone.id, from: quota.source).count
                if free < quota.seats {
                    reasons.append(
                        Reason(
                            .poolTooSmall, .zone(zone.id), field: "quota",
                            [
                                "seats": .number(quota.seats), "source": .source(quota.source), "free": .number(free),
                            ]))
                }
            }
        }
        return reasons
    }
}

/// Reveals the seed and joins it to a number that nobody knew when it was bound.
package struct HoldDraw: Action {
    package let useCase = UseCase.holdDraw
    package let round: RoundID?
    let witness: String

    package init(_ round: RoundID, witness: String) {
        self.round = round
        self.witness = kept(witness)
    }

    package var content: CanonicalJSON { .string(witness) }

    package func take(_ appender: inout Appender) throws {
        guard let round else { return }
        guard let seed = appender.register.rounds[round]?.seed else { throw Refusal(.seedUnknown, .round(round)) }
        let witness = plainWitness(witness)
        guard !witness.isEmpty else {
            throw Refusal(.witnessMissing, .round(round), field: "witness")
        }
        if appender.register.edition >= .third, let day = appender.register.rounds[round]?.committedOn,
            appender.day <= day
        {
            throw Refusal(.drawTooEarly, .round(round), ["day": .text(day)])
        }
        try appender.appendSigned(.drawHeld(round, seed: seed, witness: witness))
    }
}

/// Gives a round up before anybody scored; its applications wait for another one.
package struct WithdrawRound: Action {
    package let useCase = UseCase.withdrawRound
    package let round: RoundID?
    let reason: String

    package init(_ round: RoundID, reason: String) {
        self.round = round
        self.reason = kept(reason)
    }

    package var content: CanonicalJSON { .string(reason) }

    package func take(_ appender: inout Appender) throws {
        guard let round else { return }
        guard !reason.isEmpty else { throw Refusal(.withdrawalReasonMissing, .round(round), field: "reason") }
        try appender.appendSigned(
            .roundWithdrawn(round), concealing: [.reason("withdrawn", text: reason)])
    }
}

/// Opens the seats that the draw gives.
package struct OpenRound: Action {
    package let useCase = UseCase.openRound
    package let round: RoundID?

    package init(_ round: RoundID) { self.round = round }

    package var content: CanonicalJSON { [] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round] else { return }
        guard let draw = known.draw, let quotas = known.commitment?.quotas else {
            throw Refusal(.panelNotDrawn, .round(round))
        }
        let order = DrawOrder(known.candidates.values, seed: draw.seed, witness: draw.witness)
        var panels: [ZoneID: [ExpertID]] = [:]
        for zone in known.takingPart {
            panels[zone.id] = order.panel(at: zone.id, quotas: quotas).compactMap { known.drawn[$0.id] }
        }
        try appender.open(round, panels: panels)
    }
}

/// Records measured values of an open round.
package struct RecordFacts: Action {
    package let useCase = UseCase.recordFacts
    package let round: RoundID?
    let facts: FactTable
    let replaces: Bool

    /// `replaces` puts right what was recorded before; both values stay in the ledger.
    package init(_ round: RoundID, _ facts: FactTable, replaces: Bool = false) {
        self.round = round
        self.facts = facts
        self.replaces = replaces
    }

    package var content: CanonicalJSON { [.bool(replaces), .facts(facts)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms else { return }
        let twice = facts.facts.sorted { $0.key < $1.key }.flatMap { zone, values in
            values.keys.filter { known.facts[zone]?[$0.description] != nil }
                .sorted { $0.description < $1.description }
                .map { Reason(.factRecorded, .zone(zone), ["fact": .fact($0)]) }
        }
        guard replaces || twice.isEmpty else { throw Refusal(twice) }
        let gone = facts.facts.keys.filter(known.hasWithdrawn).sorted().map { Reason(.zoneWithdrawn, .zone($0)) }
        let strange = facts.refusals(by: terms.scheme) + gone
        guard strange.isEmpty else { throw Refusal(strange) }
        try appender.record(facts, of: terms.zones, in: round)
    }
}
