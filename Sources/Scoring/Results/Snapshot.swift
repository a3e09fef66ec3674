// The sealed result of a round: the only source of published pages and documents.

package import AssessmentModel

/// 结果快照. Holds no expert's name and no comment: seats are random codes, new for every zone.
package struct Snapshot: Sendable, Equatable, Codable {
    /// What became of a seat.
    package struct Seat: Sendable, Equatable, Codable {
        package let zone: ZoneID
        package let seat: SeatID
        package let state: SeatState
        /// Only where the scheme weighs groups of experts.
        package let source: Expert.Source?

        package init(zone: ZoneID, seat: SeatID, state: SeatState, source: Expert.Source? = nil) {
            self.zone = zone
            self.seat = seat
            self.state = state
            self.source = source
        }
    }

    /// The scheme by name and by the SHA-256 of its file, in hexadecimal.
    package struct SchemeReference: Sendable, Equatable, Codable {
        package let id: SchemeID
        package let edition: Int
        package let digest: String

        package init(id: SchemeID, edition: Int, digest: String) {
            self.id = id
            self.edition = edition
            self.digest = digest
        }
    }

    /// The version of this structure.
    package let format: Int
    package let round: RoundPlan
    package let scheme: SchemeReference
    /// The index of the ledger's event that closed the round.
    package let closedBy: Int
    /// The digest of the snapshot that this one replaces after objections; nil for the first.
    package let replaces: String?
    /// By id.
    package let zones: [Zone]
    /// By zone, then seat.
    package let seats: [Seat]
    package let scores: RoundScores

    package init(
        round: RoundPlan, scheme: SchemeReference, closedBy: Int, replaces: String? = nil, zones: [Zone],
        seats: [Seat],
        scores: RoundScores
    ) {
        format = 1
        self.round = round
        self.scheme = scheme
        self.closedBy = closedBy
        self.replaces = replaces
        self.zones = zones.sorted { $0.id < $1.id }
        self.seats = seats.sorted { ($0.zone, $0.seat) < ($1.zone, $1.seat) }
        self.scores = scores
    }
}

/// A snapshot with the SHA-256 of its stored bytes, in hexadecimal.
package struct SealedSnapshot: Sendable, Equatable {
    package let value: Snapshot
    package let digest: String

    package init(value: Snapshot, digest: String) {
        self.value = value
        self.digest = digest
    }
}
