// What the engine makes of marks and facts: every number with what it was made of.

package import AssessmentModel

/// The scores of one round.
package struct RoundScores: Sendable, Equatable, Codable {
    /// By rank, equal ranks by id; then zones without rank by id.
    package let zones: [ZoneScore]

    package init(zones: [ZoneScore]) { self.zones = zones }
}

/// The score of one zone, from cells to rank.
package struct ZoneScore: Sendable, Equatable, Codable {
    package let zone: ZoneID
    package let verdict: Verdict
    /// nil for a vetoed, incomplete or withdrawn zone.
    package var rank: Int?
    /// The rank among zones of the same kind, where the scheme asks for one and the kind is known.
    package var groupRank: Int?
    /// An index into the scheme's grades; nil when none was reached.
    package let grade: Int?
    /// Roots added up, before bonus and before the rounding step `total`; nil when a cell has no score.
    package let base: Fraction?
    package let bonus: AdjustmentScore
    package let deductions: AdjustmentScore
    /// Base and bonus together less the deductions, at least 0; exact.
    package let exact: Fraction?
    /// What is published and ranked on: `exact` after the rounding step `total`.
    package let total: Fraction?
    /// Points of every inner node and root that applies to the zone and has all its cells.
    package let criteria: [CriterionID: Fraction]
    /// One for each leaf that applies to the zone.
    package let cells: [CriterionID: CellScore]
    /// The vetoes that were found, in the scheme's order.
    package let vetoes: [ItemID]
    /// Total first, then the pillars in the scheme's order; empty when incomplete.
    package let lines: [PassLine]
    /// Seats that were recused, by id.
    package let recused: [SeatID]
    /// The median over the totals of the complete sheets; nil without any.
    package let medianOfTotals: Fraction?
    /// Points ÷ maximum of each pillar that applies and has points.
    package let pillarShares: [CriterionID: Fraction]
    /// Present where another zone has the same published total.
    package var tie: Tie?
    /// Where sheets are chosen whole: what each complete one gives in points.
    package var sheetTotals: SeatMarks?
    /// Criteria whose points, or what they could have come to, are more than their children's added up.
    package var sums: [CriterionID: SumBasis]?
    /// The same of all roots together.
    package var whole: SumBasis?
    /// For a zone that passed: the better grades that it missed, best first.
    package var missedGrades: [MissedGrade]?
}

package enum Verdict: String, Sendable, Codable, CaseIterable {
    case pass, fail, vetoed, incomplete
    /// 退出: the zone took its application back.
    case withdrawn
}

extension ZoneScore {
    /// A zone that withdrew: nothing of it is scored.
    init(withdrawn zone: ZoneID) {
        let nothing = AdjustmentScore(items: [:], counted: 0)
        self.init(
            zone: zone, verdict: .withdrawn, grade: nil, base: nil, bonus: nothing, deductions: nothing, exact: nil,
            total: nil, criteria: [:], cells: [:], vetoes: [], lines: [], recused: [], medianOfTotals: nil,
            pillarShares: [:])
    }
}

/// The score of one indicator of one zone.
package struct CellScore: Sendable, Equatable, Codable {
    /// Points after the rounding step `indicator`; nil when there are too few marks or a fact is missing.
    package let score: Fraction?
    /// Set for an indicator that experts score.
    package let panel: PanelBasis?
    /// Set for an indicator that a rule scores.
    package let rule: RuleBasis?
}

/// How the marks of one cell became one mark.
package struct PanelBasis: Sendable, Equatable, Codable {
    /// The valid marks by seat.
    package let marks: SeatMarks
    /// Seats that count, by id.
    package let kept: [SeatID]
    /// Seats set aside as highest or lowest (trimmed, replaced, or not in the middle), by id.
    package let dropped: [SeatID]
    /// Seats that were not recused and gave no mark, by id.
    package let missing: [SeatID]
    /// nil when there are too few marks for any.
    package let method: Aggregate.Method?
    /// Whether `method` is a fallback of the scheme.
    package let isFallback: Bool
    /// On the scale of the marks, after the rounding step `mean`.
    package let mean: Fraction?
    /// Set where the scheme weighs groups: those that have marks, in the scheme's order.
    package let groups: [Group]?
    /// How often each seat counts, where the scheme has no groups and not every kept seat counts once.
    package var weights: [SeatID: Fraction]?
    /// The mean before the rounding step `mean`, where the scheme names it.
    package var exactMean: Fraction?
    /// Set where the scheme weighs groups: who has a valid mark, for each group of the scheme.
    package var members: [[SeatID]]?

    /// The mark of one group of experts.
    package struct Group: Sendable, Equatable, Codable {
        /// Seats that count, by id.
        package let kept: [SeatID]
        package let method: Aggregate.Method
        package let weight: Fraction
        /// Exact.
        package let mean: Fraction
        package var isFallback = false
        /// How often each seat counts, where not every kept seat counts once.
        package var weights: [SeatID: Fraction]?
    }
}

/// How facts became points.
package struct RuleBasis: Sendable, Equatable, Codable {
    package enum Shape: String, Sendable, Codable {
        case bands, linear, proportion, deduct, parts
        case eachPeriod = "each-period"
        case anyOf = "any-of"
    }

    /// One fact as the rule read it.
    package struct Reading: Sendable, Equatable, Codable {
        /// As in the table of facts: `fact` or `fact@period`.
        package let fact: String
        /// nil when it is missing.
        package let number: Fraction?
        package let flag: Bool?
        /// What it was compared with, where the rule compares.
        package var benchmark: Fraction?
        /// The points that this reading alone gave, where the rule gives points by reading.
        package var points: Fraction?
    }

    package let shape: Shape
    package let readings: [Reading]
    /// Before the rounding step `indicator`; nil when a fact is missing.
    package let points: Fraction?
    /// For `any-of`: each rule that was tried.
    package var alternatives: [RuleBasis]?
    /// For `bands` the band, for `any-of` the best alternative, counted from 0.
    package var chosen: Int?
}

/// 加分 or 扣分.
package struct AdjustmentScore: Sendable, Equatable, Codable {
    /// What each item gave or took, those of 0 left out.
    package let items: [ItemID: Fraction]
    /// Their sum, at most the scheme's cap.
    package let counted: Fraction
}

/// One comparison behind a verdict.
package struct PassLine: Sendable, Equatable, Codable {
    /// nil: the total.
    package let pillar: CriterionID?
    /// The value as compared.
    package let value: Fraction
    package let line: Fraction
    package let isMet: Bool
    /// Before rounding, where rounded values are compared.
    package var exact: Fraction?
}

/// A grade that a zone did not reach.
package struct MissedGrade: Sendable, Equatable, Codable {
    /// An index into the scheme's grades.
    package let grade: Int
    /// Its lines that were not met.
    package let lines: [PassLine]
}

/// How children became their parent's points, where that is more than a sum.
package struct SumBasis: Sendable, Equatable, Codable {
    /// The children that apply, added up; an indicator's own score. nil when a cell has no score.
    package let sum: Fraction?
    /// What they could have come to.
    package let maximum: Fraction
    /// Points of children that do not apply and whose points go to the others: sum × (maximum + shared) ÷ maximum.
    package let shared: Fraction
    /// Before the rounding step `pillar`.
    package let exact: Fraction?
}

/// How a zone stands to others with the same published total.
package struct Tie: Sendable, Equatable, Codable {
    /// One key of the chain with this zone's value.
    package struct Key: Sendable, Equatable, Codable {
        /// `lowest-pillar`, `median-of-totals`, `exact-total`, `rule-points`, or a criterion's id.
        package let key: String
        /// nil: the zone has no such value and stands behind those that have.
        package let value: Fraction?
    }

    /// The others with the same total, by id.
    package let with: [ZoneID]
    /// The keys that were consulted for this zone, in the chain's order.
    package let keys: [Key]
    /// The key that last set this zone apart; nil when none did.
    package let decidedBy: String?
    /// Those that share the rank after the whole chain, by id.
    package let shared: [ZoneID]
}
