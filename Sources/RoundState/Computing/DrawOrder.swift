// The draw: who of the pool sits where, by a seed that was bound before and a witness that came after.

package import AssessmentModel
import AuditLedger
package import EventModel

extension Expert {
    /// Every zone that the expert may not assess, each with the first reason that applies, by zone.
    package func exclusions(among zones: [Zone]) -> [Exclusion] {
        zones.sorted { $0.id < $1.id }.compactMap { zone in
            conflict(with: zone).map { Exclusion(zone: zone.id, conflict: $0) }
        }
    }

    package func conflict(with zone: Zone) -> Conflict? {
        if employer == zone.id { return .employer }
        if let region, let code = zone.code, region.liesIn(code) || code.liesIn(region) { return .region }
        return ties.contains(zone.id) ? .tie : nil
    }
}

extension String {
    /// Whether a place lies in the area of a code of GB/T 2260: `3601` begins every code of the 设区市 `360100`.
    fileprivate func liesIn(_ area: String) -> Bool {
        self == area || (area.hasSuffix("00") && hasPrefix(area.dropLast(2)))
    }
}

/// The order in which the draw calls candidates: by SHA-256 of `seed:witness:candidate` (UTF-8), ascending in hexadecimal.
///
/// It can be replayed with `sha256sum` and `sort`. The witness is a number that nobody knew when the seed was bound,
/// such as that day's lottery result, so that the seed could not be chosen for its outcome.
package struct DrawOrder {
    /// All candidates with their keys, in the order of these.
    package let inOrder: [(candidate: Candidate, key: String)]
    var candidates: [Candidate] { inOrder.map(\.candidate) }

    package init(_ candidates: some Sequence<Candidate>, seed: String, witness: String) {
        inOrder = candidates.map { candidate in
            (candidate, Hash.plain(Array("\(seed):\(witness):\(candidate.id)".utf8)).hex)
        }.sorted { $0.1 < $1.1 }
    }

    /// Who sits at a zone: of each source the first in the order that no conflict excludes.
    package func panel(at zone: ZoneID, quotas: [Quota]) -> [Candidate] {
        quotas.flatMap { quota in
            free(at: zone, from: quota.source).prefix(quota.seats)
        }
    }

    /// The next of a source who may assess the zone and does not sit or has not sat there.
    func substitute(at zone: ZoneID, from source: Expert.Source, besides taken: Set<CandidateID>) -> Candidate? {
        free(at: zone, from: source).first { !taken.contains($0.id) }
    }

    package func free(at zone: ZoneID, from source: Expert.Source) -> [Candidate] {
        inOrder.lazy.map(\.candidate).filter { candidate in
            candidate.source == source && !candidate.excluded.contains { $0.zone == zone }
        }
    }
}
