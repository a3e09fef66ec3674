// Work that takes its time beside the requests: the proof of the whole database, backups. One of each at once.

import Dispatch
import EventModel
import Pages
import Proving
import Reasons
import Synchronization

/// What one request leaves for later.
final class SharedFlag: Sendable {
    private let state = Atomic(false)

    func raise() { state.store(true, ordering: .relaxed) }

    /// - Returns: whether it was up.
    func lower() -> Bool { state.exchange(false, ordering: .relaxed) }
}

/// How far such work has come, and what it came to last.
final class Checking: Sendable {
    private struct State {
        var verification = VerificationState.never
        var backup = BackupState.none
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "heng.checking", qos: .utility, attributes: .concurrent)

    var verification: VerificationState { state.withLock { $0.verification } }
    var backup: BackupState { state.withLock { $0.backup } }

    /// Begins unless it is under way.
    func verify(since: String, _ body: @escaping @Sendable (_ tell: (ProofStage) -> Void) -> VerificationState) {
        let isFree = state.withLock { state in
            if case .running = state.verification { return false }
            state.verification = .running(.events(0), since: since)
            return true
        }
        guard isFree else { return }
        queue.async { [self] in
            let result = body { stage in state.withLock { $0.verification = .running(stage, since: since) } }
            state.withLock { $0.verification = result }
        }
    }

    /// Begins unless it is under way.
    func backUp(_ body: @escaping @Sendable () -> BackupState) {
        let isFree = state.withLock { state in
            if case .running = state.backup { return false }
            state.backup = .running
            return true
        }
        guard isFree else { return }
        queue.async { [self] in
            let result = body()
            state.withLock { $0.backup = result }
        }
    }
}
