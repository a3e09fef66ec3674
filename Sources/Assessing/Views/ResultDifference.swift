// What two results of one round differ in, cell by cell: what a correction brings, and that it brings nothing else.

package import AssessmentModel
package import EventModel
import HashTreeCollections
import Reasons
import RoundState
package import Scoring

/// What of a result another one says otherwise.
package struct ResultDifference: Sendable, Equatable {
    /// An indicator of a zone whose points, or marks, or facts differ.
    package struct Cell: Sendable, Equatable {
        package let zone: ZoneID
        package let indicator: CriterionID
        package let before: CellScore?
        package let after: CellScore?
        /// Whether it was opened: by an objection that was upheld, or by a fact that was put right.
        package let isOpened: Bool
    }

    /// A veto, or an item that gives or takes points.
    package struct Item: Sendable, Equatable {
        package let zone: ZoneID
        package let item: ItemID
        /// Of a veto 1 where it was found; nil where it counts for nothing.
        package let before: Fraction?
        package let after: Fraction?
        package let isOpened: Bool
    }

    /// A zone whose total, rank, verdict or grade differs.
    package struct Placing: Sendable, Equatable {
        package let zone: ZoneID
        package let before: WhatIf.Placing
        package let after: WhatIf.Placing
    }

    /// Each list in the order of the result before; cells and items in the scheme's.
    package let cells: [Cell]
    package let items: [Item]
    package let placings: [Placing]

    /// Whether something differs that nothing opened: such a result is nobody's to bring about.
    package var isStrange: Bool { cells.contains { !$0.isOpened } || items.contains { !$0.isOpened } }

    package var isEmpty: Bool { cells.isEmpty && items.isEmpty && placings.isEmpty }

    /// `isOpened` says whether something of a zone may differ; a zone that only one of the results has is left out.
    package init(
        from old: RoundScores, to new: RoundScores, under scheme: Scheme,
        isOpened: (ZoneID, CriterionID) -> Bool
    ) {
        let others = Dictionary(new.zones.map { ($0.zone, $0) }) { first, _ in first }
        var (cells, items, placings) = ([Cell](), [Item](), [Placing]())
        for before in old.zones {
            guard let after = others[before.zone] else { continue }
            let zone = before.zone
            for id in scheme.indicators.map(\.id) where before.cells[id] != after.cells[id] {
                cells.append(
                    Cell(
                        zone: zone, indicator: id, before: before.cells[id], after: after.cells[id],
                        isOpened: isOpened(zone, id)))
            }
            for id in (scheme.vetoes + scheme.bonus.items + scheme.deductions.items).map(\.id) {
                let (first, second) = (before.value(of: id), after.value(of: id))
                guard first != second else { continue }
                items.append(
                    Item(
                        zone: zone, item: id, before: first, after: second,
                        isOpened: isOpened(zone, CriterionID(id.text))))
            }
            let (first, second) = (WhatIf.Placing(before, under: scheme), WhatIf.Placing(after, under: scheme))
            if first != second { placings.append(Placing(zone: zone, before: first, after: second)) }
        }
        (self.cells, self.items, self.placings) = (cells, items, placings)
    }
}

extension ZoneScore {
    /// What an item gave or took, 1 for a veto that was found; nil for what counts for nothing.
    fileprivate func value(of item: ItemID) -> Fraction? {
        vetoes.contains(item) ? 1 : bonus.items[item] ?? deductions.items[item]
    }
}

extension Round {
    /// What the result that would come now says otherwise than the newest one; nil where there is none yet.
    ///
    /// `corrected` are facts of a zone as they would be put right under an objection to `subject`.
    /// - Throws: `LedgerError` when a sheet's marks or the round's files are not at hand.
    func difference(
        withdrawing zone: ZoneID? = nil, correcting corrected: ZoneID? = nil, of subject: CriterionID? = nil,
        to values: [String: String] = [:]
    ) throws -> ResultDifference? {
        guard let result, let scheme = terms?.scheme,
            let next = try next(withdrawing: zone, correcting: corrected, to: values)
        else { return nil }
        let now = try recompute(result)
        var opened = reopened
        if let corrected, let subject { opened.insert(Touched(zone: corrected, indicator: subject)) }
        let gone = Set(withdrawals.keys).union(zone.map { [$0] } ?? [])
        let readers = readers(of: opened)
        return ResultDifference(from: now.scores, to: next.scores, under: scheme) { zone, indicator in
            gone.contains(zone) || opened.contains(Touched(zone: zone, indicator: indicator))
                || readers[zone]?.contains(indicator) == true
        }
    }

    /// By zone: indicators and items that read a fact which was opened there.
    private func readers(of opened: Set<Touched>) -> [ZoneID: Set<CriterionID>] {
        guard let terms else { return [:] }
        let subjects = terms.scheme.indicators.map(\.id) + terms.items.map { CriterionID($0.id.text) }
        var readers: [ZoneID: Set<CriterionID>] = [:]
        for cell in opened {
            let facts = terms.facts(of: cell.indicator)
            guard !facts.isEmpty else { continue }
            readers[cell.zone, default: []].formUnion(subjects.filter { !terms.facts(of: $0).isDisjoint(with: facts) })
        }
        return readers
    }
}

extension Standing {
    /// What a correction of facts under an objection would make of the newest result: nothing comes of asking.
    /// - Returns: denied where the viewer may not see the result, or not the marks behind it, or there is no such objection.
    /// - Throws: `LedgerError` when a sheet's marks or the round's files are not at hand.
    package func effect(
        of facts: [FactKey: Fact], under id: ObjectionID, in round: RoundID, for viewer: Viewer
    ) throws -> Seen<ResultDifference> {
        for view in [UseCase.seeResult, .seeMarks] {
            if let why = refusal(of: view, to: viewer, in: round) { return .denied(why) }
        }
        guard let known = register.rounds[round], let objection = known.objections[id] else {
            return .denied(Reason(.objectionUnknown, .objection(id), ["round": .named(.round(round))]))
        }
        let values = Dictionary(facts.map { ($0.key.description, $0.value.text) }) { $1 }
        guard
            let difference = try known.difference(
                correcting: objection.zone, of: objection.indicator, to: values)
        else { return .denied(Reason(.roundStillOpen, .round(round))) }
        return .seen(difference)
    }

    /// What an act would make of the newest result; nil where it changes none, or the viewer may not see results.
    /// - Throws: `LedgerError` when a sheet's marks or the round's files are not at hand.
    package func difference(of act: Act, in id: RoundID, for viewer: Viewer) throws -> ResultDifference? {
        guard let round = register.rounds[id],
            [UseCase.seeResult, .seeMarks].allSatisfy({ refusal(of: $0, to: viewer, in: id) == nil })
        else { return nil }
        switch act {
        case .conclude: return try round.difference()
        case .correct(let objection, let zone, let facts, _, _):
            return try round.difference(
                correcting: zone, of: round.objections[objection]?.indicator, to: facts)
        case .withdraw(let zone, _): return try round.difference(withdrawing: zone)
        default: return nil
        }
    }
}
