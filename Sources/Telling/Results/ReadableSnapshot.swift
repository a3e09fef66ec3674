// A snapshot joined with the scheme that it was made from, so that ids find their words.

package import AssessmentModel
package import Scoring

/// What all documents read: one snapshot and its scheme.
package struct ReadableSnapshot {
    package let snapshot: SealedSnapshot
    package let scheme: Scheme
    /// The plan, with the days that came true.
    package let round: RoundPlan
    /// The verifier key of the ledger, where it is known.
    package let key: String?
    /// Of all zones of the snapshot.
    package let names: ZoneNames
    private let kinds: [ZoneID: Zone.Kind]
    private let criteria: [CriterionID: Criterion]

    /// - Throws: `ReportingError.schemeDiffers`.
    package init(
        _ snapshot: SealedSnapshot, _ scheme: Scheme, days: PublicationDays? = nil, key: String? = nil
    ) throws(ReportingError) {
        let reference = snapshot.value.scheme
        guard reference.id == scheme.id, reference.edition == scheme.edition else {
            throw .schemeDiffers(expected: reference, found: scheme)
        }
        self.snapshot = snapshot
        self.scheme = scheme
        round = days.map(snapshot.value.round.dated) ?? snapshot.value.round
        self.key = key
        names = ZoneNames(snapshot.value.zones)
        kinds = Dictionary(uniqueKeysWithValues: snapshot.value.zones.map { ($0.id, $0.kind) })
        criteria = Dictionary(uniqueKeysWithValues: scheme.allCriteria.map { ($0.id, $0) })
    }

    /// In the order of publication: by rank, then those without.
    package var scores: [ZoneScore] { snapshot.value.scores.zones }

    /// - Throws: `ReportingError.zoneUnknown`.
    package func score(of zone: ZoneID) throws(ReportingError) -> ZoneScore {
        guard let score = scores.first(where: { $0.zone == zone }) else { throw .zoneUnknown(zone) }
        return score
    }

    package func kind(of zone: ZoneID) -> Zone.Kind? { kinds[zone] }

    func criterion(_ id: CriterionID) -> Criterion? { criteria[id] }

    /// The grade that a zone reached.
    package func grade(of score: ZoneScore) -> Grade? {
        score.grade.flatMap { scheme.grades.indices.contains($0) ? scheme.grades[$0] : nil }
    }

    /// Seats of a zone with what became of them, by code, each with its printed label.
    package func seats(of zone: ZoneID) -> [LabelledSeat] {
        let seats = snapshot.value.seats.filter { $0.zone == zone }
        let length = labelLength(of: seats.map(\.seat.text))
        return seats.map { LabelledSeat(seat: $0, label: $0.seat.text.prefix(length).uppercased()) }
    }
}

/// A seat and the start of its code that tells it from the zone's others.
package struct LabelledSeat {
    package let seat: Snapshot.Seat
    package let label: String

    package var id: SeatID { seat.seat }
}

/// Four letters, or more where four do not tell the codes apart.
private func labelLength(of codes: [String]) -> Int {
    let longest = codes.map(\.count).max() ?? 4
    return (4...max(4, longest)).first { length in
        Set(codes.map { $0.prefix(length) }).count == Set(codes).count
    } ?? longest
}
