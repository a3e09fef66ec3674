// Names in the place of ids: people type 示例禾城市 and not hecheng.

package import AssessmentModel
import EventModel
import Reasons
import RoundState

extension Standing {
    /// The zone with this id, or the only one with this name; an id that nobody has where there is none: the step says so.
    package func zone(called text: String) -> Seen<ZoneID> {
        find(text, among: register.zones.values, named: { [$0.name.zh, $0.name.en] }, .zone) { $0.id }
    }

    /// What an objection may be about, by its id or its title: an indicator, a veto, an item that gives or takes points.
    package func subject(called text: String, in round: RoundID) -> Seen<CriterionID> {
        let items = register.rounds[round]?.terms?.items ?? []
        let named = items.filter { $0.id.text == text || [$0.title.zh, $0.title.en].contains(text) }
        return named.count == 1 ? .seen(CriterionID(named[0].id.text)) : indicator(called: text, in: round)
    }

    /// The indicator with this id, or the only one of the round with this title.
    package func indicator(called text: String, in round: RoundID) -> Seen<CriterionID> {
        let indicators = register.rounds[round]?.terms?.indicators.values.map { $0 } ?? []
        return find(text, among: indicators, named: { [$0.title.zh, $0.title.en] }, .indicator) { $0.id }
    }

    /// The expert with this id, or the only one of this name, for who may see the pool.
    package func expert(called text: String, for viewer: Viewer) -> Seen<ExpertID> {
        guard refusal(of: .seePool, to: viewer) == nil else { return .seen(ExpertID(text)) }
        return find(text, among: register.experts.values, named: { [$0.name] }, .expert) { $0.id }
    }

    private func find<Thing, Subject>(
        _ text: String, among things: some Collection<Thing>, named names: (Thing) -> [String?],
        _ kind: Reason.Subject.Kind, _ id: (Thing) -> Identifier<Subject>
    ) -> Seen<Identifier<Subject>> {
        let plain = Identifier<Subject>(text)
        if things.contains(where: { id($0) == plain }) { return .seen(plain) }
        let found = things.filter { names($0).contains(text) }.map(id).sorted()
        switch found.count {
        case 0: return .seen(plain)
        case 1: return .seen(found[0])
        default:
            let ids = Reason.Value.list(found.map { .text($0.text) })
            return .denied(Reason(.nameAmbiguous, Reason.Subject(kind, text), ["ids": ids]))
        }
    }
}
