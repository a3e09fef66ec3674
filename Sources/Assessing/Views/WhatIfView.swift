// What other methods would have made of a sealed result's own marks: without official force.

package import AssessmentModel
import EventModel
import Reasons
import RoundState
package import Scoring

extension Standing {
    /// The usual other methods, each with what it would move; of the newest result.
    /// - Returns: denied where the viewer may not see the result, or not the marks behind it.
    package func whatIfs(in id: RoundID, for viewer: Viewer) throws -> Seen<[(alteration: Alteration, whatIf: WhatIf)]>
    {
        for view in [UseCase.seeResult, .seeMarks] {
            if let why = refusal(of: view, to: viewer, in: id) { return .denied(why) }
        }
        guard let round = register.rounds[id], let result = round.result, let scheme = round.terms?.scheme else {
            return .denied(Reason(.roundStillOpen, .round(id)))
        }
        let scores = try round.scores(of: result)
        let official = scores(scheme)
        return .seen(
            Alteration.usual(for: scheme).map { ($0, whatIf($0, scheme, official: official, score: scores)) })
    }
}
