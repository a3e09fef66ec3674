// The practice sheets of those who are trying things out: in memory, and gone with the server.

import Assessing
import AssessmentModel
import EventModel
import Synchronization

/// One sheet for each user, so many users at most: who came first is forgotten first.
final class PracticeSheets: Sendable {
    private struct State {
        var sheets: [UserID: PracticeSheet] = [:]
        var order: [UserID] = []
    }

    private static let most = 1000
    private let fresh: PracticeSheet?
    private let state = Mutex(State())

    init(_ scheme: Scheme?) {
        fresh = scheme.map {
            PracticeSheet(
                $0,
                zone: Zone(
                    id: "practice", name: LocalizedText(zh: "练习县（虚构）", en: "Practice County (fictional)"), kind: .county
                ))
        }
    }

    var isThere: Bool { fresh != nil }

    func sheet(of user: UserID) -> PracticeSheet? { state.withLock { $0.sheets[user] } ?? fresh }

    /// - Throws: `Refusal`; nothing is kept then.
    func save(_ cells: [SaveMarks.Cell], of user: UserID) throws -> PracticeSheet? {
        try state.withLock { state in
            guard var sheet = state.sheets[user] ?? fresh else { return nil }
            try sheet.save(cells)
            if state.sheets[user] == nil {
                state.order.append(user)
                if state.order.count > Self.most { state.sheets[state.order.removeFirst()] = nil }
            }
            state.sheets[user] = sheet
            return sheet
        }
    }
}
