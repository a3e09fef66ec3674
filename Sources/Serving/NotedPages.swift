// Which pages were put down as read a moment ago: one that looks again by itself fills no log.

import AssessmentModel
import EventModel
import Synchronization

final class NotedPages: Sendable {
    /// Seconds for which reading the same page again is the same reading.
    private static let same = 10 * 60
    /// Pages that are remembered.
    private static let most = 10_000

    private struct Reading: Hashable {
        let user: UserID
        let page: String
    }

    private let last = Mutex<[Reading: Int]>([:])

    /// Whether it has to be put down; from then on it is.
    func isNew(_ page: String, by user: UserID, at now: Moment) -> Bool {
        last.withLock { last in
            let reading = Reading(user: user, page: page)
            if let before = last[reading], now.seconds < before + Self.same, now.seconds >= before { return false }
            if last.count >= Self.most { last = last.filter { now.seconds < $0.value + Self.same } }
            if last.count >= Self.most { last = [:] }
            last[reading] = now.seconds
            return true
        }
    }
}
