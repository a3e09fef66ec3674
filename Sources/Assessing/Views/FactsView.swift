// 数据: the measured values of a round, zone by zone, and what of them is missing.

package import AssessmentModel
import EventModel
import Reasons
import RoundState

package struct FactsView: Sendable {
    /// One fact that the scheme reads.
    package struct Column: Sendable, Equatable {
        package let need: FactNeed
        /// What reads it: indicators, vetoes, items that give or take points.
        package let titles: [LocalizedText]
        package let range: FactRange?
        package let unit: LocalizedText?
        package var name: String { need.key.description }
    }

    package let round: RoundID
    package let scheme: Scheme
    package let columns: [Column]
    /// Those that take part, by id.
    package let zones: [Zone]
    /// By zone and name, as recorded.
    package let values: [ZoneID: [String: String]]
    /// What rules need and nobody recorded.
    package let missing: [ZoneID: Set<String>]
}

extension Standing {
    /// - Returns: denied where the viewer may not see the whole round.
    package func facts(in id: RoundID, for viewer: Viewer) -> Seen<FactsView> {
        guard let round = register.rounds[id], let terms = round.terms else {
            return .denied(Reason(.roundUnknown, .round(id)))
        }
        for view in [UseCase.seeProgress, .seeMaterial] {
            if let why = refusal(of: view, to: viewer, in: id) { return .denied(why) }
        }
        let rules = FactRules(terms.scheme)
        let known = Set(terms.scheme.benchmarks.map(\.id))
        var readers: [FactKey: [LocalizedText]] = [:]
        for criterion in terms.scheme.indicators {
            for need in criterion.indicator?.rule?.needs(benchmarks: known) ?? [] {
                if readers[need.key]?.contains(criterion.title) != true {
                    readers[need.key, default: []].append(criterion.title)
                }
            }
        }
        for item in terms.scheme.vetoes.map({ (FactKey($0.fact), $0.title) })
            + (terms.scheme.bonus.items + terms.scheme.deductions.items).map({ (FactKey($0.fact), $0.title) })
        {
            readers[item.0, default: []].append(item.1)
        }
        var (seen, columns) = (Set<FactKey>(), [FactsView.Column]())
        for need in terms.scheme.factNeeds where seen.insert(need.key).inserted {
            let limits = rules.limits(of: need.key)
            columns.append(
                FactsView.Column(
                    need: need, titles: readers[need.key] ?? [], range: limits?.range, unit: limits?.unit))
        }
        let missing = Dictionary(
            grouping: round.missingFacts.compactMap { reason -> (ZoneID, String)? in
                guard let zone = reason.subject?.id, case .text(let fact)? = reason.values["fact"] else { return nil }
                return (ZoneID(zone), fact)
            }
        ) { $0.0 }.mapValues { Set($0.map(\.1)) }
        return .seen(
            FactsView(
                round: id, scheme: terms.scheme, columns: columns, zones: round.takingPart, values: round.facts,
                missing: missing))
    }
}
