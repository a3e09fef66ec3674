// What the scoring pages are made of: a sheet, its material, and where the reader stands.

package import Assessing
package import AssessmentModel
import EventModel
import RoundState
import Telling

/// A sheet with all that its pages show. Everything in it is the reader's own or the zone's.
package struct ScoringView: Sendable {
    /// Evidence as it is numbered on the pages: in the order of the application, then what was brought later.
    package struct File: Sendable {
        package let number: Int
        package let indicator: CriterionID?
        package let name: String
        package let size: Int?
        /// Whether a browser may show it by itself.
        package let isShown: Bool
        /// The day it came, where it was brought later.
        package let supplied: String?

        package init(number: Int, indicator: CriterionID?, name: String, size: Int?, isShown: Bool, supplied: String?) {
            self.number = number
            self.indicator = indicator
            self.name = name
            self.size = size
            self.isShown = isShown
            self.supplied = supplied
        }
    }

    /// The fields of one indicator as they were typed.
    package struct Typed: Sendable {
        package let mark: String
        package let comment: String

        package init(mark: String, comment: String) {
            self.mark = mark
            self.comment = comment
        }
    }

    /// An indicator that applies to the zone.
    struct Row: Sendable {
        let criterion: Criterion
        /// Its place in the tree: 1.2.3.
        let number: String
        /// nil for one that a rule scores.
        let line: SheetView.Line?
    }

    /// A pillar that applies to the zone, with its indicators.
    struct Pillar: Sendable {
        let criterion: Criterion
        let rows: [Row]

        /// Those that experts score, with what stands there.
        var asked: [(number: String, line: SheetView.Line)] {
            rows.compactMap { row in row.line.map { (row.number, $0) } }
        }
    }

    package let sheet: SheetView
    package let scheme: Scheme
    let pillars: [Pillar]
    package let zoneName: String
    package let api: Address
    package let material: MaterialView?
    package let files: [File]
    /// Why nothing can be changed; nil while the sheet is open.
    package let readOnly: String?
    package let isPractice: Bool
    /// What a refused form says, by indicator: it stands in the fields in the place of what is stored.
    package let typed: [CriterionID: Typed]

    package init(
        sheet: SheetView, scheme: Scheme, zoneName: String, api: Address, material: MaterialView?, files: [File],
        readOnly: String?, isPractice: Bool = false,
        typed: [CriterionID: Typed] = [:]
    ) {
        self.sheet = sheet
        self.scheme = scheme
        let numbers = Self.numbers(of: scheme)
        let lines = Dictionary(uniqueKeysWithValues: sheet.lines.map { ($0.criterion.id, $0) })
        pillars = scheme.criteria.filter { $0.applies(to: sheet.zone.kind) }.map { pillar in
            let indicators = pillar.subtree(for: sheet.zone.kind).filter { $0.indicator != nil }
            return Pillar(
                criterion: pillar,
                rows: indicators.map { Row(criterion: $0, number: numbers[$0.id] ?? "", line: lines[$0.id]) })
        }
        self.zoneName = zoneName
        self.api = api
        self.material = material
        self.files = files
        self.readOnly = readOnly
        self.isPractice = isPractice
        self.typed = typed
    }

    /// Number of an indicator in the tree: 1.2.3, by its place.
    static func numbers(of scheme: Scheme) -> [CriterionID: String] {
        var numbers: [CriterionID: String] = [:]
        func walk(_ criteria: [Criterion], _ prefix: String) {
            for (index, criterion) in criteria.enumerated() {
                let number = prefix + "\(index + 1)"
                numbers[criterion.id] = number
                walk(criterion.children, number + ".")
            }
        }
        walk(scheme.criteria, "")
        return numbers
    }
}

extension Frame {
    func address(_ view: ScoringView, _ part: String, _ indicator: CriterionID? = nil) -> Address {
        if view.isPractice {
            return indicator.map { addresses.practice(part, $0) } ?? addresses.practice(part)
        }
        return indicator.map { addresses.zone(view.sheet.round, view.sheet.zone.id, part, $0) }
            ?? addresses.zone(view.sheet.round, view.sheet.zone.id, part)
    }

    /// What the mark of a line says, as it stands in a field.
    func markText(_ mark: Fraction?) -> String { mark?.exactText ?? "" }

    /// The attributes by which scripts know a cell.
    func cellAttributes(_ line: SheetView.Line, _ view: ScoringView, pillar: CriterionID) -> [HTML.Attribute?] {
        let grid = view.scheme.grid(of: line.criterion)
        let highest = grid.highest(points: line.criterion.points)
        var attributes: [HTML.Attribute?] = [
            HTML.Attribute("data-indicator", line.criterion.id.text),
            HTML.Attribute("data-zone", view.sheet.zone.id.text), HTML.Attribute("data-pillar", pillar.text),
            HTML.Attribute("data-version", String(line.version)),
            line.mark.map { HTML.Attribute("data-mark", $0.exactText) },
            // The field says what was typed.
            view.typed[line.criterion.id].map { _ in HTML.Attribute("data-comment", line.comment) },
            HTML.Attribute("data-least", "0"), HTML.Attribute("data-most", highest.exactText),
            HTML.Attribute("data-step", grid.step.exactText),
            grid.isYesNo ? HTML.Attribute("data-yesno") : nil,
            view.readOnly == nil ? nil : HTML.Attribute("data-readonly"),
        ]
        if grid.scale != nil, !grid.isYesNo {
            attributes.append(HTML.Attribute("data-points", line.criterion.points.exactText))
        }
        switch line.criterion.indicator?.comment {
        case .always: attributes.append(HTML.Attribute("data-owed-always"))
        case .below(let share): attributes.append(HTML.Attribute("data-owed-below", (share * highest).exactText))
        case .never, nil: break
        }
        return attributes
    }
}
