// The parts of a score sheet that paper and page show alike: pillars as bars, where points were lost, what the seats wrote.

package import AssessmentModel
import Foundation
package import Scoring

/// A pillar with its pass line.
package struct PillarBar: Sendable, Equatable {
    package let title: String
    package let score: String
    package let maximum: String
    package let lost: String
    package let line: String?
    /// 0…1 of the maximum, for drawing only; nil without a score.
    package let share: Double?
    package let lineShare: Double?
    package let isMet: Bool

    package init(_ pillar: Criterion, _ score: ZoneScore, _ wording: Wording) {
        let points = score.points(of: pillar.id)
        let most = wording.maximum(of: pillar, score)
        let line = wording.scheme.pass.pillars?.threshold(of: pillar.id)?.line(maximum: most)
        // The verdict's own comparison where there is one: it may have been made with another number than is shown.
        let judged = score.lines.first { $0.pillar == pillar.id }?.isMet
        let isAbove = points.flatMap { points in line.map { points >= $0 } }
        title = pillar.title.text(in: wording.language)
        self.score = wording.points(points)
        maximum = wording.given(most)
        lost = points.map { wording.lost($0, of: most) } ?? ""
        self.line = line.map(wording.points)
        share = points.map { Self.share($0, of: most) }
        lineShare = line.map { Self.share($0, of: most) }
        isMet = judged ?? isAbove ?? true
    }

    private static func share(_ value: Fraction, of maximum: Fraction) -> Double {
        Double((value / maximum).rounded(to: 4, .halfUp).exactText) ?? 0
    }
}

/// An indicator where points were lost.
package struct PointLoss: Sendable, Equatable {
    package let indicator: CriterionID
    package let number: String
    package let title: String
    package let lost: String
    package let score: String
    package let points: String
    package let departments: String

    /// Those without a score first, then what cost most, equal losses in the order of the scheme; those that cost nothing left out.
    package static func all(
        _ numbered: [NumberedCriterion], _ score: ZoneScore, _ wording: Wording
    ) -> [PointLoss] {
        let kind = wording.results.kind(of: score.zone)
        let leaves = numbered.filter { $0.criterion.indicator != nil && $0.absence(at: kind) == nil }.map { leaf in
            let points = score.cells[leaf.criterion.id]?.score
            return (
                leaf: leaf, lost: points.map { leaf.criterion.points - $0 } ?? wording.scheme.points, points: points
            )
        }
        let worst = leaves.enumerated().filter { $0.element.lost > 0 }
            .sorted { ($1.element.lost, $0.offset) < ($0.element.lost, $1.offset) }.map(\.element)
        return worst.map { leaf, _, points in
            PointLoss(
                indicator: leaf.criterion.id, number: leaf.number,
                title: leaf.criterion.title.text(in: wording.language),
                lost: points.map { wording.lost($0, of: leaf.criterion.points) } ?? wording.strings[.absent],
                score: wording.points(points), points: wording.given(leaf.criterion.points),
                departments: wording.leadingDepartments(of: leaf.criterion))
        }
    }
}

/// What the seats wrote about one indicator.
package struct SeatComments: Sendable, Equatable {
    package struct Comment: Sendable, Equatable {
        package let seat: String
        package let text: String
    }

    package let indicator: CriterionID
    package let number: String
    package let title: String
    package let score: String
    package let points: String
    package let comments: [Comment]

    /// nil where nobody wrote anything.
    package init?(
        _ leaf: NumberedCriterion, _ score: ZoneScore, _ remarks: Remarks, _ seats: [LabelledSeat], _ wording: Wording
    ) {
        let texts = remarks.comments[leaf.criterion.id] ?? [:]
        comments = seats.compactMap { seat in texts[seat.id].map { Comment(seat: seat.label, text: $0) } }
        guard !comments.isEmpty else { return nil }
        indicator = leaf.criterion.id
        number = leaf.number
        title = leaf.criterion.title.text(in: wording.language)
        self.score = wording.points(score.points(of: leaf.criterion.id))
        points = wording.given(leaf.criterion.points)
    }
}
