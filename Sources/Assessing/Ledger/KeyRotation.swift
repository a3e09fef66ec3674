// A key hands over to the next one: both sign one head, then the old one retires.

package import AuditLedger
package import EventModel
import Reasons
import RoundState
import Storage

extension Ledger {
    /// Gives signing over to a new key: both sign the head that names it, then the old one retires. From then on this ledger signs with the
    /// new one.
    ///
    /// A rotation that was cut short goes on where it stopped when it is tried again.
    package nonisolated func rotate(
        to new: SignerKey, _ newHead: KnownHead, by user: UserID,
        at moment: @autoclosure @escaping @Sendable () -> Moment
    ) throws {
        let old = whenFree { $0.signer.verifierKey }
        let keys = try register().keys
        let isAdded = keys.contains { $0.key == new.verifierKey && $0.retired == nil }
        let isRetired = keys.contains { $0.key == old && $0.retired != nil }
        guard new.verifierKey != old else { throw Refusal(.keySame) }
        if !isAdded {
            try perform(AddKey(key: new.verifierKey), by: user, at: moment())
        } else if let why = try register().refusal(of: user, for: .rotateKey, in: nil, on: .nothing) {
            throw Refusal(why)
        }
        try whenFree { try $0.handOver(to: new, newHead, isRetired: isRetired) }
        if isRetired {
            try signHead()
        } else {
            try perform(RetireKey(key: old), by: user, at: moment())
        }
    }

    private func handOver(to new: SignerKey, _ newHead: KnownHead, isRetired: Bool) throws {
        if !isRetired {
            try store.write { writing in
                try prepare(writing.reading)
                try writing.insert(mac(under: new.secret(for: CommitMAC.purpose)), size: fold.register.size)
            }
            try sign(by: [signer, new])
            try head.read().map(newHead.write)
        }
        (signer, head, commitSecret) = (new, newHead, new.secret(for: CommitMAC.purpose))
        (newest, isVouched) = (nil, false)
    }
}
