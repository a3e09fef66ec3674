// One row of a score sheet's table: a pillar, an inner criterion, or an indicator.

package import AssessmentModel
package import Scoring

/// A criterion with its number by place in the tree: 2, 2.1, 2.1.3.
package struct NumberedCriterion {
    package let criterion: Criterion
    package let number: String
    /// 0 for a pillar.
    package let depth: Int
    /// Those of the criterion above.
    let inherited: [DepartmentID]
    /// The criterion and those above it that do not apply to some kinds of zones, topmost first.
    let exempt: [Criterion]

    /// What keeps the criterion from zones of a kind; nil where it applies.
    package func absence(at kind: Zone.Kind?) -> Criterion? { exempt.first { !$0.applies(to: kind) } }
}

/// The tree as a list, parents first.
package func numbered(_ criteria: [Criterion], under parent: NumberedCriterion? = nil) -> [NumberedCriterion] {
    criteria.enumerated().flatMap { index, criterion in
        let item = NumberedCriterion(
            criterion: criterion, number: (parent.map { $0.number + "." } ?? "") + "\(index + 1)",
            depth: (parent?.depth ?? -1) + 1, inherited: parent?.criterion.departments ?? [],
            exempt: (parent?.exempt ?? []) + (criterion.exemption == nil ? [] : [criterion]))
        return [item] + numbered(criterion.children, under: item)
    }
}

package struct ScoreRow: Equatable {
    /// What one seat gave.
    package struct Mark: Equatable {
        package let seat: String
        /// Empty when the seat gave none.
        package let text: String
        /// Whether the mark was set aside as highest or lowest.
        package let isDropped: Bool
    }

    package enum Basis: Equatable {
        /// A pillar or task; its score is the sum of what stands below.
        case sum
        /// In the order of the columns; the remark says what is unusual.
        case marks([Mark], remark: String)
        case rule(String)
    }

    /// How much of an indicator was lost, for the reader's eye.
    package enum Loss: Equatable {
        case none, some, much
    }

    package let number: String
    package let id: String
    package let title: String
    package let depth: Int
    package let isLeaf: Bool
    package let points: String
    package let score: String
    package let lost: String
    package let loss: Loss
    package let basis: Basis
    /// Whom to ask; named at the criterion that brings them, empty below it.
    package let departments: String

    package init(_ numbered: NumberedCriterion, _ score: ZoneScore, _ seats: [LabelledSeat], _ wording: Wording) {
        let criterion = numbered.criterion
        let points = score.points(of: criterion.id)
        number = numbered.number
        id = criterion.id.text
        title = criterion.title.text(in: wording.language)
        depth = numbered.depth
        isLeaf = criterion.indicator != nil
        self.points = wording.given(wording.maximum(of: criterion, score))
        self.score = wording.points(points)
        let absence = numbered.absence(at: wording.results.kind(of: score.zone))
        lost = points.map { wording.lost($0, of: wording.maximum(of: criterion, score)) } ?? wording.strings[.absent]
        loss = absence == nil ? Self.loss(points, of: criterion) : .none
        if let absence, isLeaf {
            basis = .rule(wording.absence(of: absence))
        } else {
            basis = Self.basis(of: criterion, score.cells[criterion.id], seats, wording)
        }
        departments =
            criterion.departments == numbered.inherited
            ? "" : wording.strings.list(wording.departments(of: criterion))
    }

    /// Much is a third of an indicator or more, or no score at all.
    private static func loss(_ points: Fraction?, of criterion: Criterion) -> Loss {
        guard criterion.indicator != nil else { return .none }
        guard let points else { return .much }
        let lost = (criterion.points - points) / criterion.points
        return lost * 3 >= 1 ? .much : lost * 100 >= 15 ? .some : .none
    }

    private static func basis(
        of criterion: Criterion, _ cell: CellScore?, _ seats: [LabelledSeat], _ wording: Wording
    ) -> Basis {
        guard let indicator = criterion.indicator else { return .sum }
        if let rule = indicator.rule, let basis = cell?.rule {
            return .rule(wording.explanation(of: rule, basis, unit: indicator.unit))
        }
        guard let panel = cell?.panel else {
            return .marks(seats.map { Mark(seat: $0.label, text: "", isDropped: false) }, remark: "")
        }
        let marks = seats.map { seat in
            Mark(
                seat: seat.label, text: panel.marks[seat.id].map { wording.mark($0, of: criterion) } ?? "",
                isDropped: panel.dropped.contains(seat.id))
        }
        return .marks(marks, remark: wording.remark(on: panel, of: indicator))
    }
}
