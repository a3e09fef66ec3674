// 登记册、专家库、工作日历: what all rounds lean on, as tables that are brought from a spreadsheet and shown before they count.

import AssessmentModel
import Reasons
package import Telling

/// A table of the bureau's own: its columns by the names that files have.
package struct RegistryTable: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case zones, experts, calendar }

    package let kind: Kind
    package let columns: [String]
    /// By the first column, as files write them.
    package let rows: [[String]]

    package init(_ kind: Kind, columns: [String], rows: [[String]]) {
        self.kind = kind
        self.columns = columns
        self.rows = rows
    }

    /// What becomes of a line: without `before` it is new, without `after` it goes.
    package struct Change: Sendable {
        let before: [String]?
        let after: [String]?
    }

    /// What another table changes of this one. Lines that it does not name stay, but for the days of a year that it brings anew.
    package func changes(by other: RegistryTable) -> [Change] {
        let known = Dictionary(rows.map { ($0[0], $0) }) { first, _ in first }
        let made = other.rows.compactMap { row in
            let before = known[row[0]]
            return before == row ? nil : Change(before: before, after: row)
        }
        return made + gone(by: other).map { Change(before: $0, after: nil) }
    }

    private func gone(by other: RegistryTable) -> [[String]] {
        guard kind == .calendar else { return [] }
        let named = Set(other.rows.map { $0[0] })
        let years = Set(named.map { $0.prefix(4) })
        return rows.filter { years.contains($0[0].prefix(4)) && !named.contains($0[0]) }
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    package func title(of kind: RegistryTable.Kind) -> String {
        switch kind {
        case .zones: words[.registryZones]
        case .experts: words[.registryExperts]
        case .calendar: words[.registryCalendar]
        }
    }

    private func lead(of kind: RegistryTable.Kind) -> String {
        switch kind {
        case .zones: words[.registryZonesLead]
        case .experts: words[.registryExpertsLead]
        case .calendar: words[.registryCalendarLead]
        }
    }

    /// What a column is called on a page; the files' own name stands below it.
    private func head(_ column: String, of kind: RegistryTable.Kind) -> String {
        let phrase: PagePhrase? =
            switch column {
            case "zone", "expert": .registryID
            case "name": kind == .zones ? .registryName : .nameHead
            case "english": .registryEnglish
            case "kind": .registryKind
            case "prefecture": .registryPrefecture
            case "code", "region": .registryCode
            case "source": .registrySource
            case "organisation": .registryOrganisation
            case "employer": .registryEmployer
            case "ties": .registryTies
            case "date": .dayHead
            default: nil
            }
        return phrase.map { words[$0] } ?? column
    }

    private func said(_ text: String, in column: String, of kind: RegistryTable.Kind) -> String {
        switch (kind, column) {
        case (.zones, "kind") where Zone.Kind(word: text).isEarly: words.term(.kind, text)
        case (.experts, "source") where Expert.Source(word: text).isEarly: words.term(.source, text)
        case (.calendar, "kind"): words[text == "holiday" ? .registryHoliday : .registryWorkday]
        default: text
        }
    }

    /// `mayBring`: whether the reader may change it.
    package func registryPage(
        _ table: RegistryTable, mayBring: Bool, typed: String = "", problems: FormProblems = .none,
        done: PagePhrase? = nil
    ) -> [UInt8] {
        page(title(of: table.kind), "registry", crumbs: officeCrumbs()) { html in
            html.summary(problems, self)
            html.element(.h1, text: title(of: table.kind))
            if let done { html.notice(.good, words[done]) }
            html.element(.p, .css("lead"), text: lead(of: table.kind))
            if table.rows.isEmpty { html.element(.p, .css("empty"), text: words[.registryEmpty]) }
            if !table.rows.isEmpty {
                html.table(
                    words(.registryCaption, table.rows.count), table.columns.map { head($0, of: table.kind) },
                    css: "wide"
                ) { html in
                    for row in table.rows { html.element(.tr) { cells(row, nil, table, &$0) } }
                }
                html.element(.p, .css("acts")) { html in
                    html.downloads(self) { addresses.registry(table.kind.rawValue, "table.\($0)") }
                }
            }
            guard mayBring else { return }
            html.element(.section) { html in
                html.element(.h2, text: words[.registryBringTitle])
                html.element(
                    .p, text: words(.registryBringLead, ["columns": words.list(table.columns)]))
                html.form(addresses.registry(table.kind.rawValue), self, .upload) { html in
                    html.tableFields(self, typed: typed, problems)
                    html.element(.p, .css("acts")) { $0.button(words[.tablePreview], primary: true) }
                }
            }
        }
    }

    /// What a table would change, line by line; `refused` is what stands against it, and then nothing can be done.
    package func registryPreviewPage(
        _ table: RegistryTable, by other: RegistryTable, refused: [String], content: String
    ) -> [UInt8] {
        let changes = table.changes(by: other)
        let (added, gone) = (changes.count { $0.before == nil }, changes.count { $0.after == nil })
        let crumbs = officeCrumbs() + [(title(of: table.kind), addresses.registry(table.kind.rawValue))]
        return page(words[.registryPreview], "registry", crumbs: crumbs) { html in
            html.summary(FormProblems(refused.map { ("table", $0) }), self)
            html.element(.h1, text: words[.registryPreview])
            html.element(
                .p, .css("lead"),
                text: words(
                    .tablePreviewLead,
                    [
                        "added": "\(added)", "changed": "\(changes.count - added - gone)",
                        "unchanged": "\(other.rows.count - changes.count + gone)",
                    ]))
            if gone > 0 { html.notice(.warn, words(.registryGone, gone)) }
            html.table(
                words(.registryChanges, changes.count),
                table.columns.map { head($0, of: table.kind) } + [words[.outcomeHead]], css: "wide stack",
                id: "table"
            ) { html in
                for change in changes { row(change, table, &html) }
            }
            html.element(.p, .css("acts")) { html in
                html.element(.a, .css("button"), .href(addresses.registry(table.kind.rawValue)), text: words[.back])
            }
            guard refused.isEmpty, !changes.isEmpty else { return }
            html.form(addresses.registry(table.kind.rawValue, "apply"), self, .upload) { html in
                html.once(self)
                html.hidden("content", content)
                html.element(.p, .css("acts")) { $0.button(words(.registryApply, changes.count), primary: true) }
            }
        }
    }

    private func row(_ change: RegistryTable.Change, _ table: RegistryTable, _ html: inout HTML) {
        html.element(.tr) { html in
            cells(change.after ?? change.before ?? [], change.before, table, &html)
            let outcome: PagePhrase =
                change.after == nil ? .registryRemoved : change.before == nil ? .registryAdded : .registryChanged
            html.element(.td, text: words[outcome])
        }
    }

    private func cells(_ cells: [String], _ before: [String]?, _ table: RegistryTable, _ html: inout HTML) {
        for (place, column) in table.columns.enumerated() {
            let text = said(cells[place], in: column, of: table.kind)
            let old = before.map { said($0[place], in: column, of: table.kind) }
            if place == 0 {
                html.element(.th, Attribute("scope", "row"), text: text)
            } else {
                html.element(.td, old == nil || old == text ? nil : .css("changed")) { html in
                    if let old, old != text { html.text("\(old.isEmpty ? "–" : old) → ") }
                    html.text(text)
                }
            }
        }
    }
}
