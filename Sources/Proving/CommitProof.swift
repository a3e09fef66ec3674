// Whether the newest commit is of somebody who held the key.

package import AuditLedger
import EventModel
import Reasons
import RoundState
package import Storage

extension Fold {
    /// The head after so many events, of which this fold has at least that many.
    package func checkpoint(of size: Int) throws -> Checkpoint {
        Checkpoint(
            known: register.origin, size: size, root: try CompactRange(size: size, reader: levels).root)
    }

    /// Why the newest commit is not of somebody who held one of these secrets; nil where it is.
    ///
    /// The MAC of the newest commit speaks for all events. A ledger of the first edition in which no commit bears one was last written by
    /// a version that made none: there the last signature speaks, and behind it only saved cells may stand, which never waited for more.
    package func faultOfCommits(_ reading: Reading, under secrets: [CommitSecret]) throws -> LedgerError? {
        let size = register.size
        if register.edition == .first, try !reading.bearsMACs() {
            let signed = try newestSigned(reading)
            return openCells >= size - signed
                ? nil
                : LedgerError.event(signed, .badSignature, Reason(.commitOfStranger))
        }
        let newest = try reading.commitMACs(from: size)
        if let later = newest.last?.size, later > size {
            return LedgerError.event(size, .missing, Reason(.commitGone, ["events": .number(later)]))
        }
        if try speaks(for: size, newest, secrets) { return nil }
        for commit in try reading.commitMACs().reversed() where commit.size < size {
            guard try speaks(for: commit.size, [commit], secrets) else { continue }
            return LedgerError.event(commit.size, .badSignature, Reason(.commitOfStranger))
        }
        return LedgerError(.badSignature, .the(.ledger), Reason(.commitOfStranger))
    }
}

extension Fold {
    func speaks(
        for size: Int, _ commits: [(size: Int, mac: CommitMAC)], _ secrets: [CommitSecret]
    ) throws -> Bool {
        let head = try checkpoint(of: size)
        return commits.contains { commit in
            commit.size == size && secrets.contains { commit.mac.speaks(for: head, under: $0) }
        }
    }

    /// The size of the newest head that a key of the ledger has signed, and that is the head of these events.
    private func newestSigned(_ reading: Reading) throws -> Int {
        for row in try reading.checkpoints().reversed() where row.size <= levels.size {
            let checked = Checkpoint.verify(row.note, keys: register.signers(at: row.size), origin: register.origin)
            if case .holds(let found) = checked, try found == checkpoint(of: row.size) { return row.size }
        }
        return 0
    }
}
