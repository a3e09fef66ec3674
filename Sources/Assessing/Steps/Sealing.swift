// A sheet is read back and sealed.

package import AssessmentModel
package import AuditLedger
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// An expert signs a sheet after reading it back; it is never edited again.
package struct SealSheet: Action {
    package let useCase = UseCase.sealSheet
    package let round: RoundID?
    let seat: SeatID
    let readBack: String
    let acceptsGaps: Bool

    /// `readBack` is `Seat.readBack` of what the expert read.
    package init(_ round: RoundID, seat: SeatID, readBack: String, acceptsGaps: Bool = false) {
        self.round = round
        self.seat = seat
        self.readBack = readBack
        self.acceptsGaps = acceptsGaps
    }

    package func target(in register: Register) -> Target { round.map { .seat($0, seat) } ?? .nothing }

    package var content: CanonicalJSON { [.id(seat), .string(readBack), .bool(acceptsGaps)] }

    package func take(_ appender: inout Appender) throws {
        guard let round, let known = appender.register.rounds[round], let terms = known.terms,
            let seat = known.seats[seat]
        else { return }
        try known.requireTakingPart(seat.zone)
        guard seat.isOpen else {
            throw Refusal(.sheetNotOpen, .seat(seat.id), ["state": .seat(seat.finalState)])
        }
        try known.requireAccepted(seat, appender.register.edition)
        guard seat.readBack == readBack else {
            throw Refusal(
                .readBackDiffers, .seat(seat.id), ["read": .text(readBack), "found": .text(seat.readBack)])
        }
        let lacks = terms.lacks(seat)
        var reasons: [Reason] = []
        if !acceptsGaps, !lacks.marks.isEmpty {
            reasons.append(Reason(.marksMissing, .seat(seat.id), ["indicators": .indicators(lacks.marks)]))
        }
        if !lacks.comments.isEmpty {
            reasons.append(Reason(.commentsMissing, .seat(seat.id), ["indicators": .indicators(lacks.comments)]))
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let comments = seat.cells.compactMapValues { $0.comment }.filter { !$0.value.isEmpty }
        try appender.seal(seat.cells.compactMapValues(\.hundredths), comments, on: seat, in: round)
    }
}

extension Round.Terms {
    /// What a sheet still lacks: marks, and comments that the scheme asks for.
    package func lacks(_ seat: Seat) -> (marks: [CriterionID], comments: [CriterionID]) {
        let marked = marked(at: seat.zone)
        return (
            marked.filter { seat.cells[$0.id]?.hundredths == nil }.map(\.id),
            marked.filter { criterion in
                guard let cell = seat.cells[criterion.id], let hundredths = cell.hundredths else { return false }
                return (cell.comment ?? "").isEmpty
                    && scheme.owesComment(Fraction(hundredths: hundredths), for: criterion)
            }.map(\.id)
        )
    }
}

extension Seat {
    /// A short name of exactly what is on the sheet: who seals it has read back that.
    package var readBack: String {
        Self.code(of: cells.map { ($0.key, $0.value.hundredths, $0.value.comment) })
    }

    /// The same of a sheet that is sealed, revisions included.
    package var sealedCode: String {
        Self.code(of: Set(marks.keys).union(comments.keys).map { ($0, marks[$0], comments[$0]) })
    }

    static func code(of cells: [(CriterionID, Int?, String?)]) -> String {
        let lines = cells.sorted { $0.0 < $1.0 }.map { indicator, hundredths, comment in
            "\(indicator)=\(hundredths.map(String.init) ?? "")/\(comment ?? "")"
        }
        return String(Hash.plain(Array(lines.joined(separator: "\n").utf8)).hex.prefix(8))
    }
}
