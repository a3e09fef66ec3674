// 离线评分表: the workbook out, and what it brings back: what would be saved, what was changed elsewhere meanwhile, what cannot stand.

package import Assessing
package import AssessmentModel
import EventModel
package import Exchange
import Reasons
import RoundState
import Telling

/// A cell of an offline workbook, held against what is stored now.
package struct OfflineChange: Sendable {
    package enum State: Sendable, Equatable {
        case fit
        /// It was changed elsewhere since the workbook was made: what stands there now.
        case conflict(mark: String, comment: String)
        /// Why it cannot stand, in words.
        case refused(String)
    }

    package let zone: ZoneID
    package let indicator: CriterionID
    package let address: String
    /// The version that is stored now.
    package let base: Int
    /// As it was typed, and as it stood in the workbook.
    package let was: String
    package let mark: String
    /// Whether the mark is other than it was.
    package let hasMark: Bool
    package let comment: String
    /// Whether the comment is other than it was.
    package let hasComment: Bool
    package let state: State

    package init(
        zone: ZoneID, indicator: CriterionID, address: String, base: Int, was: String, mark: String,
        hasMark: Bool, comment: String, hasComment: Bool, state: State
    ) {
        self.zone = zone
        self.indicator = indicator
        self.address = address
        self.base = base
        self.was = was
        self.mark = mark
        self.hasMark = hasMark
        self.comment = comment
        self.hasComment = hasComment
        self.state = state
    }

    package var name: String { "\(zone):\(indicator)" }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// `zones` are those whose sheets are open and declared: the workbook has these.
    package func offlinePage(
        _ round: RoundID, _ title: LocalizedText, zones: [String], problems: FormProblems = .none
    ) -> [UInt8] {
        page(words[.offlineTitle], "offline", crumbs: [(words[.mySheets], addresses.home)]) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.offlineTitle])
            html.element(.p, .css("quiet"), text: words.text(title))
            html.element(.p, text: words[.offlineLead])
            guard !zones.isEmpty else { return html.element(.p, .css("empty"), text: words[.offlineNone]) }
            html.element(.p, text: words(.offlineZones, ["zones": words.list(zones)]))
            html.element(.p, .css("acts")) {
                $0.element(
                    .a, .css("button primary"), .href(addresses.workbookFile(round)), Attribute("download"),
                    text: words[.offlineGet])
            }
            html.element(.section) { html in
                html.element(.h2, text: words[.offlineBackTitle])
                html.element(.p, text: words[.offlineBackLead])
                html.form(addresses.workbook(round), self, .upload) { html in
                    html.element(.div, .css("field")) { html in
                        html.element(.label, Attribute("for", "file"), text: words[.offlineFile])
                        html.error(problems.words(for: "file"), of: "file")
                        html.element(
                            .input, .type("file"), .id("file"), .name("file"), Attribute("accept", ".xlsx"),
                            Attribute("required"))
                    }
                    html.element(.p, .css("acts")) { $0.button(words[.tablePreview], primary: true) }
                }
            }
        }
    }

    package func offlinePreviewPage(
        _ round: RoundID, _ changes: [OfflineChange], _ called: Called, problems: FormProblems = .none
    ) -> [UInt8] {
        let crumbs = [(words[.mySheets], addresses.home), (words[.offlineTitle], addresses.workbook(round))]
        return page(words[.offlinePreviewTitle], "offline", crumbs: crumbs) { html in
            html.summary(problems, self)
            html.element(.h1, text: words[.offlinePreviewTitle])
            let counts = changes.reduce(into: (fit: 0, conflicts: 0, refused: 0)) { counts, change in
                switch change.state {
                case .fit: counts.fit += 1
                case .conflict: counts.conflicts += 1
                case .refused: counts.refused += 1
                }
            }
            html.element(
                .p, .css("lead"),
                text: words(
                    .offlineCounts,
                    ["fit": "\(counts.fit)", "conflicts": "\(counts.conflicts)", "refused": "\(counts.refused)"]))
            guard !changes.isEmpty else { return html.element(.p, .css("empty"), text: words[.offlineNothing]) }
            html.form(addresses.workbook(round, ["apply"]), self, .upload) { html in
                html.once(self)
                html.table(
                    words(.offlineCaption, changes.count),
                    [
                        words[.zoneHead], words[.indicatorHead], words[.offlineCell], words[.markLabel],
                        words[.commentLabel], words[.outcomeHead],
                    ], css: "wide stack"
                ) { html in
                    for change in changes { row(change, called, &html) }
                }
                guard counts.fit + counts.conflicts > 0 else { return }
                html.element(.p, .css("acts")) { html in
                    html.button(words(.offlineApply, counts.fit + counts.conflicts), primary: true)
                    html.element(.a, .css("button"), .href(addresses.workbook(round)), text: words[.back])
                }
            }
        }
    }

    private func row(_ change: OfflineChange, _ called: Called, _ html: inout HTML) {
        html.element(.tr) { html in
            html.element(.th, Attribute("scope", "row"), text: called.zone(change.zone))
            html.element(.td, text: called.indicator(change.indicator))
            html.element(.td) { $0.element(.code, text: change.address) }
            html.element(.td, text: change.hasMark ? "\(shown(change.was)) → \(shown(change.mark))" : "")
            html.element(.td) { $0.lines(change.hasComment ? change.comment : "") }
            html.element(.td) { html in
                switch change.state {
                case .fit: html.text(words[.offlineFit])
                case .refused(let why): html.element(.span, .css("error"), text: why)
                case .conflict(let mark, let comment):
                    html.element(.fieldset) { html in
                        html.element(
                            .legend, .css("due"),
                            text: words(.offlineConflict, ["mark": shown(mark), "comment": comment]))
                        html.choice("use-\(change.name)", "there", words[.offlineKeep], isChosen: true)
                        html.choice("use-\(change.name)", "here", words[.offlineTake], isChosen: false)
                    }
                }
                guard !isRefused(change) else { return }
                html.hidden("cell", "\(change.name):\(change.base)")
                if change.hasMark {
                    html.hidden("mark-\(change.name)", change.mark)
                }
                if change.hasComment {
                    html.hidden("comment-\(change.name)", change.comment)
                }
            }
        }
    }

    private func isRefused(_ change: OfflineChange) -> Bool {
        if case .refused = change.state { true } else { false }
    }

    private func shown(_ mark: String) -> String { mark.isEmpty ? words[.unmarkedShort] : mark }

    package func offlineDonePage(
        _ round: RoundID, _ results: [(zone: ZoneID, saved: Int, refused: [String])], _ called: Called
    ) -> [UInt8] {
        page(words[.offlineDoneTitle], "offline", crumbs: [(words[.mySheets], addresses.home)]) { html in
            html.element(.h1, text: words[.offlineDoneTitle])
            for result in results {
                if result.refused.isEmpty {
                    html.notice(
                        .good, words(.offlineSaved, ["zone": called.zone(result.zone), "count": "\(result.saved)"]))
                } else {
                    html.element(.div, .css("notice bad"), Attribute("role", "alert")) { html in
                        html.element(.p, text: words(.offlineNotSaved, ["zone": called.zone(result.zone)]))
                        html.element(.ul) { html in
                            for why in result.refused { html.element(.li, text: why) }
                        }
                    }
                }
            }
            if results.isEmpty { html.element(.p, .css("empty"), text: words[.offlineNothing]) }
            html.element(.p, .css("acts")) {
                $0.element(.a, .css("button primary"), .href(addresses.home), text: words[.mySheets])
            }
        }
    }

    /// A sheet of the workbook.
    package func offlineSheet(_ sheet: SheetView, _ scheme: Scheme, name: String) -> ScoringWorkbook.Sheet {
        let numbers = ScoringView.numbers(of: scheme)
        return ScoringWorkbook.Sheet(
            zone: sheet.zone.id.text, name: name,
            rows: sheet.lines.map { line in
                let grid = scheme.grid(of: line.criterion)
                let highest = grid.highest(points: line.criterion.points)
                let rubric = (line.criterion.indicator?.rubric ?? []).map { level in
                    let mark = grid.scale.map { level.points * $0 / line.criterion.points } ?? level.points
                    return words(.labelled, ["name": "\(mark)", "value": words.text(level.text)])
                }
                return ScoringWorkbook.Row(
                    indicator: line.criterion.id.text,
                    title: "\(numbers[line.criterion.id] ?? "") \(words.text(line.criterion.title))",
                    most: highest.exactText, grid: words.grid(of: line.criterion, scheme),
                    rubric: rubric.joined(separator: "\n"), choices: grid.isYesNo ? [words[.yes], words[.no]] : [],
                    highest: grid.isYesNo ? nil : Double(highest.rounded(to: 6, .halfUp).text(places: 6)),
                    mark: line.mark?.exactText ?? "", comment: line.comment, version: line.version)
            })
    }

    /// A stored mark as the workbook would show it.
    package func offlineMark(_ mark: Fraction?, _ criterion: Criterion, _ scheme: Scheme) -> String {
        guard let mark else { return "" }
        return scheme.grid(of: criterion).isYesNo ? words[mark == 1 ? .yes : .no] : mark.exactText
    }

    package var offlineWords: ScoringWorkbook.Words {
        ScoringWorkbook.Words(
            heads: [
                words[.indicatorHead], words[.markMost], words[.offlineGrid], words[.markLabel], words[.commentLabel],
                words[.rubric],
            ], error: words[.offlineErrorTitle], markError: words[.offlineMarkError],
            choiceError: words[.offlineChoiceError], commentError: words[.offlineCommentError])
    }
}
