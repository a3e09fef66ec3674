// 当前状态: where everything stands after the newest commit, for readers.

package import RoundState
import Synchronization

/// An immutable value: what is read from one standing fits together, whatever is written meanwhile.
package struct Standing: Sendable {
    package let register: Register

    package init(_ register: Register) { self.register = register }

    /// Events so far: two standings of one ledger are the same where their sizes are.
    package var size: Int { register.size }
}

/// The newest standing, and who waits for the next one.
final class StandingBoard: Sendable {
    private struct State {
        var standing: Standing
        var listeners: [Int: AsyncStream<Int>.Continuation] = [:]
        var next = 0
    }

    private let state: Mutex<State>

    init(_ standing: Standing) { state = Mutex(State(standing: standing)) }

    var standing: Standing { state.withLock { $0.standing } }

    /// Puts up a newer standing; one of the same size says nothing new.
    func put(_ standing: Standing) {
        // What was there before is let go outside of the lock: readers need not wait for it.
        let (old, listeners) = state.withLock { state in
            guard state.standing.size != standing.size else { return (standing, [AsyncStream<Int>.Continuation]()) }
            let old = state.standing
            state.standing = standing
            return (old, Array(state.listeners.values))
        }
        withExtendedLifetime(old) {}
        for listener in listeners { listener.yield(standing.size) }
    }

    /// A slow listener gets the newest size only.
    var changes: AsyncStream<Int> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let id = state.withLock { state in
                state.next += 1
                state.listeners[state.next] = continuation
                return state.next
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { state in _ = state.listeners.removeValue(forKey: id) }
            }
        }
    }
}
