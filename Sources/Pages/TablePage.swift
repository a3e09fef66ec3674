// The whole sheet as one table, for speed and for pasting; and one indicator across the own zones.

import Assessing
package import AssessmentModel
import EventModel
import RoundState
import Telling

extension Frame {
    package func tablePage(_ view: ScoringView, problems: FormProblems = .none) -> [UInt8] {
        let numbers = ScoringView.numbers(of: view.scheme)
        return page(
            words(.tableTitle, ["zone": view.zoneName]), "table", script: .score, main: sheetAttributes(view, "table")
        ) { html in
            bar(view, "table", &html)
            html.summary(problems, self)
            if view.readOnly == nil { html.element(.p, .css("hint"), text: words[.pasteHint]) }
            html.form(address(view, "table"), self, .id("table-form")) { html in
                let heads = [
                    words[.numberHead], words[.indicatorHead], words[.rubric], words[.markLabel], words[.commentLabel],
                    words[.savedHead],
                ]
                html.table(words(.tableTitle, ["zone": view.zoneName]), hidesCaption: true, heads, css: "sheet") {
                    html in
                    let lines = Dictionary(uniqueKeysWithValues: view.sheet.lines.map { ($0.criterion.id, $0) })
                    for pillar in view.pillars {
                        let asked = view.indicators(of: pillar).compactMap { lines[$0.id] }
                        guard !asked.isEmpty else { continue }
                        html.element(.tr, .css("pillar")) { html in
                            html.element(
                                .th, HTML.Attribute("scope", "rowgroup"), HTML.Attribute("colspan", "6"),
                                text: words.text(pillar.title))
                        }
                        for line in asked {
                            row(line, view, pillar, number: numbers[line.criterion.id] ?? "", &html)
                        }
                    }
                }
                if view.readOnly == nil {
                    html.element(.p, .css("acts")) { html in
                        html.button(words[.saveAll], primary: true, HTML.Attribute("data-no-script"))
                        html.button(words[.nextUnfinished], .type("button"), HTML.Attribute("data-unfinished"), .hidden)
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
            html.element(.td, .css("number"), text: number)
            html.element(
                .th, HTML.Attribute("scope", "row"), HTML.Attribute("id", "title-\(id)"),
                text: words.text(line.criterion.title))
            html.element(.td, .css("levels")) { $0.text(levels(of: line.criterion, view.scheme)) }
            cellFields(line, view, name: id, labelledBy: "title-\(id)", &html)
        }
    }

    /// A · 1.5 三项行动均有方案… in one line each.
    private func levels(of criterion: Criterion, _ scheme: Scheme) -> String {
        let rubric = criterion.indicator?.rubric ?? []
        guard !rubric.isEmpty else { return gridText(criterion, scheme) }
        return rubric.map { "\($0.points.exactText) \(words.text($0.text))" }.joined(separator: "；")
    }

    /// Mark and comment as the cells of a row. `name` keeps the fields of rows apart where scripts are off.
    private func cellFields(
        _ line: SheetView.Line, _ view: ScoringView, name: String, labelledBy: String, _ html: inout HTML
    ) {
        let readOnly = view.readOnly == nil ? nil : HTML.Attribute("readonly")
        html.element(.td, .css("mark")) { html in
            html.element(.input, .type("hidden"), .name("base-\(name)"), .value(String(line.version)))
            html.element(
                .input, .id("mark-\(name)"), .name("mark-\(name)"), HTML.Attribute("data-field", "mark"),
                .value(markText(line.mark)), HTML.Attribute("inputmode", "decimal"),
                HTML.Attribute("autocomplete", "off"), HTML.Attribute("spellcheck", "false"),
                HTML.Attribute("aria-label", words(.markOf, ["title": words.text(line.criterion.title)])),
                HTML.Attribute("aria-describedby", "grid-\(name) error-\(name)"), readOnly)
            html.element(.span, .id("grid-\(name)"), .css("hidden-text"), text: gridText(line.criterion, view.scheme))
            html.element(.span, .css("between"))
            html.element(.p, .css("error"), .id("error-\(name)"), .hidden)
        }
        html.element(.td, .css("comment")) { html in
            if let owed = owedText(line.criterion, view.scheme) {
                html.element(.p, .css("owed"), line.needsComment ? nil : .hidden, text: owed)
            }
            html.element(
                .textarea, .id("comment-\(name)"), .name("comment-\(name)"), HTML.Attribute("data-field", "comment"),
                HTML.Attribute("rows", "1"), HTML.Attribute("autocomplete", "off"),
                HTML.Attribute("aria-label", words(.commentOf, ["title": words.text(line.criterion.title)])), readOnly,
                text: line.comment)
        }
        html.element(.td) { $0.element(.span, .css("saved")) }
    }

    /// A zone's row of the across view.
    package enum AcrossRow: Sendable {
        /// Nothing of a zone is shown before its declaration.
        case locked(name: String, round: RoundID, zone: ZoneID)
        case open(ScoringView)
    }

    package func acrossPage(
        _ round: RoundID, _ criterion: Criterion, _ scheme: Scheme, _ rows: [AcrossRow], next: CriterionID?,
        previous: CriterionID?
    ) -> [UInt8] {
        let title = words(.acrossTitle, ["title": words.text(criterion.title)])
        let pillar = scheme.criteria.first { $0.subtree.contains { $0.id == criterion.id } }
        return page(
            title, "across", script: .score, main: .css("across"),
            HTML.Attribute("data-round", round.text), HTML.Attribute("data-view", "across"),
            HTML.Attribute("data-indicator", criterion.id.text)
        ) { html in
            html.element(.div, .css("bar")) { html in
                html.element(.h1, text: title)
                html.element(.p, .css("tally"), text: words(.fullMark, ["points": criterion.points.exactText]))
                html.element(.p, .css("ways")) { $0.element(.a, .href(addresses.home), text: words[.mySheets]) }
                html.element(.p, .id("status"), .css("status"))
            }
            html.element(.div, .id("live"), .css("hidden-text"), HTML.Attribute("role", "status"))
            html.element(.div, .id("notices"))
            html.element(.section, .css("rubric-read")) { html in
                html.element(.h2, text: words[.rubric])
                html.element(.ul) { html in
                    for level in criterion.indicator?.rubric ?? [] {
                        html.element(.li) { html in
                            html.element(.b, .css("points"), text: level.points.exactText)
                            html.text(" " + words.text(level.text))
                        }
                    }
                }
                html.element(.p, .css("hint"), text: gridText(criterion, scheme))
            }
            let heads = [
                words[.zoneHead], words[.claimText], words[.evidence], words[.markLabel], words[.commentLabel],
                words[.savedHead],
            ]
            html.table(title, hidesCaption: true, heads, css: "sheet") { html in
                for row in rows { acrossRow(row, criterion, pillar, &html) }
            }
            html.element(.p, .css("acts")) { html in
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
                html.element(.td, HTML.Attribute("colspan", "5")) { html in
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
                html.element(.th, HTML.Attribute("scope", "row"), .id("title-\(name)")) { html in
                    html.element(.a, .href(address(view, "score", criterion.id)), text: view.zoneName)
                }
                let claim = view.material?.application?.claims.first { $0.indicator == criterion.id }
                html.element(.td, .css("claim-text"), text: claim?.text ?? "")
                html.element(.td) { html in
                    html.element(.ul, .css("files")) { html in
                        for file in view.files where file.indicator == criterion.id {
                            html.element(.li) { html in
                                html.element(
                                    .a, .href(addresses.evidence(view.sheet.round, view.sheet.zone.id, file.number)),
                                    HTML.Attribute("target", "heng-evidence"), text: file.name)
                            }
                        }
                    }
                }
                cellFields(line, view, name: name, labelledBy: "title-\(name)", &html)
            }
        }
    }
}
