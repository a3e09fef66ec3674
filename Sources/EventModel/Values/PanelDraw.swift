// What the draw tells: candidates under codes, quotas, the commitment before it.

package import AssessmentModel

package typealias CandidateID = Identifier<Candidate>

/// Why an expert may not assess a zone.
package enum Conflict: String, Sendable, CaseIterable {
    /// The zone's government employs the expert, or did so in the last three years.
    case employer
    /// The expert lives or works in the zone, or in the 设区市 above it, which may be there.
    case region
    /// The expert has declared a tie.
    case tie
}

/// A zone that a candidate may not assess.
package struct Exclusion: Sendable, Equatable {
    package let zone: ZoneID
    package let conflict: Conflict

    package init(zone: ZoneID, conflict: Conflict) {
        self.zone = zone
        self.conflict = conflict
    }
}

/// An expert of the pool in one draw, under a code that is used for nothing else.
package struct Candidate: Sendable, Equatable {
    package let id: CandidateID
    package let source: Expert.Source
    /// By zone.
    package let excluded: [Exclusion]

    package init(id: CandidateID, source: Expert.Source, excluded: [Exclusion]) {
        self.id = id
        self.source = source
        self.excluded = excluded
    }
}

/// How many seats at each zone go to a source.
package struct Quota: Sendable, Equatable {
    package let source: Expert.Source
    package let seats: Int

    package init(source: Expert.Source, seats: Int) {
        self.source = source
        self.seats = seats
    }
}

/// What is bound before the draw.
package struct Commitment: Sendable, Equatable {
    /// SHA-256 of the seed's text, in hexadecimal.
    package let digest: String
    /// The same of the seed that orders substitutes, which nobody reveals: else whoever replays the draw could tell one substitute's
    /// seats at two zones from all others. nil in the first edition, where one seed serves both.
    package let reserve: String?
    /// In the order of the sources' names.
    package let quotas: [Quota]
    package let candidates: Int
    /// Which number will be the witness, in words: where and when it becomes public.
    package let witness: String

    package init(digest: String, reserve: String?, quotas: [Quota], candidates: Int, witness: String) {
        self.digest = digest
        self.reserve = reserve
        self.quotas = quotas
        self.candidates = candidates
        self.witness = witness
    }
}
