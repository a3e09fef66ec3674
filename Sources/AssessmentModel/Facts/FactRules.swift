// Which facts a scheme takes: by name, kind and range. Files, pages and programs ask it alike.

package import Reasons

/// Why a fact may not enter.
package enum FactRefusal: Error, Hashable, Sendable {
    /// No rule, bonus item or veto reads it.
    case unknown(FactKey)
    /// A number is read, and a flag was given, or the other way round.
    case kind(FactKey, FactNeed.Kind)
    /// A bonus item or deduction of fewer points.
    case points(FactKey, Fraction, highest: Fraction)
    case range(FactKey, Fraction, FactRange, unit: LocalizedText?)
}

extension FactRefusal: CustomStringConvertible {
    /// One lower-case line.
    package var description: String {
        switch self {
        case .unknown(let key): return "unknown fact `\(key)`"
        case .kind(let key, .number): return "found yes or no, expected a number for \(key)"
        case .kind(let key, .flag): return "found a number, expected yes or no for \(key)"
        case .kind(let key, .flagOrPoints): return "expected yes, no, or points for \(key)"
        case .points(let key, let value, let highest):
            return "found \(value), expected yes, no, or points from 0 to \(highest) for \(key)"
        case .range(let key, let value, let range, let unit):
            let measure = unit.map { " \($0.text(in: .english))" } ?? ""
            return "found \(value)\(measure), expected \(range)\(measure) for \(key)"
        }
    }
}

extension FactRefusal {
    package func reason(at zone: ZoneID) -> Reason {
        switch self {
        case .unknown(let key): return Reason(.factUnknown, .zone(zone), ["fact": .fact(key)])
        case .kind(let key, .number): return Reason(.factNotNumber, .zone(zone), ["fact": .fact(key)])
        case .kind(let key, .flag): return Reason(.factNotFlag, .zone(zone), ["fact": .fact(key)])
        case .kind(let key, .flagOrPoints): return Reason(.factNotPoints, .zone(zone), ["fact": .fact(key)])
        case .points(let key, let value, let highest):
            return Reason(
                .factPointsOutOfRange, .zone(zone),
                ["fact": .fact(key), "value": .fraction(value), "highest": .fraction(highest)])
        case .range(let key, let value, let range, _):
            var values: [String: Reason.Value] = ["fact": .fact(key), "value": .fraction(value)]
            switch (range.from, range.to) {
            case (let from?, let to?):
                values["from"] = .fraction(from)
                values["to"] = .fraction(to)
                return Reason(.factOutOfRange, .zone(zone), values)
            case (let from?, nil):
                values["least"] = .fraction(from)
                return Reason(.factTooLow, .zone(zone), values)
            case (nil, let to):
                values["most"] = .fraction(to ?? value)
                return Reason(.factTooHigh, .zone(zone), values)
            }
        }
    }
}

extension Reason.Value {
    /// By its name, and its period where it has one.
    package static func fact(_ key: FactKey) -> Self { .text(key.description) }
}

/// The facts that one scheme reads, ready to be asked for many.
package struct FactRules: Sendable {
    private struct Bound: Sendable {
        let range: FactRange
        let unit: LocalizedText?
    }

    private let needs: [FactKey: FactNeed.Kind]
    private let points: [FactKey: Fraction]
    private let bounds: [FactKey: [Bound]]

    package init(_ scheme: Scheme) {
        needs = Dictionary(scheme.factNeeds.map { ($0.key, $0.kind) }) { first, _ in first }
        points = Dictionary((scheme.bonus.items + scheme.deductions.items).map { (FactKey($0.fact), $0.points) }) {
            first, _ in first
        }
        bounds = Self.bounds(scheme)
    }

    /// An indicator by rule that reads the fact; `isAlone`: and no other number, so that the unit is this one's.
    private struct Reader {
        let indicator: Indicator
        let isAlone: Bool

        var usual: FactRange? { isAlone ? indicator.unit.flatMap(FactRange.init(ofUnit:)) : nil }
    }

    /// What the indicators write, or else what their units say as long as no rule that reads the fact means other values.
    private static func bounds(_ scheme: Scheme) -> [FactKey: [Bound]] {
        let known = Set(scheme.benchmarks.map(\.id))
        var readers: [FactKey: [Reader]] = [:]
        for indicator in scheme.indicators.compactMap(\.indicator) {
            let numbers = (indicator.rule?.needs(benchmarks: known) ?? []).filter { $0.kind == .number }
            for need in numbers {
                readers[need.key, default: []].append(Reader(indicator: indicator, isAlone: numbers.count == 1))
            }
        }
        return readers.mapValues { readers in
            let written = readers.map(\.indicator).compactMap { reader in
                reader.range.map { Bound(range: $0, unit: reader.unit) }
            }
            guard written.isEmpty else { return written }
            return readers.compactMap { reader in
                guard let usual = reader.usual,
                    readers.allSatisfy({ $0.indicator.rule?.staysWithin(usual) ?? true })
                else { return nil }
                return Bound(range: usual, unit: reader.indicator.unit)
            }
        }
    }

    /// What is expected of a fact, in words.
    package func words(for need: FactNeed) -> String {
        switch need.kind {
        case .number: "a plain decimal number for \(need.key)"
        case .flag: "yes or no for \(need.key)"
        case .flagOrPoints: "yes, no, or points from 0 to \(points[need.key] ?? .zero) for \(need.key)"
        }
    }

    /// Why a fact may not enter; nil where it may.
    package func refusal(of fact: Fact, for key: FactKey) -> FactRefusal? {
        guard let kind = needs[key] else { return .unknown(key) }
        switch (kind, fact) {
        case (.number, .flag), (.flag, .number): return .kind(key, kind)
        case (.flag, .flag), (.flagOrPoints, .flag): return nil
        case (.flagOrPoints, .number(let value)):
            let highest = points[key] ?? .zero
            return FactRange(from: 0, to: highest).contains(value) ? nil : .points(key, value, highest: highest)
        case (.number, .number(let value)):
            return bounds[key]?.first { !$0.range.contains(value) }
                .map { .range(key, value, $0.range, unit: $0.unit) }
        }
    }
}

extension Scheme {
    /// Why a single fact may not enter; nil where it may. For many, ask one `FactRules`.
    package func refusal(of fact: Fact, for key: FactKey) -> FactRefusal? {
        FactRules(self).refusal(of: fact, for: key)
    }
}
