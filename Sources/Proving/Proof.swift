// What a verified database or bundle is proven to hold, and the checks that both share.

package import AssessmentModel
import AuditLedger
package import EventModel
import Reasons
package import RoundState
import Scoring

/// What a proof found.
package struct Proof: Equatable, Sendable {
    package let origin: String
    package let size: Int
    package let root: String
    /// The keys of the ledger, oldest first.
    package let keys: [String]
    /// Whether the caller named a key, or it was taken from what was verified.
    package let isKeyTrusted: Bool
    /// The edition of the rules in force at the end.
    package let edition: RulesEdition
    package let checkpoints: Int
    /// Events after the last checkpoint, which no signature covers yet.
    package let unsigned: Int
    /// Whether those events, too, are known to be of somebody who held the key.
    package let areCommitsProven: Bool
    /// Values that were erased lawfully.
    package let erased: Int
    package let rounds: [ProvenRound]
}

/// A round whose results were computed anew.
package struct ProvenRound: Equatable, Sendable {
    package let id: RoundID
    package let stage: Stage
    /// Those that it assesses.
    package let zones: [Zone]
    package let seats: Int
    package let marks: Int
    /// Oldest first: digests of its results, all recomputed.
    package let snapshots: [String]
    /// The newest result in the order of ranks, once it is published.
    package let ranking: [ZoneResult]
    /// By zone its total as published.
    package let totals: [ZoneID: String]
    /// Whether the panel was drawn, and the draw replayed.
    package let isDrawn: Bool
}

extension Register {
    /// The keys that may sign a head of so many leaves.
    func signers(at size: Int) -> [VerifierKey] {
        keys.filter { $0.since < size && size <= $0.retired ?? .max }.map(\.key)
    }

    /// The newest head is signed by a key that the first one, or one known from elsewhere, leads to; every signer was vouched for.
    ///
    /// `heads` are the signers of heads in their order: who signs a head together with a known key is known from then on.
    func requireChain(of heads: [[VerifierKey]], trusting trusted: [VerifierKey]) throws(LedgerError) {
        var own = Set(keys.prefix(1).map(\.key.text))
        for signers in heads {
            guard signers.contains(where: { own.contains($0.text) }) else {
                throw LedgerError(
                    .unknownKey, .the(.keys),
                    Reason(.keyUnvouched, ["key": .text(signers.first?.text ?? "–")]))
            }
            own.formUnion(signers.map(\.text))
        }
        if trusted.isEmpty { return }
        let known = heads.reduce(into: Set(trusted.map(\.text))) { known, signers in
            if signers.contains(where: { known.contains($0.text) }) { known.formUnion(signers.map(\.text)) }
        }
        guard heads.last?.contains(where: { known.contains($0.text) }) == true else {
            throw LedgerError(
                .unknownKey, .the(.keys),
                Reason(
                    .ledgerOfAnotherKey,
                    [
                        "found": .list(keys.map { .text($0.key.text) }),
                        "expected": .list(trusted.map { .text($0.text) }),
                    ]))
        }
    }

    /// A head whose root and signers are those of the events.
    func require(_ note: [UInt8], _ levels: HashLevels, _ subject: LedgerError.Part) throws -> (
        Checkpoint, [VerifierKey]
    ) {
        do {
            let size = try Checkpoint(parsing: try SignedNote(parsing: note).text).size
            let allowed = signers(at: size)
            let checkpoint = try Checkpoint.verify(note, keys: allowed, origin: origin).get()
            guard checkpoint.size <= levels.size,
                try CompactRange(size: checkpoint.size, reader: levels).root == checkpoint.root
            else {
                throw LedgerError(
                    .mismatch, .the(.root),
                    Reason(.headDiffers, ["size": .number(checkpoint.size), "events": .number(levels.size)]))
            }
            return (checkpoint, try SignedNote(parsing: note).verify(with: allowed).get())
        } catch let error as LedgerError {
            throw error.relocated(to: .whole, in: subject)
        }
    }
}

extension Reason {
    /// Material that another reader than ours gave up.
    static func unreadable(_ error: any Error) -> Reason { Reason(.unreadable, ["why": .text("\(error)")]) }
}

extension Round {
    /// Computes every result of the round anew.
    /// - Throws: `LedgerError` naming the first that differs.
    func requireResults(in view: EventView) throws -> ProvenRound {
        // What was replaced before the notice is not there for the public to compute.
        for result in results where view == .everything || !isUnpublished(result) {
            let snapshot: Snapshot
            do {
                snapshot = try recompute(result)
            } catch let problems as Problems {
                throw LedgerError(.malformed, .scheme(ofRound: id.text), .unreadable(problems))
            }
            let digest = Hash.plain(try CanonicalJSON.encode(snapshot)).hex
            guard digest == result.snapshot else {
                throw LedgerError(
                    .mismatch, .result(ofRound: id.text), at: .leaf(result.seq),
                    Reason(
                        .resultDiffers, ["found": .text(digest), "expected": .text(result.snapshot)]))
            }
            for zone in snapshot.zones.map(\.id) {
                guard let told = result.zones[zone], told == nil || told == snapshot.result(of: zone, digest: digest)
                else {
                    throw LedgerError(
                        .mismatch, .result(ofRound: id.text), at: .leaf(result.seq),
                        Reason(.resultToldOtherwise, .zone(zone)))
                }
            }
        }
        let ranking =
            notice == nil || broken != nil
            ? []
            : (results.last?.zones.values.compactMap { $0 } ?? []).sorted {
                ($0.rank ?? .max, $0.zone) < ($1.rank ?? .max, $1.zone)
            }
        return ProvenRound(
            id: id, stage: stage, zones: terms?.zones ?? [], seats: closed == nil ? seats.count : counted.count,
            marks: counted.values.map { $0.marks?.count ?? 0 }.reduce(0, +), snapshots: results.map(\.snapshot),
            ranking: ranking,
            totals: Dictionary(ranking.compactMap { zone in zone.total.map { (zone.zone, published($0)) } }) { $1 },
            isDrawn: draw != nil)
    }
}
