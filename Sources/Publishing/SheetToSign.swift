// An expert's own sheet as a paper to sign.

package import Assessing
package import AssessmentModel
import AuditLedger
import EventModel
import Reasons
package import Reporting
import RoundState

extension Standing {
    /// The sheet of a seat, open or sealed, as whoever may see it gets it on paper.
    ///
    /// - Parameter day: that of the paper.
    package func sheetToSign(
        of seat: SeatID, in round: RoundID, for viewer: Viewer, on day: String
    ) throws(Refusal) -> FilledSheet {
        let sheet = try sheet(of: seat, in: round, for: viewer).get()
        guard let terms = register.rounds[round]?.terms else { throw Refusal(.roundUnknown, .round(round)) }
        var sealedBy: Int?
        switch sheet.state {
        case .open: break
        case .sealed(let event): sealedBy = event
        case .recused, .missed, .removed, .withdrawn: throw Refusal(.sheetGone, .seat(seat))
        }
        let comments = sheet.lines.filter { !$0.comment.isEmpty }.map { ($0.criterion.id, $0.comment) }
        return FilledSheet(
            plan: terms.plan, scheme: terms.scheme, zone: sheet.zone, seat: sheet.seat,
            asked: sheet.lines.map(\.criterion.id),
            marks: Dictionary(
                uniqueKeysWithValues: sheet.lines.compactMap { line in line.mark.map { (line.criterion.id, $0) } }),
            comments: Dictionary(uniqueKeysWithValues: comments), sealedBy: sealedBy, readBack: sheet.code,
            key: register.keys.last { $0.retired == nil }?.key.text, day: day)
    }
}
