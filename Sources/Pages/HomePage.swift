// 我的评分表: what an expert has before him, with what waits on top.

package import Assessing
package import AssessmentModel
import EventModel
import Reasons
import RoundState
import Telling

extension Frame {
    /// `names` tells zones apart; `today` is the server's day.
    package func homePage(_ desks: [DeskView], names: ZoneNames, today: String, hasPractice: Bool) -> [UInt8] {
        page(words[.mySheets], "home") { html in
            html.element(.h1, text: words[.mySheets])
            if desks.isEmpty { html.element(.p, .css("empty"), text: words[.noSeats]) }
            for desk in desks { round(desk, names, today, &html) }
            if desks.contains(where: { $0.stage == .scoring || !$0.asked.isEmpty }) {
                html.element(.section) { html in
                    html.element(.h2, text: words[.todoTitle])
                    html.todoFiles(self) { addresses.my($0) }
                }
            }
            if hasPractice {
                html.element(.section) { html in
                    html.element(.h2, text: words[.practice])
                    html.element(.p, text: words[.practiceLead])
                    html.element(.p, .css("acts")) {
                        $0.element(.a, .css("button"), .href(addresses.practice("score")), text: words[.practiceGo])
                    }
                }
            }
        }
    }

    private func round(_ desk: DeskView, _ names: ZoneNames, _ today: String, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words.text(desk.title))
            guard desk.stage == .scoring || !desk.asked.isEmpty else { return over(desk, names, &html) }
            asks(desk, names, &html)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.dueHead], due(desk, today))
                let sealed = desk.sheets.count(where: \.state.isSealed)
                html.fact(words[.sealedHead], "\(sealed) / \(desk.sheets.count)")
            }
            html.element(.p, .css("acts")) { html in
                if let next = next(desk) {
                    html.element(
                        .a, .css("button primary"), .href(address(of: next, desk)),
                        text: words(
                            .continueScoring, ["zone": names.name(of: next.zone.id, in: words.language)]))
                }
                html.element(
                    .a, .href(addresses.questions(desk.round)),
                    text: words(.questionsLink, ["count": "\(desk.clarifications.count)"]))
                let declared = desk.sheets.filter { $0.isAccepted && $0.state == .open }
                if declared.count > 1 {
                    html.element(
                        .a, .href(addresses.zone(desk.round, declared[0].zone.id, "across")), text: words[.acrossLink])
                }
                if !declared.isEmpty {
                    html.element(.a, .href(addresses.workbook(desk.round)), text: words[.offlineLink])
                }
            }
            html.element(.ul, .css("tasks")) { html in
                for sheet in desk.sheets { task(sheet, desk, names, &html) }
            }
        }
    }

    /// A round that asks nothing more: one line, its sheets behind it.
    private func over(_ desk: DeskView, _ names: ZoneNames, _ html: inout HTML) {
        let sealed = desk.sheets.count(where: \.state.isSealed)
        html.element(.p, .css("quiet")) { html in
            html.text(
                words(
                    .roundOver,
                    [
                        "stage": words.term(.stage, desk.stage.rawValue), "sealed": "\(sealed)",
                        "of": "\(desk.sheets.count)",
                    ]))
        }
        html.element(.details) { html in
            html.element(.summary, text: words[.roundOverSheets])
            html.element(.ul, .css("tasks")) { html in
                for sheet in desk.sheets { task(sheet, desk, names, &html) }
            }
        }
    }

    private func due(_ desk: DeskView, _ today: String) -> String {
        guard let due = desk.due else { return words.term(.stage, desk.stage.rawValue) }
        return left(until: due, today)
    }

    /// What is asked about own sheets, first of all.
    private func asks(_ desk: DeskView, _ names: ZoneNames, _ html: inout HTML) {
        guard !desk.asked.isEmpty || !desk.requests.isEmpty else { return }
        html.element(.ul, .css("tasks asks")) { html in
            for ask in desk.asked {
                html.element(.li) { html in
                    let (part, phrase): (String, PagePhrase) =
                        ask.kind == .reread ? ("reread", .askReread) : ("revise", .askRevise)
                    let values = [
                        "zone": names.name(of: ask.zone, in: words.language),
                        "indicator": desk.titles[ask.indicator].map { words.text($0) } ?? ask.indicator.text,
                    ]
                    html.element(
                        .a, .href(addresses.zone(desk.round, ask.zone, part, ask.indicator)),
                        text: words(phrase, values))
                    html.element(.span, .css("state due"), text: words[.pleaseAnswer])
                }
            }
            for request in desk.requests {
                let zone = names.name(of: request.zone, in: words.language)
                let phrase: PagePhrase =
                    switch request.answer {
                    case .waits: .reopeningWaits
                    case .refused: .reopeningRefused
                    case .granted: .reopeningGranted
                    }
                html.element(.li, text: words(phrase, ["zone": zone]))
            }
        }
    }

    private func task(_ sheet: DeskView.Sheet, _ desk: DeskView, _ names: ZoneNames, _ html: inout HTML) {
        html.element(.li) { html in
            html.element(
                .a, .href(address(of: sheet, desk)), text: names.name(of: sheet.zone.id, in: words.language))
            html.element(.span, .css("progress")) { html in
                html.text(words(.progress, ["marked": "\(sheet.marked)", "of": "\(sheet.marks)"]))
                if sheet.owed > 0 {
                    html.text(words(.progressOwed, ["count": "\(sheet.owed)"]))
                }
            }
            let phrase = statePhrase(of: sheet)
            let isDue = [PagePhrase.stateUndeclared, .stateReady].contains(phrase) && desk.stage == .scoring
            html.element(.span, .css(isDue ? "state due" : "state"), text: words[phrase])
        }
    }

    private func statePhrase(of sheet: DeskView.Sheet) -> PagePhrase {
        switch sheet.state {
        case .open where !sheet.isAccepted: .stateUndeclared
        case .open where sheet.marked == sheet.marks && sheet.owed == 0: .stateReady
        case .open: sheet.marked == 0 ? .stateUntouched : .stateOpen
        case .sealed: .stateSealed
        case .recused: .stateRecused
        case .removed: .stateRemoved
        case .missed: .stateMissed
        case .withdrawn: .stateWithdrawn
        }
    }

    private func next(_ desk: DeskView) -> DeskView.Sheet? {
        let open = desk.sheets.filter { $0.state == .open && desk.stage == .scoring }
        return open.first { $0.isAccepted && $0.marked > 0 } ?? open.first { $0.isAccepted } ?? open.first
    }

    private func address(of sheet: DeskView.Sheet, _ desk: DeskView) -> Address {
        switch sheet.state {
        case .open: addresses.zone(desk.round, sheet.zone.id, sheet.isAccepted ? "score" : "start")
        case .sealed: addresses.zone(desk.round, sheet.zone.id, "done")
        case .recused, .removed, .withdrawn: addresses.zone(desk.round, sheet.zone.id, "start")
        case .missed: addresses.zone(desk.round, sheet.zone.id, "score")
        }
    }
}
