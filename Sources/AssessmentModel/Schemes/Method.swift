// How marks become scores and scores become verdicts and ranks: the rules that a scheme declares.

package import Reasons

/// What a panel must be.
package struct PanelRule: Sendable, Equatable {
    package let minimum: Int
    package let odd: Bool

    package init(minimum: Int = 1, odd: Bool = false) {
        self.minimum = minimum
        self.odd = odd
    }
}

/// The marks that an expert may give.
package struct MarkGrid: Sendable, Equatable {
    /// nil: marks are points, 0 up to the indicator's; else marks are 0…scale and score = mark × points / scale.
    package let scale: Fraction?
    /// Marks are multiples of this.
    package let step: Fraction
    /// Whether a mark is written yes or no; yes is 1 of 1.
    package let isYesNo: Bool

    package init(scale: Fraction? = nil, step: Fraction) {
        self.scale = scale
        self.step = step
        isYesNo = false
    }

    private init() {
        (scale, step, isYesNo) = (1, 1, true)
    }

    package static let yesNo = MarkGrid()

    /// The highest mark for an indicator of so many points.
    package func highest(points: Fraction) -> Fraction { scale ?? points }

    /// What a mark is worth in points.
    package func score(mark: Fraction, points: Fraction) -> Fraction {
        guard let scale else { return mark }
        return mark * points / scale
    }

    /// Why a mark cannot be given for an indicator of so many points; nil when it can.
    package func refusal(of mark: Fraction, points: Fraction) -> MarkRefusal? {
        let highest = highest(points: points)
        if mark < 0 || mark > highest {
            return .outside(mark, highest: highest)
        }
        if !(mark / step).isWhole {
            return .offGrid(mark, step: step)
        }
        return nil
    }
}

/// Why a mark cannot be given.
package enum MarkRefusal: Error, Hashable, Sendable {
    case outside(Fraction, highest: Fraction)
    case offGrid(Fraction, step: Fraction)

    package func reason(for indicator: CriterionID) -> Reason {
        switch self {
        case .outside(let mark, let highest):
            Reason(.markOutOfRange, .indicator(indicator), ["mark": .fraction(mark), "highest": .fraction(highest)])
        case .offGrid(let mark, let step):
            Reason(.markFinerThanGrid, .indicator(indicator), ["mark": .fraction(mark), "step": .fraction(step)])
        }
    }
}

/// How the marks of one cell become one mark.
package struct Aggregate: Sendable, Equatable {
    package enum Method: String, Sendable, Codable, CaseIterable {
        case mean, median
        case trimmedMean = "trimmed-mean"
        case winsorisedMean = "winsorised-mean"
    }

    /// What is aggregated: each indicator's marks, or each expert's total.
    package enum Level: String, Sendable, Codable, CaseIterable {
        case indicator, total
    }

    /// A method for cells with fewer valid marks than `minimum`.
    package struct Fallback: Sendable, Equatable {
        package let from: Int
        package let method: Method
        package let drop: Drop

        package init(from: Int, method: Method, drop: Drop = Drop()) {
            self.from = from
            self.method = method
            self.drop = drop
        }
    }

    /// How many of the highest and the lowest marks a trimmed or winsorised mean sets aside.
    package struct Drop: Sendable, Equatable {
        package let high: Int
        package let low: Int

        package init(high: Int = 0, low: Int = 0) {
            self.high = high
            self.low = low
        }
    }

    /// Experts whose marks are aggregated on their own and then weighted, so that a group's size is no weight.
    package struct Group: Sendable, Equatable {
        package let sources: [Expert.Source]
        /// Above 0; only the proportion of the weights to each other counts.
        package let weight: Fraction

        package init(sources: [Expert.Source], weight: Fraction) {
            self.sources = sources
            self.weight = weight
        }
    }

    package let method: Method
    package let drop: Drop
    package let level: Level
    /// The number of valid marks from which `method` applies.
    package let minimum: Int
    /// In any order; the one with the highest `from` not above the number of valid marks applies.
    package let fallback: [Fallback]
    /// Empty: all experts are one group. Else every source is in exactly one.
    package let groups: [Group]

    package init(
        method: Method, drop: Drop = Drop(), level: Level = .indicator, minimum: Int? = nil,
        fallback: [Fallback] = [], groups: [Group] = []
    ) {
        self.method = method
        self.drop = drop
        self.level = level
        self.minimum = minimum ?? drop.high + drop.low + 1
        self.fallback = fallback
        self.groups = groups
    }
}

/// A pass line of a criterion or a total.
package enum Threshold: Sendable, Equatable {
    case points(Fraction)
    /// 0…1 of the maximum.
    case share(Fraction)

    /// The line in points for something worth at most `maximum`.
    package func line(maximum: Fraction) -> Fraction {
        switch self {
        case .points(let points): points
        case .share(let share): share * maximum
        }
    }
}

/// The lines of the pillars.
package enum PillarLines: Sendable, Equatable {
    /// The same for each.
    case all(Threshold)
    /// Only those named have one.
    case each([CriterionID: Threshold])

    package func threshold(of pillar: CriterionID) -> Threshold? {
        switch self {
        case .all(let threshold): threshold
        case .each(let thresholds): thresholds[pillar]
        }
    }
}

package struct PassLines: Sendable, Equatable {
    /// Which number the total's line is compared with.
    package enum Subject: String, Sendable, Codable, CaseIterable {
        /// Without bonus and deductions.
        case base
        case total
    }

    /// Which number a line is compared with (GB/T 8170-2008 section 4: 全数值比较法, 修约值比较法).
    package enum Comparison: String, Sendable, Codable, CaseIterable {
        case exact, rounded
    }

    package let total: Threshold?
    package let pillars: PillarLines?
    package let compare: Comparison
    package let subject: Subject

    package init(total: Threshold?, pillars: PillarLines?, compare: Comparison = .exact, subject: Subject = .base) {
        self.total = total
        self.pillars = pillars
        self.compare = compare
        self.subject = subject
    }
}

/// 等次.
package struct Grade: Sendable, Equatable {
    package let name: LocalizedText
    package let total: Threshold?
    package let pillars: PillarLines?

    package init(name: LocalizedText, total: Threshold?, pillars: PillarLines?) {
        self.name = name
        self.total = total
        self.pillars = pillars
    }
}

/// One key of the chain that decides between equal totals.
package enum TieKey: Sendable, Hashable {
    /// More points in this pillar.
    case pillar(CriterionID)
    /// More points in this criterion, at any depth.
    case criterion(CriterionID)
    /// The higher total before rounding.
    case exactTotal
    /// More points by rule.
    case rulePoints
    /// The higher of the lowest pillar shares.
    case lowestPillar
    /// The higher median of the experts' totals.
    case medianOfTotals
    /// No further key: the rank is shared.
    case share
}

/// A bonus item, a deduction or a veto.
package struct SchemeItem: Sendable, Equatable {
    package let id: ItemID
    package let title: LocalizedText
    /// What the item gives or takes at most; 0 for a veto.
    package let points: Fraction

    package init(id: ItemID, title: LocalizedText, points: Fraction = 0) {
        self.id = id
        self.title = title
        self.points = points
    }
}

/// 加分项 or 扣分项: items that move the total, with a cap on their sum.
package struct Adjustment: Sendable, Equatable {
    package let cap: Fraction
    package let items: [SchemeItem]

    package init(cap: Fraction, items: [SchemeItem]) {
        self.cap = cap
        self.items = items
    }

    package static let none = Adjustment(cap: 0, items: [])
}

/// A yardstick by period that the scheme itself carries, such as the national growth of a year.
package struct Benchmark: Sendable, Equatable {
    package let id: FactName
    package let title: LocalizedText
    package let source: String?
    package let values: [Period: Fraction]

    package init(id: FactName, title: LocalizedText, source: String? = nil, values: [Period: Fraction]) {
        self.id = id
        self.title = title
        self.source = source
        self.values = values
    }
}
