// A seat as the bureau sees it: how far its sheet is, what was sealed on it, who would take it over.

package import AssessmentModel
import EventModel
import HashTreeCollections
import Reasons
import RoundState

package struct SeatView: Sendable {
    /// Who takes a seat over that is left.
    package enum Successor: Sendable {
        /// The next of the draw, whoever that is.
        case drawn
        /// Nobody is left of the draw, or there was none: these of the pool may be named, by id.
        case named([Expert])
    }

    package let place: BoardView.Place
    package let successor: Successor
    /// nil where it is not sealed, or the policy keeps it from the viewer.
    package let sheet: SheetView?
}

extension Reason {
    /// That a round has no such seat.
    static func absent(_ seat: SeatID, in round: RoundID?) -> Reason {
        Reason(.seatAbsent, ["seat": .text(seat.text), "round": round.map { .named(.round($0)) } ?? .text("")])
    }
}

extension Standing {
    /// - Returns: denied where the viewer does not see the whole round, or there is no such seat.
    package func seat(_ id: SeatID, in round: RoundID, for viewer: Viewer) -> Seen<SeatView> {
        switch board(of: round, for: viewer) {
        case .denied(let why): return .denied(why)
        case .seen(let board):
            guard board.isWhole, let place = board.places.first(where: { $0.seat == id }),
                let known = register.rounds[round], let seat = known.seats[id]
            else {
                return .denied(.absent(id, in: round))
            }
            var shown: SheetView?
            if case .seen(let sheet) = sheet(of: id, in: round, for: viewer) { shown = sheet }
            let sitting = Set(known.seats(at: seat.zone).compactMap(\.expert))
            let free = register.experts.values.sorted { $0.id < $1.id }.filter { expert in
                !sitting.contains(expert.id)
                    && known.terms?.zone(seat.zone).map { expert.conflict(with: $0) == nil } ?? true
            }
            let isDrawn = known.draw != nil && ((try? known.substitute(for: id)) ?? nil) != nil
            let maySeePool = refusal(of: .seePool, to: viewer) == nil
            return .seen(
                SeatView(
                    place: place, successor: isDrawn ? .drawn : .named(maySeePool ? free : []), sheet: shown))
        }
    }
}
