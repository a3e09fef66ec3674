// What experts read back last, so that what changed since can be marked.

import Assessing
import AssessmentModel
import EventModel
import RoundState
import Synchronization

/// By user and read-back code; in memory: without it nothing is marked, and nothing else is lost.
final class ReadBacks: Sendable {
    private struct Key: Hashable {
        let user: UserID
        let seat: SeatID
        let code: String
    }

    private struct State {
        var sheets: [Key: [CriterionID: Line]] = [:]
        var order: [Key] = []
    }

    private struct Line: Equatable {
        let mark: Fraction?
        let comment: String
    }

    private static let most = 500
    private let state = Mutex(State())

    func keep(_ view: SheetView, for user: UserID?) {
        guard let user else { return }
        let key = Key(user: user, seat: view.seat, code: view.code)
        state.withLock { state in
            guard state.sheets[key] == nil else { return }
            state.sheets[key] = lines(of: view)
            state.order.append(key)
            if state.order.count > Self.most { state.sheets[state.order.removeFirst()] = nil }
        }
    }

    /// The cells that are otherwise than when `code` was read.
    func changes(in view: SheetView, since code: String, for user: UserID?) -> Set<CriterionID> {
        guard let user, code != view.code,
            let before = state.withLock({ $0.sheets[Key(user: user, seat: view.seat, code: code)] })
        else { return [] }
        return Set(lines(of: view).filter { before[$0.key] != $0.value }.keys)
    }

    private func lines(of view: SheetView) -> [CriterionID: Line] {
        Dictionary(uniqueKeysWithValues: view.lines.map { ($0.criterion.id, Line(mark: $0.mark, comment: $0.comment)) })
    }
}
