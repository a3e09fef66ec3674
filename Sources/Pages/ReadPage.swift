// 回读与签封: what the server holds, as a sheet to read and sign; and what stands there once it is signed.

import Assessing
package import AssessmentModel
import EventModel
import RoundState
package import Telling

extension Frame {
    /// `changed` are the cells that changed since the code that was read before.
    package func readPage(
        _ view: ScoringView, of round: LocalizedText, changed: Set<CriterionID> = [], gaps: String = "",
        problems: FormProblems = .none
    ) -> [UInt8] {
        let isOpen = view.readOnly == nil
        let title = words(isOpen ? .readTitle : .readTitleClosed, ["zone": view.zoneName])
        return page(
            title, "read",
            crumbs: [
                (words[.mySheets], addresses.home),
                (view.zoneName, addresses.zone(view.sheet.round, view.sheet.zone.id, "score")),
            ], main: .css("paper"), HTML.Attribute("data-api", view.api)
        ) { html in
            html.summary(problems, self)
            if isOpen {
                html.notice(.warn, words[.notSealedYet])
                html.element(.p, .css("small")) {
                    $0.element(.a, .href(Address(fragment: "seal")), text: words[.toSeal])
                }
            } else if let why = view.readOnly {
                html.notice(.info, why)
            }
            if !changed.isEmpty { html.notice(.warn, words(.changedSince, ["count": "\(changed.count)"])) }
            html.element(.article, .css("sheet")) { html in
                html.element(.header) { html in
                    html.element(.h1, text: title)
                    html.element(.p, text: words.text(round) + "　" + (bearer?.name ?? ""))
                }
                readBack(view, changed, &html)
                html.element(
                    .p, .css("paper-foot"),
                    text: words(
                        .paperFoot,
                        [
                            "zone": view.zoneName, "code": grouped(view.sheet.code, by: 4), "at": bearer?.now ?? "",
                            "sealed": isOpen ? nil : "1",
                        ]))
                html.element(.div, .css("signature")) { html in
                    html.element(.p, text: words(.signatureSeat, ["seat": view.sheet.seat.shortCode]))
                    html.element(.p, text: words[.signatureLine])
                    html.element(.p, text: words[.signatureDay])
                }
            }
            if isOpen { seal(view, gaps, problems, &html) }
        }
    }

    private func readBack(_ view: ScoringView, _ changed: Set<CriterionID>, _ html: inout HTML) {
        let tally = view.sheet.tally(under: view.scheme)
        html.element(.dl, .css("facts")) { html in
            html.fact(words[.markedHead], words(.markedOf, ["marks": "\(tally.marks)", "of": "\(tally.of)"]))
            html.fact(words[.ownSumHead], "\(sumText(tally.sum)) / \(tally.points.exactText)")
            html.fact(words[.heldAtHead], String((bearer?.now ?? "").replacing("T", with: " ").prefix(19)))
        }
        for pillar in view.pillars {
            let asked = pillar.asked
            guard !asked.isEmpty else { continue }
            let worth = asked.compactMap { _, line in
                line.mark.map { view.scheme.grid(of: line.criterion).score(mark: $0, points: line.criterion.points) }
            }.sum()
            html.element(.section) { html in
                html.table(
                    words.text(pillar.criterion.title),
                    [
                        words[.numberHead], words[.indicatorHead], words[.fullMarkHead], words[.markLabel],
                        words[.commentLabel],
                    ],
                    css: "marks"
                ) { html in
                    for (number, line) in asked {
                        readRow(line, number, view, changed.contains(line.criterion.id), &html)
                    }
                    html.element(.tr, .css("total")) { html in
                        html.element(.td)
                        html.element(.th, HTML.Attribute("scope", "row"), text: words[.pillarSum])
                        html.element(.td, .css("number"), text: asked.map(\.line.criterion.points).sum().exactText)
                        html.element(
                            .td, .css("number mark"),
                            text: asked.contains { $0.line.mark != nil } ? sumText(worth) : "–")
                        html.element(.td)
                    }
                }
            }
        }
        html.element(.section, .css("check")) { html in
            html.element(.h2, text: words[.readBackCode])
            html.element(.p, .css("code"), text: grouped(view.sheet.code, by: 4))
            html.element(.p, .css("small quiet"), text: words[.readBackHint])
        }
    }

    private func readRow(
        _ line: SheetView.Line, _ number: String, _ view: ScoringView, _ isChanged: Bool, _ html: inout HTML
    ) {
        let (id, isOpen) = (line.criterion.id, view.readOnly == nil)
        html.element(.tr, isChanged ? .css("changed") : nil) { html in
            html.element(.td, text: number)
            html.element(.th, HTML.Attribute("scope", "row")) { html in
                if isOpen {
                    html.element(.a, .href(address(view, "score", id)), text: words.text(line.criterion.title))
                } else {
                    html.text(words.text(line.criterion.title))
                }
                if isChanged { html.element(.b, .css("was-changed"), text: words[.changedMark]) }
            }
            html.element(.td, .css("number"), text: line.criterion.points.exactText)
            html.element(.td, .css("number mark")) { html in
                if let mark = line.mark {
                    html.text(readMark(mark, line.criterion, view.scheme))
                } else {
                    html.element(.span, .css("due"), text: words[.unmarkedShort])
                }
            }
            html.element(.td) { html in
                html.lines(line.comment)
                if line.needsComment { html.element(.span, .css("due"), text: words[.commentMissing]) }
            }
        }
    }

    private func readMark(_ mark: Fraction, _ criterion: Criterion, _ scheme: Scheme) -> String {
        let grid = scheme.grid(of: criterion)
        if grid.isYesNo { return words[mark == 1 ? .yes : .no] }
        let highest = grid.highest(points: criterion.points).exactText
        guard grid.scale != nil else { return mark.exactText }
        return words(
            .scaled,
            [
                "mark": mark.exactText, "most": highest,
                "points": sumText(grid.score(mark: mark, points: criterion.points)),
            ])
    }

    private func seal(_ view: ScoringView, _ gaps: String, _ problems: FormProblems, _ html: inout HTML) {
        let lacks = view.sheet.lacks
        guard lacks.comments.isEmpty else {
            html.notice(.warn, words(.sealOwed, ["count": "\(lacks.comments.count)"]))
            return html.element(.ul) { html in
                for line in view.sheet.lines where line.needsComment {
                    html.item(words.text(line.criterion.title), address(view, "score", line.criterion.id))
                }
            }
        }
        guard view.sheet.lines.contains(where: { $0.mark != nil }) else {
            return html.notice(.warn, words[.sealNothing])
        }
        html.form(
            address(view, "seal"), self, .css("sheet seal"), .id("seal"),
            HTML.Attribute("data-needs-drained")
        ) { html in
            html.element(.h2, text: words[.sealTitle])
            html.element(.p, text: words[.sealLead])
            html.hidden("read", view.sheet.code)
            html.userName(bearer?.user ?? "")
            if !lacks.marks.isEmpty {
                html.element(.fieldset) { html in
                    html.element(.legend, text: words[.gapsTitle])
                    html.element(.p, text: words[.gapsLead])
                    html.field(
                        .init(
                            name: "gaps", label: words[.gapsLabel], hint: words[.gapsHint], value: gaps,
                            isNumeric: true,
                            size: 4), problems)
                }
            }
            html.field(
                .init(
                    name: "password", label: words[.passwordLabel], type: "password", autocomplete: "current-password"),
                problems)
            if bearer?.hasFactor == true {
                html.field(
                    .init(
                        name: "code", label: words[.codeLabel], autocomplete: "one-time-code", isNumeric: true,
                        size: 10), problems)
            }
            html.element(.p, .css("acts")) { html in
                html.button(words[.sealDo], primary: true)
                html.element(.a, .href(address(view, "score")), text: words[.backToSheet])
            }
        }
    }

    /// What is known of a seal.
    package struct SealedView: Sendable {
        package let at: String
        package let event: Int
        /// Sheets that are still open.
        package let left: Int
        package let mayReopen: Bool

        package init(at: String, event: Int, left: Int, mayReopen: Bool) {
            self.at = at
            self.event = event
            self.left = left
            self.mayReopen = mayReopen
        }
    }

    package func donePage(
        _ view: ScoringView, _ sealed: SealedView, problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        let (round, zone) = (view.sheet.round, view.sheet.zone.id)
        return page(
            words(.doneTitle, ["zone": view.zoneName]), "done", crumbs: [(words[.mySheets], addresses.home)]
        ) { html in
            html.summary(problems, self)
            html.element(.h1, text: words(.doneTitle, ["zone": view.zoneName]))
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: words[.doneLead])
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.sealedAtHead], sealed.at)
                html.fact(words[.eventHead], "\(sealed.event)")
                html.fact(words[.seatHead], view.sheet.seat.shortCode)
                html.element(.div) { html in
                    html.element(.dt, text: words[.readBackCode])
                    html.element(.dd) { $0.element(.span, .css("code"), text: grouped(view.sheet.code, by: 4)) }
                }
            }
            html.element(.p, .css("acts")) { html in
                html.element(
                    .a, .css("button primary"), .href(addresses.zone(round, zone, "receipt")),
                    HTML.Attribute("download"), text: words[.receiptGet])
                html.element(
                    .a, .href(addresses.zone(round, zone, "sheet.pdf")), HTML.Attribute("download"),
                    text: words[.sheetGet])
                html.element(
                    .a, .href(addresses.zone(round, zone, "read")), text: words[.readAgain])
            }
            html.element(.p, text: words[.receiptHint])
            html.element(.h2, text: words[.whatNext])
            html.element(
                .p,
                text: sealed.left == 0
                    ? words[.allSealed] : words(.sheetsLeft, ["count": "\(sealed.left)"]))
            html.element(.ul, .css("steps")) { html in
                for phrase in [PagePhrase.nextReread, .nextRevise, .nextNotice] {
                    html.element(.li, text: words[phrase])
                }
            }
            guard sealed.mayReopen else { return }
            html.element(.p, .css("small")) {
                $0.element(.a, .href(addresses.zone(round, zone, "recuse")), text: words[.recuseGo])
            }
            html.element(.details) { html in
                html.element(.summary, text: words[.wrongTitle])
                html.element(.p, text: words[.wrongRevise])
                html.element(.ul, .css("columns")) { html in
                    for line in view.sheet.lines where line.mark != nil && line.revision == nil {
                        html.item(
                            words.text(line.criterion.title), addresses.zone(round, zone, "revise", line.criterion.id))
                    }
                }
                html.form(addresses.zone(round, zone, "reopen"), self) { html in
                    html.area("reason", words[.reopenReason], hint: words[.reopenHint], problems)
                    html.element(.p, .css("acts")) { $0.button(words[.reopenDo]) }
                }
            }
        }
    }
}
