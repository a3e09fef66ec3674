// What a new result would say otherwise: cells, items, totals, ranks and grades, old beside new.

import Assessing
import AssessmentModel
import EventModel
import Reasons
import RoundState
import Scoring
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// All that differs; `isOwn` leads the zones that are moved without being opened below the others.
    func difference(
        _ difference: ResultDifference, _ round: Round?, _ called: Called, level: HTML.Tag = .h2,
        _ html: inout HTML
    ) {
        cells(difference, called, level, &html)
        placings(difference, round, called, level, &html)
    }

    private func cells(
        _ difference: ResultDifference, _ called: Called, _ level: HTML.Tag, _ html: inout HTML
    ) {
        html.element(.section, .id("cells")) { html in
            html.element(level, text: words[.differenceCells])
            guard !difference.cells.isEmpty || !difference.items.isEmpty else {
                return html.element(.p, .css("empty"), text: words[.differenceNoCells])
            }
            html.table(
                words[.differenceCells], hidesCaption: true,
                [
                    words[.zoneHead], words[.indicatorHead], words[.differenceWhat], words[.moveBefore],
                    words[.moveAfter],
                ], numbers: [3, 4], css: "stack"
            ) { html in
                for cell in difference.cells {
                    row(
                        called.zone(cell.zone), called.indicator(cell.indicator), changes(of: cell),
                        points(cell.before?.score), points(cell.after?.score), isOpened: cell.isOpened, &html)
                }
                for item in difference.items {
                    row(
                        called.zone(item.zone), called.indicator(CriterionID(item.item.text)), [],
                        item.before.map(plain) ?? "–", item.after.map(plain) ?? "–", isOpened: item.isOpened, &html)
                }
            }
        }
    }

    private func row(
        _ zone: String, _ subject: String, _ changes: [String], _ before: String, _ after: String, isOpened: Bool,
        _ html: inout HTML
    ) {
        html.element(.tr, isOpened ? nil : .css("differs")) { html in
            html.element(.th, Attribute("scope", "row"), text: zone)
            html.element(.td, text: subject)
            html.element(.td) { html in
                for change in changes { html.element(.p, .css("small"), text: change) }
                if !isOpened { html.element(.p, .css("due"), text: words[.differenceStrange]) }
            }
            html.element(.td, .css("number"), Attribute("data-head", words[.moveBefore]), text: before)
            html.element(.td, .css("number"), Attribute("data-head", words[.moveAfter]), text: after)
        }
    }

    private func points(_ points: Fraction?) -> String { points.map(plain) ?? words[.pointsTooFew] }

    /// Marks by seat and facts by name, old and new.
    private func changes(of cell: ResultDifference.Cell) -> [String] {
        let (before, after) = (marks(of: cell.before), marks(of: cell.after))
        let seats = Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }
        let readings = { (score: CellScore?) in
            let found = score?.rule.map(allReadings) ?? []
            return Dictionary(found.map { ($0.fact, self.value(of: $0)) }) { first, _ in first }
        }
        let (old, new) = (readings(cell.before), readings(cell.after))
        let facts = Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }
        let changed = seats.map { seat -> String in
            let (first, second) = (before[seat].map(plain) ?? "–", after[seat].map(plain) ?? "–")
            return words(.differenceMark, ["seat": seat.shortCode, "before": first, "after": second])
        }
        return changed
            + facts.map { fact -> String in
                words(.differenceFact, ["fact": fact, "before": old[fact] ?? "–", "after": new[fact] ?? "–"])
            }
    }

    private func marks(of cell: CellScore?) -> [SeatID: Fraction] {
        Dictionary(cell?.panel?.marks.map { $0 } ?? []) { first, _ in first }
    }

    private func value(of reading: RuleBasis.Reading) -> String {
        if let flag = reading.flag { return words[flag ? .yes : .no] }
        return reading.number.map(\.exactText) ?? "–"
    }

    private func placings(
        _ difference: ResultDifference, _ round: Round?, _ called: Called, _ level: HTML.Tag, _ html: inout HTML
    ) {
        html.element(.section, .id("moves")) { html in
            html.element(level, text: words[.actMoves])
            guard !difference.placings.isEmpty else {
                return html.element(.p, .css("empty"), text: words[.differenceNoMoves])
            }
            html.table(
                words[.actMoves], hidesCaption: true, [words[.zoneHead], words[.moveBefore], words[.moveAfter]],
                css: "stack"
            ) { html in
                for move in difference.placings {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: called.zone(move.zone))
                        html.element(
                            .td, Attribute("data-head", words[.moveBefore]), text: told(move.before, round))
                        html.element(.td, Attribute("data-head", words[.moveAfter]), text: told(move.after, round))
                    }
                }
            }
        }
    }

    private func told(_ placing: WhatIf.Placing, _ round: Round?) -> String {
        [
            placing.rank.map { words(.rankIs, ["rank": "\($0)"]) } ?? words[.rankNone],
            placing.total.map { total in round?.published(total.exactText) ?? total.exactText } ?? "–",
            words.term(.verdict, placing.verdict.rawValue), placing.grade.map(words.text),
        ].compactMap { $0 }.joined(separator: " · ")
    }
}

/// What a rule read, and what each of its parts did.
private func allReadings(of basis: RuleBasis) -> [RuleBasis.Reading] {
    basis.readings + (basis.alternatives ?? []).flatMap(allReadings)
}
