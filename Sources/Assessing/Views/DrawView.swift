// 抽取: the pool as the draw sees it, quotas by which every zone gets its panel, and what was bound and drawn. No name beside a code.

package import AssessmentModel
package import EventModel
import HashTreeCollections
package import Reasons
import RoundState

/// The draw of a round, before and after it.
package struct DrawView: Sendable {
    /// A source of experts.
    package struct Source: Sendable, Equatable {
        package let id: Expert.Source
        /// What the round's programme calls it; nil before there were programmes.
        package let name: LocalizedText?
        /// Experts of it in the pool, or among the candidates.
        package let pool: Int
        /// Those who may assess the zone where they are fewest.
        package let least: Int
    }

    package struct Zone: Sendable, Equatable {
        package let id: ZoneID
        /// Who may assess it, by source in the order of `sources`.
        package let free: [Int]
        /// Who may not, by the first reason that applies.
        package let excluded: [Conflict: Int]
    }

    /// Who was drawn for a zone: in the order of the experts' ids, so that no place in it points to a code.
    package struct Panel: Sendable, Equatable {
        package let zone: ZoneID
        package let experts: [ExpertID]
        /// The codes of its seats, once they are open.
        package let seats: [SeatID]
        /// The codes under which the draw named them.
        package let candidates: [CandidateID]
    }

    package let round: RoundID
    package let sources: [Source]
    package let zones: [Zone]
    package let rule: PanelRule
    /// By source; zero seats are none.
    package let quotas: [Quota]
    /// Why these quotas cannot be bound; empty where they can.
    package let refusals: [Reason]
    package let commitment: Commitment?
    package let committedOn: String
    /// By code; none before they are listed.
    package let candidates: [Candidate]
    /// Why the draw cannot be held yet.
    package let waits: [Reason]
    package let draw: (seed: String, witness: String)?
    /// None before the draw.
    package let panels: [Panel]
}

extension Standing {
    /// `quotas` are those that somebody typed; nil: those that are bound, or else proposed.
    /// - Returns: denied where the viewer does not see the whole round, or not the pool.
    package func draw(of id: RoundID, quotas: [Quota]? = nil, on day: String, for viewer: Viewer) -> Seen<DrawView> {
        guard let round = register.rounds[id], let terms = round.terms else {
            return .denied(Reason(.roundUnknown, .round(id)))
        }
        if let why = refusal(of: .seeProgress, to: viewer, in: id) ?? refusal(of: .seePool, to: viewer) {
            return .denied(why)
        }
        let listed = round.candidates.values.sorted { $0.id < $1.id }
        let candidates = listed.isEmpty ? pool(among: terms.zones) : listed
        let own = terms.plan.programme?.sources.map(\.id) ?? register.sources
        let zones = round.takingPart.sorted { $0.id < $1.id }
        // Counted once for all: a zone asks for a source more often than there are candidates.
        let bySource = Dictionary(grouping: candidates, by: \.source)
        let conflicts = Dictionary(
            grouping: candidates.flatMap { one in one.excluded.map { (one.source, $0) } }, by: \.1.zone)
        let shown = zones.map { zone -> DrawView.Zone in
            let excluded = conflicts[zone.id] ?? []
            return DrawView.Zone(
                id: zone.id,
                free: own.map { source in
                    (bySource[source]?.count ?? 0) - excluded.count { $0.0 == source }
                },
                excluded: Dictionary(grouping: excluded, by: \.1.conflict).mapValues(\.count))
        }
        let sources = own.enumerated().map { place, source in
            DrawView.Source(
                id: source, name: terms.plan.programme?.source(source)?.name, pool: bySource[source]?.count ?? 0,
                least: shown.map { $0.free[place] }.min() ?? 0)
        }
        let isGrouped = !terms.scheme.aggregate.groups.isEmpty
        let used =
            quotas ?? round.commitment?.quotas ?? proposal(sources, terms.scheme.panel, isGrouped: isGrouped)
        let seats = used.filter { $0.seats > 0 }
        return .seen(
            DrawView(
                round: id, sources: sources, zones: shown, rule: terms.scheme.panel, quotas: used,
                refusals: round.commitment == nil
                    ? CommitDraw(id, quotas: seats, witness: "–").refusals(among: candidates, terms) : [],
                commitment: round.commitment, committedOn: round.committedOn, candidates: listed,
                waits: round.stage == .committed ? refusals(ofDraw: round, on: day) : [], draw: round.draw,
                panels: panels(round)))
    }

    private func pool(among zones: [Zone]) -> [Candidate] {
        register.experts.values.sorted { $0.id < $1.id }.map {
            Candidate(id: CandidateID($0.id.text), source: $0.source, excluded: $0.exclusions(among: zones))
        }
    }

    /// One seat after another to the source that has most left where it has fewest, until the panel is as large as its rule asks and its number
    /// fits; less where the pool does not reach.
    private func proposal(_ sources: [DrawView.Source], _ rule: PanelRule, isGrouped: Bool) -> [Quota] {
        var seats = sources.map { isGrouped && $0.least >= 2 ? 2 : 0 }
        func fits() -> Bool {
            let count = seats.reduce(0, +)
            return count >= max(1, rule.minimum) && !(rule.odd && count.isMultiple(of: 2))
        }
        while !fits() {
            let spare = sources.indices.map { sources[$0].least - seats[$0] }
            let open = sources.indices.filter { spare[$0] > 0 && !(isGrouped && seats[$0] == 0) }
            guard let next = open.max(by: { (spare[$0], -$0) < (spare[$1], -$1) }) else { break }
            seats[next] += 1
        }
        return sources.indices.map { Quota(source: sources[$0].id, seats: seats[$0]) }
    }

    private func panels(_ round: Round) -> [DrawView.Panel] {
        guard let draw = round.draw, let quotas = round.commitment?.quotas else { return [] }
        let order = DrawOrder(round.candidates.values, seed: draw.seed, witness: draw.witness)
        return round.takingPart.sorted { $0.id < $1.id }.map { zone in
            let panel = order.panel(at: zone.id, quotas: quotas)
            return DrawView.Panel(
                zone: zone.id, experts: panel.compactMap { round.drawn[$0.id] }.sorted(),
                seats: round.seats(at: zone.id).map(\.id), candidates: panel.map(\.id).sorted())
        }
    }
}
