// Bundles as they were released: what went on since does not touch them, and the log that they share is read once.

import Assessing
package import AssessmentModel
package import AuditLedger
import EventModel
import Proving
package import RoundState
package import Storage

/// A round's bundle, as everybody may have it.
package enum ReleasedBundle: Sendable {
    /// None was released yet.
    case none
    /// What was released cannot be made again: something of it was erased.
    case gone
    /// Its files beside the log, and how many bytes of `events.ndjson` and `leaves` are its own.
    case files(BundleFiles, events: Int, leaves: Int)
}

extension Reading {
    /// The bundles of published rounds, each with the log up to the signature of its release.
    ///
    /// `readMe` is the text for a round as a register knows it; `take` gets the lines of the log and of its leaves, one after another, as
    /// far as the longest of them reaches.
    package func releasedBundles(
        of rounds: [RoundID], readMe: (RoundID, Register) throws -> [UInt8], _ register: Register,
        _ levels: HashLevels, take: (_ event: [UInt8], _ leaf: [UInt8]) throws -> Void
    ) throws -> [RoundID: ReleasedBundle] {
        var bundles = try rounds.reduce(into: [RoundID: ReleasedBundle]()) { bundles, id in
            bundles[id] = try released(id, readMe, register)
        }
        let steps = bundles.compactMap { id, bundle -> (RoundID, Int?)? in
            guard case .files = bundle, let step = register.rounds[id]?.releasedBy else { return nil }
            return (id, step)
        }
        let parts = try logParts(of: Dictionary(uniqueKeysWithValues: steps), register, levels, take: take)
        for (id, part) in parts {
            guard case .files(let files, _, _) = bundles[id] else { continue }
            bundles[id] = .files(
                files.merging(part.files) { own, _ in own }, events: part.events, leaves: part.leaves)
        }
        return bundles
    }

    /// The files that were released: as they are now, or as the ledger stood then.
    private func released(
        _ id: RoundID, _ readMe: (RoundID, Register) throws -> [UInt8], _ register: Register
    ) throws -> ReleasedBundle {
        guard let round = register.rounds[id], let digests = round.released, let step = round.releasedBy else {
            return .none
        }
        func files(_ register: Register) throws -> ReleasedBundle? {
            let files = try publicFiles(of: id, readMe: readMe(id, register), register)
            return files.mapValues { Hash.plain($0).hex } == digests ? .files(files, events: 0, leaves: 0) : nil
        }
        return try files(register) ?? files(Fold(of: self, first: step).register) ?? .gone
    }
}
