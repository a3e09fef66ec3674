// 数据: measured values as a grid, entered by one officer with their source, recorded by another.

package import Assessing
import AssessmentModel
import EventModel
package import Exchange
import Reasons
import RoundState
package import Telling

/// What was typed into the form that brings values.
package struct FactsForm: Sendable {
    package let table: String
    package let source: String

    package init(table: String = "", source: String = "") {
        self.table = table
        self.source = source
    }
}

/// A draft as one reader may answer it.
package struct ShownDraft: Sendable {
    package let draft: FactDraft
    package let isOwn: Bool
    package let author: String
    /// When it was entered, at the ledger's place.
    package let at: String

    package init(_ draft: FactDraft, isOwn: Bool, author: String, at: String) {
        self.draft = draft
        self.isOwn = isOwn
        self.author = author
        self.at = at
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func factsPage(
        _ view: FactsView, _ drafts: [ShownDraft], of course: CourseView, _ called: Called, mayRecord: Bool,
        form: FactsForm = FactsForm(), problems: FormProblems = .none, done: PagePhrase? = nil
    ) -> [UInt8] {
        page(words[.factsTitle], "facts", crumbs: roundCrumbs(course.round, course.title)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.factsTitle])
            if let done { html.notice(.good, words[done]) }
            let missing = view.missing.values.reduce(0) { $0 + $1.count }
            html.element(
                .p, .css("lead"),
                text: missing == 0
                    ? words[.closeFactsNone]
                    : words(.factsMissing, ["count": "\(missing)", "zones": "\(view.missing.count)"]))
            self.drafts(drafts, course, called, &html)
            grid(view, course, called, &html)
            if mayRecord { bring(course, form, problems, &html) }
            explained(view, &html)
        }
    }

    private func drafts(
        _ drafts: [ShownDraft], _ course: CourseView, _ called: Called, _ html: inout HTML
    ) {
        guard !drafts.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.draftsTitle])
            html.element(.ul, .css("tasks")) { html in
                for shown in drafts {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(addresses.round(course.round, "facts", "drafts", "\(shown.draft.id)")),
                            text: words(.draftOf, ["count": "\(shown.draft.changes.count)", "author": shown.author]))
                        html.element(.span, .css("progress"), text: shown.at)
                        let waits = shown.draft.state == .waiting
                        html.element(
                            .span, .css(waits && !shown.isOwn ? "state due" : "state"),
                            text: words[phrase(of: shown.draft.state)])
                    }
                }
            }
        }
    }

    private func phrase(of state: FactDraft.State) -> PagePhrase {
        switch state {
        case .waiting: .actWaits
        case .recorded: .draftRecorded
        case .declined: .wasDeclined
        }
    }

    /// A row for each zone; those that lack something first.
    private func grid(_ view: FactsView, _ course: CourseView, _ called: Called, _ html: inout HTML) {
        let zones = view.zones.sorted {
            (view.missing[$1.id]?.count ?? 0, $0.id) < (view.missing[$0.id]?.count ?? 0, $1.id)
        }
        html.table(
            words(.factsCaption, zones.count), [words[.zoneHead], words[.missingHead]] + view.columns.map(\.name),
            css: "grid"
        ) { html in
            for zone in zones {
                html.element(.tr) { html in
                    html.element(.th, Attribute("scope", "row"), text: called.zone(zone.id))
                    let missing = view.missing[zone.id] ?? []
                    html.element(
                        .td, missing.isEmpty ? nil : .css("due"),
                        text: missing.isEmpty ? "–" : words(.factsLacks, missing.count))
                    for column in view.columns {
                        let value = view.values[zone.id]?[column.name]
                        let isMissing = missing.contains(column.name)
                        html.element(
                            .td, .css(isMissing ? "due" : "number"),
                            text: value.map(self.value) ?? words[isMissing ? .factIsMissing : .factIsAbsent])
                    }
                }
            }
        }
        html.element(.p, .css("acts")) { html in
            html.downloads(self) { addresses.round(course.round, "facts.\($0)") }
        }
    }

    /// 是, 否, or the number.
    private func value(_ text: String) -> String {
        text == "yes" ? words[.yes] : text == "no" ? words[.no] : text
    }

    private func bring(
        _ course: CourseView, _ form: FactsForm, _ problems: FormProblems, _ html: inout HTML
    ) {
        html.element(.section) { html in
            html.element(.h2, text: words[.factsBringTitle])
            html.element(.p, text: words[.factsBringLead])
            html.form(addresses.round(course.round, "facts"), self, .upload) { html in
                html.tableFields(self, hint: words[.factsTableHint], typed: form.table, problems)
                html.area(
                    "source", words[.factsSource], hint: words[.factsSourceHint], value: form.source, rows: 2, problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words[.tablePreview], primary: true)
                    html.element(.span, .css("why"), text: words[.factsPreviewHint])
                }
            }
        }
    }

    /// What each fact is called, who reads it, what it may be.
    private func explained(_ view: FactsView, _ html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: words[.factsNamesTitle])
            html.table(
                words[.factsNamesTitle], hidesCaption: true,
                [words[.factHead], words[.factReaders], words[.factKind], words[.factRange]]
            ) { html in
                for column in view.columns {
                    html.element(.tr) { html in
                        html.element(.th, Attribute("scope", "row")) { $0.element(.code, text: column.name) }
                        html.element(.td, text: words.list(column.titles.map(words.text)))
                        html.element(.td, text: words[kind(of: column)])
                        html.element(.td, text: range(of: column))
                    }
                }
            }
        }
    }

    private func kind(of column: FactsView.Column) -> PagePhrase {
        switch column.need.kind {
        case .number: .factNumber
        case .flag: .factFlag
        case .flagOrPoints: .factFlagOrPoints
        }
    }

    private func range(of column: FactsView.Column) -> String {
        let unit = column.unit.map(words.text) ?? ""
        switch (column.range?.from, column.range?.to) {
        case (let from?, let to?): return words(.rangeBetween, ["from": "\(from)", "to": "\(to)", "unit": unit])
        case (let from?, nil): return words(.rangeFrom, ["from": "\(from)", "unit": unit])
        case (nil, let to?): return words(.rangeTo, ["to": "\(to)", "unit": unit])
        case (nil, nil): return unit
        }
    }

    /// What would be entered, before it is handed to a second person.
    package func factsPreviewPage(
        _ changes: [FactDraft.Change], unchanged: Int, content: String, source: String, of course: CourseView,
        _ called: Called, problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.factsPreviewTitle], "facts", crumbs: factsCrumbs(course)) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.factsPreviewTitle])
            let added = changes.count { $0.before == nil }
            html.element(
                .p, .css("lead"),
                text: words(
                    .tablePreviewLead,
                    [
                        "added": "\(added)", "changed": "\(changes.count - added)", "unchanged": "\(unchanged)",
                    ]))
            table(of: changes, called, &html)
            html.form(addresses.round(course.round, "facts", "drafts"), self, .upload) { html in
                html.once(self)
                html.hidden("content", content)
                html.area(
                    "source", words[.factsSource], hint: words[.factsSourceHint], value: source, rows: 2, problems)
                html.element(.p, .css("acts")) { html in
                    html.button(words(.factsPropose, changes.count), primary: true)
                    html.element(.a, .css("button"), .href(addresses.round(course.round, "facts")), text: words[.back])
                }
            }
        }
    }

    private func factsCrumbs(_ course: CourseView) -> [(String, Address)] {
        roundCrumbs(course.round, course.title) + [(words[.factsTitle], addresses.round(course.round, "facts"))]
    }

    private func table(of changes: [FactDraft.Change], _ called: Called, _ html: inout HTML) {
        html.table(
            words(.factsChanges, changes.count),
            [words[.zoneHead], words[.factHead], words[.moveBefore], words[.moveAfter]], numbers: [2, 3]
        ) { html in
            for change in changes {
                html.element(.tr, change.before == nil ? nil : .css("changed")) { html in
                    html.element(.th, Attribute("scope", "row"), text: called.zone(change.zone))
                    html.element(.td) { $0.element(.code, text: change.fact) }
                    html.element(.td, .css("number"), text: change.before.map(value) ?? "–")
                    html.element(.td, .css("number"), text: value(change.after))
                }
            }
        }
    }

    package func draftPage(
        _ shown: ShownDraft, of course: CourseView, _ called: Called, reason: String = "",
        problems: FormProblems = .none
    ) -> [UInt8] {
        let draft = shown.draft
        let title = words(.draftOf, ["count": "\(draft.changes.count)", "author": shown.author])
        return page(title, "draft", crumbs: factsCrumbs(course)) { html in
            html.summary(problems, self)
            html.element(.h1, text: title)
            html.element(.dl, .css("facts")) { html in
                html.fact(words[.stateHead], words[phrase(of: draft.state)])
                html.fact(words[.draftAt], shown.at)
            }
            html.element(.p) { $0.lines(words(.draftSource, ["source": draft.source])) }
            if let reason = draft.reason, !reason.isEmpty {
                html.element(.p) { $0.lines(words(.actReason, ["reason": reason])) }
            }
            table(of: draft.changes, called, &html)
            guard draft.state == .waiting else { return }
            let address = { (part: String) in
                addresses.round(course.round, "facts", "drafts", "\(draft.id)", part)
            }
            html.element(.section) { html in
                html.element(.h2, text: words[shown.isOwn ? .actOwnTitle : .draftAnswerTitle])
                html.element(.p, text: words[shown.isOwn ? .actOwn : .draftAnswerLead])
                if !shown.isOwn {
                    html.form(address("record"), self) { html in
                        html.element(.p, .css("acts")) { $0.button(words[.draftRecord], primary: true) }
                    }
                }
                html.form(address("decline"), self) { html in
                    if !shown.isOwn {
                        html.area("reason", words[.actDeclineReason], value: reason, rows: 2, problems)
                    }
                    html.element(.p, .css("acts")) {
                        $0.button(words[shown.isOwn ? .actTakeBack : .draftDecline])
                    }
                }
            }
        }
    }

    /// Wide, as it is read again: the name of each zone, and a column for each fact.
    package func table(of view: FactsView, _ called: Called) -> SheetTable {
        SheetTable(
            words[.factsTitle],
            [.init("zone")] + view.columns.map { .init($0.name, $0.need.kind == .flag ? .text : .number) },
            view.zones.map { zone in
                [called.zone(zone.id)] + view.columns.map { view.values[zone.id]?[$0.name] ?? "" }
            })
    }
}
