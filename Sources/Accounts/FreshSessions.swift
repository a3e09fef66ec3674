// The sessions that were read within the clock's present second: a page's requests come in flocks, and each would ask the disk.

import EventModel
import Synchronization

/// Open sessions, for as long as the second lasts in which they were read.
///
/// Nothing that its book does to accounts is missed; what another process does is seen when the next second begins.
final class FreshSessions: Sendable {
    private struct State {
        var second = Int.min
        var writes = 0
        var open: [SecretToken: OpenSession] = [:]
    }

    private let state = Mutex(State())

    /// How often something was written: who reads asks before.
    var writes: Int { state.withLock { $0.writes } }

    func session(of token: SecretToken, at now: Moment) -> OpenSession? {
        state.withLock { $0.second == now.seconds ? $0.open[token] : nil }
    }

    /// Keeps what was read, unless something was written meanwhile.
    func keep(_ session: OpenSession, at now: Moment, readAfter writes: Int) {
        state.withLock { state in
            guard state.writes == writes else { return }
            if state.second != now.seconds { (state.second, state.open) = (now.seconds, [:]) }
            state.open[session.token] = session
        }
    }

    func forget() {
        state.withLock { state in
            state.writes += 1
            state.open = [:]
        }
    }
}
