// 打分差异: where experts differ, cell by cell; the marks of one cell; who leans to one side.

package import Assessing
package import AssessmentModel
import EventModel
import Exchange
import Reasons
package import RoundState
import Telling

/// Which cells of a divergence table are shown, and which of them are chosen.
package struct DivergenceChoice: Sendable {
    package enum Ground: String, Sendable, CaseIterable { case all, range, outlier, unasked }

    package let zone: ZoneID?
    package let ground: Ground
    package let chosen: Set<CellName>
    /// How many were chosen before a filter left some of them out.
    package let before: Int

    package init(zone: String? = nil, ground: String? = nil, chosen: [String] = [], in view: DivergenceView) {
        let zone = zone.map { ZoneID($0) }
        self.zone = view.cells.contains { $0.divergence.zone == zone } ? zone : nil
        self.ground = ground.flatMap(Ground.init(rawValue:)) ?? .all
        let wanted = Set(chosen.compactMap(CellName.init(text:)))
        before = wanted.count
        let shown = Self.shown(view.cells, self.zone, self.ground)
        self.chosen = wanted.intersection(shown.map { CellName($0.divergence) })
    }

    fileprivate func cells(of view: DivergenceView) -> [DivergenceView.Cell] { Self.shown(view.cells, zone, ground) }

    private static func shown(_ cells: [DivergenceView.Cell], _ zone: ZoneID?, _ ground: Ground) -> [DivergenceView
        .Cell]
    {
        cells.filter { cell in
            guard zone == nil || cell.divergence.zone == zone else { return false }
            return switch ground {
            case .all: true
            case .range: cell.divergence.grounds.contains(.range)
            case .outlier: cell.isOutlier
            case .unasked: cell.open + cell.answered == 0
            }
        }
    }

    /// The same with all that is shown chosen.
    package func all(of view: DivergenceView) -> DivergenceChoice {
        DivergenceChoice(
            zone: zone?.text, ground: ground.rawValue, chosen: cells(of: view).map { CellName($0.divergence).text },
            in: view)
    }
}

/// An indicator at a zone, as forms name it.
package struct CellName: Hashable, Sendable {
    package let zone: ZoneID
    package let indicator: CriterionID

    /// Neither id can hold a colon.
    package var text: String { "\(zone):\(indicator)" }

    package init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        (zone, indicator) = (ZoneID(String(parts[0])), CriterionID(String(parts[1])))
    }

    package init(_ divergence: Divergence) { (zone, indicator) = (divergence.zone, divergence.indicator) }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func divergencePage(
        _ view: DivergenceView, of course: CourseView, _ choice: DivergenceChoice, _ called: Called,
        mayAsk: Bool, problems: FormProblems = .none
    ) -> [UInt8] {
        let title = words[.divergenceTitle]
        return page(title, "divergence", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self, ids: ["cell": "cells"])
            html.element(.h1, text: title)
            html.element(.p, .css("lead"), text: words(.divergenceLead, view.cells.count))
            html.element(.p, .css("quiet"), text: words[.divergenceRule])
            if !view.early.isEmpty {
                let names = view.early.map(called.zone)
                html.element(.p, .css("quiet"), text: words(.divergenceEarly, ["zones": words.list(names)]))
            }
            if view.cells.isEmpty { html.element(.p, .css("empty"), text: words[.divergenceNone]) }
            if !view.cells.isEmpty {
                html.form(addresses.round(course.round, "divergence"), self) { html in
                    choose(choice, view, called, &html)
                    table(view, choice, called, mayAsk: mayAsk, &html)
                    if mayAsk { asking(choice, &html) }
                }
            }
            leanings(view, called, &html)
        }
    }

    private func choose(
        _ choice: DivergenceChoice, _ view: DivergenceView, _ called: Called, _ html: inout HTML
    ) {
        html.element(.div, .css("choose")) { html in
            html.pick(
                "zone", words[.zoneHead], none: words[.zonesAll],
                Set(view.cells.map(\.divergence.zone)).sorted().map { ($0.text, called.zone($0)) }, choice.zone?.text)
            html.pick("ground", words[.groundHead], DivergenceChoice.Ground.allCases, choice.ground) { ground in
                switch ground {
                case .all: words[.groundAll]
                case .range: words[.groundRange]
                case .outlier: words[.groundOutlier]
                case .unasked: words[.groundUnasked]
                }
            }
            html.button(words[.boardChoose], .name("do"), .value("filter"))
        }
        if choice.before > choice.chosen.count {
            let told = ["before": "\(choice.before)", "now": "\(choice.chosen.count)"]
            html.element(
                .div, .css("notice warn"), Attribute("role", "status"), Attribute("data-notice", "chosen")
            ) { $0.element(.p, text: words(.chosenFewer, told)) }
        }
    }

    private func table(
        _ view: DivergenceView, _ choice: DivergenceChoice, _ called: Called, mayAsk: Bool, _ html: inout HTML
    ) {
        let cells = choice.cells(of: view)
        guard !cells.isEmpty else { return html.element(.p, .css("empty"), text: words[.divergenceNoneShown]) }
        let byName = Dictionary(cells.map { (CellName($0.divergence), $0) }) { first, _ in first }
        let zones = Set(cells.map(\.divergence.zone)).sorted()
        let named = Set(cells.map(\.divergence.indicator))
        let heads = [words[.indicatorHead]] + zones.map(called.zone)
        html.table(words(.divergenceCaption, cells.count), heads, css: "heat", id: "cells") { html in
            for criterion in view.indicators where named.contains(criterion.id) {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), text: words.text(criterion.title))
                    for zone in zones {
                        guard let cell = byName[CellName(zone, criterion.id)] else {
                            html.element(.td, text: "–")
                            continue
                        }
                        self.cell(cell, view.round, choice, called, mayAsk: mayAsk, &html)
                    }
                }
            }
        }
        html.element(.p, .css("small quiet"), text: words[.divergenceLegend])
    }

    private func cell(
        _ cell: DivergenceView.Cell, _ round: RoundID, _ choice: DivergenceChoice, _ called: Called, mayAsk: Bool,
        _ html: inout HTML
    ) {
        let name = CellName(cell.divergence)
        html.element(.td, .css("h\(heat(of: cell.share))")) { html in
            html.element(.span, .css("pick")) { html in
                let what = words(
                    .cellOf, ["zone": called.zone(name.zone), "indicator": called.indicator(name.indicator)])
                if mayAsk {
                    html.element(
                        .input, .type("checkbox"), .name("cell"), .value(name.text), Attribute("aria-label", what),
                        Attribute("autocomplete", "off"), choice.chosen.contains(name) ? Attribute("checked") : nil)
                }
                html.element(
                    .a, .href(addresses.round(round, "divergence", name.zone.text, name.indicator.text)),
                    text: percent(cell.share) + (cell.isOutlier ? " ‡" : ""))
            }
            if cell.open > 0 { html.element(.span, .css("small"), text: words(.cellOpen, cell.open)) }
            if cell.answered > 0 { html.element(.span, .css("small"), text: words(.cellAnswered, cell.answered)) }
        }
    }

    /// 0 to 4; the number stands in the cell.
    private func heat(of share: Fraction) -> Int {
        [Fraction(20, over: 100), Fraction(30, over: 100), Fraction(45, over: 100), Fraction(60, over: 100)]
            .count { share >= $0 }
    }

    /// Without decimals, for the eye.
    private func percent(_ share: Fraction) -> String {
        "\((share * 100).rounded(to: 0, .halfUp).text(places: 0)) %"
    }

    private func asking(_ choice: DivergenceChoice, _ html: inout HTML) {
        html.element(.p, .css("acts")) { html in
            html.button(words[.rereadPreview], primary: true, .name("do"), .value("preview"))
            html.button(words[.chooseAll], .name("do"), .value("all"))
            html.element(.span, .css("why"), text: words[.rereadPreviewHint])
        }
    }

    private func leanings(_ view: DivergenceView, _ called: Called, _ html: inout HTML) {
        guard !view.leanings.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.leaningTitle])
            html.element(.p, .css("quiet"), text: words[.leaningLead])
            html.table(
                words[.leaningTitle], hidesCaption: true,
                [
                    words[.zoneHead], words[.seatHead], words[.expertHead], words[.leaningHead],
                    words[.leaningCellsHead],
                ], numbers: [3, 4]
            ) { html in
                for leaning in view.leanings {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: called.zone(leaning.zone))
                        html.element(.td, text: leaning.seat.shortCode)
                        html.element(.td, text: called.expert(leaning.expert))
                        html.element(.td, .css("number"), text: signed(leaning.mean))
                        html.element(.td, .css("number"), text: "\(leaning.cells)")
                    }
                }
            }
        }
    }

    /// +3.2 %, −0.5 %, 0 %.
    private func signed(_ share: Fraction) -> String {
        let rounded = (share * 100).rounded(to: 1, .halfUp)
        if rounded == .zero { return "0 %" }
        return rounded < .zero
            ? "−\((Fraction.zero - rounded).text(places: 1)) %" : "+\(rounded.text(places: 1)) %"
    }

    // MARK: one cell

    package func cellPage(_ view: CellView, of course: CourseView, _ called: Called, mayAsk: Bool) -> [UInt8] {
        let title = words(
            .cellOf, ["zone": called.zone(view.zone), "indicator": words.text(view.criterion.title)])
        let crumbs =
            roundCrumbs(course.round, course.title)
            + [(words[.divergenceTitle], addresses.round(course.round, "divergence"))]
        return page(title, "cell", crumbs: crumbs) { html in
            html.element(.h1, text: title)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.markMost], "\(view.most)")
                if let found = view.divergence {
                    html.fact(words[.markLowest], "\(found.lowest)")
                    html.fact(words[.markMedian], "\(found.median)")
                    html.fact(words[.markHighest], "\(found.highest)")
                    html.fact(words[.groundHead], grounds(of: found))
                }
            }
            strip(view, &html)
            html.table(
                words(.cellMarks, view.marks.count),
                [words[.seatHead], words[.expertHead], words[.markLabel], words[.commentLabel], words[.rereadHead]],
                numbers: [2]
            ) { html in
                for mark in view.marks { row(mark, isOff: isOff(mark, view), &html, called) }
            }
            if view.marks.contains(where: \.isFar) {
                html.element(.p, .css("small quiet"), text: words[.cellLegend])
            }
            if mayAsk, view.divergence != nil, view.marks.contains(where: { $0.isFar && !$0.isAsked }) {
                html.form(addresses.round(course.round, "divergence"), self) { html in
                    html.hidden("cell", CellName(view.zone, view.criterion.id).text)
                    html.element(.p, .css("acts")) {
                        $0.button(words[.rereadPreview], primary: true, .name("do"), .value("preview"))
                    }
                }
            }
        }
    }

    /// Off the median; the ends of a wide cell are asked about too, and are not.
    private func isOff(_ mark: CellView.Mark, _ view: CellView) -> Bool {
        mark.isFar && view.divergence?.grounds.contains { $0 != .range } == true
    }

    private func row(_ mark: CellView.Mark, isOff: Bool, _ html: inout HTML, _ called: Called) {
        html.element(.tr) { html in
            html.element(.th, Attribute("scope", "row"), text: mark.seat.shortCode)
            html.element(.td, text: called.expert(mark.expert))
            html.element(.td, .css("number")) { html in
                html.text("\(mark.mark)")
                if mark.isFar { html.text(isOff ? " ‡" : " †") }
            }
            html.element(.td) { $0.lines(mark.comment) }
            html.element(.td) { html in
                if mark.isAsked { html.element(.span, .css("due"), text: words[.rereadWaits]) }
                if let answer = mark.answer { html.element(.span) { $0.lines(answer) } }
            }
        }
    }

    func grounds(of found: Divergence) -> String {
        words.list(found.grounds.map { words[$0 == .range ? .groundRange : .groundOutlier] })
    }

    /// Marks as dots between 0 and the highest; the table below says the same.
    private func strip(_ view: CellView, _ html: inout HTML) {
        guard view.most != .zero, !view.marks.isEmpty else { return }
        let place = { (mark: Fraction) in
            (mark / view.most * 460 + 20).rounded(to: 1, .halfUp).text(places: 1)
        }
        html.element(.figure, .css("strip")) { html in
            html.element(
                .svg, Attribute("viewBox", "0 0 500 60"), Attribute("width", "500"), Attribute("height", "60"),
                .unspoken
            ) { html in
                html.element(
                    .line, Attribute("x1", "20"), Attribute("x2", "480"), Attribute("y1", "44"), Attribute("y2", "44"),
                    .css("axis"))
                if let median = view.divergence?.median {
                    html.element(
                        .line, Attribute("x1", place(median)), Attribute("x2", place(median)), Attribute("y1", "6"),
                        Attribute("y2", "50"), .css("median"))
                }
                var heights: [Fraction: Int] = [:]
                for mark in view.marks {
                    let height = heights[mark.mark, default: 0]
                    heights[mark.mark] = height + 1
                    html.element(
                        .circle, Attribute("cx", place(mark.mark)), Attribute("cy", "\(38 - 11 * height)"),
                        Attribute("r", "5"), .css(mark.isFar ? "far" : "near"))
                }
            }
            html.element(
                .figcaption, .css("small quiet"),
                text: words(.stripCaption, ["most": "\(view.most)", "count": "\(view.marks.count)"]))
        }
    }
}

extension CellName {
    init(_ zone: ZoneID, _ indicator: CriterionID) { (self.zone, self.indicator) = (zone, indicator) }
}
