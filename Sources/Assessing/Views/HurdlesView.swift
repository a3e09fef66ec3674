// 尚不能办理的原因: why what comes next in a round cannot be done yet, said before somebody tries.

package import AssessmentModel
import EventModel
import HashTreeCollections
package import Reasons
package import RoundState

/// Why the acts of a round cannot be taken yet, stage by stage; none of a stage whose act waits to be taken, or is done.
package typealias Hurdles = [CourseView.Leg.Kind: [Reason]]

extension Standing {
    /// - Returns: denied where the viewer does not see the whole round.
    package func hurdles(of id: RoundID, for viewer: Viewer, on day: String) -> Seen<Hurdles> {
        guard let round = register.rounds[id] else { return .denied(Reason(.roundUnknown, .round(id))) }
        if let why = refusal(of: .seeProgress, to: viewer, in: id) { return .denied(why) }
        var hurdles: Hurdles = [:]
        switch round.stage {
        case .committed: hurdles[.draw] = refusals(ofDraw: round, on: day)
        case .planned, .drawn, .withdrawn, .broken: break
        case .scoring:
            if case .seen(let close) = close(of: id, for: viewer) {
                var blocks = close.blocks
                if !close.sheets.isEmpty {
                    blocks.append(Reason(.sheetsMissing, ["count": .number(close.sheets.count)]))
                }
                if !close.facts.isEmpty {
                    blocks.append(Reason(.factsMissing, ["count": .number(close.facts.count)]))
                }
                hurdles[.closing] = blocks
            }
        case .closed: hurdles[.notice] = round.withdrawalsNotTaken.isEmpty ? [] : [Reason(.withdrawalsNotConcluded)]
        case .noticed: hurdles[.final] = register.refusals(ofFinal: round, on: day)
        case .final: break
        }
        return .seen(hurdles.filter { !$0.value.isEmpty })
    }

    /// Why the draw cannot be held on a day: its number was to become public after it was bound.
    package func refusals(ofDraw round: Round, on day: String) -> [Reason] {
        guard register.edition >= .third, !round.committedOn.isEmpty, day <= round.committedOn else { return [] }
        return [Reason(.drawTooEarly, .round(round.id), ["day": .text(round.committedOn)])]
    }

    /// All that keeps a result from being made final on a day.
    package func refusals(ofFinal round: Round, on day: String) -> [Reason] {
        register.refusals(ofFinal: round, on: day)
    }
}
