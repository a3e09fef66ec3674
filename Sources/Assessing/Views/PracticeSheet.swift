// 练习: a sheet of a fictional zone that no ledger holds and that counts for nothing.

package import AssessmentModel
import EventModel
import PlainText
import Reasons
import RoundState

/// A sheet to try things out on: saved, refused and shown as a real one is, and kept by whoever holds the value.
package struct PracticeSheet: Sendable {
    package let scheme: Scheme
    package let zone: Zone
    private var cells: [CriterionID: Cell] = [:]

    private struct Cell: Sendable {
        var version = 0
        var mark: Fraction?
        var comment = ""
    }

    package init(_ scheme: Scheme, zone: Zone) {
        self.scheme = scheme
        self.zone = zone
    }

    /// Saves cells as `SaveMarks` does: all of them or none.
    package mutating func save(_ changes: [SaveMarks.Cell]) throws(Refusal) {
        var cells = cells
        var reasons: [Reason] = []
        for change in changes {
            let criterion = scheme.criteria(for: zone.kind).first { $0.id == change.indicator }
            var cell = cells[change.indicator] ?? Cell()
            if case .some(let mark) = change.mark {
                let hundredths = mark.map { $0.hundredths != nil } ?? true
                if let mark, let why = scheme.refusal(of: mark, for: change.indicator, criterion) {
                    reasons.append(why)
                } else if !hundredths, let mark {
                    reasons.append(
                        Reason(
                            .markFinerThanHundredths, .indicator(change.indicator), field: "mark",
                            ["mark": .fraction(mark), "zone": .named(.zone(zone.id))]))
                }
                cell.mark = mark
            }
            if cell.version != change.base {
                reasons.append(
                    Reason(
                        .cellChanged, .indicator(change.indicator),
                        ["version": .number(cell.version), "base": .number(change.base)]))
            }
            if let comment = change.comment {
                if let why = Seat.refusal(ofComment: comment, for: change.indicator) { reasons.append(why) }
                cell.comment = comment
            }
            cell.version += 1
            cells[change.indicator] = cell
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        self.cells = cells
    }

    package mutating func clear() { cells = [:] }

    package var view: SheetView {
        let asked = scheme.criteria(for: zone.kind).filter { $0.indicator?.scoring == .experts }
        let code = Seat.code(of: cells.keys) { (cells[$0]?.mark?.hundredths, cells[$0]?.comment) }
        return SheetView(
            round: "practice", zone: zone, seat: "practice", state: .open, isAccepted: true,
            lines: asked.map { criterion in
                let cell = cells[criterion.id] ?? Cell()
                let owes = cell.mark.map { scheme.owesComment($0, for: criterion) } ?? false
                return SheetView.Line(
                    criterion: criterion, version: cell.version, mark: cell.mark, comment: cell.comment,
                    needsMark: cell.mark == nil, needsComment: owes && cell.comment.isEmpty, isAskedAgain: false,
                    isReopened: false, revision: nil)
            }, readBack: code, code: code, isOwn: true)
    }
}
