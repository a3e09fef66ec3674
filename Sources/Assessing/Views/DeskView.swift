// What an expert has before him: the own sheets of every round, and what is asked about them.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
package import RoundState

/// A round as one of its experts finds it.
package struct DeskView: Sendable {
    /// One own sheet.
    package struct Sheet: Sendable, Equatable {
        package let zone: Zone
        package let seat: SeatID
        package let state: SheetView.State
        package let isAccepted: Bool
        package let marked: Int
        package let marks: Int
        /// Comments that are owed.
        package let owed: Int
    }

    package let round: RoundID
    package let title: LocalizedText
    package let stage: Stage
    /// The day by which sheets should be sealed; nil once that is over.
    package let due: String?
    /// In an order that is the expert's own and tells nothing: that of the seats' random codes.
    package let sheets: [Sheet]
    package let asked: [BoardView.Asked]
    /// Of the indicators that are asked about.
    package let titles: [CriterionID: LocalizedText]
    package let requests: [BoardView.Request]
    /// Own questions that wait for an answer.
    package let questions: Int
    /// What the bureau has said to all seats.
    package let clarifications: [Clarification]
}

extension Standing {
    /// The rounds in which the viewer holds a seat, newest first; denied to who is no expert.
    package func desk(for viewer: Viewer) -> Seen<[DeskView]> {
        guard let expert = expert(of: viewer) else { return .denied(Reason(.seatNotHeld, nil, ["round": ""])) }
        let rounds = register.roundsInOrder.reversed().compactMap { desk(of: $0, expert, viewer) }
        return .seen(rounds)
    }

    private func desk(of round: Round, _ expert: ExpertID, _ viewer: Viewer) -> DeskView? {
        guard let terms = round.terms, case .seen(let board) = board(of: round.id, for: viewer) else { return nil }
        let own = round.seats.values.filter { $0.expert == expert }.sorted { $0.id < $1.id }
        guard !own.isEmpty else { return nil }
        let ids = Set(own.map(\.id))
        let sheets = own.compactMap { seat -> DeskView.Sheet? in
            guard let zone = terms.zone(seat.zone) else { return nil }
            let isSealed = seat.isSealed || seat.wasSealed
            return DeskView.Sheet(
                zone: zone, seat: seat.id, state: round.state(of: seat),
                isAccepted: seat.isAccepted || register.edition < .fourth,
                marked: isSealed ? seat.marks.count : seat.cells.values.count { $0.hundredths != nil },
                marks: terms.marked(at: seat.zone).count,
                owed: seat.isOpen ? terms.lacks(seat).comments.count : 0)
        }
        return DeskView(
            round: round.id, title: terms.plan.title, stage: round.stage,
            due: round.stage == .scoring ? round.scoringDay : nil, sheets: sheets, asked: board.asked,
            titles: board.asked.reduce(into: [:]) { $0[$1.indicator] = terms.indicators[$1.indicator]?.title },
            requests: board.requests,
            questions: round.questions.values.count { !$0.isAnswered && ids.contains($0.seat) },
            clarifications: round.clarifications)
    }
}
