// When steps were taken, for the answers to them.

import AssessmentModel
import EventModel
import Synchronization

/// The moment that a step was given, for the answer to it: the ledger asks for it when the step has its turn.
final class NotedMoment: Sendable {
    private let clock: @Sendable () -> Moment
    private let moment = Mutex<Moment?>(nil)

    init(_ clock: @escaping @Sendable () -> Moment) { self.clock = clock }

    func now() -> Moment {
        let now = clock()
        moment.withLock { $0 = now }
        return now
    }

    /// nil where the step was known and not asked again.
    var noted: Moment? { moment.withLock { $0 } }
}

/// When cells were saved by this process, for conflicts: the ledger's fold keeps no moments of drafts.
final class SaveMoments: Sendable {
    private struct Key: Hashable {
        let seat: SeatID
        let indicator: CriterionID
    }

    private let moments = Mutex<[Key: (version: Int, at: Moment)]>([:])

    func note(_ cell: SavedCell, on seat: SeatID) {
        guard let at = cell.at else { return }
        moments.withLock { moments in
            let key = Key(seat: seat, indicator: cell.indicator)
            if moments[key].map({ $0.version < cell.version }) ?? true { moments[key] = (cell.version, at) }
        }
    }

    /// nil for a version that was saved before the server started, or by another process.
    func moment(of indicator: CriterionID, version: Int, on seat: SeatID) -> Moment? {
        let known = moments.withLock { $0[Key(seat: seat, indicator: indicator)] }
        return known.flatMap { $0.version == version ? $0.at : nil }
    }
}
