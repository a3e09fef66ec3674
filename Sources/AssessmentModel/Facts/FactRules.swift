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

extension FactRefusal {
    /// `zone` is left out where the place that shows the reason says whose fact it is.
    package func reason(at zone: ZoneID? = nil) -> Reason {
        let whose = zone.map(Reason.Subject.zone)
        switch self {
        case .unknown(let key): return Reason(.factUnknown, whose, ["fact": .fact(key)])
        case .kind(let key, .number): return Reason(.factNotNumber, whose, ["fact": .fact(key)])
        case .kind(let key, .flag): return Reason(.factNotFlag, whose, ["fact": .fact(key)])
        case .kind(let key, .flagOrPoints): return Reason(.factNotPoints, whose, ["fact": .fact(key)])
        case .points(let key, let value, let highest):
            return Reason(
                .factPointsOutOfRange, whose,
                ["fact": .fact(key), "value": .fraction(value), "highest": .fraction(highest)])
        case .range(let key, let value, let range, let unit):
            var values: [String: Reason.Value] = [
                "fact": .fact(key), "value": .fraction(value), "unit": .words(unit),
            ]
            switch (range.from, range.to) {
            case (let from?, let to?):
                values["from"] = .fraction(from)
                values["to"] = .fraction(to)
                return Reason(.factOutOfRange, whose, values)
            case (let from?, nil):
                values["least"] = .fraction(from)
                return Reason(.factTooLow, whose, values)
            case (nil, let to):
                values["most"] = .fraction(to ?? value)
                return Reason(.factTooHigh, whose, values)
            }
        }
    }
}

extension Reason.Value {
    /// By its name, and its period where it has one.
    package static func fact(_ key: FactKey) -> Self { .text(key.description) }

    /// Empty where there is none.
    package static func words(_ text: LocalizedText?) -> Self {
        text.map { .localized(zh: $0.zh, en: $0.en) } ?? .text("")
    }
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

    /// What numbers a fact may be, and in what unit; nil where nothing is said.
    package func limits(of key: FactKey) -> (range: FactRange, unit: LocalizedText?)? {
        bounds[key]?.first.map { ($0.range, $0.unit) }
    }

    /// Why text that is no fact of the kind that is needed may not stand for it.
    package func reason(of found: Reason.Value, for need: FactNeed) -> Reason {
        let expected: InputForm
        switch need.kind {
        case .number: expected = .decimal
        case .flag: expected = .yesOrNo
        case .flagOrPoints:
            return Reason(
                .factPointsOutOfRange,
                ["fact": .fact(need.key), "value": found, "highest": .fraction(points[need.key] ?? .zero)])
        }
        return Reason(.factWrittenOther, ["found": found, "expected": expected.told, "fact": .fact(need.key)])
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
