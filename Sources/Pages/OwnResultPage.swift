// 评估结果: what a zone reads of its own result once it is published, and what it can do.

package import Assessing
package import AssessmentModel
import EventModel
import Reasons
package import RoundState
import Scoring
import Telling

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// Before publication: that it runs and when the result is planned, and nothing of how far it is.
    package func ownRoundRunsPage(_ title: LocalizedText, planned: String?) -> [UInt8] {
        page(words.text(title), "own-result", crumbs: officeCrumbs()) { html in
            html.element(.h1, text: words.text(title))
            html.element(
                .p, .css("lead"),
                text: planned.map { words(.ownResultRuns, ["day": words.day($0)]) } ?? words[.ownResultRunsNoDay])
        }
    }

    /// Of a round that was given up or broken off: what is said of it in public.
    package func ownRoundEndedPage(_ title: LocalizedText, stage: Stage, statement: String?) -> [UInt8] {
        page(words.text(title), "own-result", crumbs: officeCrumbs()) { html in
            html.element(.h1, text: words.text(title))
            html.notice(.warn, words(.ownResultEnded, ["stage": words.term(.stage, stage.rawValue)]))
            if let statement, !statement.isEmpty { html.element(.p) { $0.lines(statement) } }
        }
    }

    func ownCrumbs(_ round: RoundID, _ title: LocalizedText) -> [(String, Address)] {
        officeCrumbs() + [(words.text(title), addresses.ownZone("rounds", round.text))]
    }

    package func ownResultPage(
        _ own: OwnResult, stage: Stage, clock: NoticeClock?, _ objections: [Objection], _ called: Called,
        mayObject: Bool, today: String
    ) -> [UInt8] {
        let heading = words(.ownResultTitle, ["round": words.text(own.title)])
        return page(heading, "own-result", crumbs: officeCrumbs(), main: .css("record")) { html in
            html.element(.h1, text: heading)
            html.element(.p, .css("lead"), text: state(stage, clock))
            for note in own.specimen { html.element(.p, .css("small quiet"), text: note) }
            numbers(of: own, &html)
            html.element(.p, .css("acts")) { html in
                if let sheet = own.papers.first(where: { $0.kind == .scoreSheet }) {
                    html.element(
                        .a, .css("button primary"), .href(address(of: sheet, own.round)),
                        text: words[.ownResultGetSheet])
                }
                if mayObject {
                    html.element(
                        .a, .css("button"), .href(addresses.ownZone("rounds", own.round.text, "objections", "new")),
                        text: words[.objectionNew])
                }
            }
            reasons(of: own, &html)
            pillars(of: own, &html)
            losses(of: own, &html)
            if let pair = own.before {
                html.element(.section) { html in
                    html.element(.h2, text: words[.ownResultNeighbour])
                    self.neighbours(pair, own.result, called, &html)
                }
            }
            comments(of: own, &html)
            changes(of: own, &html)
            certificate(of: own, today, &html)
            self.objections(objections, own.round, called, &html)
            documents(of: own, &html)
            html.element(
                .p, .css("paper-foot"),
                text: words(
                    .resultFoot, ["title": words.text(own.title), "digest": own.result.snapshot.digest]))
        }
    }

    /// In one sentence: whether it is final, or until when objections are heard.
    private func state(_ stage: Stage, _ clock: NoticeClock?) -> String {
        if stage == .final { return words[.resultFinal] }
        return clock.map(told) ?? words[.resultNoticed]
    }

    /// Until when objections are heard.
    func told(_ clock: NoticeClock) -> String {
        switch clock.phase {
        case .ahead: return words(.noticeAhead, ["from": words.day(clock.from), "to": words.day(clock.to)])
        case .over: return words(.noticeOver, ["to": words.day(clock.to)])
        case .running: return words(.noticeRuns, ["rest": rest(of: clock), "to": words.day(clock.to)])
        }
    }

    /// 还剩 3 个工作日; nil where the calendar does not say.
    func rest(of clock: NoticeClock) -> String? {
        clock.left.map { words(.noticeLeft, ["days": "\($0)", "one": $0 == 1 ? "1" : nil]) }
    }

    private func numbers(of own: OwnResult, _ html: inout HTML) {
        html.element(.dl, .css("facts"), .id("numbers")) { html in
            html.fact(words[.ownResultVerdict], own.verdict)
            html.fact(words[.ownResultTotal], words(.ownResultOf, ["points": own.total, "most": own.most]))
            html.fact(words[.ownResultBase], own.base)
            html.fact(words[own.hasDeductions ? .ownResultAdjustment : .ownResultBonus], own.adjustment)
            html.fact(
                words[.rankHead],
                own.score.rank == nil
                    ? words[.rankNone] : words(.ownResultRank, ["rank": own.rank, "of": "\(own.ranked)"]))
            html.fact(words[.ownResultGrade], own.grade)
        }
    }

    /// Each pass line with the value compared, then whatever else decided.
    private func reasons(of own: OwnResult, _ html: inout HTML) {
        guard !own.reasons.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.ownResultReasons])
            html.table(
                words[.ownResultReasons], hidesCaption: true,
                [words[.ownResultSubject], words[.ownResultFinding], words[.outcomeHead]], css: "stack"
            ) { html in
                for reason in own.reasons {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: reason.subject)
                        html.element(.td, text: reason.finding)
                        html.element(.td, reason.isMet == false ? .css("due") : nil, text: reason.outcome)
                    }
                }
            }
        }
    }

    private func pillars(of own: OwnResult, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.ownResultPillars])
            html.table(
                words[.ownResultPillars], hidesCaption: true,
                [
                    words[.ownResultPillar], words[.ownResultScore], words[.fullMarkHead], words[.ownResultLine],
                    words[.ownResultLost],
                ], numbers: [1, 2, 3, 4], css: "stack"
            ) { html in
                for bar in own.bars {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row"), text: bar.title)
                        html.element(.td, .css("number"), head(.ownResultScore)) { html in
                            html.element(.span, bar.isMet ? nil : .css("due"), text: bar.score)
                            self.bar(bar, &html)
                        }
                        html.element(.td, .css("number"), head(.fullMarkHead), text: bar.maximum)
                        html.element(.td, .css("number"), head(.ownResultLine), text: bar.line ?? "–")
                        html.element(.td, .css("number"), head(.ownResultLost), text: bar.lost)
                    }
                }
            }
            for note in own.notes { html.element(.p, .css("small quiet"), text: note) }
        }
    }

    private func head(_ phrase: PagePhrase) -> Attribute { Attribute("data-head", words[phrase]) }

    /// A share of the maximum with its line; what it is stands beside it in numbers.
    private func bar(_ bar: PillarBar, _ html: inout HTML) {
        guard let share = bar.share else { return }
        let place = { (share: Double) in Fraction(hundredths: Int((share * 10_000).rounded())).exactText }
        html.element(
            .svg, .css("share"), Attribute("viewBox", "0 0 100 6"), Attribute("width", "100"), Attribute("height", "6"),
            .unspoken
        ) { html in
            html.element(.path, .css("whole"), Attribute("d", "M0 0h100v6H0z"))
            html.element(.path, .css("part"), Attribute("d", "M0 0h\(place(share))v6H0z"))
            if let line = bar.lineShare {
                html.element(.path, .css("tick"), Attribute("d", "M\(place(line)) 0v6"))
            }
        }
    }

    /// What cost most first, with whom to ask.
    private func losses(of own: OwnResult, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.ownResultLosses])
            guard !own.losses.isEmpty else {
                return html.element(.p, .css("empty"), text: words[.ownResultNoLosses])
            }
            html.element(.p, text: words[.ownResultLossesLead])
            html.table(
                words[.ownResultLosses], hidesCaption: true,
                [
                    words[.numberHead], words[.indicatorHead], words[.ownResultScore], words[.fullMarkHead],
                    words[.ownResultLost], words[.ownResultDepartments],
                ], numbers: [2, 3, 4], css: "stack"
            ) { html in
                for loss in own.losses {
                    html.element(.tr, .id("loss-\(loss.indicator)")) { html in
                        html.element(.td, text: loss.number)
                        html.element(.th, Attribute("scope", "row")) { html in
                            html.element(
                                .a,
                                .href(
                                    addresses.ownZone("rounds", own.round.text, "indicators", loss.indicator.text)),
                                text: loss.title)
                        }
                        html.element(.td, .css("number"), head(.ownResultScore), text: loss.score)
                        html.element(.td, .css("number"), head(.fullMarkHead), text: loss.points)
                        html.element(.td, .css("number"), head(.ownResultLost), text: loss.lost)
                        html.element(.td, head(.ownResultDepartments), text: loss.departments)
                    }
                }
            }
            rest(of: own, &html)
        }
    }

    /// The indicators that cost nothing, so that each has its way to its arithmetic.
    private func rest(of own: OwnResult, _ html: inout HTML) {
        let lost = Set(own.losses.map(\.indicator))
        let full = own.result.scheme.indicators.filter { own.score.cells[$0.id] != nil && !lost.contains($0.id) }
        guard !full.isEmpty else { return }
        html.element(.details) { html in
            html.element(.summary, text: words(.ownResultFull, full.count))
            html.element(.ul, .css("columns")) { html in
                for criterion in full {
                    html.item(
                        words.text(criterion.title),
                        addresses.ownZone("rounds", own.round.text, "indicators", criterion.id.text))
                }
            }
        }
    }

    private func comments(of own: OwnResult, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.ownResultComments])
            guard !own.comments.isEmpty else {
                return html.element(.p, .css("empty"), text: words[.ownResultNoComments])
            }
            html.element(.p, text: words[.ownResultCommentsLead])
            for comments in own.comments {
                html.element(.h3) { html in
                    html.element(
                        .a,
                        .href(addresses.ownZone("rounds", own.round.text, "indicators", comments.indicator.text)),
                        text: "\(comments.number) \(comments.title)")
                    html.element(
                        .span, .css("small quiet"),
                        text: "　" + words(.ownResultOf, ["points": comments.score, "most": comments.points]))
                }
                html.element(.ul, .css("links comments")) { html in
                    for comment in comments.comments {
                        html.element(.li) { html in
                            html.element(.span, .css("quiet"), text: comment.seat)
                            html.text("　")
                            html.lines(comment.text)
                        }
                    }
                }
            }
        }
    }

    private func changes(of own: OwnResult, _ html: inout HTML) {
        guard !own.changes.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.ownResultChanges])
            for change in own.changes {
                html.element(
                    .h3, text: words(.ownResultChange, ["number": change.number, "day": words.day(change.day)]))
                html.element(.p) { $0.lines(change.statement) }
                if let moved = change.moved {
                    html.element(.p, text: "\(moved.before) → \(moved.after)")
                } else {
                    html.element(.p, text: words[.ownResultUnmoved])
                }
                if !change.cells.isEmpty {
                    html.element(.ul) { html in
                        for cell in change.cells {
                            html.element(.li, text: "\(cell.title)：\(cell.before) → \(cell.after)")
                        }
                    }
                }
            }
        }
    }
}
