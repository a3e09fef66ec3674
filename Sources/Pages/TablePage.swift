// The whole sheet as one table, for speed and for pasting; and one indicator across the own zones.

import Assessing
package import AssessmentModel
import EventModel
import RoundState
import Telling

extension Frame {
    package func tablePage(_ view: ScoringView, problems: FormProblems = .none) -> [UInt8] {
        page(
            words(.tableTitle, ["zone": view.zoneName]), "table", script: .score, main: sheetAttributes(view, "table")
        ) { html in
            bar(view, "table", &html)
            html.summary(problems, self)
            html.form(address(view, "table"), self, .id("table-form")) { html in
                let heads = [
                    words[.numberHead], words[.indicatorHead], words[.rubric], words[.markLabel], words[.commentLabel],
                    words[.savedHead],
                ]
                html.table(words(.tableTitle, ["zone": view.zoneName]), hidesCaption: true, heads, css: "cells") {
                    html in
                    for pillar in view.pillars {
                        let asked = pillar.asked
                        guard !asked.isEmpty else { continue }
                        let given = asked.count { $0.line.mark != nil }
                        html.element(.tr, .css("group")) { html in
                            html.element(
                                .th, HTML.Attribute("scope", "rowgroup"), HTML.Attribute("colspan", "6")
                            ) { html in
                                html.text(words.text(pillar.criterion.title) + "　")
                                html.element(
                                    .span, HTML.Attribute("data-pillar", pillar.criterion.id.text),
                                    text: "\(given)/\(asked.count)")
                            }
                        }
                        for (number, line) in asked { row(line, view, pillar.criterion, number: number, &html) }
                    }
                }
                if view.readOnly == nil {
                    html.element(.div, .css("actions")) { html in
                        html.element(.span, .css("small quiet"), text: words[.pasteHint])
                        html.button(words[.saveAll], primary: true, HTML.Attribute("data-no-script"))
                        html.button(
                            words[.nextUnfinished], primary: true, .type("button"), HTML.Attribute("data-unfinished"),
                            .hidden)
                    }
                }
            }
        }
    }

    private func row(
        _ line: SheetView.Line, _ view: ScoringView, _ pillar: Criterion, number: String, _ html: inout HTML
    ) {
        let id = line.criterion.id.text
        var attributes = cellAttributes(line, view, pillar: pillar.id)
        attributes += [.css("cell"), .id("cell-\(id)")]
        html.element(.tr, attributes) { html in
            html.element(.th, HTML.Attribute("scope", "row"), text: number)
            html.element(.td, .css("title"), text: words.text(line.criterion.title))
            html.element(.td) { levels(of: line.criterion, view.scheme, &$0) }
            cellFields(line, view, name: id, said: "\(number) \(words.text(line.criterion.title))", &html)
        }
    }

    private func levels(of criterion: Criterion, _ scheme: Scheme, _ html: inout HTML) {
        let rubric = criterion.indicator?.rubric ?? []
        guard !rubric.isEmpty else { return }
        html.levels(rubric, words)
    }

    /// Mark and comment as the cells of a row. `name` keeps the fields of rows apart where scripts are off.
    private func cellFields(
        _ line: SheetView.Line, _ view: ScoringView, name: String, said: String, _ html: inout HTML
    ) {
        let readOnly = view.readOnly == nil ? nil : HTML.Attribute("readonly")
        html.element(.td, .css("mark"), HTML.Attribute("data-label", words[.markLabel])) { html in
            html.hidden("base-\(name)", String(line.version))
            html.element(
                .input, .id("mark-\(name)"), .name("mark-\(name)"), HTML.Attribute("data-field", "mark"),
                .value(view.typed[line.criterion.id]?.mark ?? markText(line.mark)),
                HTML.Attribute("inputmode", "decimal"),
                HTML.Attribute("autocomplete", "off"), HTML.Attribute("spellcheck", "false"),
                HTML.Attribute("aria-label", words(.markOf, ["title": said])),
                HTML.Attribute("aria-describedby", "grid-\(name) error-\(name)"), readOnly)
            html.element(
                .span, .id("grid-\(name)"), .css("hint"), text: shortGrid(line.criterion, view.scheme))
            html.element(.span, .css("between"))
        }
        html.element(.td, .css("comment"), HTML.Attribute("data-label", words[.commentLabel])) { html in
            html.element(
                .textarea, .id("comment-\(name)"), .name("comment-\(name)"), HTML.Attribute("data-field", "comment"),
                HTML.Attribute("rows", "1"), HTML.Attribute("autocomplete", "off"),
                HTML.Attribute("aria-label", words(.commentOf, ["title": said])), readOnly,
                text: view.typed[line.criterion.id]?.comment ?? line.comment)
            if let owed = words.owed(for: line.criterion, view.scheme) {
                html.element(.p, .css("owed"), line.needsComment ? nil : .hidden, text: owed)
            }
        }
        html.element(.td, .css("state")) { html in
            html.element(.span, .css("saved"))
            html.element(.p, .css("error"), .id("error-\(name)"), .hidden)
        }
    }

    /// 0 至 1.5.
    private func shortGrid(_ criterion: Criterion, _ scheme: Scheme) -> String {
        let grid = scheme.grid(of: criterion)
        if grid.isYesNo { return words[.gridYesNo] }
        return words(.gridShort, ["most": grid.highest(points: criterion.points).exactText])
    }

    /// A zone's row of the across view.
    package enum AcrossRow: Sendable {
        /// Nothing of a zone is shown before its declaration.
        case locked(name: String, round: RoundID, zone: ZoneID)
        case open(ScoringView)
    }

    package func acrossPage(
        _ round: RoundID, _ criterion: Criterion, _ scheme: Scheme, _ rows: [AcrossRow], place: Int,
        of marked: [Criterion]
    ) -> [UInt8] {
        let number = ScoringView.numbers(of: scheme)[criterion.id] ?? ""
        let title = words(.acrossTitle, ["title": "\(number) \(words.text(criterion.title))"])
        let next = place < marked.count ? marked[place].id : nil
        let previous = place > 1 ? marked[place - 2].id : nil
        let pillar = scheme.criteria.first { $0.subtree.contains { $0.id == criterion.id } }
        return page(
            title, "across", script: .score, main: .css("score"),
            HTML.Attribute("data-round", round.text), HTML.Attribute("data-view", "across"),
            HTML.Attribute("data-indicator", criterion.id.text)
        ) { html in
            html.element(.div, .css("bar")) { html in
                html.element(.h1, text: title)
                html.element(
                    .p, .css("tally"),
                    text: words(.acrossPlace, ["place": "\(place)", "of": "\(marked.count)"]) + "　"
                        + words(.fullMark, ["points": criterion.points.exactText]) + "　"
                        + words.grid(of: criterion, scheme))
                html.element(.p) { $0.element(.a, .href(addresses.home), text: words[.mySheets]) }
                html.element(.p, .id("status"), .css("status"))
            }
            html.element(.div, .id("live"), .css("hidden-text"), HTML.Attribute("role", "status"))
            html.element(.div, .id("notices"))
            html.element(.section, .css("across"), HTML.Attribute("aria-label", words[.rubric])) { html in
                levels(of: criterion, scheme, &html)
            }
            let heads = [
                words[.zoneHead], words[.claimText], words[.markLabel], words[.commentLabel], words[.savedHead],
            ]
            html.table(title, hidesCaption: true, heads, css: "cells") { html in
                for row in rows { acrossRow(row, criterion, pillar, &html) }
            }
            html.element(.div, .css("actions")) { html in
                if let previous {
                    html.element(
                        .a, .css("button"), .href(addresses.across(round, previous)), text: words[.previousIndicator])
                }
                if let next {
                    html.element(
                        .a, .css("button primary"), .href(addresses.across(round, next)), text: words[.nextIndicator])
                }
            }
        }
    }

    private func acrossRow(_ row: AcrossRow, _ criterion: Criterion, _ pillar: Criterion?, _ html: inout HTML) {
        switch row {
        case .locked(let name, let round, let zone):
            html.element(.tr, .css("locked")) { html in
                html.element(.th, HTML.Attribute("scope", "row"), text: name)
                html.element(.td, HTML.Attribute("colspan", "4")) { html in
                    html.text(words[.acrossLocked] + " ")
                    html.element(.a, .href(addresses.zone(round, zone, "start")), text: words[.declareLink])
                }
            }
        case .open(let view):
            guard let line = view.sheet.lines.first(where: { $0.criterion.id == criterion.id }) else { return }
            let name = view.sheet.zone.id.text
            var attributes = cellAttributes(line, view, pillar: pillar?.id ?? criterion.id)
            attributes += [.css("cell"), .id("cell-\(name)"), HTML.Attribute("data-api", view.api)]
            html.element(.tr, attributes) { html in
                html.element(.th, HTML.Attribute("scope", "row"), .css("zone")) { html in
                    html.element(.a, .href(address(view, "score", criterion.id)), text: view.zoneName)
                }
                let claim = view.material?.application?.claims.first { $0.indicator == criterion.id }
                html.element(.td) { html in
                    if let text = claim?.text, !text.isEmpty { html.element(.p) { $0.lines(text) } }
                    for file in view.files where file.indicator == criterion.id {
                        html.element(.p, .css("small")) { html in
                            html.element(
                                .a, .href(addresses.evidence(view.sheet.round, view.sheet.zone.id, file.number)),
                                HTML.Attribute("target", "heng-evidence"), text: file.name)
                        }
                    }
                }
                cellFields(line, view, name: name, said: view.zoneName, &html)
            }
        }
    }
}

extension HTML {
    /// The levels of a rubric, each with its points.
    mutating func levels(_ rubric: [Indicator.Level], _ words: PageWords) {
        element(.ul, .css("levels")) { html in
            for level in rubric {
                html.element(.li) { html in
                    html.element(.b, text: level.points.exactText)
                    html.text(" ")
                    html.element(.span, text: words.text(level.text))
                }
            }
        }
    }
}
