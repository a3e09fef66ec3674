// Measured values of zones, read from a table and scored by rule.

/// One measured value of one zone.
package enum Fact: Sendable, Hashable {
    case number(Fraction)
    case flag(Bool)
}

/// Which fact: its name, and the period where it is given per period (`online_growth@2024`).
package struct FactKey: Hashable, Sendable, CustomStringConvertible {
    package let name: FactName
    package let period: Period?

    package init(_ name: FactName, period: Period? = nil) {
        self.name = name
        self.period = period
    }

    package var description: String { period.map { "\(name)@\($0)" } ?? name.text }
}

/// A fact that some rule, bonus item or veto reads.
package struct FactNeed: Hashable, Sendable {
    package enum Kind: Sendable, Hashable {
        case number
        /// yes or no.
        case flag
        /// yes, no, or a number of points.
        case flagOrPoints
    }

    package let key: FactKey
    package let kind: Kind

    package init(key: FactKey, kind: Kind) {
        self.key = key
        self.kind = kind
    }
}

/// The facts of all zones; an absent fact is missing, never 0.
package struct FactTable: Sendable, Equatable {
    package var facts: [ZoneID: [FactKey: Fact]]

    package init(_ facts: [ZoneID: [FactKey: Fact]] = [:]) { self.facts = facts }

    package subscript(zone: ZoneID) -> [FactKey: Fact] {
        get { facts[zone] ?? [:] }
        set { facts[zone] = newValue }
    }
}

extension Scheme {
    /// Every fact that this scheme reads: of rules, vetoes, bonus items and deductions.
    package var factNeeds: [FactNeed] {
        let known = Set(benchmarks.map(\.id))
        let rules = indicators.compactMap(\.indicator?.rule).flatMap { $0.needs(benchmarks: known) }
        let items =
            vetoes.map { FactNeed(key: FactKey($0.fact), kind: .flag) }
            + (bonus.items + deductions.items).map { FactNeed(key: FactKey($0.fact), kind: .flagOrPoints) }
        return rules + items
    }
}

extension SchemeItem {
    /// The name under which `facts.csv` gives this item.
    package var fact: FactName { FactName(id.text) }
}
