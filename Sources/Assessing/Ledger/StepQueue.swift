// Steps wait their turn: those that come while the writer is busy are taken together next, and nobody is answered before the commit.

package import AuditLedger
import Dispatch
package import EventModel
import HashTreeCollections
import Proving
import RoundState
import Storage
import Synchronization

/// A step in the queue.
struct WaitingStep: Sendable {
    let action: any Action
    let user: UserID
    /// Asked for once the step has the ledger for itself: of two steps around midnight the later one has the later day.
    let moment: @Sendable () -> Moment
    let request: EventID?
    let answer: @Sendable (Result<Recorded, any Error>) -> Void
}

extension Ledger {
    /// Takes one step: asks the policy, appends its events, signs the new head.
    ///
    /// `request` is the client's idempotency key: a step that is tried again under it gives the events that it gave before.
    /// - Throws: `Refusal`; `LedgerError` when the database is behind, or contradicts, the newest checkpoint known, or was written to by
    ///   somebody without the key; `StorageError` when it cannot be written. Unless the message says that it is recorded, nothing was
    ///   changed.
    @discardableResult
    package nonisolated func perform(
        _ action: some Action, by user: UserID, at moment: @autoclosure @escaping @Sendable () -> Moment,
        request: EventID? = nil
    ) async throws -> Recorded {
        if !action.evidence.isEmpty {
            // A scanner takes its time, and requests share few threads.
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(with: Result { try self.storingEvidence(of: action) })
                }
            }
        }
        do {
            return try await withCheckedThrowingContinuation { continuation in
                let step = WaitingStep(
                    action: action, user: user, moment: moment, request: request,
                    answer: { continuation.resume(with: $0) })
                soon { $0.queue(step) }
            }
        } catch {
            if !action.evidence.isEmpty { try? await removeUnnamed(action.evidence) }
            throw error
        }
    }

    /// The same for a program that has nothing else to do: the caller's thread waits.
    @discardableResult
    package nonisolated func perform(
        _ action: some Action, by user: UserID, at moment: @autoclosure @escaping @Sendable () -> Moment,
        request: EventID? = nil
    ) throws -> Recorded {
        try storingEvidence(of: action)
        do {
            return try whenFree { ledger in
                let answer = Mutex<Result<Recorded, any Error>?>(nil)
                let step = WaitingStep(
                    action: action, user: user, moment: moment, request: request,
                    answer: { result in answer.withLock { $0 = result } })
                ledger.take([step])
                guard let answer = answer.withLock({ $0 }) else { preconditionFailure("every step is answered") }
                return try answer.get()
            }
        } catch {
            if !action.evidence.isEmpty { try? whenFree { try $0.removeUnnamed(action.evidence) } }
            throw error
        }
    }

    private nonisolated func storingEvidence(of action: some Action) throws {
        for bytes in action.evidence { try store.evidence.put(bytes, accepting: limits.accept) }
    }

    /// Steps that come while the writer is busy find it taking those before them, and are taken together next.
    private func queue(_ step: WaitingStep) {
        waiting.append(step)
        if waiting.count == 1 { soon { $0.takeWaiting() } }
    }

    private func takeWaiting() {
        let steps = Array(waiting.prefix(Self.most))
        waiting.removeFirst(steps.count)
        if !waiting.isEmpty { soon { $0.takeWaiting() } }
        take(steps)
    }

    /// Steps of one transaction: a commit is shared by many, and nobody waits for more than so many others.
    private static let most = 256

    /// Removes files that were stored for a step that was not taken, where nothing names them.
    private func removeUnnamed(_ files: [[UInt8]]) throws { try removeUnnamed(files.map { Hash.plain($0).hex }) }

    func removeUnnamed(_ digests: [String]) throws {
        try store.write { writing in
            try fold.catchUp(with: writing.reading)
            let named = fold.register.filesBeside
            for digest in digests where !named.contains(digest) {
                _ = try store.evidence.remove(digest)
            }
        }
    }
}
