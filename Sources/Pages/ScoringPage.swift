// 打分: one indicator at a time, its rubric, its mark and its evidence side by side; all of the zone's cards are on the page.

import Assessing
package import AssessmentModel
import EventModel
import RoundState
import Telling

extension Frame {
    /// `texts` are those of the view's scheme in this frame's words; nil: they are written for this page alone.
    package func scoringPage(
        _ view: ScoringView, _ texts: CardTexts? = nil, at current: CriterionID, problems: FormProblems = .none
    ) -> [UInt8] {
        let texts = texts ?? CardTexts(view.scheme, words)
        return page(
            words(.scoreTitle, ["zone": view.zoneName]), "score", script: .score, main: sheetAttributes(view, "score")
        ) { html in
            bar(view, "score", &html)
            html.summary(problems, self, ids: ["mark": "mark-\(current)", "comment": "comment-\(current)"])
            html.element(.div, .css("desk")) { html in
                outline(view, at: current, &html)
                html.element(.div, .css("cards")) { html in
                    for pillar in view.pillars {
                        for (_, line) in pillar.asked {
                            guard let text = texts[line.criterion.id] else { continue }
                            card(
                                line, text, view, pillar.criterion.id, isCurrent: line.criterion.id == current,
                                problems, &html)
                        }
                    }
                }
                evidence(view, at: current, &html)
            }
        }
    }

    func sheetAttributes(_ view: ScoringView, _ kind: String) -> [HTML.Attribute?] {
        [
            .css("score"), HTML.Attribute("data-round", view.sheet.round.text),
            HTML.Attribute("data-zone", view.sheet.zone.id.text), HTML.Attribute("data-view", kind),
            HTML.Attribute("data-state", view.readOnly == nil ? "open" : "closed"),
            HTML.Attribute("data-code", view.sheet.code), HTML.Attribute("data-api", view.api),
        ]
    }

    /// Zone, counts, and what was saved: the same above all views of a sheet.
    func bar(_ view: ScoringView, _ kind: String, _ html: inout HTML) {
        let tally = view.sheet.tally(under: view.scheme)
        html.element(.div, .css("bar")) { html in
            html.element(.h1, text: view.zoneName)
            html.element(.p, .css("tally")) { html in
                html.element(.b, .id("marks"), text: String(tally.marks))
                html.text("/")
                html.element(.span, .id("of"), text: String(tally.of))
                html.text(words[.tallyItems])
                html.element(.b, .id("owed"), text: String(tally.owed))
                html.text(words[.tallySum])
                html.element(.b, .id("sum"), text: sumText(tally.sum))
                html.text(" / \(tally.points.exactText)")
            }
            html.element(.p) { html in
                if kind == "score" {
                    html.element(.a, .href(address(view, "table")), text: words[.tableLink])
                } else {
                    html.element(.a, .href(address(view, "score")), text: words[.scoreLink])
                }
                if !view.isPractice {
                    html.text(" ")
                    html.element(
                        .a, .href(addresses.zone(view.sheet.round, view.sheet.zone.id, "across")),
                        text: words[.acrossLink])
                    html.text(" ")
                    html.element(
                        .a, .css("button"), .href(address(view, "read")),
                        text: words[view.readOnly == nil ? .readLink : .readOnlyLink])
                }
            }
            html.element(.p, .id("status"), .css("status"))
        }
        html.element(.div, .id("live"), .css("hidden-text"), HTML.Attribute("role", "status"))
        html.element(.div, .id("notices")) { html in
            if let why = view.readOnly { html.notice(.info, why) }
            if view.isPractice { html.notice(.info, words[.practiceNotice]) }
        }
    }

    /// With two decimals at most: a scale may give thirds.
    func sumText(_ sum: Fraction) -> String {
        sum.rounded(to: 2, .halfUp).exactText
    }

    private func outline(_ view: ScoringView, at current: CriterionID, _ html: inout HTML) {
        let tally = view.sheet.tally(under: view.scheme)
        html.element(.details, .css("outline"), HTML.Attribute("open")) { html in
            html.element(.summary, text: words(.outlineTitle, ["marks": "\(tally.marks)", "of": "\(tally.of)"]))
            html.element(.nav, HTML.Attribute("aria-label", words[.outline])) { html in
                for pillar in view.pillars {
                    let asked = pillar.asked
                    let given = asked.count { $0.line.mark != nil }
                    html.element(.section) { html in
                        html.element(.h2) { html in
                            html.text(words.text(pillar.criterion.title) + " ")
                            html.element(
                                .span, .css("number"), HTML.Attribute("data-pillar", pillar.criterion.id.text),
                                text: "\(given)/\(asked.count)")
                        }
                        html.element(.ol) { html in
                            for row in pillar.rows {
                                if let line = row.line {
                                    outlineItem(
                                        line, row.number, view, isCurrent: line.criterion.id == current, &html)
                                } else {
                                    html.element(.li, .css("by-rule")) { html in
                                        html.element(
                                            .span, .css("title"),
                                            text: "\(row.number) \(words.text(row.criterion.title))")
                                        html.element(.span, .css("value"), text: words[.byRule])
                                    }
                                }
                            }
                        }
                    }
                }
                if view.readOnly == nil, !view.isPractice {
                    html.element(.p, .css("small")) { html in
                        html.element(
                            .a, .href(addresses.zone(view.sheet.round, view.sheet.zone.id, "recuse")),
                            text: words[.recuseGo])
                    }
                }
            }
        }
    }

    private func outlineItem(
        _ line: SheetView.Line, _ number: String, _ view: ScoringView, isCurrent: Bool, _ html: inout HTML
    ) {
        let (state, glyph, said): (String, String, PagePhrase) =
            line.mark == nil
            ? ("empty", "○", .markIsEmpty) : line.needsComment ? ("owed", "◐", .markIsOwed) : ("done", "✓", .markIsDone)
        html.element(.li) { html in
            html.element(
                .a, .href(address(view, "score", line.criterion.id)),
                HTML.Attribute("data-goto", line.criterion.id.text), HTML.Attribute("data-mark-state", state),
                isCurrent ? HTML.Attribute("aria-current", "true") : nil
            ) { html in
                html.element(.span, .css("glyph"), .unspoken, text: glyph)
                html.element(
                    .span, .css("title"),
                    text: "\(number) \(words.text(line.criterion.title))")
                html.element(.span, .css("value number"), text: line.mark?.exactText ?? "–")
                html.element(.span, .css("hidden-text"), text: words[said])
            }
        }
    }

    private func card(
        _ line: SheetView.Line, _ text: CardTexts.Card, _ view: ScoringView, _ pillar: CriterionID, isCurrent: Bool,
        _ problems: FormProblems, _ html: inout HTML
    ) {
        let id = line.criterion.id.text
        var attributes = cellAttributes(line, view, pillar: pillar)
        attributes += [.css("cell"), .id("cell-\(id)"), isCurrent ? nil : .hidden]
        html.element(.article, attributes) { html in
            html.append(text.head)
            // Who sees a card without scripts sees this one: the others are shown by scripts, which need no fields for the way.
            let way: [HTML.Attribute?] = isCurrent ? [.post, .action(address(view, "score", line.criterion.id))] : []
            html.element(.form, way) { html in
                if isCurrent {
                    html.crossSite(self)
                    html.hidden("base", String(line.version))
                }
                rubric(line, text.levels, view, &html)
                asked(line, text.evidence, view, &html)
                markField(line, text.grid, view, isCurrent ? problems : .none, &html)
                commentField(line, text.owed, view, isCurrent ? problems : .none, &html)
                actions(view, &html)
            }
            if view.readOnly == nil, !view.isPractice { more(line, view, &html) }
        }
    }

    private func rubric(
        _ line: SheetView.Line, _ levels: [CardTexts.Level], _ view: ScoringView, _ html: inout HTML
    ) {
        guard !levels.isEmpty else { return }
        let mark = line.mark?.exactText
        html.element(.fieldset, .css("rubric")) { html in
            html.element(.legend, text: words[.rubric])
            for level in levels {
                html.element(.label, .css("level")) { html in
                    html.element(
                        .input, .type("radio"), .name("level"), .value(level.mark),
                        level.mark == mark ? HTML.Attribute("checked") : nil,
                        view.readOnly == nil ? nil : HTML.Attribute("disabled"))
                    html.append(level.text)
                }
            }
        }
    }

    /// What evidence the scheme asks for; and what the applicant gives itself, folded, for a number anchors.
    private func asked(_ line: SheetView.Line, _ note: String?, _ view: ScoringView, _ html: inout HTML) {
        let count = view.files.count { $0.indicator == line.criterion.id }
        if note != nil || count > 0 {
            html.element(.div, .css("facts")) { html in
                html.element(.p) { html in
                    if let note { html.text(note + " ") }
                    if count > 0 {
                        html.element(
                            .a, .css("to-evidence"), .href(Address(fragment: "evidence")),
                            text: words(.evidenceCount, count))
                    }
                }
            }
        }
        let claim = view.material?.application?.claims.first { $0.indicator == line.criterion.id }
        guard let hundredths = claim?.hundredths else { return }
        html.element(.details, .css("claim")) { html in
            html.element(.summary, text: words[.selfScore])
            html.element(
                .p, text: words(.selfScoreIs, ["points": Fraction(hundredths: hundredths).exactText]))
        }
    }

    private func markField(
        _ line: SheetView.Line, _ grid: String, _ view: ScoringView, _ problems: FormProblems, _ html: inout HTML
    ) {
        let id = line.criterion.id.text
        let typed = view.typed[line.criterion.id]?.mark
        let error = problems.words(for: "mark")
        html.element(.div, .css("field mark")) { html in
            html.element(.label, HTML.Attribute("for", "mark-\(id)"), text: words[.markLabel])
            html.element(
                .input, .id("mark-\(id)"), .name("mark"), .value(typed ?? markText(line.mark)),
                HTML.Attribute("inputmode", "decimal"), HTML.Attribute("autocomplete", "off"),
                HTML.Attribute("spellcheck", "false"),
                HTML.Attribute("aria-describedby", "grid-\(id) between-\(id) error-\(id)"),
                error == nil ? nil : HTML.Attribute("aria-invalid", "true"),
                view.readOnly == nil ? nil : HTML.Attribute("readonly"))
            html.element(.span, .id("grid-\(id)"), .css("hint"), text: grid)
            html.element(.span, .id("between-\(id)"), .css("between"))
            html.element(.span, .css("saved"))
            html.element(.p, .css("error"), .id("error-\(id)"), error == nil ? .hidden : nil, text: error ?? "")
        }
    }

    private func commentField(
        _ line: SheetView.Line, _ owed: String?, _ view: ScoringView, _ problems: FormProblems, _ html: inout HTML
    ) {
        let id = line.criterion.id.text
        let comment = view.typed[line.criterion.id]?.comment ?? line.comment
        if let owed {
            html.element(.p, .css("owed"), line.needsComment ? nil : .hidden, text: owed)
        }
        html.element(.div, .css("field comment")) { html in
            html.element(.label, HTML.Attribute("for", "comment-\(id)"), text: words[.commentLabel])
            html.element(.span, .css("counter"), text: "\(comment.count) / \(Seat.maximumComment)")
            if let error = problems.words(for: "comment") { html.element(.p, .css("error"), text: error) }
            html.element(
                .textarea, .id("comment-\(id)"), .name("comment"), HTML.Attribute("autocomplete", "off"),
                HTML.Attribute("rows", "3"), view.readOnly == nil ? nil : HTML.Attribute("readonly"), text: comment)
        }
    }

    private func actions(_ view: ScoringView, _ html: inout HTML) {
        html.element(.div, .css("actions")) { html in
            html.button(words[.previous], .name("go"), .value("previous"))
            if view.readOnly == nil { html.button(words[.nextUnfinished], .name("go"), .value("unfinished")) }
            html.button(words[.next], primary: true, .name("go"), .value("next"))
        }
    }

    private func more(_ line: SheetView.Line, _ view: ScoringView, _ html: inout HTML) {
        html.element(.p, .css("more")) { html in
            html.element(.a, .href(address(view, "ask", line.criterion.id)), text: words[.askLink])
            html.text(" ")
            html.element(.a, .href(address(view, "request", line.criterion.id)), text: words[.requestLink])
        }
    }

    private func evidence(_ view: ScoringView, at current: CriterionID, _ html: inout HTML) {
        html.element(.aside, .css("evidence"), .id("evidence"), HTML.Attribute("aria-label", words[.evidence])) {
            html in
            let whole = view.files.filter { $0.indicator == nil }
            for line in view.sheet.lines {
                let own = view.files.filter { $0.indicator == line.criterion.id }
                let missing = (view.material?.missing ?? []).filter { $0.indicator == line.criterion.id }
                html.element(
                    .section, HTML.Attribute("data-files", line.criterion.id.text),
                    line.criterion.id == current ? nil : .hidden
                ) { html in
                    html.element(.h2, text: own.isEmpty ? words[.evidence] : words(.evidenceCount, own.count))
                    let claim = view.material?.application?.claims.first { $0.indicator == line.criterion.id }
                    if let text = claim?.text, !text.isEmpty { html.element(.p, .css("text")) { $0.lines(text) } }
                    if own.isEmpty { html.element(.p, .css("quiet"), text: words[.evidenceNone]) }
                    files(own, view, &html)
                    for request in missing { self.missing(request, &html) }
                }
            }
            if !whole.isEmpty {
                html.element(.details, .css("whole")) { html in
                    html.element(.summary, text: words(.evidenceWhole, ["count": "\(whole.count)"]))
                    files(whole, view, &html)
                }
            }
            html.element(
                .iframe, .name("evidence-frame"), HTML.Attribute("title", words[.evidence]), .hidden)
            html.element(.p, .css("back")) { html in
                html.element(
                    .a, .href(Address(fragment: "main")), HTML.Attribute("data-back"), text: words[.backToScoring])
                html.text("　")
                html.element(
                    .a, .href(Address(fragment: "main")), HTML.Attribute("target", "heng-evidence"),
                    HTML.Attribute("data-other-window"), .hidden, text: words[.otherWindow])
            }
        }
    }

    private func files(_ files: [ScoringView.File], _ view: ScoringView, _ html: inout HTML) {
        guard !files.isEmpty else { return }
        html.element(.ul) { html in
            for file in files {
                html.element(.li) { html in
                    let address = addresses.evidence(view.sheet.round, view.sheet.zone.id, file.number)
                    if file.isShown {
                        html.element(
                            .a, .href(address), HTML.Attribute("target", "evidence-frame"),
                            HTML.Attribute("data-inline"),
                            text: file.name)
                    } else {
                        html.element(.a, .href(address), HTML.Attribute("download"), text: file.name)
                        html.text(words[.downloadOnly])
                    }
                    if let size = file.size { html.element(.span, .css("size"), text: sizeText(size)) }
                    if let day = file.supplied {
                        html.element(.span, .css("size"), text: words(.suppliedOn, ["day": words.day(day)]))
                    }
                }
            }
        }
    }

    private func missing(_ request: MaterialView.Missing, _ html: inout HTML) {
        html.element(.div, .css("missing")) { html in
            html.element(.p, text: words(.requestedText, ["text": request.text]))
            if let supply = request.supply {
                html.element(
                    .p,
                    text: words(
                        .suppliedText,
                        ["day": words.day(supply.day), "text": supply.text ?? "", "late": request.isLate ? "1" : nil]))
            } else {
                html.element(.p, text: words(.suppliedNot, ["day": words.day(request.by)]))
            }
        }
    }

    func sizeText(_ bytes: Int) -> String {
        if bytes < 1024 { return " \(bytes) B" }
        let tenths = (bytes * 10 + 512) / 1024
        if tenths < 10_240 { return " \((tenths + 5) / 10) KB" }
        let mega = (bytes * 10 + 524_288) / 1_048_576
        return " \(mega / 10).\(mega % 10) MB"
    }
}
