// 结果: the ranking before and after its publication, each digit explained, why one zone stands before another, and what other methods would make of it.

package import Assessing
package import AssessmentModel
import EventModel
package import Exchange
import Reasons
import RoundState
package import Scoring
package import Telling

/// A result as a page shows it.
package struct ShownResult: Sendable {
    package let result: RoundResult
    /// Rank, zone, total and so on, a row for each zone of the snapshot in its order.
    package let table: RankedTable
    /// What other methods would move; empty where the reader may not see it.
    package let whatIfs: [(title: String, lines: [String])]
    /// That this is no official result.
    package let warning: String
    package let account: (seats: Int, sealed: Int, recused: Int, missed: Int)?

    package init(
        _ result: RoundResult, table: RankedTable, whatIfs: [(title: String, lines: [String])], warning: String,
        account: (seats: Int, sealed: Int, recused: Int, missed: Int)?
    ) {
        self.result = result
        self.table = table
        self.whatIfs = whatIfs
        self.warning = warning
        self.account = account
    }

    var scores: [ZoneScore] { result.snapshot.value.scores.zones }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func resultPage(
        _ shown: ShownResult, of course: CourseView, _ called: Called, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.resultTitle], "result", crumbs: roundCrumbs(course.round, course.title), main: .css("record")) {
            html in
            html.element(.h1, text: words[.resultTitle])
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[lead(course)])
            html.element(.dl, .css("facts")) { html in
                if let account = shown.account {
                    html.fact(
                        words[.closeAccountTitle],
                        words(
                            .closeAccount,
                            [
                                "seats": "\(account.seats)", "sealed": "\(account.sealed)",
                                "recused": "\(account.recused)", "missed": "\(account.missed)",
                            ]))
                }
                html.element(.div) { html in
                    html.element(.dt, text: words[.digestHead])
                    html.element(.dd) { $0.element(.span, .css("digest"), text: shown.result.snapshot.digest) }
                }
            }
            ranking(shown, course, &html)
            whatIfs(shown, &html)
            foot(of: shown, course, &html)
        }
    }

    /// Below each printed page: which result it is.
    private func foot(of shown: ShownResult, _ course: CourseView, _ html: inout HTML) {
        html.element(
            .p, .css("paper-foot"),
            text: words(
                .resultFoot, ["title": words.text(course.title), "digest": shown.result.snapshot.digest]))
    }

    private func lead(_ course: CourseView) -> PagePhrase {
        switch course.stage {
        case .closed: .resultClosed
        case .noticed: .resultNoticed
        case .final: .resultFinal
        default: .resultOver
        }
    }

    private func ranking(_ shown: ShownResult, _ course: CourseView, _ html: inout HTML) {
        let last = shown.table.header.count - 1
        html.table(
            words(.resultCaption, shown.scores.count), shown.table.header,
            numbers: Set([0, 3] + Array(4..<max(4, last - 2))), css: "ranking wide"
        ) { html in
            for (score, row) in zip(shown.scores, shown.table.rows) {
                html.element(.tr, .id("zone-\(score.zone)")) { html in
                    for (place, cell) in row.enumerated() {
                        switch place {
                        case 1:
                            html.element(.th, Attribute("scope", "row")) {
                                $0.element(
                                    .a, .href(addresses.round(course.round, "result", score.zone.text)), text: cell)
                            }
                        case 0, 3..<max(4, last - 2): html.element(.td, .css("number"), text: cell)
                        default: html.element(.td, text: cell)
                        }
                    }
                }
            }
        }
        for note in shown.table.notes { html.element(.p, .css("small quiet"), text: note) }
        html.element(.p, .css("acts")) { html in
            html.downloads(self) { addresses.round(course.round, "result.\($0)") }
        }
    }

    /// On a ground of its own: nobody takes it for the result.
    private func whatIfs(_ shown: ShownResult, _ html: inout HTML) {
        guard !shown.whatIfs.isEmpty else { return }
        html.element(.section, .css("unofficial")) { html in
            html.element(.h2, text: words[.whatIfTitle])
            html.element(.p, text: shown.warning)
            for paragraph in shown.whatIfs {
                html.element(.div, .css("what-if")) { html in
                    html.element(.h3, text: words(.whatIfUnofficial, ["title": paragraph.title]))
                    html.element(.ul, .css("steps")) { html in
                        for line in paragraph.lines { html.element(.li, text: line) }
                    }
                }
            }
        }
    }

    // MARK: one zone

    /// `before` is the zone ranked next above, `after` the next below.
    package func zoneResultPage(
        _ zone: ZoneScore, _ shown: ShownResult, _ explanation: Explanation, before: Neighbours?, after: Neighbours?,
        of course: CourseView, _ called: Called
    ) -> [UInt8] {
        let title = words(.resultOf, ["zone": called.zone(zone.zone)])
        return page(title, "zone-result", crumbs: resultCrumbs(course), main: .css("record")) { html in
            html.element(.h1, text: title)
            html.element(.dl, .css("facts")) { html in
                if let index = shown.scores.firstIndex(where: { $0.zone == zone.zone }) {
                    for (head, cell) in zip(shown.table.header, shown.table.rows[index]).dropFirst(2)
                    where !cell.isEmpty {
                        html.fact(head, cell)
                    }
                }
                html.fact(words[.rankHead], zone.rank.map { "\($0)" } ?? words[.rankNone])
            }
            if before != nil || after != nil {
                html.element(.section) { html in
                    html.element(.h2, text: words[.neighboursTitle])
                    for neighbours in [before, after].compactMap({ $0 }) {
                        self.neighbours(neighbours, shown.result, called, &html)
                    }
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.arithmeticTitle])
                html.arithmetic(explanation)
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.indicatorsTitle])
                html.element(.ul, .css("columns")) { html in
                    for indicator in shown.result.scheme.indicators where zone.cells[indicator.id] != nil {
                        html.item(
                            words.text(indicator.title),
                            addresses.round(course.round, "result", zone.zone.text, indicator.id.text))
                    }
                }
            }
            foot(of: shown, course, &html)
        }
    }

    private func resultCrumbs(_ course: CourseView) -> [(String, Address)] {
        roundCrumbs(course.round, course.title)
            + [(words[.resultTitle], addresses.round(course.round, "result"))]
    }

    /// Why the one stands before the other: the gap and the three indicators that made most of it.
    func neighbours(_ pair: Neighbours, _ result: RoundResult, _ called: Called, _ html: inout HTML) {
        let rounding = result.scheme.rounding
        let (ahead, behind) = (called.zone(pair.ahead), called.zone(pair.behind))
        html.element(.article, .css("question")) { html in
            let rank = { (zone: ZoneID) in result.snapshot.value.scores.zones.first { $0.zone == zone }?.rank }
            let isTied = rank(pair.ahead) == rank(pair.behind)
            html.element(
                .h3, text: words(isTied ? .whyLevel : .whyBefore, ["ahead": ahead, "behind": behind]))
            html.element(
                .p,
                text: pair.gap == .zero
                    ? words(.gapNone, ["ahead": ahead, "behind": behind])
                    : words(.gapIs, ["ahead": ahead, "behind": behind, "gap": rounding.published(pair.gap)]))
            part(.gapGains, pair.gains, ahead, behind, called, &html)
            part(.gapLosses, pair.losses, ahead, behind, called, &html)
            if pair.adjustment != .zero {
                html.element(
                    .p,
                    text: words(
                        pair.adjustment > .zero ? .gapBonus : .gapMalus,
                        ["ahead": ahead, "points": plain(size(pair.adjustment))]))
            }
        }
    }

    private func size(_ value: Fraction) -> Fraction { value < .zero ? .zero - value : value }

    /// Exact where a decimal can be; else four places.
    func plain(_ value: Fraction) -> String {
        value.decimalPlaces == nil ? value.rounded(to: 4, .halfUp).text(places: 4) : "\(value)"
    }

    private func part(
        _ phrase: PagePhrase, _ parts: [Neighbours.Part], _ ahead: String, _ behind: String, _ called: Called,
        _ html: inout HTML
    ) {
        guard !parts.isEmpty else { return }
        html.element(.p, text: words(phrase, ["ahead": ahead, "count": "\(min(3, parts.count))"]))
        html.table(
            words(phrase, ["ahead": ahead, "count": "\(min(3, parts.count))"]), hidesCaption: true,
            [words[.indicatorHead], ahead, behind, words[.gapHead]], numbers: [1, 2, 3]
        ) { html in
            for part in parts.prefix(3) {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), text: called.indicator(part.indicator))
                    html.element(.td, .css("number"), text: plain(part.ahead))
                    html.element(.td, .css("number"), text: plain(part.behind))
                    html.element(
                        .td, .css("number"), text: (part.gap < .zero ? "−" : "+") + plain(size(part.gap)))
                }
            }
        }
    }

    package func indicatorResultPage(
        _ criterion: Criterion, _ zone: ZoneScore, _ shown: ShownResult, _ explanation: Explanation,
        of course: CourseView, _ called: Called
    ) -> [UInt8] {
        let title = words(
            .cellOf, ["zone": called.zone(zone.zone), "indicator": words.text(criterion.title)])
        let own = words(.resultOf, ["zone": called.zone(zone.zone)])
        let crumbs = resultCrumbs(course) + [(own, addresses.round(course.round, "result", zone.zone.text))]
        return page(title, "cell-result", crumbs: crumbs, main: .css("record")) { html in
            html.element(.h1, text: title)
            html.arithmetic(explanation)
            if criterion.indicator?.rule == nil {
                html.element(.p) {
                    $0.element(
                        .a, .href(addresses.round(course.round, "divergence", zone.zone.text, criterion.id.text)),
                        text: words[.marksOfSeats])
                }
            }
            foot(of: shown, course, &html)
        }
    }

    package func table(of shown: ShownResult) -> SheetTable { words.sheet(of: shown.table) }
}

extension PageWords {
    /// A ranking for spreadsheets.
    func sheet(of table: RankedTable) -> SheetTable {
        let heads = table.header + (table.unrounded.first.map { [$0] } ?? [])
        let numbers = Set([0, 3] + Array(4..<max(4, table.header.count - 3)) + [table.header.count])
        return SheetTable(
            self[.resultTitle], heads.enumerated().map { .init($1, numbers.contains($0) ? .number : .text) },
            zip(table.rows, table.unrounded.dropFirst()).map { $0 + [$1] })
    }
}
